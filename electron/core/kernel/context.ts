// What a handler is given. Must stay small: everything else is a function of a capability.
import type { EventMap, EventName } from '../../../shared/contract/index.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';

export interface Surroundings {
  readonly clock: Clock;
  readonly log: Log;
  /** Name written in the audit chain. */
  readonly actor: string;
  emit<N extends EventName>(event: N, payload: EventMap[N]): void;
}

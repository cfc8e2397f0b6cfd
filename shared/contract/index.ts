// The whole contract: every call by name, and the events. Both sides take their types from here.
import type { z } from 'zod';
import { archiveCalls } from './archive.ts';
import { catalogueCalls } from './catalogue.ts';
import type { CallSpec } from './define.ts';
import { intakeCalls } from './intake.ts';
import { jobCalls } from './jobs.ts';
import { searchCalls } from './search.ts';
import { transferCalls } from './transfer.ts';

export const contract = {
  ...archiveCalls,
  ...catalogueCalls,
  ...intakeCalls,
  ...jobCalls,
  ...searchCalls,
  ...transferCalls,
} as const;

export type Contract = typeof contract;
export type CallName = keyof Contract;
export type CallInput<N extends CallName> = z.input<Contract[N]['input']>;
export type ParsedInput<N extends CallName> = z.output<Contract[N]['input']>;
export type CallOutput<N extends CallName> = Contract[N] extends CallSpec<z.ZodType, infer O> ? O : never;

/** Events only say "look again"; they carry no state to trust beyond ids. */
export interface EventMap {
  /** A job's counters or state changed (at most 4 a second per job). */
  'job.changed': { jobId: string };
  /** Rows changed: ask again for what you show. */
  'data.changed': { documentIds: string[]; fileIds: string[] };
  /** The core behind the window: `stopped` while it restarts. */
  'core.status': { state: 'ready' | 'stopped' };
  /** Another archive was opened, or it was closed. */
  'archive.changed': Record<never, never>;
}
export type EventName = keyof EventMap;

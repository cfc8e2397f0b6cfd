// What the other capabilities may use of the kernel.
export { type Clock, systemClock, timestamp } from './clock.ts';
export type { Surroundings } from './context.ts';
export { failpoint } from './failpoints.ts';
export { newId } from './ids.ts';
export { type Log, silentLog, stderrLog } from './log.ts';
export { resourcePath } from './resources.ts';

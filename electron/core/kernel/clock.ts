// The time, as something tests can hold still.

export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/** UTC, ISO 8601 with milliseconds; what the database stores. */
export function timestamp(clock: Clock): string {
  return new Date(clock.nowMs()).toISOString();
}

// Makes ids: short, sortable by time, safe in file names and on a command line.
// Must not depend on the database.
import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford's: no i, l, o, u to be misread

/** A new id such as `d_0jk3m8q9a7x2w5tz`: 9 characters of time (ms), 7 random. `prefix` tells the kind. */
export function newId(prefix: 'a' | 'f' | 'i' | 'h' | 'd' | 'p' | 's' | 'j', nowMs: number): string {
  let time = '';
  for (let rest = nowMs, i = 0; i < 9; i++) {
    time = alphabet[rest % 32] + time;
    rest = Math.floor(rest / 32);
  }
  let random = '';
  for (const byte of randomBytes(7)) random += alphabet[byte & 31];
  return `${prefix}_${time}${random}`;
}

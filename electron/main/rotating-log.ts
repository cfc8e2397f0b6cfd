// Appends lines to a log file that is turned over before it grows without end.
// Must never fail its caller: a full disk may cost the log, not the work.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const maxBytes = 1_000_000;
const keptFiles = 3;

export interface RotatingLog {
  /** Adds the text as it is, with a line end and the time in front. */
  write(text: string): void;
}

/** @param path of the newest file; older ones get `.1`, `.2` behind */
export function openRotatingLog(path: string): RotatingLog {
  let sizeBytes = 0;
  try {
    mkdirSync(dirname(path), { recursive: true });
    sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch (error) {
    console.error('The log cannot be kept:', error);
  }
  return {
    write(text) {
      const line = `${new Date().toISOString()} ${text.trimEnd()}\n`;
      try {
        if (sizeBytes > maxBytes) {
          turnOver(path);
          sizeBytes = 0;
        }
        appendFileSync(path, line);
        sizeBytes += Buffer.byteLength(line);
      } catch (error) {
        console.error('The log cannot be written:', error);
      }
    },
  };
}

function turnOver(path: string): void {
  for (let n = keptFiles - 1; n >= 1; n--) {
    const older = n === 1 ? path : `${path}.${n - 1}`;
    if (statSync(older, { throwIfNoEntry: false })) renameSync(older, `${path}.${n}`);
  }
}

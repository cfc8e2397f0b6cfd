// Turns an error code and its parameters into the sentence people read.
import type { ErrorCode, ErrorParams } from '../errors/codes.ts';
import { vi } from './vi.ts';

/** The Vietnamese message of an error. */
export function messageOf<C extends ErrorCode>(code: C, params: ErrorParams[C]): string {
  const make = vi[code] as ((p: ErrorParams[C]) => string) | undefined;
  return make ? make(params) : code;
}

// How a call is declared once and used on both sides. Must stay free of Node, DOM and Electron.
import type { z } from 'zod';

export interface CallSpec<I extends z.ZodType, O> {
  /** A query only reads; a command changes the archive in one transaction with its audit row; desktop calls need no archive. */
  readonly kind: 'query' | 'command' | 'desktop';
  readonly input: I;
  /** Only a type: never present at run time. */
  readonly output?: O;
}

export function query<O>() {
  return <I extends z.ZodType>(input: I): CallSpec<I, O> => ({ kind: 'query', input });
}
export function command<O>() {
  return <I extends z.ZodType>(input: I): CallSpec<I, O> => ({ kind: 'command', input });
}
/** Calls about the archive as a whole (create, open, close) or the program: allowed when no archive is open. */
export function desktop<O>() {
  return <I extends z.ZodType>(input: I): CallSpec<I, O> => ({ kind: 'desktop', input });
}

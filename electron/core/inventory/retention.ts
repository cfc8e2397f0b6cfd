// Turns the wording of a retention period into a code, the wording kept.
// Must hold no codes: the profile's list is given by the caller.
import { fold } from '../../../shared/text/fold.ts';

/** The code list of the profile, with what its codes mean. */
export interface RetentionTable {
  /** For "vĩnh viễn". */
  readonly permanent: string;
  /** Code by number of years. */
  readonly years: Readonly<Record<number, string>>;
  /** For everything else, and for words an archivist has to decide on (lâu dài, tạm thời). */
  readonly other: string;
}

export interface Retention {
  /** Null when the wording is not understood at all. */
  readonly code: string | null;
  /** `undecided`: lâu dài, tạm thời; `notInList`: a number of years the list does not have; `unknown`: not understood. */
  readonly doubt: 'undecided' | 'notInList' | 'unknown' | null;
}

/** Never throws. A code of the list itself ("01") is taken as that code. */
export function readRetention(wording: string, table: RetentionTable): Retention {
  const text = fold(wording)
    .replace(/[.\s]+/g, ' ')
    .trim();
  if (/^(?:vinh vien|v ?v|v\/v|v vien)$/.test(text)) return { code: table.permanent, doubt: null };
  if (/^(?:lau dai|l ?d|tam thoi|t ?t)$/.test(text)) return { code: table.other, doubt: 'undecided' };
  const codes = new Set([table.permanent, table.other, ...Object.values(table.years)]);
  if (/^0\d$/.test(text) && codes.has(text)) return { code: text, doubt: null };
  const years = /^(\d{1,3}) ?(?:n|nam)?$/.exec(text);
  if (!years) return { code: null, doubt: 'unknown' };
  const code = table.years[Number(years[1])];
  return code === undefined ? { code: table.other, doubt: 'notInList' } : { code, doubt: null };
}

// Dates of documents as text with a precision: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
// Must not use a JS Date, which has no month without a day and shifts with the time zone.

export interface PartialDate {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

/** Undefined when the text is not a real partial date (31 February is not). */
export function parsePartialDate(text: string): PartialDate | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return undefined;
  const year = Number(match[1]);
  const month = match[2] === undefined ? undefined : Number(match[2]);
  const day = match[3] === undefined ? undefined : Number(match[3]);
  if (year < 1000) return undefined;
  if (month !== undefined && (month < 1 || month > 12)) return undefined;
  if (day !== undefined && (day < 1 || day > daysInMonth(year, month as number))) return undefined;
  return { year, ...(month !== undefined ? { month } : {}), ...(day !== undefined ? { day } : {}) };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * First and last day a partial date can mean, as `YYYY-MM-DD` (these compare as text): 1987-02 is 1987-02-01 … 1987-02-28.
 * Undefined when the text is not a real partial date.
 */
export function partialDateBounds(
  text: string,
): { readonly first: string; readonly last: string } | undefined {
  const date = parsePartialDate(text);
  if (!date) return undefined;
  const { year, month, day } = date;
  const lastMonth = month ?? 12;
  return {
    first: isoDay(year, month ?? 1, day ?? 1),
    last: isoDay(year, lastMonth, day ?? daysInMonth(year, lastMonth)),
  };
}

/** As archivists write it: 12/05/1987, 05/1987, 1987. The text itself when it is not a real partial date. */
export function partialDateForPeople(text: string): string {
  return parsePartialDate(text) ? text.split('-').reverse().join('/') : text;
}

const isoDay = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

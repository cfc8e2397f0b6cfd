// Reads the dates of inventories as archivists write them: days, months, years, ranges, Roman months, unsure ones.
// Must not lose the wording: what cannot be read stays a text with a reason, never an empty field.
import { type PartialDate, parsePartialDate, partialDateBounds } from '../../../shared/model/partial-date.ts';
import { fold } from '../../../shared/text/fold.ts';

export type DateDoubt =
  | 'unreadable'
  | 'impossible'
  | 'reversed'
  | 'approximate'
  | 'oneSided'
  | 'centuryAssumed'
  | 'monthFirst'
  | 'serialNumber'
  | 'yearInDateCell'
  | 'ambiguous'
  | 'severalYears'
  | 'future';

export interface InventoryDate {
  /** `YYYY[-MM[-DD]]`, the earliest the wording names; null when it names none. For a single date the same as `end`. */
  readonly start: string | null;
  readonly end: string | null;
  readonly isRange: boolean;
  /** Of the coarser end; null without a date. */
  readonly precision: 'day' | 'month' | 'year' | null;
  /** The paper says that there is no date (`không ngày`, `-`), or nothing. */
  readonly absent: boolean;
  readonly wording: string;
  readonly doubts: readonly DateDoubt[];
}

/** A cell as the table worker gives it; a plain text counts as a cell of that text. */
export interface DateCell {
  readonly text: string;
  readonly number?: number;
  readonly date?: {
    readonly serial: number;
    readonly iso: string;
    readonly precision: 'day' | 'month' | 'year';
  };
}

export interface DateOptions {
  /** No document is younger: decides the century of `12/5/87` and what is a slip of the pen. Usually this year. */
  readonly latestYear: number;
  /** Two-digit years are not older than this. */
  readonly earliestYear?: number;
}

const dayMs = 86_400_000;

/** Never throws. Day comes before month, as everywhere in Vietnam. */
export function parseInventoryDate(cell: string | DateCell, options: DateOptions): InventoryDate {
  if (typeof cell === 'string') return fromText(cell, options);
  const { text, number, date } = cell;
  if (date !== undefined) {
    const { serial } = date;
    // 1987 typed into a cell formatted as a date shows 09/06/1905.
    if (
      Number.isInteger(serial) &&
      serial >= 1850 &&
      serial <= options.latestYear &&
      date.precision === 'day'
    )
      return made({ text, start: String(serial), end: String(serial), doubts: ['yearInDateCell'] }, options);
    const iso = date.iso.slice(0, { day: 10, month: 7, year: 4 }[date.precision]);
    return made({ text, start: iso, end: iso, doubts: [] }, options);
  }
  if (number === undefined) return fromText(text, options);
  if (Number.isInteger(number) && number > 9_999 && number < 80_000) {
    // A serial whose cell lost its date format.
    const iso = new Date(Date.UTC(1899, 11, 30) + number * dayMs).toISOString().slice(0, 10);
    return made({ text, start: iso, end: iso, doubts: ['serialNumber'] }, options);
  }
  // 5.1990 typed as month.year becomes the number 5.199.
  const lostZero = /^\d{1,2}\.\d{1,3}$/.test(String(number));
  if (!lostZero) return { ...fromText(String(number), options), wording: text };
  const padded = String(number).replace(/\.(\d+)$/, (_, digits: string) => `.${digits.padEnd(4, '0')}`);
  const found = fromText(padded, options);
  return found.start === null
    ? { ...found, wording: text }
    : { ...found, wording: text, doubts: [...found.doubts, 'ambiguous'] };
}

interface Found {
  readonly text: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly doubts: readonly DateDoubt[];
}

function made({ text, start, end, doubts }: Found, { latestYear }: DateOptions): InventoryDate {
  const more: DateDoubt[] = [];
  const first = start === null ? undefined : partialDateBounds(start)?.first;
  const last = end === null ? undefined : partialDateBounds(end)?.last;
  if (first !== undefined && last !== undefined && first > last) more.push('reversed');
  if ([start, end].some((one) => one !== null && Number(one.slice(0, 4)) > latestYear)) more.push('future');
  const lengths = [start, end].flatMap((one) => (one === null ? [] : [one.length]));
  const coarsest = Math.min(...lengths);
  return {
    start,
    end,
    isRange: start !== end,
    precision: lengths.length === 0 ? null : coarsest >= 10 ? 'day' : coarsest >= 7 ? 'month' : 'year',
    absent: false,
    wording: text,
    doubts: [...new Set([...doubts, ...more])],
  };
}

const without = (text: string, doubts: readonly DateDoubt[], absent = false): InventoryDate => ({
  start: null,
  end: null,
  isRange: false,
  precision: null,
  absent,
  wording: text,
  doubts,
});

const saysNone =
  /^(?:|[-–—_.?/]+|0|khong|khong ngay(?: thang)?(?: nam)?|khong ro(?: ngay| nam)?|khong de ngay|kn|k\/n|k\.n\.?|s\.?d\.?)$/;
const unsure = /^(?:vao )?(?:khoang|chung|uoc|kh\.|k\.|c\.|ca\.)\s*(?:nam\s+)?/;
const partOfYear = /^(?:dau|giua|cuoi)\s+(?=nam\b|thang\b|\d)/;

function fromText(wording: string, options: DateOptions): InventoryDate {
  // Two lines in a cell are the two ends of a range.
  let text = fold(wording.trim())
    .replace(/\s*[-–—]?\s*\n\s*[-–—]?\s*/g, ' - ')
    .replace(/ - (?=den\b|toi\b)/g, ' ')
    .replace(/\s+\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?$/, '')
    .replace(/[‐‑‒–—−÷~]|->|→/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
  if (saysNone.test(text)) return without(wording, [], true);
  const doubts = new Set<DateDoubt>();
  const strip = (pattern: RegExp) => {
    const stripped = text.replace(pattern, '').trim();
    if (stripped !== text) doubts.add('approximate');
    text = stripped;
  };
  strip(unsure);
  strip(partOfYear);
  if (/^\[.*\]$/.test(text)) strip(/^\[|\]$/g);
  strip(/\s*(?:\(\?\)|\?)+$/);
  text = text.replace(/^\((.*)\)$/, '$1').replace(/[.,;]+$/, '');

  const decade = /^(?:nhung nam|thap (?:ky|nien))\s+(?:19)?(\d)0$/.exec(text);
  if (decade) {
    const start = `19${decade[1]}0`;
    return made({ text: wording, start, end: `19${decade[1]}9`, doubts: ['approximate'] }, options);
  }
  const open = /^(truoc|den|toi|sau|tu)\s+(?!.*\b(?:den|toi)\b)(?!.*\d\s*-\s*\d{3})(.+)$/.exec(text);
  if (open) {
    const part = readPart(open[2]!, options, doubts);
    const iso = part && complete(part);
    if (!iso) return without(wording, [problemOf(part)]);
    doubts.add('oneSided');
    if (open[1] === 'truoc' || open[1] === 'sau') doubts.add('approximate');
    const isEnd = open[1] !== 'sau' && open[1] !== 'tu';
    return made(
      { text: wording, start: isEnd ? null : iso, end: isEnd ? iso : null, doubts: [...doubts] },
      options,
    );
  }
  return readWhole(text, wording, options, doubts);
}

function readWhole(
  text: string,
  wording: string,
  options: DateOptions,
  doubts: Set<DateDoubt>,
): InventoryDate {
  const quarter = /^quy\s*(i{1,3}|iv|[1-4])\s*(?:[/.,-]|nam|\s)\s*(?:nam\s*)?(\d{2}|\d{4})$/.exec(text);
  if (quarter) {
    const number = romans[quarter[1]!] ?? Number(quarter[1]);
    const year = yearOf(quarter[2]!, options, doubts);
    const [start, end] = [number * 3 - 2, number * 3].map((month) => isoOf({ year, month }));
    return made({ text: wording, start: start!, end: end!, doubts: [...doubts] }, options);
  }
  const whole = readPart(text, options, doubts);
  if (whole && complete(whole)) {
    const iso = complete(whole)!;
    if (/^\d{4}-\d{2}$/.test(text)) doubts.add('ambiguous');
    return made({ text: wording, start: iso, end: iso, doubts: [...doubts] }, options);
  }
  for (const [left, right] of splits(text)) {
    const tried = new Set(doubts);
    const end = readPart(right, options, tried, true);
    const endIso = end && complete(end);
    if (!endIso) continue;
    const start = readPart(left, options, tried);
    const startIso = start && (complete(start) ?? inherit(start, end));
    if (startIso) return made({ text: wording, start: startIso, end: endIso, doubts: [...tried] }, options);
  }
  const years = /^\d{4}(?:\s*[,;&+]\s*|\s+va\s+)\d{4}/.test(text) ? (text.match(/\b\d{4}\b/g) ?? []) : [];
  if (years.length > 1) {
    years.sort();
    doubts.add('severalYears');
    return made({ text: wording, start: years[0]!, end: years.at(-1)!, doubts: [...doubts] }, options);
  }
  return without(wording, [problemOf(whole)]);
}

/** Where a range may be parted: at its words, at a spaced hyphen, at any hyphen. */
function splits(text: string): [string, string][] {
  const found: [string, string][] = [];
  const words = /^(?:tu\s+)?(.+?)\s+(?:den|toi)\s+(.+)$/.exec(text);
  if (words) found.push([words[1]!, words[2]!]);
  const bare = text.replace(/^tu\s+/, '');
  for (const match of bare.matchAll(/\s+-\s+|-/g))
    found.push([bare.slice(0, match.index).trim(), bare.slice(match.index + match[0].length).trim()]);
  return found;
}

/** A date that may lack its year or month, as the first part of `1/5-3/6/1987` does. */
interface Part {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  /** One number that may be a day or a month: the second part of the range tells. */
  readonly lone?: number;
  readonly impossible?: true;
}

const romans: Readonly<Record<string, number>> = Object.fromEntries(
  'i ii iii iv v vi vii viii ix x xi xii'.split(' ').map((roman, index) => [roman, index + 1]),
);
const monthPattern = '(\\d{1,2}|x{0,1}(?:ix|iv|v?i{0,3}))';
const between = '\\s*([/.-]|\\s)\\s*';
const dayMonthYear = new RegExp(`^(\\d{1,2})${between}${monthPattern}\\s*\\2\\s*(\\d{4}|'?\\d{2})$`);
const monthYear = new RegExp(`^${monthPattern}\\s*[/. -]\\s*(\\d{4}|'?\\d{2})$`);
const dayMonth = new RegExp(`^(\\d{1,2})\\s*[/.-]\\s*${monthPattern}$`);

/** Null = not the form of a date. `isEnd`: `87` alone is a year there. */
function readPart(raw: string, options: DateOptions, doubts: Set<DateDoubt>, isEnd = false): Part | null {
  const text = raw
    .replace(/\bngay\s*/g, '')
    .replace(/\s*\bthang\s*/g, '/')
    .replace(/[\s,]*\bnam\s*/g, '/')
    .replace(/^[/\s]+/, '')
    .trim();
  if (/^\d{4}$/.test(text)) return { year: Number(text) };
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(text);
  // `1985-87` has the form too, but there is no month 87: a range.
  if (iso && Number(iso[2]) <= 12) {
    if (iso[3] === undefined && iso[2]!.length === 1) return null;
    return check({ year: Number(iso[1]), month: Number(iso[2]), ...(iso[3] ? { day: Number(iso[3]) } : {}) });
  }
  const full = dayMonthYear.exec(text);
  if (full) {
    let day = Number(full[1]);
    let month = monthOf(full[3]!);
    if (month > 12 && day <= 12) {
      [day, month] = [month, day];
      doubts.add('monthFirst');
    }
    return check({ year: yearOf(full[4]!, options, doubts), month, day });
  }
  const pair = monthYear.exec(text);
  // Two small numbers are a day and a month whose year stands elsewhere.
  if (pair && (pair[2]!.length >= 4 || Number(pair[2]!.replace("'", '')) > 31))
    return check({ year: yearOf(pair[2]!, options, doubts), month: monthOf(pair[1]!) });
  const noYear = dayMonth.exec(text);
  if (noYear) return { day: Number(noYear[1]), month: monthOf(noYear[2]!) };
  if (isEnd && /^'?\d{2}$/.test(text)) return { year: yearOf(text, options, doubts) };
  if (/^\d{1,2}$/.test(text)) return { lone: Number(text) };
  return romans[text] === undefined ? null : { month: romans[text] };
}

const monthOf = (text: string): number => romans[text] ?? Number(text);

function yearOf(
  text: string,
  { latestYear, earliestYear = 1930 }: DateOptions,
  doubts: Set<DateDoubt>,
): number {
  const digits = text.replace("'", '');
  if (digits.length === 4) return Number(digits);
  const candidates = [1900, 2000]
    .map((century) => century + Number(digits))
    .filter((year) => year >= earliestYear && year <= latestYear);
  if (candidates.length !== 1) doubts.add('centuryAssumed');
  return candidates[0] ?? 1900 + Number(digits);
}

const check = (part: Part): Part =>
  parsePartialDate(isoOf(part as PartialDate)) === undefined ? { ...part, impossible: true } : part;

function isoOf({ year, month, day }: PartialDate): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const head = String(year).padStart(4, '0');
  if (month === undefined) return head;
  return day === undefined ? `${head}-${two(month)}` : `${head}-${two(month)}-${two(day)}`;
}

function complete(part: Part): string | null {
  if (part.year === undefined || part.impossible) return null;
  return parsePartialDate(isoOf(part as PartialDate)) === undefined ? null : isoOf(part as PartialDate);
}

/** The first part of a range with what it leaves to the second: `12-15/5/1987`, `1/5-3/6/1987`, `3-5/1987`. */
function inherit(start: Part, end: Part): string | null {
  if (start.impossible || start.year !== undefined) return null;
  if (start.lone === undefined) {
    // `V-VIII/1987`; a month cannot begin a range that ends on a day.
    if (start.day === undefined && end.day !== undefined) return null;
    return complete({ ...start, year: end.year });
  }
  if (end.day !== undefined) return complete({ year: end.year, month: end.month, day: start.lone });
  if (end.month !== undefined) return complete({ year: end.year, month: start.lone });
  return null;
}

const problemOf = (part: Part | null): DateDoubt => (part?.impossible ? 'impossible' : 'unreadable');

const ditto = /^(?:["”“″〃]|''|’’|,,|\/\/|["”″]\s*["”″]|(?:-\s*)?(?:nt|n\.t\.?|nhu tren|["”″])(?:\s*-)?)$/;

/** Whether a cell says "as above": `"`, `nt`, `-nt-`, `như trên`, `- " -`. A lone hyphen says "none". */
export function isDitto(text: string): boolean {
  return ditto.test(fold(text).trim());
}

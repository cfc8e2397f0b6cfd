// Reads one cell as the value of its field, or as the several values of a combined column.
// Must not know rows: ditto marks are resolved before.
import { fold } from '../../../shared/text/fold.ts';
import type { TextCell } from './decode-sheet.ts';
import type { InventoryField } from './fields.ts';
import { type DateOptions, type InventoryDate, parseInventoryDate } from './inventory-date.ts';
import { dateProblem, problem, type RowProblem } from './problems.ts';
import { type RetentionTable, readRetention } from './retention.ts';

export type Values = Readonly<Partial<Record<InventoryField, string>>>;

export interface ReadValue {
  readonly values: Values;
  readonly problems: readonly RowProblem[];
}

type Options = { readonly dates: DateOptions; readonly retention: RetentionTable };

/** Never throws; a cell that cannot be read has no value and a problem. */
export function readValue(field: InventoryField, cell: TextCell, options: Options): ReadValue {
  switch (field) {
    case 'startDate':
    case 'endDate':
    case 'dates':
    case 'document.issuedDate':
      return readDate(field, cell, options.dates);
    case 'numberOfPaper':
    case 'numberOfPage':
    case 'totalDoc':
    case 'document.numberOfPage':
      return readCount(field, cell.text);
    case 'paperAndPage':
      return readPaperAndPage(cell.text);
    case 'maintenance':
      return readMaintenance(cell.text, options.retention);
    case 'boxNumber':
      return plain(
        field,
        withoutLabel(cell.text, /^(?:hop|cap)(?: \(?(?:hop|cap)\)?)?(?: so)?[\s:.]+(?=\S)/),
      );
    case 'fileNumber':
      return plain(field, withoutLabel(cell.text, /^(?:ho so|hs|dvbq|don vi bao quan)(?: so)?[\s:.]+(?=\d)/));
    case 'document.numberAndNotation':
      return readNumberAndNotation(cell.text);
    case 'document.typeAndSubject':
      // The type is named in the text itself; parting them needs the list of types, which profiles hold.
      return plain('document.subject', cell.text);
    default:
      return plain(field, cell.text);
  }
}

const plain = (field: InventoryField, text: string): ReadValue => ({
  values: { [field]: text },
  problems: [],
});

/** Subtle: folding keeps the length of NFC Vietnamese text, so the label's length holds in the text as written. */
function withoutLabel(text: string, label: RegExp): string {
  const folded = fold(text);
  const match = folded.length === text.length ? label.exec(folded) : null;
  return match ? text.slice(match[0].length) : text;
}

function readDate(field: InventoryField, cell: TextCell, options: DateOptions): ReadValue {
  const date = parseInventoryDate(cell, options);
  const problems = date.doubts.map((doubt) => dateProblem(field, doubt, cell.text));
  const values: Partial<Record<InventoryField, string>> = {};
  const put = (to: InventoryField, iso: string | null) => {
    if (iso !== null) values[to] = iso;
  };
  if (field === 'dates' || field === 'startDate') put('startDate', date.start);
  if (field === 'dates' || field === 'endDate') put('endDate', date.end);
  if (field === 'document.issuedDate') put(field, date.start ?? date.end);
  // One end of a range in a column for one date would be lost without a word.
  if (field !== 'dates' && date.isRange && !date.doubts.includes('oneSided'))
    problems.push(dateProblem(field, 'ambiguous', cell.text));
  if (field === 'startDate') put('startDate', fallback(date, 'end'));
  if (field === 'endDate') put('endDate', fallback(date, 'start'));
  return { values, problems };
}

/** "đến 1975" in the column of first dates names no first date, but its one date is still what the cell says. */
const fallback = (date: InventoryDate, side: 'start' | 'end'): string | null =>
  date.start === null || date.end === null ? (date[side] ?? null) : null;

function readCount(field: InventoryField, wording: string): ReadValue {
  // A hyphen says that there is none.
  if (/^[-–—./\s]*$/.test(wording)) return { values: {}, problems: [] };
  const text = fold(wording)
    .replace(/[^\d\-–/.,]*$/, '')
    .replace(/^(?:so )?(?:to|trang|van ban)[\s:]*/, '')
    .trim();
  if (/^\d{1,7}$/.test(text)) return plain(field, String(Number(text)));
  const range = /^(\d{1,5})\s*[-–]\s*(\d{1,5})$/.exec(text);
  if (range && Number(range[2]) >= Number(range[1]))
    return {
      values: { [field]: String(Number(range[2]) - Number(range[1]) + 1) },
      problems: [problem(field, 'COUNT_FROM_RANGE', wording)],
    };
  return { values: {}, problems: [problem(field, 'COUNT_UNREADABLE', wording)] };
}

/** "12/24", "12 tờ/24 trang", or the sheets alone. */
function readPaperAndPage(wording: string): ReadValue {
  const [paper, pages, ...more] = wording.split(/[/\n;]/);
  if (more.length > 0)
    return { values: {}, problems: [problem('paperAndPage', 'COUNT_UNREADABLE', wording)] };
  const read = [
    readCount(/trang/i.test(paper!) && pages === undefined ? 'numberOfPage' : 'numberOfPaper', paper!),
    ...(pages === undefined ? [] : [readCount('numberOfPage', pages)]),
  ];
  return {
    values: Object.assign({}, ...read.map((one) => one.values)),
    problems: read.flatMap((one) => one.problems),
  };
}

function readMaintenance(wording: string, table: RetentionTable): ReadValue {
  const { code, doubt } = readRetention(wording, table);
  const told = {
    undecided: 'RETENTION_UNDECIDED',
    notInList: 'RETENTION_NOT_IN_LIST',
    unknown: 'RETENTION_UNKNOWN',
  } as const;
  return {
    values: code === null ? {} : { maintenance: code },
    problems: doubt === null ? [] : [problem('maintenance', told[doubt], wording)],
  };
}

/** "15-CT/TU", "Số 15/CT-UBND", "15" alone, or a notation without a number. */
function readNumberAndNotation(wording: string): ReadValue {
  const text = wording.replace(/^số\s*[:.]?\s*(?=\d)/i, '').trim();
  const both = /^(\d+\p{L}?)\s*[-/]\s*(\D.*)$/u.exec(text);
  if (both)
    return { values: { 'document.codeNumber': both[1]!, 'document.codeNotation': both[2]! }, problems: [] };
  return plain(/^\d+\p{L}?$/u.test(text) ? 'document.codeNumber' : 'document.codeNotation', text);
}

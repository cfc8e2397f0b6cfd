// Reads the entries of a table with the columns a person confirmed: normalised values, the paper's wording, and problems.
// Must not compare with what the archive already has, and must not drop a wording it cannot read.
import { fold } from '../../../shared/text/fold.ts';
import type { TextCell } from './decode-sheet.ts';
import type { InventoryField } from './fields.ts';
import type { BodyRow, FoundTable, SkipReason } from './find-tables.ts';
import type { ColumnMapping } from './guess-columns.ts';
import { type DateOptions, isDitto } from './inventory-date.ts';
import { problem, type RowProblem } from './problems.ts';
import { readValue, type Values } from './read-value.ts';
import type { RetentionTable } from './retention.ts';

export interface ReadOptions {
  readonly dates: DateOptions;
  /** From the profile. */
  readonly retention: RetentionTable;
}

export interface InventoryRow {
  /** As Excel numbers it, from 1. */
  readonly row: number;
  /** Heading the entry stands under, as written. */
  readonly section: string;
  /** Normalised: dates `YYYY[-MM[-DD]]`, counts as digits, retention as code. Combined columns are parted. */
  readonly values: Values;
  /** What the paper says, by the field of the column; ditto marks as they are. */
  readonly paper: Values;
  readonly problems: readonly RowProblem[];
  readonly status: 'good' | 'doubtful' | 'refused';
}

export interface ReadTable {
  readonly rows: readonly InventoryRow[];
  readonly skipped: readonly { readonly row: number; readonly reason: SkipReason; readonly text: string }[];
}

const fromContext = ['boxNumber', 'inventoryNumber', 'fondName', 'organId', 'term'] as const;
const errorValue = /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|####*)$/;

interface Draft {
  readonly row: number;
  readonly section: string;
  values: Partial<Record<InventoryField, string>>;
  paper: Partial<Record<InventoryField, string>>;
  problems: RowProblem[];
}

/** One row for each entry, in order; continuations are joined to the entry above. Never throws. */
export function readRows(table: FoundTable, mapping: ColumnMapping, options: ReadOptions): ReadTable {
  const columns = Object.entries(mapping).map(([column, field]) => ({ column: Number(column), field }));
  const carries = carriedFields(table, columns);
  const above = new Map<number, TextCell>();
  const drafts: Draft[] = [];
  for (const body of table.body) {
    const last = drafts.at(-1);
    if (body.kind === 'continuation' && last) {
      goOn(last, body, columns);
      continue;
    }
    const draft: Draft = { row: body.row + 1, section: body.section, values: {}, paper: {}, problems: [] };
    for (const { column, field } of columns) {
      const cell = resolve(body.cells[column], field, above.get(column), draft);
      if (cell === null) continue;
      above.set(column, cell);
      const { values, problems } = readValue(field, cell, options);
      Object.assign(draft.values, values);
      draft.problems.push(...problems);
    }
    for (const field of fromContext)
      if (body.context[field] !== undefined) draft.values[field] ??= body.context[field];
    for (const [field, quiet] of carries) {
      const value = last?.values[field];
      if (draft.values[field] !== undefined || value === undefined) continue;
      draft.values[field] = value;
      if (!quiet) draft.problems.push(problem(field, 'BOX_CARRIED', value));
    }
    drafts.push(draft);
  }
  const fields = new Set(columns.map(({ field }) => field));
  checkNeeded(drafts, fields);
  return {
    rows: drafts.map((draft) => ({ ...draft, status: statusOf(draft.problems) })),
    skipped: table.skipped.map((one) => ({ ...one, row: one.row + 1 })),
  };
}

/** The cell to read: itself, or the one above for a ditto mark; null when there is nothing to read. */
function resolve(
  cell: TextCell | undefined,
  field: InventoryField,
  above: TextCell | undefined,
  draft: Draft,
): TextCell | null {
  if (cell === undefined || cell.text === '') return null;
  draft.paper[field] = cell.text;
  if (errorValue.test(cell.text)) {
    draft.problems.push(problem(field, 'CELL_ERROR', cell.text));
    return null;
  }
  if (cell.doubtful) draft.problems.push(problem(field, 'ENCODING_DOUBTFUL', cell.text));
  if (!isDitto(cell.text)) return cell;
  if (above === undefined) draft.problems.push(problem(field, 'NOTHING_ABOVE', cell.text));
  return above ?? null;
}

/** Only texts are joined; a second number or date is kept in the wording for a person to look at. */
const goesOn: ReadonlySet<InventoryField> = new Set(['title', 'description', 'document.subject', 'keyword']);

function goOn(
  draft: Draft,
  body: BodyRow,
  columns: readonly { column: number; field: InventoryField }[],
): void {
  for (const { column, field } of columns) {
    const text = body.cells[column]?.text ?? '';
    if (text === '' || (draft.paper[field] ?? '') === text) continue;
    draft.paper[field] = draft.paper[field] === undefined ? text : `${draft.paper[field]}\n${text}`;
    const to = field === 'document.typeAndSubject' ? 'document.subject' : field;
    if (goesOn.has(to))
      draft.values[to] = draft.values[to] === undefined ? text : `${draft.values[to]} ${text}`;
    draft.problems.push(problem(field, 'CONTINUED'));
  }
}

/**
 * Fields given once for the rows below. Quiet where the column is mostly empty, which is how the list is written; told where one
 * cell is missing among filled ones, which may be a slip.
 */
function carriedFields(
  table: FoundTable,
  columns: readonly { column: number; field: InventoryField }[],
): [InventoryField, boolean][] {
  const entries = table.body.filter(({ kind }) => kind === 'entry');
  return columns
    .filter(({ field }) => (fromContext as readonly string[]).includes(field))
    .map(({ column, field }) => {
      const filled = entries.filter(({ cells }) => (cells[column]?.text ?? '') !== '').length;
      return [field, filled * 2 < entries.length];
    });
}

function checkNeeded(drafts: readonly Draft[], fields: ReadonlySet<InventoryField>): void {
  const aboutDocuments = [...fields].some((field) => field.startsWith('document.'));
  const seen = new Map<string, number>();
  for (const { values, problems } of drafts) {
    const title = values.title ?? values['document.subject'];
    if (title === undefined)
      problems.push(problem(aboutDocuments ? 'document.subject' : 'title', 'TITLE_MISSING', '', 'refused'));
    if (!fields.has('fileNumber') && !fields.has('fileCode')) continue;
    const number = values.fileCode ?? values.fileNumber;
    if (number === undefined) {
      if (!aboutDocuments) problems.push(problem('fileNumber', 'NUMBER_MISSING', '', 'refused'));
      continue;
    }
    const key = [values.organId, values.fondName, values.term, values.inventoryNumber, fold(number)].join(
      '|',
    );
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    if (times > 1 && !aboutDocuments) problems.push(problem('fileNumber', 'NUMBER_REPEATED', number));
  }
}

function statusOf(problems: readonly RowProblem[]): InventoryRow['status'] {
  if (problems.some(({ severity }) => severity === 'refused')) return 'refused';
  return problems.length > 0 ? 'doubtful' : 'good';
}

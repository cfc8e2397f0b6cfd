// Finds the tables of a sheet: header rows, what the titles above say, entries, block rows, and what is no entry.
// Must not read values: read-rows.ts does, once a person has confirmed the columns.
import { type BlockContext, isFooter, looksLikeHeading, readContext } from './block-rows.ts';
import type { TextCell, TextSheet } from './decode-sheet.ts';
import type { InventoryField } from './fields.ts';
import { type Grid, gridOf } from './grid.ts';
import {
  guessColumns,
  guessHeader,
  type HeaderPath,
  headerTokens,
  mappingOf,
  recognised,
} from './guess-columns.ts';

export type SkipReason = 'repeatedHeader' | 'columnNumbers' | 'footer' | 'block' | 'heading';

export interface BodyRow {
  /** Counts from 0 in the sheet; people see it plus one. */
  readonly row: number;
  /** `continuation`: the text goes on from the entry above (a title broken over two rows). */
  readonly kind: 'entry' | 'continuation';
  /** One per column of the header; merged cells hold the text of the range. */
  readonly cells: readonly TextCell[];
  /** What titles and block rows above say. */
  readonly context: BlockContext;
  /** Headings above, as written; the last one found. */
  readonly section: string;
}

export interface FoundTable {
  readonly sheet: string;
  readonly header: readonly HeaderPath[];
  /** Rows of the sheet, both ends belong to it. */
  readonly headerRows: { readonly first: number; readonly last: number };
  /** Lines above the header. */
  readonly titles: readonly string[];
  readonly body: readonly BodyRow[];
  /** Rows that hold text and are no entries, each with its reason. */
  readonly skipped: readonly { readonly row: number; readonly reason: SkipReason; readonly text: string }[];
}

/** Headers that make a list an inventory; without one of them a row of headings is some other table. */
const essential: ReadonlySet<InventoryField> = new Set([
  'title',
  'fileNumber',
  'fileCode',
  'document.subject',
  'document.typeAndSubject',
]);
const longestHeader = 80;

/** The tables of a sheet in order; none when no header is recognised (the person then shows the header row). */
export function findTables(sheet: TextSheet): FoundTable[] {
  const grid = gridOf(sheet);
  const tables: FoundTable[] = [];
  let from = 0;
  let header = nextHeader(grid, 0);
  while (header !== null) {
    const following = bodyEnd(grid, header);
    tables.push(readTable(grid, header, from, following));
    from = following;
    header = nextHeader(grid, following);
  }
  return tables;
}

/** The table whose header a person showed: rows `first` to `last`, counted from 0. The body goes to the end of the sheet. */
export function tableAt(sheet: TextSheet, headerRows: { first: number; last: number }): FoundTable {
  const grid = gridOf(sheet);
  return readTable(
    grid,
    { ...headerRows, paths: pathsOf(grid, headerRows.first, headerRows.last) },
    0,
    grid.rowCount,
  );
}

interface Header {
  readonly first: number;
  readonly last: number;
  readonly paths: readonly HeaderPath[];
}

/** Fields that the cells of a row name, each cell of a merged range once; null for a row with numbers, dates or long texts. */
function fieldsNamed(grid: Grid, row: number): { fields: Set<InventoryField>; texts: number } | null {
  const fields = new Set<InventoryField>();
  let texts = 0;
  for (const cell of grid.ownCells(row)) {
    if (cell.number !== undefined || cell.date !== undefined || cell.text.length > longestHeader) return null;
    texts++;
    // "Hộp số 14" names a box, not a column.
    const [best] = Object.keys(readContext(cell.text)).length > 0 ? [] : guessHeader(cell.text);
    if (best && best.confidence >= recognised) fields.add(best.field);
  }
  return { fields, texts };
}

function isHeader(grid: Grid, row: number): boolean {
  const named = fieldsNamed(grid, row);
  if (named === null || named.fields.size < 2) return false;
  // A title alone can hold the word for a field; a header names several, and most of its cells name one.
  return named.fields.size >= 3 ? named.fields.size * 2 >= named.texts : named.fields.size === named.texts;
}

function nextHeader(grid: Grid, from: number): Header | null {
  for (let row = from; row < grid.rowCount; row++) {
    if (!isHeader(grid, row)) continue;
    const last = lastHeaderRow(grid, row);
    const paths = pathsOf(grid, row, last);
    const fields = guessColumns(paths).map(({ field }) => field);
    if (fields.some((field) => field !== null && essential.has(field))) return { first: row, last, paths };
    row = last;
  }
  return null;
}

function lastHeaderRow(grid: Grid, first: number): number {
  let last = first;
  for (let row = first; row <= last && row < grid.rowCount; row++)
    for (const range of grid.rangesFrom(row)) last = Math.max(last, Math.min(range.r1, first + 5));
  // Without merged cells (CSV) inner headers stand below a header or beside an empty cell.
  while (last + 1 < grid.rowCount && last < first + 3) {
    const named = fieldsNamed(grid, last + 1);
    if (named === null || named.texts === 0 || named.fields.size * 2 < named.texts || named.fields.size === 0)
      break;
    if (sameTexts(grid, first, last + 1)) break;
    const fits = grid
      .columnsWithText(last + 1)
      .every(
        (column) => grid.own(last, column).text === '' || grid.at(last, column).text.length < longestHeader,
      );
    if (!fits || named.texts >= grid.columnsWithText(first).length) break;
    last++;
  }
  if (isColumnNumbers(grid, last + 1)) last++;
  return last;
}

/** "1 2 3 4" or "(1) (2) (3)" or "A B 1 2" under the header. */
function isColumnNumbers(grid: Grid, row: number): boolean {
  if (row >= grid.rowCount) return false;
  const texts = grid.ownCells(row).map((cell) => cell.text.replace(/[()\s.]/g, ''));
  if (texts.length < 3 || !texts.every((text) => /^(?:\d{1,2}|[A-Za-z])$/.test(text))) return false;
  const numbers = texts.filter((text) => /^\d+$/.test(text)).map(Number);
  return (
    numbers.length >= 2 &&
    numbers[0]! <= 2 &&
    numbers.every((one, index) => index === 0 || one === numbers[index - 1]! + 1)
  );
}

function pathsOf(grid: Grid, first: number, last: number): HeaderPath[] {
  const columns = grid.width(first, last);
  return Array.from({ length: columns }, (_, column) => {
    const path: string[] = [];
    for (let row = first; row <= last; row++) {
      if (isColumnNumbers(grid, row)) continue;
      let { text } = grid.at(row, column);
      // An unmerged outer header stands over the empty cells to its right, if these have an inner header.
      if (text === '' && row < last && innerText(grid, row + 1, last, column))
        text = textToTheLeft(grid, row, column);
      if (text !== '' && path.at(-1) !== text) path.push(text);
    }
    return path;
  });
}

const innerText = (grid: Grid, from: number, last: number, column: number): boolean => {
  for (let row = from; row <= last; row++) if (grid.at(row, column).text !== '') return true;
  return false;
};

function textToTheLeft(grid: Grid, row: number, column: number): string {
  for (let left = column - 1; left >= 0; left--) {
    const { text } = grid.at(row, left);
    if (text !== '') return text;
  }
  return '';
}

const rowKey = (grid: Grid, row: number) =>
  grid
    .ownCells(row)
    .map((cell) => headerTokens(cell.text).join(' '))
    .join('|');
const sameTexts = (grid: Grid, a: number, b: number) => rowKey(grid, a) === rowKey(grid, b);

/** The first row of the next table with another header; the same header again is the head of a new page. */
function bodyEnd(grid: Grid, header: Header): number {
  for (let row = header.last + 1; row < grid.rowCount; row++)
    if (isHeader(grid, row) && !sameTexts(grid, header.first, row)) {
      const other = nextHeader(grid, row);
      if (other?.first === row) return titlesStart(grid, row, header.last);
    }
  return grid.rowCount;
}

/** Titles of the next table belong to it: single-cell rows above its header, up to the last entry. */
function titlesStart(grid: Grid, headerRow: number, after: number): number {
  let row = headerRow;
  while (row - 1 > after && grid.ownCells(row - 1).length <= 1) row--;
  return row;
}

function readTable(grid: Grid, header: Header, from: number, end: number): FoundTable {
  const titles: string[] = [];
  let context: BlockContext = {};
  for (let row = from; row < header.first; row++) {
    const text = rowText(grid, row);
    if (text === '') continue;
    titles.push(text);
    context = { ...context, ...readContext(text) };
  }
  const body: BodyRow[] = [];
  const skipped: { row: number; reason: SkipReason; text: string }[] = [];
  const mapping = mappingOf(guessColumns(header.paths));
  const titleColumn = columnOf(mapping, ['title', 'document.subject', 'document.typeAndSubject']);
  let section = '';
  let headerLeft = 0;
  for (let row = header.last + 1; row < end; row++) {
    const own = grid.ownCells(row);
    if (own.length === 0) continue;
    const text = rowText(grid, row);
    const skip = (reason: SkipReason) => void skipped.push({ row, reason, text });
    if (headerLeft > 0 || sameTexts(grid, header.first, row)) {
      headerLeft = (headerLeft || header.last - header.first + 1) - 1;
      skip('repeatedHeader');
    } else if (isColumnNumbers(grid, row)) skip('columnNumbers');
    else if (isFooter(text) && own.length <= 4 && !hasEntry(grid, row, titleColumn)) skip('footer');
    else {
      const said = isBlockShaped(own) ? readContext(text) : {};
      if (Object.keys(said).length > 0) {
        // A new box ends no section, a new term or year does not end the box's fonds.
        context = { ...context, ...said };
        skip('block');
        continue;
      }
      const kind = isNumberedHeading(grid, row, titleColumn)
        ? 'heading'
        : own.length > 1
          ? 'entry'
          : loneCell(grid, row, titleColumn, body.length > 0);
      if (kind === 'heading') {
        section = text;
        skip('heading');
      } else body.push({ row, kind, cells: grid.filled(row, header.paths.length), context, section });
    }
  }
  const { first, last, paths } = header;
  return { sheet: grid.name, header: paths, headerRows: { first, last }, titles, body, skipped };
}

/** "I" | "VĂN PHÒNG": a Roman number or a capital in the column of numbers, and nothing but a title beside it. */
function isNumberedHeading(grid: Grid, row: number, titleColumn: number): boolean {
  const [first, second, ...more] = grid.columnsWithText(row);
  if (first === undefined || second !== titleColumn || more.length > 0) return false;
  return /^(?:[IVXLC]+|[A-H])[.)]?$/.test(grid.own(row, first).text);
}

/** One cell, or a label and its value ("Hộp số" | "14"); an entry has more, or a longer text. */
const isBlockShaped = (own: readonly TextCell[]): boolean =>
  own.length === 1 || (own.length === 2 && !/\d/.test(own[0]!.text) && own[1]!.text.length <= 12);

const rowText = (grid: Grid, row: number) =>
  grid
    .ownCells(row)
    .map((cell) => cell.text)
    .join(' ')
    .trim();

function columnOf(
  mapping: Readonly<Record<number, InventoryField>>,
  fields: readonly InventoryField[],
): number {
  const found = Object.entries(mapping).find(([, field]) => fields.includes(field));
  return found ? Number(found[0]) : -1;
}

/** Something stands before the title, or the row's first text is the title of an entry with a number. */
function hasEntry(grid: Grid, row: number, titleColumn: number): boolean {
  const columns = grid.columnsWithText(row);
  return titleColumn >= 0 && columns.includes(titleColumn) && columns.some((column) => column < titleColumn);
}

/** A row with one text: the rest of the entry above, or a heading over the entries below. */
function loneCell(
  grid: Grid,
  row: number,
  titleColumn: number,
  hasAbove: boolean,
): 'heading' | 'continuation' | 'entry' {
  const [column] = grid.columnsWithText(row);
  const { text } = grid.own(row, column!);
  const wide = grid.rangesFrom(row).some((range) => range.c1 > range.c0);
  if (wide || looksLikeHeading(text)) return 'heading';
  if (column !== titleColumn) return column! > titleColumn && hasAbove ? 'continuation' : 'heading';
  return hasAbove && /^[\p{Ll}\d(,;.–-]/u.test(text) ? 'continuation' : 'heading';
}

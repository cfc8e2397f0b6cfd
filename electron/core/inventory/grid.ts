// A sheet as a grid in which merged cells can be asked both ways: only their first cell, or all of them.
// Must not know what the cells mean.
import type { MergedRange } from '../../workers/table/table-tasks.ts';
import type { TextCell, TextSheet } from './decode-sheet.ts';

export interface Grid {
  readonly name: string;
  readonly rowCount: number;
  /** The cell itself; cells of a merged range but its first are empty. */
  own(row: number, column: number): TextCell;
  /** The cell, or the first cell of the merged range it belongs to. */
  at(row: number, column: number): TextCell;
  /** The cells of a row that hold text themselves, left to right. */
  ownCells(row: number): TextCell[];
  columnsWithText(row: number): number[];
  /** A row with merged ranges filled, `columns` cells long at least. */
  filled(row: number, columns: number): TextCell[];
  /** Merged ranges whose first row this is. */
  rangesFrom(row: number): readonly MergedRange[];
  /** Columns that hold text or a merged range in these rows. */
  width(first: number, last: number): number;
}

const empty: TextCell = { text: '' };

export function gridOf(sheet: TextSheet): Grid {
  const { rows, merged } = sheet;
  const starting = new Map<number, MergedRange[]>();
  /** Ranges by each row they cover: a sheet has few, and each covers few rows. */
  const covering = new Map<number, MergedRange[]>();
  const add = (map: Map<number, MergedRange[]>, row: number, range: MergedRange) => {
    const ranges = map.get(row);
    if (ranges) ranges.push(range);
    else map.set(row, [range]);
  };
  for (const range of merged) {
    add(starting, range.r0, range);
    for (let row = range.r0; row <= range.r1; row++) add(covering, row, range);
  }
  const own = (row: number, column: number): TextCell => rows[row]?.[column] ?? empty;
  const at = (row: number, column: number): TextCell => {
    const range = covering.get(row)?.find(({ c0, c1 }) => column >= c0 && column <= c1);
    return range ? own(range.r0, range.c0) : own(row, column);
  };
  return {
    name: sheet.name,
    rowCount: rows.length,
    own,
    at,
    ownCells: (row) => (rows[row] ?? []).filter((cell) => cell.text !== ''),
    columnsWithText: (row) => (rows[row] ?? []).flatMap((cell, column) => (cell.text === '' ? [] : [column])),
    filled: (row, columns) => {
      const length = Math.max(columns, rows[row]?.length ?? 0);
      return Array.from({ length }, (_, column) => at(row, column));
    },
    rangesFrom: (row) => starting.get(row) ?? [],
    width: (first, last) => {
      let width = 0;
      for (let row = first; row <= last; row++) {
        width = Math.max(width, rows[row]?.length ?? 0);
        for (const { c1 } of covering.get(row) ?? []) width = Math.max(width, c1 + 1);
      }
      return width;
    },
  };
}

// Collects the cells of one sheet in reading order and stops when there are too many.
// Must not know any file format.
import { emptyCell } from './cell-value.ts';
import { type Limits, tooLarge } from './limits.ts';
import type { Cell, MergedRange, Sheet } from './table-tasks.ts';

/** Shared over the sheets of one workbook, so that many small sheets do not add up to too much. */
export interface CellBudget {
  cells: number;
}

export interface SheetBuilder {
  /** Empty cells may be left out. Errors: TABLE_TOO_LARGE. */
  put(row: number, column: number, cell: Cell): void;
  merge(range: MergedRange): void;
  done(): Sheet;
}

export function sheetBuilder(
  about: { sheet: string; hidden: boolean; file: string },
  limits: Limits,
  budget: CellBudget,
): SheetBuilder {
  const rows: Cell[][] = [];
  const merged: MergedRange[] = [];
  return {
    put(row, column, cell) {
      if (cell.text === '') return;
      if (row >= limits.rows) throw tooLarge(about.file, 'rows', limits);
      if (column >= limits.columns) throw tooLarge(about.file, 'columns', limits);
      if (cell.text.length > limits.cellCharacters) throw tooLarge(about.file, 'cellCharacters', limits);
      while (rows.length <= row) rows.push([]);
      const cells = rows[row]!;
      budget.cells += Math.max(1, column + 1 - cells.length);
      if (budget.cells > limits.cells) throw tooLarge(about.file, 'cells', limits);
      while (cells.length < column) cells.push(emptyCell);
      cells[column] = cell;
    },
    merge(range) {
      if (range.r1 < range.r0 || range.c1 < range.c0) return;
      if (range.r0 === range.r1 && range.c0 === range.c1) return;
      merged.push(range);
    },
    done: () => ({
      name: about.sheet,
      hidden: about.hidden,
      rows,
      // Merges that reach below the last filled row (whole formatted columns) say nothing.
      merged: merged
        .filter(({ r0, c0 }) => r0 < rows.length && c0 < limits.columns)
        .map((range) => ({ ...range, r1: Math.min(range.r1, rows.length - 1) })),
    }),
  };
}

// Reads .xls, .ods, .xlsb and the HTML and XML tables that pass for .xls, by SheetJS.
// Must not be given .xlsx (xlsx.ts keeps the fonts) or a zip whose size was not checked.
import { type CellObject, read, set_cptable, type WorkSheet } from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { AppError } from '../../../shared/errors/app-error.ts';
import { numberCell } from './cell-value.ts';
import { type Limits, tooLarge } from './limits.ts';
import { damaged } from './package.ts';
import { type CellBudget, sheetBuilder } from './sheet-builder.ts';
import type { Cell, Sheet } from './table-tasks.ts';

// Excel 5 and 95 keep texts in the code page of their Windows (1252 under TCVN3 and VNI, 1258).
set_cptable(codePages);

/** Errors: TABLE_ENCRYPTED, TABLE_DAMAGED, TABLE_TOO_LARGE. Fonts are not known. */
export function readWithSheetJs(bytes: Uint8Array, file: string, limits: Limits): Sheet[] {
  let book: ReturnType<typeof read>;
  try {
    // cellDates would make JS dates that shift with the time zone; serials and number formats say the same safely.
    book = read(bytes, {
      type: 'buffer',
      dense: true,
      cellDates: false,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
      sheetRows: limits.rows + 1,
    });
  } catch (error) {
    if (/password|encrypt/i.test(String(error))) throw new AppError('TABLE_ENCRYPTED', { path: file });
    throw damaged(file, error);
  }
  const is1904 = book.Workbook?.WBProps?.date1904 === true;
  const budget: CellBudget = { cells: 0 };
  return book.SheetNames.flatMap((name, index) => {
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    const sheet = book.Sheets[name];
    if (!sheet) return [];
    const builder = sheetBuilder({ sheet: name, hidden, file }, limits, budget);
    for (const range of sheet['!merges'] ?? [])
      builder.merge({ r0: range.s.r, c0: range.s.c, r1: range.e.r, c1: range.e.c });
    const rows = denseRows(sheet);
    if (rows.length > limits.rows) throw tooLarge(file, 'rows', limits);
    rows.forEach((cells, row) => {
      cells?.forEach((cell, column) => {
        const made = cell ? cellOf(cell, is1904) : null;
        if (made) builder.put(row, column, made);
      });
    });
    return [builder.done()];
  });
}

type DenseRow = (CellObject | undefined)[] | undefined;

const denseRows = (sheet: WorkSheet): DenseRow[] =>
  ((sheet as Record<string, unknown>)['!data'] as DenseRow[] | undefined) ?? [];

function cellOf(cell: CellObject, is1904: boolean): Cell | null {
  switch (cell.t) {
    case 'n':
      return typeof cell.v === 'number' ? numberCell(cell.v, formatOf(cell), is1904) : null;
    case 's':
      return { text: String(cell.v ?? '') };
    case 'b':
      return { text: cell.v ? 'TRUE' : 'FALSE' };
    case 'e':
      return { text: cell.w ?? '#N/A' };
    default:
      return null;
  }
}

function formatOf(cell: CellObject): string | null {
  const format = cell.z === undefined ? null : String(cell.z);
  return format === 'General' ? null : format;
}

// Makes cells from what spreadsheets store: serial dates with number formats, numbers, texts.
// Must not read files.
import { SSF } from '@e965/xlsx';
import type { Cell, CellDate } from './table-tasks.ts';

export const emptyCell: Cell = { text: '' };

const dayMs = 86_400_000;
/** Days between the two date systems Excel files use. */
export const offset1904Days = 1462;

/**
 * What date parts a number format shows, or null when it is no date. Understands the formats' letters in any language
 * (`dd/mm/yyyy`, `[$-42A]d mmmm yyyy`); a time of day alone is no date.
 */
export function datePrecision(format: string): CellDate['precision'] | null {
  const letters = (format.split(';')[0] ?? '')
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .toLowerCase();
  if (/general|[0#?]/.test(letters)) return null;
  const day = letters.includes('d');
  const year = /[ye]/.test(letters);
  if (!day && !year) return /mmm/.test(letters) ? 'month' : null;
  if (day) return 'day';
  return letters.includes('m') ? 'month' : 'year';
}

/** Number formats that a file names by number only. 14 is the local short date. */
export const builtinDateFormats: Readonly<Record<number, string>> = {
  14: 'dd/mm/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  22: 'dd/mm/yyyy hh:mm',
  27: 'dd/mm/yyyy',
  30: 'dd/mm/yyyy',
  36: 'dd/mm/yyyy',
  50: 'dd/mm/yyyy',
  57: 'dd/mm/yyyy',
};

/**
 * A stored number as a cell. `format` null = General. `is1904` moves serials to the 1900 system.
 * Serial 60 is Excel's 29/2/1900, a day that never was; inventories do not reach it.
 */
export function numberCell(value: number, format: string | null, is1904: boolean): Cell {
  const precision = format === null ? null : datePrecision(format);
  const serial = precision !== null && is1904 ? value + offset1904Days : value;
  if (precision !== null && serial >= 1 && serial < 2_958_466) {
    const date = new Date(Date.UTC(1899, 11, serial < 60 ? 31 : 30) + Math.floor(serial) * dayMs);
    const iso = date.toISOString().slice(0, 10);
    return { text: shown(iso, precision), date: { serial, iso, precision } };
  }
  return { text: numberText(value, format), number: value };
}

function shown(iso: string, precision: CellDate['precision']): string {
  const [year, month, day] = iso.split('-');
  if (precision === 'year') return year!;
  return precision === 'month' ? `${month}/${year}` : `${day}/${month}/${year}`;
}

/** Numbers of inventories are box and file numbers: leading zeros of a format count, thousands separators do not. */
function numberText(value: number, format: string | null): string {
  if (format !== null && format !== 'General' && !/^#,?##0(\.0+)?$/.test(format)) {
    try {
      return String(SSF.format(format, value)).trim();
    } catch {
      // A format SheetJS cannot read: the plain number is still right.
    }
  }
  return Number.isInteger(value) ? value.toFixed(0) : String(Number(value.toPrecision(15)));
}

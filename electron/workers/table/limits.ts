// What the table worker reads at most, and the counter that stops a file which holds more.
// Must not know any format.
import { AppError } from '../../../shared/errors/app-error.ts';

export const limits = {
  fileBytes: 100 * 1024 * 1024,
  rows: 200_000,
  columns: 1_000,
  /** Filled cells and the gaps before them, over all sheets. */
  cells: 6_000_000,
  /** Excel's own limit; longer texts come from damaged files. */
  cellCharacters: 100_000,
  zipEntries: 10_000,
  /** Of all entries together, unpacked: the guard against zip bombs. Real inventories stay below 200 MB. */
  unpackedBytes: 600 * 1024 * 1024,
} as const;

export type Limits = { readonly [K in keyof typeof limits]: number };

const inWords = (count: number) => count.toLocaleString('vi-VN');

export function tooLarge(name: string, what: 'file' | keyof Limits, most: Limits = limits): AppError {
  const detail = {
    file: `tệp quá ${inWords(most.fileBytes / 1024 / 1024)} MB`,
    fileBytes: `tệp quá ${inWords(most.fileBytes / 1024 / 1024)} MB`,
    rows: `bảng quá ${inWords(most.rows)} dòng`,
    columns: `bảng quá ${inWords(most.columns)} cột`,
    cells: `bảng quá ${inWords(most.cells)} ô`,
    cellCharacters: `có ô dài quá ${inWords(most.cellCharacters)} ký tự`,
    zipEntries: `gói nén chứa quá ${inWords(most.zipEntries)} tệp`,
    unpackedBytes: `giải nén ra quá ${inWords(most.unpackedBytes / 1024 / 1024)} MB`,
  }[what];
  return new AppError('TABLE_TOO_LARGE', { path: name, detail });
}

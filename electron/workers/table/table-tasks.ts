// The task of the table worker as types: a workbook, CSV or Word file as sheets of cells.
// Must not decode TCVN3 or VNI nor find headers: cells are as the file has them, with their fonts.

/** A stretch of a cell's text in one font; null when the file does not say. */
export interface CellRun {
  readonly text: string;
  readonly font: string | null;
}

export interface CellDate {
  /** Days in Excel's 1900 system, whatever system the file uses. */
  readonly serial: number;
  /** `YYYY-MM-DD`. */
  readonly iso: string;
  /** What the number format shows; a cell that shows `1987` was meant as a year. */
  readonly precision: 'day' | 'month' | 'year';
}

export interface Cell {
  /** As people see it (dates `dd/mm/yyyy`, `mm/yyyy` or `yyyy`), encodings not undone. Empty cell = ''. */
  readonly text: string;
  /** Only where the file names fonts; their texts joined are `text`. */
  readonly runs?: readonly CellRun[];
  /** Present when the file holds a number and no date. */
  readonly number?: number;
  readonly date?: CellDate;
}

/** Rows and columns count from 0; both ends belong to it. The text is in the first cell. */
export interface MergedRange {
  readonly r0: number;
  readonly c0: number;
  readonly r1: number;
  readonly c1: number;
}

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Row by row from the sheet's first; rows may be shorter than others, empty ones are []. */
  readonly rows: readonly (readonly Cell[])[];
  readonly merged: readonly MergedRange[];
}

export type TableFormat = 'xlsx' | 'xls' | 'ods' | 'csv' | 'docx';

export interface Workbook {
  readonly format: TableFormat;
  readonly sheets: readonly Sheet[];
}

export interface TableTasks {
  /**
   * Reads a table file whole; the content tells the format, not the extension. `name` is only for messages.
   * A Word document is one sheet: paragraphs between tables are rows of one cell, since they name boxes and fonds.
   * Errors: TABLE_UNSUPPORTED, TABLE_DAMAGED, TABLE_ENCRYPTED, TABLE_TOO_LARGE, FILE_MISSING, ACCESS_DENIED, DEVICE_GONE.
   */
  readWorkbook(input: { path: string; name: string }): Promise<Workbook>;
}

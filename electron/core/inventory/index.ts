// Inventories (mục lục hồ sơ) as archives have them: from the cells of a workbook to rows that can be imported.
// Must not touch the database or files: everything here is a pure function.
export { type BlockContext, readContext } from './block-rows.ts';
export { decodeSheet, type TextCell, type TextSheet } from './decode-sheet.ts';
export { type InventoryField, inventoryFields } from './fields.ts';
export { type BodyRow, type FoundTable, findTables, type SkipReason, tableAt } from './find-tables.ts';
export {
  type ColumnGuess,
  type ColumnMapping,
  type FieldGuess,
  guessColumns,
  type HeaderPath,
  layoutKey,
  mappingOf,
} from './guess-columns.ts';
export {
  type DateCell,
  type DateDoubt,
  type DateOptions,
  type InventoryDate,
  isDitto,
  parseInventoryDate,
} from './inventory-date.ts';
export type { ProblemCode, RowProblem } from './problems.ts';
export { type InventoryRow, type ReadOptions, type ReadTable, readRows } from './read-rows.ts';
export { type Retention, type RetentionTable, readRetention } from './retention.ts';

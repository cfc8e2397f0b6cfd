// Inventories (mục lục hồ sơ) as archives have them: from the cells of a workbook to rows that can be imported.
// Must not touch the database or files: everything here is a pure function.
export {
  type DateCell,
  type DateDoubt,
  type DateOptions,
  type InventoryDate,
  isDitto,
  parseInventoryDate,
} from './inventory-date.ts';

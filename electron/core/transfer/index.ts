// What the program uses of transfer.
export { type ExportDeps, exportItemHandler } from './export-item.ts';
export { transferHandlers } from './handlers.ts';
export { type Manifest, manifestName } from './manifest.ts';
export { verify } from './verify.ts';

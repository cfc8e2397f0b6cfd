// What other capabilities may use of the catalogue.
export { documentDetail, latestPublished, storeProposals } from './describe.ts';
export {
  documentRow,
  documentRows,
  dropFinding,
  fieldRows,
  fieldValues,
  findingRows,
  type PageRow,
  pageRow,
  pageRows,
  pageText,
  proposalRows,
  putFinding,
} from './document-rows.ts';
export { type CatalogueDeps, catalogueHandlers } from './handlers.ts';
export {
  documentOfSource,
  type Received,
  type ReceivedFile,
  type ReceivedPage,
  receiveDocument,
} from './receive.ts';
export { ensureFile, insertAgency } from './tree.ts';

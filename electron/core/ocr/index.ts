// What other capabilities may use of recognition.
export { type OcrDeps, readItemHandler } from './read-item.ts';

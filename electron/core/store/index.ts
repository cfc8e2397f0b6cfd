// What the capabilities may use of the archive on disk.
export {
  type ArchiveDescription,
  createArchive,
  freeBytes,
  isArchive,
  makeFolder,
  type OpenArchive,
  openArchive,
} from './archive.ts';
export {
  copyHashed,
  createFileStore,
  type FileStore,
  hashFile,
  type StoreArea,
  type StoredFile,
  syncFolder,
} from './file-store.ts';

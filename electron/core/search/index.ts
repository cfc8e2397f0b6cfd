// The full-text index of an archive: pages in, hits out. One SQLite file that can always be made again.
// Must not know the catalogue: what a page and a document are is told by the caller.
import { createFeed, type IndexedPage } from './feed.ts';
import { createFinder, type IndexAnswer, type IndexQuery } from './find.ts';
import { checkIndexFile, guarded, openIndexFile, openIndexFileForReading } from './index-file.ts';
import { createPageDirectory } from './page-directory.ts';

export type { IndexedPage } from './feed.ts';
export type { IndexAnswer, IndexHit, IndexQuery } from './find.ts';

/** What a second, reading handle can do. */
export interface SearchIndexReader {
  /** Throws SEARCH_QUERY_EMPTY when there is nothing to look for; no other input is an error. */
  query(query: IndexQuery): IndexAnswer;
  pageCount(): number;
  /** In the order of the document; empty when the document is not indexed. */
  documentPageIds(documentId: string): string[];
  /** Every indexed document, to compare with the catalogue after an unclean end. */
  documentIds(): string[];
  close(): void;
}

export interface SearchIndex extends SearchIndexReader {
  /** The file was missing, damaged or of another version when it was opened: it is empty and wants all pages again. */
  readonly rebuilt: boolean;
  /** All or none of the pages; a page known by its id is replaced. Fields are only read on page 1. */
  upsertPages(pages: readonly IndexedPage[]): void;
  /** Unknown ids are passed over. */
  removeDocuments(documentIds: readonly string[]): void;
  /** Unknown ids are passed over. */
  removePages(pageIds: readonly string[]): void;
  /**
   * Makes what was written survive a power cut (after a mere crash it does anyway). Call it before the catalogue
   * forgets which pages were waiting to be indexed.
   */
  flush(): void;
  /** Tidies the file after a large feed: about 15 s for a million pages. */
  optimize(): void;
  /** What is wrong with the file, for people who repair; empty when nothing is. Reads all of it. */
  check(): string[];
}

/**
 * Opens or makes the index at `path`. Every call may throw SEARCH_INDEX_DAMAGED (the next open begins anew) or
 * DISK_FULL, ACCESS_DENIED, DEVICE_GONE.
 */
export function openSearchIndex(path: string): SearchIndex {
  const { db, rebuilt } = openIndexFile(path);
  const directory = createPageDirectory(db);
  const feed = createFeed(db);
  const change = (work: () => void): void =>
    guarded(path, () => {
      try {
        work();
      } catch (thrown) {
        directory.forget();
        throw thrown;
      }
    });
  return {
    ...reader(path, db, directory),
    rebuilt,
    upsertPages: (pages) => change(() => feed.upsert(pages, directory.placed)),
    removeDocuments: (documentIds) => change(() => feed.removeDocuments(documentIds)),
    removePages: (pageIds) => change(() => feed.removePages(pageIds)),
    flush: () => guarded(path, () => void db.pragma('wal_checkpoint(PASSIVE)')),
    optimize: () =>
      guarded(path, () => {
        for (const table of ['folded', 'marked'])
          db.exec(`INSERT INTO ${table} (${table}) VALUES ('optimize')`);
      }),
    check: () => guarded(path, () => checkIndexFile(db)),
  };
}

/** A handle that only reads, e.g. in another thread while this one writes. FILE_MISSING, SEARCH_INDEX_DAMAGED. */
export function openSearchIndexReader(path: string): SearchIndexReader {
  const db = openIndexFileForReading(path);
  return reader(path, db, createPageDirectory(db));
}

function reader(
  path: string,
  db: ReturnType<typeof openIndexFileForReading>,
  directory: ReturnType<typeof createPageDirectory>,
): SearchIndexReader {
  const find = createFinder(db, directory);
  const count = db.prepare('SELECT count(*) FROM page').pluck();
  const pages = db
    .prepare(
      'SELECT page_id FROM page WHERE document = (SELECT id FROM document WHERE document_id = ?) ORDER BY ordinal, id',
    )
    .pluck();
  const documents = db.prepare('SELECT document_id FROM document ORDER BY id').pluck();
  return {
    query: (query) => guarded(path, () => find(query)),
    pageCount: () => guarded(path, () => count.get() as number),
    documentPageIds: (documentId) => guarded(path, () => pages.all(documentId) as string[]),
    documentIds: () => guarded(path, () => documents.all() as string[]),
    close: () => void db.close(),
  };
}

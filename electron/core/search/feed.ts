// Puts pages into the index, replaces and removes them.
// Must not search, and must not decide which pages belong in: the caller says so.
import type { FieldName } from '../../../shared/model/document.ts';
import type { PageText } from '../../../shared/model/page-text.ts';
import type { IndexDatabase } from './index-file.ts';
import {
  fieldsText,
  fieldTokens,
  foldedColumn,
  markedColumn,
  packWords,
  pageTokens,
  storedWords,
  unpackText,
} from './page-record.ts';

export interface IndexedPage {
  readonly pageId: string;
  readonly documentId: string;
  /** From 1. */
  readonly page: number;
  readonly text: PageText;
  /** The document's fields; only used on page 1, so that the document is found there. */
  readonly fields: Readonly<Partial<Record<FieldName, string>>>;
}

type Placed = (page: number, document: number) => void;

export interface Feed {
  /** One transaction. Told of each page's rowids so that look-up tables in memory can follow. */
  upsert(pages: readonly IndexedPage[], placed: Placed): void;
  removeDocuments(documentIds: readonly string[]): void;
  removePages(pageIds: readonly string[]): void;
}

interface StoredPage {
  readonly id: number;
  readonly document: number;
  readonly ordinal: number;
  readonly words: Buffer;
  readonly fields: string;
}

/** What goes into the full-text tables for a page. */
interface Entry {
  readonly isNew: boolean;
  readonly text: string;
  readonly fields: string;
  readonly marked: string;
}

export function createFeed(db: IndexDatabase): Feed {
  const addDocument = db.prepare('INSERT INTO document (document_id) VALUES (?) ON CONFLICT DO NOTHING');
  const documentOf = db.prepare('SELECT id FROM document WHERE document_id = ?').pluck();
  const dropEmptyDocument = db.prepare(
    'DELETE FROM document WHERE id = :id AND NOT EXISTS (SELECT 1 FROM page WHERE document = :id)',
  );
  const stored = db.prepare(
    'SELECT id, document, ordinal, words, fields FROM page JOIN page_content USING (id) WHERE page_id = ?',
  );
  const addPage = db.prepare('INSERT INTO page (page_id, document, ordinal) VALUES (?, ?, ?)');
  const movePage = db.prepare('UPDATE page SET document = ?, ordinal = ? WHERE id = ?');
  const putContent = db.prepare('INSERT OR REPLACE INTO page_content (id, words, fields) VALUES (?, ?, ?)');
  const addFolded = db.prepare('INSERT INTO folded (rowid, text, fields) VALUES (?, ?, ?)');
  const addMarked = db.prepare('INSERT INTO marked (rowid, word) VALUES (?, ?)');
  // Subtle: better-sqlite3 binds numbers as REAL, and beside a MATCH FTS5 passes over a REAL rowid without a word.
  const dropFolded = db.prepare('DELETE FROM folded WHERE rowid = CAST(? AS INTEGER)');
  const dropMarked = db.prepare('DELETE FROM marked WHERE rowid = CAST(? AS INTEGER)');
  const pagesOf = db.prepare('SELECT id FROM page WHERE document = ?').pluck();
  const dropContent = db.prepare('DELETE FROM page_content WHERE id = ?');
  const dropPage = db.prepare('DELETE FROM page WHERE id = ?');
  const dropDocument = db.prepare('DELETE FROM document WHERE id = ?');

  /** Stores a page. `entry` is what to index, undefined when the same text is indexed already. */
  function storePage(page: IndexedPage): { id: number; document: number; entry?: Entry } {
    const words = storedWords(page.text);
    const fields = page.page === 1 ? fieldsText(page.fields) : '';
    addDocument.run(page.documentId);
    const document = documentOf.get(page.documentId) as number;
    const before = stored.get(page.pageId) as StoredPage | undefined;

    let id: number;
    if (before) {
      id = before.id;
      if (before.document !== document || before.ordinal !== page.page) movePage.run(document, page.page, id);
      if (before.document !== document) dropEmptyDocument.run({ id: before.document });
    } else id = Number(addPage.run(page.pageId, document, page.page).lastInsertRowid);
    putContent.run(id, packWords(words), fields);

    // Feeding the same text again (boxes moved, document moved, a job resumed) must not cost a new index entry.
    if (before && before.fields === fields && unpackText(before.words) === words.text)
      return { id, document };
    const inText = pageTokens(words.text);
    const inFields = fieldTokens(fields);
    const entry = {
      isNew: !before,
      text: foldedColumn(inText),
      fields: foldedColumn(inFields),
      marked: markedColumn(inText, inFields),
    };
    return { id, document, entry };
  }

  // Subtle: always table by table, never page by page. A write to another table between two to a full-text table makes
  // SQLite open a savepoint, and FTS5 then writes out what it was collecting: some 250 µs more for each page.
  const upsert = db.transaction((pages: readonly IndexedPage[], placed: Placed) => {
    const entries = new Map<number, Entry>();
    for (const page of pages) {
      const { id, document, entry } = storePage(page);
      placed(id, document);
      // The same page twice in one call: the last text counts, and what is in the file is as before the call.
      if (entry) entries.set(id, { ...entry, isNew: entries.get(id)?.isNew ?? entry.isNew });
    }
    const ascending = [...entries].sort(([a], [b]) => a - b);
    for (const [id, entry] of ascending) if (!entry.isNew) dropFolded.run(id);
    for (const [id, entry] of ascending) addFolded.run(id, entry.text, entry.fields);
    for (const [id, entry] of ascending) if (!entry.isNew) dropMarked.run(id);
    for (const [id, entry] of ascending) addMarked.run(id, entry.marked);
  });

  function removePages(ids: readonly number[]): void {
    for (const id of ids) dropFolded.run(id);
    for (const id of ids) dropMarked.run(id);
    for (const id of ids) {
      dropContent.run(id);
      dropPage.run(id);
    }
  }

  return {
    upsert,
    removeDocuments: db.transaction((documentIds: readonly string[]) => {
      const documents = documentIds.flatMap((id) => (documentOf.get(id) as number | undefined) ?? []);
      removePages(documents.flatMap((document) => pagesOf.all(document) as number[]));
      for (const document of documents) dropDocument.run(document);
    }),
    removePages: db.transaction((pageIds: readonly string[]) => {
      const pages = pageIds.flatMap((id) => (stored.get(id) as StoredPage | undefined) ?? []);
      removePages(pages.map((page) => page.id));
      for (const page of pages) dropEmptyDocument.run({ id: page.document });
    }),
  };
}

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
  packBoxes,
  packText,
  pageTokens,
  storedWords,
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

export interface Feed {
  /** One transaction. Told of each page's rowids so that look-up tables in memory can follow. */
  upsert(pages: readonly IndexedPage[], placed: (page: number, document: number) => void): void;
  removeDocuments(documentIds: readonly string[]): void;
  removePages(pageIds: readonly string[]): void;
}

interface StoredPage {
  readonly id: number;
  readonly document: number;
  readonly ordinal: number;
  readonly text: Buffer;
  readonly fields: string;
}

export function createFeed(db: IndexDatabase): Feed {
  const addDocument = db.prepare('INSERT INTO document (document_id) VALUES (?) ON CONFLICT DO NOTHING');
  const documentOf = db.prepare('SELECT id FROM document WHERE document_id = ?').pluck();
  const dropEmptyDocument = db.prepare(
    'DELETE FROM document WHERE id = :id AND NOT EXISTS (SELECT 1 FROM page WHERE document = :id)',
  );
  const stored = db.prepare(
    'SELECT id, document, ordinal, text, fields FROM page JOIN page_content USING (id) WHERE page_id = ?',
  );
  const addPage = db.prepare('INSERT INTO page (page_id, document, ordinal) VALUES (?, ?, ?)');
  const movePage = db.prepare('UPDATE page SET document = ?, ordinal = ? WHERE id = ?');
  const putContent = db.prepare(
    'INSERT OR REPLACE INTO page_content (id, text, boxes, fields) VALUES (?, ?, ?, ?)',
  );
  const addFolded = db.prepare('INSERT INTO folded (rowid, text, fields) VALUES (?, ?, ?)');
  const addMarked = db.prepare('INSERT INTO marked (rowid, word) VALUES (?, ?)');
  const dropFolded = db.prepare('DELETE FROM folded WHERE rowid = ?');
  const dropMarked = db.prepare('DELETE FROM marked WHERE rowid = ?');
  const pagesOf = db.prepare('SELECT id FROM page WHERE document = ?').pluck();
  const dropContent = db.prepare('DELETE FROM page_content WHERE id = ?');
  const dropPage = db.prepare('DELETE FROM page WHERE id = ?');
  const dropDocument = db.prepare('DELETE FROM document WHERE id = ?');

  function upsertOne(page: IndexedPage, placed: (page: number, document: number) => void): void {
    const words = storedWords(page.text);
    const packed = packText(words.text);
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
    putContent.run(id, packed, packBoxes(words.boxes), fields);
    placed(id, document);

    // Feeding the same text again (boxes moved, document moved, a job resumed) must not cost a new index entry.
    if (before && before.fields === fields && packed.equals(before.text)) return;
    if (before) {
      dropFolded.run(id);
      dropMarked.run(id);
    }
    const inText = pageTokens(words.text);
    const inFields = fieldTokens(fields);
    addFolded.run(id, foldedColumn(inText), foldedColumn(inFields));
    addMarked.run(id, markedColumn(inText, inFields));
  }

  function removeDocument(documentId: string): void {
    const document = documentOf.get(documentId) as number | undefined;
    if (document === undefined) return;
    for (const id of pagesOf.all(document)) removePage(id as number);
    dropDocument.run(document);
  }

  function removePage(id: number): void {
    dropFolded.run(id);
    dropMarked.run(id);
    dropContent.run(id);
    dropPage.run(id);
  }

  return {
    upsert: db.transaction(
      (pages: readonly IndexedPage[], placed: (page: number, document: number) => void) => {
        for (const page of pages) upsertOne(page, placed);
      },
    ),
    removeDocuments: db.transaction((documentIds: readonly string[]) => {
      for (const id of documentIds) removeDocument(id);
    }),
    removePages: db.transaction((pageIds: readonly string[]) => {
      for (const pageId of pageIds) {
        const page = stored.get(pageId) as StoredPage | undefined;
        if (!page) continue;
        removePage(page.id);
        dropEmptyDocument.run({ id: page.document });
      }
    }),
  };
}

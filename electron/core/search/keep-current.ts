// Brings the index up to what the catalogue says: takes the documents the triggers marked, feeds them, unmarks them.
// Safe to run again after a crash: feeding twice changes nothing.
import { unreadPage } from '../../../shared/model/page-text.ts';
import { documentRow, fieldValues, pageRows, pageText } from '../catalogue/index.ts';
import { type Db, transaction } from '../db/index.ts';
import type { Log } from '../kernel/index.ts';
import { type IndexedPage, openSearchIndex, type SearchIndex } from './index.ts';

const documentsPerStep = 20;

export interface CurrentIndex {
  /** Asks the index with every committed change in it; once more after it had to be made anew. */
  ask<T>(question: (index: SearchIndex) => T): Promise<T>;
  /** Starts bringing it up to date in the background. */
  nudge(): void;
  close(): void;
}

/** `path` is the index file; it is made, or made again after damage, on first use. */
export function keepIndexCurrent(deps: { db: Db; path: string; log: Log }): CurrentIndex {
  const { db, log } = deps;
  let index: SearchIndex | undefined;
  let underWay: Promise<void> | undefined;
  let closed = false;

  const opened = (): SearchIndex => {
    if (index) return index;
    index = openSearchIndex(deps.path);
    const empty = index.pageCount() === 0;
    if (index.rebuilt || empty) {
      transaction(db, () => db.exec('INSERT OR IGNORE INTO search_dirty SELECT id FROM document'));
    }
    return index;
  };

  const bringUpToDate = async () => {
    const target = opened();
    for (;;) {
      const dirty = db
        .prepare('SELECT document_id AS id FROM search_dirty LIMIT ?')
        .all(documentsPerStep) as { id: string }[];
      if (dirty.length === 0) return;
      for (const { id } of dirty) feedDocument(target, id);
      target.flush();
      transaction(db, () => {
        const remove = db.prepare('DELETE FROM search_dirty WHERE document_id = ?');
        for (const { id } of dirty) remove.run(id);
      });
      await new Promise((next) => setImmediate(next));
      if (closed) return;
    }
  };

  const feedDocument = (target: SearchIndex, documentId: string) => {
    if (!documentRow(db, documentId)) return target.removeDocuments([documentId]);
    const fields = fieldValues(db, documentId);
    const pages: IndexedPage[] = [];
    for (const page of pageRows(db, documentId)) {
      const text = pageText(db, page.id);
      // Page 1 carries the fields, so it is indexed even when nothing could be read on it.
      if (!text && page.ordinal !== 1) continue;
      pages.push({
        pageId: page.id,
        documentId,
        page: page.ordinal,
        text: text ?? unreadPage,
        fields: page.ordinal === 1 ? fields : {},
      });
    }
    target.upsertPages(pages);
    const present = new Set(pages.map((page) => page.pageId));
    target.removePages(target.documentPageIds(documentId).filter((pageId) => !present.has(pageId)));
  };

  /** After damage: the index begins anew at the next opening and is fed again. */
  const forget = () => {
    index?.close();
    index = undefined;
  };

  const run = (): Promise<void> => {
    underWay ??= bringUpToDate().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  return {
    async ask(question) {
      try {
        await run();
        // Subtle: changes committed while the last step ran are picked up by one more pass.
        await run();
        return question(opened());
      } catch (thrown) {
        if ((thrown as { code?: string }).code !== 'SEARCH_INDEX_DAMAGED') throw thrown;
        log.error('search.index-damaged', thrown);
        forget();
        await run();
        return question(opened());
      }
    },
    nudge() {
      run().catch((thrown) => log.error('search.keep-current', thrown));
    },
    close() {
      closed = true;
      forget();
    },
  };
}

// Enters a received source as a document with its pages. Must not touch files: they are in the store already.
import { AppError } from '../../../shared/errors/app-error.ts';
import type { OpenedPage, SourceMediaType } from '../../workers/tasks.ts';
import { appendAudit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { type Clock, newId, timestamp } from '../kernel/index.ts';
import { ensureFile } from './tree.ts';

export interface ReceivedFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly extension: string;
  readonly mediaType: string;
}

export interface ReceivedPage extends Omit<OpenedPage, 'imagePath' | 'frame'> {
  /** The page's picture in masters/: the source itself or the image taken out of it. */
  readonly image: ReceivedFile;
  readonly frame: number;
}

export interface Received {
  readonly source: ReceivedFile & {
    readonly mediaType: SourceMediaType;
    readonly name: string;
    readonly path: string;
  };
  readonly pages: readonly ReceivedPage[];
  readonly fileCode?: string;
  readonly languages: readonly string[];
}

/** The document a file with these bytes was received as, if any. */
export function documentOfSource(db: Db, sha256: string): { documentId: string; name: string } | undefined {
  return db
    .prepare(
      'SELECT d.id AS documentId, s.name FROM source s JOIN document d ON d.source_id = s.id WHERE s.master_sha256 = ? LIMIT 1',
    )
    .get(sha256) as { documentId: string; name: string } | undefined;
}

/** Call inside a transaction. Errors: SOURCE_DUPLICATE, FIELD_INVALID (file code). */
export function receiveDocument(
  db: Db,
  clock: Clock,
  actor: string,
  received: Received,
): { documentId: string; fileId: string; pageIds: string[] } {
  const known = documentOfSource(db, received.source.sha256);
  if (known)
    throw new AppError('SOURCE_DUPLICATE', {
      path: received.source.path,
      documentId: known.documentId,
      name: known.name,
    });
  const at = timestamp(clock);
  const { fileId } = ensureFile(db, clock, { code: received.fileCode });
  insertMaster(db, received.source, at);
  const sourceId = newId('s', clock.nowMs());
  db.prepare('INSERT INTO source (id, master_sha256, name, path, received_at) VALUES (?, ?, ?, ?, ?)').run(
    sourceId,
    received.source.sha256,
    received.source.name,
    received.source.path,
    at,
  );
  const documentId = newId('d', clock.nowMs());
  const { next } = db
    .prepare('SELECT ifnull(max(ordinal), 0) + 1 AS next FROM document WHERE file_id = ?')
    .get(fileId) as { next: number };
  db.prepare(
    "INSERT INTO document (id, file_id, ordinal, source_id, state, languages, created_at, updated_at) VALUES (?, ?, ?, ?, 'reading', ?, ?, ?)",
  ).run(documentId, fileId, next, sourceId, received.languages.join('+'), at, at);
  const insertPage = db.prepare(
    `INSERT INTO page (id, document_id, ordinal, image_sha256, frame, stored_width_px, stored_height_px, rotation, dpi, dpi_estimated, colour, origin)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const pageIds = received.pages.map((page, index) => {
    insertMaster(db, page.image, at);
    const pageId = newId('p', clock.nowMs());
    insertPage.run(
      pageId,
      documentId,
      index + 1,
      page.image.sha256,
      page.frame,
      page.storedWidthPx,
      page.storedHeightPx,
      page.rotation,
      page.dpi,
      page.dpiEstimated ? 1 : 0,
      page.colour,
      page.origin,
    );
    return pageId;
  });
  appendAudit(db, clock, {
    actor,
    action: 'source.received',
    target: documentId,
    detail: {
      name: received.source.name,
      sha256: received.source.sha256,
      bytes: received.source.bytes,
      pages: pageIds.length,
    },
  });
  return { documentId, fileId, pageIds };
}

function insertMaster(db: Db, file: ReceivedFile, at: string): void {
  db.prepare(
    'INSERT OR IGNORE INTO master (sha256, extension, media_type, bytes, created_at) VALUES (?, ?, ?, ?, ?)',
  ).run(file.sha256, file.extension, file.mediaType, file.bytes, at);
}

// Contract names of the catalogue → functions.

import type { CallOutput, ParsedInput } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { appendAudit } from '../audit/index.ts';
import { type Db, transaction } from '../db/index.ts';
import type { Surroundings } from '../kernel/index.ts';
import { describeDocument, documentDetail } from './describe.ts';
import { documentRow, documentRows, pageRow, pageText, toSummary } from './document-rows.ts';
import { ensureFile, treeChildren } from './tree.ts';

export interface CatalogueDeps extends Surroundings {
  readonly db: Db;
  /** The description changed: the published PDF has to be made again. Called after the transaction. */
  readonly onDescribed: (documentId: string) => void;
}

export const catalogueHandlers = {
  'catalogue.tree': (d: CatalogueDeps, input: ParsedInput<'catalogue.tree'>): CallOutput<'catalogue.tree'> =>
    treeChildren(d.db, input),

  'catalogue.documents': (
    d: CatalogueDeps,
    input: ParsedInput<'catalogue.documents'>,
  ): CallOutput<'catalogue.documents'> => {
    const rows = documentRows(d.db, { ...input, limit: input.limit + 1 });
    return {
      documents: rows.slice(0, input.limit).map((row) => toSummary(d.db, row)),
      more: rows.length > input.limit,
    };
  },

  'catalogue.document': (d: CatalogueDeps, input: ParsedInput<'catalogue.document'>) =>
    documentDetail(d.db, input.documentId),

  'catalogue.neighbours': (
    d: CatalogueDeps,
    { documentId }: ParsedInput<'catalogue.neighbours'>,
  ): CallOutput<'catalogue.neighbours'> => {
    const row = documentRow(d.db, documentId);
    if (!row) throw new AppError('NOT_FOUND', { kind: 'tài liệu', id: documentId });
    const one = (sql: string, ...values: unknown[]) =>
      (d.db.prepare(sql).get(...values) as { id: string } | undefined)?.id ?? null;
    return {
      previous: one(
        'SELECT id FROM document WHERE file_id = ? AND ordinal < ? ORDER BY ordinal DESC LIMIT 1',
        row.file_id,
        row.ordinal,
      ),
      next: one(
        'SELECT id FROM document WHERE file_id = ? AND ordinal > ? ORDER BY ordinal LIMIT 1',
        row.file_id,
        row.ordinal,
      ),
      nextWaiting:
        one(
          "SELECT id FROM document WHERE state = 'proposed' AND (file_id, ordinal) > (?, ?) ORDER BY file_id, ordinal LIMIT 1",
          row.file_id,
          row.ordinal,
        ) ??
        one(
          "SELECT id FROM document WHERE state = 'proposed' AND id <> ? ORDER BY file_id, ordinal LIMIT 1",
          documentId,
        ),
    };
  },

  'catalogue.pageText': (d: CatalogueDeps, { pageId }: ParsedInput<'catalogue.pageText'>) => {
    if (!pageRow(d.db, pageId)) throw new AppError('NOT_FOUND', { kind: 'trang', id: pageId });
    return pageText(d.db, pageId);
  },

  'catalogue.describe': (d: CatalogueDeps, input: ParsedInput<'catalogue.describe'>) => {
    transaction(d.db, () => describeDocument(d.db, d.clock, d.actor, input));
    d.onDescribed(input.documentId);
    const detail = documentDetail(d.db, input.documentId);
    d.emit('data.changed', { documentIds: [detail.documentId], fileIds: [detail.fileId] });
    return detail;
  },

  'catalogue.files': (
    d: CatalogueDeps,
    { after, limit }: ParsedInput<'catalogue.files'>,
  ): CallOutput<'catalogue.files'> => {
    const rows = d.db
      .prepare(
        `SELECT h.id AS fileId, h.code, h.title, (SELECT count(*) FROM document d WHERE d.file_id = h.id) AS documentCount
         FROM file h WHERE h.id > ? ORDER BY h.id LIMIT ?`,
      )
      .all(after ?? '', limit + 1) as CallOutput<'catalogue.files'>['files'];
    return { files: rows.slice(0, limit), more: rows.length > limit };
  },

  'catalogue.file.ensure': (
    d: CatalogueDeps,
    input: ParsedInput<'catalogue.file.ensure'>,
  ): CallOutput<'catalogue.file.ensure'> => {
    const file = transaction(d.db, () => {
      const made = ensureFile(d.db, d.clock, input);
      if (made.made)
        appendAudit(d.db, d.clock, {
          actor: d.actor,
          action: 'file.made',
          target: made.fileId,
          detail: { code: made.code },
        });
      return made;
    });
    if (file.made) d.emit('data.changed', { documentIds: [], fileIds: [file.fileId] });
    return { fileId: file.fileId, code: file.code };
  },
};

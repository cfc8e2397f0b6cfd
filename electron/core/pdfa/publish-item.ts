// The step that makes a document's PDF/A: from its page images, its words and its description. Each version is kept.
// Must not decide how a PDF is written (that is the worker's).
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { documentLabel, type FieldName } from '../../../shared/model/document.ts';
import type { PdfMetadata, PdfTasks } from '../../workers/tasks.ts';
import { appendAudit } from '../audit/index.ts';
import {
  documentRow,
  dropFinding,
  fieldValues,
  latestPublished,
  pageRows,
  pageText,
  putFinding,
} from '../catalogue/index.ts';
import { type Db, transaction } from '../db/index.ts';
import { pageImage } from '../intake/index.ts';
import { createJob, type ItemHandler, type ThreadPool } from '../jobs/index.ts';
import { type Surroundings, timestamp } from '../kernel/index.ts';
import type { FileStore } from '../store/index.ts';

export interface PublishDeps extends Surroundings {
  readonly db: Db;
  readonly store: FileStore;
  readonly pdfPool: ThreadPool;
}

/** Per page; a volume gets its share. */
const msPerPage = 20_000;

export function publishItemHandler(deps: PublishDeps): ItemHandler {
  const { db, store } = deps;
  return {
    capacity: 1,
    async run(item, signal) {
      const documentId = item.documentId as string;
      const row = documentRow(db, documentId);
      if (!row) throw new Error('a publish step without its document');
      const pages = pageRows(db, documentId);
      const folder = await store.stagingFolder();
      try {
        const outPath = join(folder, 'document.pdf');
        const level = '2b';
        await deps.pdfPool.run(
          'writePdf',
          {
            pages: pages.map((page) => ({
              image: pageImage(store, page),
              rotation: page.rotation,
              dpi: page.dpi,
              text: pageText(db, page.id),
            })),
            metadata: pdfMetadata(row, fieldValues(db, documentId)),
            level,
            outPath,
          } satisfies Parameters<PdfTasks['writePdf']>[0],
          { timeoutMs: 60_000 + pages.length * msPerPage, signal },
        );
        const { sha256, bytes } = await store.adopt('documents', outPath, 'pdf');
        return () => {
          const last = latestPublished(db, documentId);
          if (last?.sha256 === sha256) {
            // Same inputs, same bytes: the version stands, now for the newer description.
            db.prepare('UPDATE published SET row_version = ? WHERE document_id = ? AND version = ?').run(
              row.row_version,
              documentId,
              last.version,
            );
          } else {
            const version = (last?.version ?? 0) + 1;
            db.prepare(
              'INSERT INTO published (document_id, version, sha256, bytes, level, row_version, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
            ).run(documentId, version, sha256, bytes, level, row.row_version, timestamp(deps.clock));
            appendAudit(db, deps.clock, {
              actor: deps.actor,
              action: 'document.published',
              target: documentId,
              detail: { version, sha256, bytes, level },
            });
          }
          dropFinding(db, documentId, 'PDF_NOT_MADE');
          deps.emit('data.changed', { documentIds: [documentId], fileIds: [row.file_id] });
        };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    onFailure: (item, error) => () =>
      putFinding(db, item.documentId as string, {
        code: 'PDF_NOT_MADE',
        severity: 'error',
        message: error.message,
      }),
  };
}

/** What the PDF says of itself; built only from the description, so that the same description gives the same bytes. */
export function pdfMetadata(
  row: {
    id: string;
    file_code: string;
    ordinal: number;
    created_at: string;
    updated_at: string;
    languages: string;
    source_name: string;
  },
  fields: Partial<Record<FieldName, string>>,
): PdfMetadata {
  const label = documentLabel(fields);
  return {
    title: [label, fields.subject].filter(Boolean).join(' – ') || row.source_name,
    author: fields.organName ?? '',
    subject: fields.subject ?? '',
    keywords: '',
    identifier: `${row.file_code}.${String(row.ordinal).padStart(7, '0')}`,
    createdAt: withOffset(row.created_at),
    language: row.languages.startsWith('fra') ? 'fr-FR' : 'vi-VN',
  };
}

/** Vietnam has one time zone and no summer time: UTC+7, whole seconds. */
function withOffset(utc: string): string {
  return `${new Date(Date.parse(utc) + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}

/** Queues a new PDF for a changed description; one that already waits serves for this change too. */
export function requestPublish(
  deps: { db: Db; clock: Surroundings['clock'] },
  documentId: string,
): string | null {
  const { db, clock } = deps;
  return transaction(db, () => {
    const waiting = db
      .prepare(
        "SELECT 1 FROM job_item WHERE document_id = ? AND kind = 'publish' AND state = 'queued' LIMIT 1",
      )
      .get(documentId);
    if (waiting) return null;
    const row = documentRow(db, documentId);
    if (!row) return null;
    const subject = documentLabel(fieldValues(db, documentId)) || row.source_name;
    return createJob(db, clock, {
      kind: 'publish',
      title: `Tạo lại PDF/A: ${subject}`,
      params: { documentId },
      items: [{ kind: 'publish', subject, input: {}, documentId }],
    });
  });
}

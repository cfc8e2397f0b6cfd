// Reading and writing a document's description. Must not make PDFs or touch files.
import { AppError } from '../../../shared/errors/app-error.ts';
import {
  type DocumentDetail,
  type DocumentField,
  type FieldName,
  type FieldProposal,
  fieldNames,
} from '../../../shared/model/document.ts';
import { parsePartialDate } from '../../../shared/model/partial-date.ts';
import { cleanInput } from '../../../shared/text/nfc.ts';
import { appendAudit } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import { type Clock, timestamp } from '../kernel/index.ts';
import {
  boxColumns,
  documentRow,
  fieldRows,
  findingRows,
  pageRows,
  proposalRows,
  putField,
  toPageSummary,
  toSummary,
} from './document-rows.ts';

/** Everything about one document. Errors: NOT_FOUND. */
export function documentDetail(db: Db, documentId: string): DocumentDetail {
  const row = documentRow(db, documentId);
  if (!row) throw new AppError('NOT_FOUND', { kind: 'tài liệu', id: documentId });
  const findings = findingRows(db, documentId);
  const place = db
    .prepare(
      `SELECT a.id AS agency_id, a.name AS agency, o.id AS fonds_id, o.name AS fonds, v.id AS inventory_id, v.title AS inventory, h.id AS file_id, h.code AS file
       FROM file h JOIN inventory v ON v.id = h.inventory_id JOIN fonds o ON o.id = v.fonds_id JOIN agency a ON a.id = o.agency_id WHERE h.id = ?`,
    )
    .get(row.file_id) as Record<string, string>;
  const source = db
    .prepare(
      `SELECT s.name, s.path, s.master_sha256 AS sha256, m.bytes, m.media_type AS mediaType, s.received_at AS receivedAt
       FROM source s JOIN master m ON m.sha256 = s.master_sha256 WHERE s.id = ?`,
    )
    .get(row.source_id) as DocumentDetail['source'];
  const pdf = latestPublished(db, documentId);
  return {
    ...toSummary(db, row),
    rowVersion: row.row_version,
    place: (['agency', 'fonds', 'inventory', 'file'] as const).map((kind) => ({
      kind,
      id: place[`${kind}_id`] as string,
      label: place[kind] as string,
    })),
    pages: pageRows(db, documentId).map((p) => toPageSummary(p, findings)),
    values: fieldRows(db, documentId),
    proposals: proposalRows(db, documentId),
    findings,
    pdf: pdf
      ? {
          sha256: pdf.sha256,
          bytes: pdf.bytes,
          level: pdf.level,
          version: pdf.version,
          current: pdf.row_version === row.row_version,
        }
      : null,
    pdfState:
      pdf?.row_version === row.row_version
        ? 'current'
        : pdfBeingMade(db, row)
          ? 'making'
          : pdfAttempted(db, documentId)
            ? 'failed'
            : 'none',
    source,
  };
}

function pdfBeingMade(db: Db, row: { id: string; state: string }): boolean {
  return (
    row.state === 'reading' ||
    db
      .prepare(
        "SELECT 1 FROM job_item WHERE document_id = ? AND kind = 'publish' AND state IN ('queued', 'running') LIMIT 1",
      )
      .get(row.id) !== undefined
  );
}

function pdfAttempted(db: Db, documentId: string): boolean {
  return (
    db
      .prepare(
        "SELECT 1 FROM job_item WHERE document_id = ? AND kind = 'publish' AND state = 'failed' LIMIT 1",
      )
      .get(documentId) !== undefined
  );
}

/**
 * Writes what a person typed or confirmed, in one transaction with its audit row; see the contract.
 * Call inside a transaction. Errors: NOT_FOUND, STALE_VERSION, FIELD_INVALID.
 */
export function describeDocument(
  db: Db,
  clock: Clock,
  actor: string,
  input: { documentId: string; rowVersion: number; fields: Partial<Record<FieldName, string>> },
): void {
  const row = documentRow(db, input.documentId);
  if (!row) throw new AppError('NOT_FOUND', { kind: 'tài liệu', id: input.documentId });
  if (row.row_version !== input.rowVersion) throw new AppError('STALE_VERSION', {});
  const before = new Map(fieldRows(db, input.documentId).map((f) => [f.name, f]));
  const changes: Record<string, { before: string; after: string }> = {};
  for (const name of fieldNames) {
    const given = input.fields[name];
    if (given === undefined) continue;
    const value = cleanFieldValue(name, given);
    const old = before.get(name);
    if (old?.value === value) {
      putField(db, input.documentId, {
        ...old,
        source: old.source === 'typed' ? 'typed' : 'confirmed',
        confidence: 1,
      });
      continue;
    }
    changes[name] = { before: old?.value ?? '', after: value };
    // The box stays: it still shows where on the paper this stands.
    putField(db, input.documentId, {
      name,
      value,
      source: 'typed',
      confidence: 1,
      box: old?.box ?? null,
      rule: null,
    });
  }
  db.prepare(
    "UPDATE document SET state = 'described', row_version = row_version + 1, updated_at = ? WHERE id = ?",
  ).run(timestamp(clock), input.documentId);
  appendAudit(db, clock, { actor, action: 'catalogue.describe', target: input.documentId, detail: changes });
}

/**
 * Stores what the machine read, and takes the best proposal of each field as its value unless a person has given one.
 * Call inside a transaction.
 */
export function storeProposals(
  db: Db,
  clock: Clock,
  documentId: string,
  proposals: readonly FieldProposal[],
): void {
  db.prepare('DELETE FROM field_proposal WHERE document_id = ?').run(documentId);
  const insert = db.prepare(
    'INSERT INTO field_proposal (document_id, name, rank, value, confidence, page, x, y, w, h, rule) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const kept = new Map(fieldRows(db, documentId).map((f) => [f.name, f]));
  const ranks = new Map<FieldName, number>();
  for (const p of proposals) {
    const rank = ranks.get(p.name) ?? 0;
    ranks.set(p.name, rank + 1);
    insert.run(documentId, p.name, rank, p.value, p.confidence, ...boxColumns(p.box), p.rule);
    const present = kept.get(p.name);
    if (rank === 0 && (!present || present.source === 'proposed')) {
      const field: DocumentField = {
        name: p.name,
        value: p.value,
        source: 'proposed',
        confidence: p.confidence,
        box: p.box,
        rule: p.rule,
      };
      putField(db, documentId, field);
    }
  }
  for (const [name, field] of kept) {
    if (field.source === 'proposed' && !ranks.has(name)) {
      db.prepare('DELETE FROM document_field WHERE document_id = ? AND name = ?').run(documentId, name);
    }
  }
  db.prepare(
    "UPDATE document SET state = CASE state WHEN 'reading' THEN 'proposed' ELSE state END, row_version = row_version + 1, updated_at = ? WHERE id = ?",
  ).run(timestamp(clock), documentId);
}

const fieldLabels: Record<FieldName, string> = {
  typeName: 'Tên loại',
  codeNumber: 'Số',
  codeNotation: 'Ký hiệu',
  issuedDate: 'Ngày tài liệu',
  issuedPlace: 'Nơi ban hành',
  parentOrganName: 'Cơ quan chủ quản',
  organName: 'Cơ quan ban hành',
  subject: 'Trích yếu',
  signer: 'Người ký',
  signerPosition: 'Chức vụ người ký',
  secrecy: 'Độ mật',
  urgency: 'Độ khẩn',
};

function cleanFieldValue(name: FieldName, given: string): string {
  const value = cleanInput(given);
  if (name === 'issuedDate' && value !== '' && !parsePartialDate(value)) {
    throw new AppError('FIELD_INVALID', {
      field: fieldLabels[name],
      detail: `“${value}” không phải ngày, tháng hay năm có thật.`,
    });
  }
  return value;
}

/** The newest published version of a document, and the description it was made from. */
export function latestPublished(
  db: Db,
  documentId: string,
): { version: number; sha256: string; bytes: number; level: string; row_version: number } | undefined {
  return db
    .prepare(
      'SELECT version, sha256, bytes, level, row_version FROM published WHERE document_id = ? ORDER BY version DESC LIMIT 1',
    )
    .get(documentId) as
    | { version: number; sha256: string; bytes: number; level: string; row_version: number }
    | undefined;
}

// All SQL about documents, pages and fields. Must not decide anything.
import { zstdDecompressSync } from 'node:zlib';
import type {
  DocumentField,
  DocumentState,
  DocumentSummary,
  FieldName,
  FieldProposal,
  FieldSource,
  Finding,
  PageState,
  PageSummary,
  PlacedBox,
} from '../../../shared/model/document.ts';
import type { PageText } from '../../../shared/model/page-text.ts';
import type { Db } from '../db/index.ts';

interface BoxColumns {
  page: number | null;
  x: number | null;
  y: number | null;
  w: number | null;
  h: number | null;
}

export function boxOf(row: BoxColumns): PlacedBox | null {
  if (row.page === null) return null;
  return { page: row.page, x: row.x ?? 0, y: row.y ?? 0, w: row.w ?? 0, h: row.h ?? 0 };
}

export function boxColumns(
  box: PlacedBox | null,
): [number | null, number | null, number | null, number | null, number | null] {
  return box ? [box.page, box.x, box.y, box.w, box.h] : [null, null, null, null, null];
}

export interface DocumentRow {
  id: string;
  file_id: string;
  file_code: string;
  ordinal: number;
  source_id: string;
  source_name: string;
  state: DocumentState;
  row_version: number;
  languages: string;
  created_at: string;
  updated_at: string;
  page_count: number;
  first_page_id: string | null;
  finding_count: number;
}

const documentColumns = `d.id, d.file_id, f.code AS file_code, d.ordinal, d.source_id, s.name AS source_name, d.state, d.row_version,
  d.languages, d.created_at, d.updated_at,
  (SELECT count(*) FROM page p WHERE p.document_id = d.id) AS page_count,
  (SELECT p.id FROM page p WHERE p.document_id = d.id AND p.ordinal = 1) AS first_page_id,
  (SELECT count(*) FROM finding n WHERE n.document_id = d.id AND n.severity <> 'info') AS finding_count`;
const documentTables = 'document d JOIN file f ON f.id = d.file_id JOIN source s ON s.id = d.source_id';

export function documentRow(db: Db, documentId: string): DocumentRow | undefined {
  return db.prepare(`SELECT ${documentColumns} FROM ${documentTables} WHERE d.id = ?`).get(documentId) as
    | DocumentRow
    | undefined;
}

/** Rows in archive order (file, ordinal) or newest first, keyset-paged by the row `after`. */
export function documentRows(
  db: Db,
  options: { fileId?: string; state?: DocumentState; newestFirst: boolean; after?: string; limit: number },
): DocumentRow[] {
  const where: string[] = [];
  const values: unknown[] = [];
  if (options.fileId) {
    where.push('d.file_id = ?');
    values.push(options.fileId);
  }
  if (options.state) {
    where.push('d.state = ?');
    values.push(options.state);
  }
  if (options.after) {
    where.push(
      options.newestFirst
        ? 'd.id < ?'
        : '(d.file_id, d.ordinal) > (SELECT a.file_id, a.ordinal FROM document a WHERE a.id = ?)',
    );
    values.push(options.after);
  }
  const order = options.newestFirst ? 'd.id DESC' : 'd.file_id, d.ordinal';
  return db
    .prepare(
      `SELECT ${documentColumns} FROM ${documentTables} ${where.length ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY ${order} LIMIT ?`,
    )
    .all(...values, options.limit) as DocumentRow[];
}

export function fieldValues(db: Db, documentId: string): Partial<Record<FieldName, string>> {
  const rows = db.prepare('SELECT name, value FROM document_field WHERE document_id = ?').all(documentId) as {
    name: FieldName;
    value: string;
  }[];
  return Object.fromEntries(rows.filter((r) => r.value !== '').map((r) => [r.name, r.value]));
}

export function toSummary(db: Db, row: DocumentRow): DocumentSummary {
  return {
    documentId: row.id,
    ordinal: row.ordinal,
    fileId: row.file_id,
    fileCode: row.file_code,
    sourceName: row.source_name,
    state: row.state,
    pageCount: row.page_count,
    firstPageId: row.first_page_id,
    findingCount: row.finding_count,
    fields: fieldValues(db, row.id),
    createdAt: row.created_at,
  };
}

export interface PageRow {
  id: string;
  document_id: string;
  ordinal: number;
  image_sha256: string;
  image_extension: string;
  image_media_type: string;
  frame: number;
  stored_width_px: number;
  stored_height_px: number;
  rotation: 0 | 90 | 180 | 270;
  dpi: number;
  dpi_estimated: number;
  colour: 'bitonal' | 'gray' | 'colour';
  origin: 'source' | 'lifted' | 'rendered';
  image_state: PageState;
  text_state: PageState;
  preview_media_type: string | null;
  thumbnail_media_type: string | null;
  recognition_id: number | null;
  mean_confidence: number | null;
}

const pageSelect = `SELECT p.*, m.extension AS image_extension, m.media_type AS image_media_type, r.mean_confidence
  FROM page p JOIN master m ON m.sha256 = p.image_sha256 LEFT JOIN recognition r ON r.id = p.recognition_id`;

export function pageRow(db: Db, pageId: string): PageRow | undefined {
  return db.prepare(`${pageSelect} WHERE p.id = ?`).get(pageId) as PageRow | undefined;
}

export function pageRows(db: Db, documentId: string): PageRow[] {
  return db.prepare(`${pageSelect} WHERE p.document_id = ? ORDER BY p.ordinal`).all(documentId) as PageRow[];
}

export function toPageSummary(row: PageRow, findings: readonly Finding[]): PageSummary {
  const turned = row.rotation === 90 || row.rotation === 270;
  return {
    pageId: row.id,
    ordinal: row.ordinal,
    widthPx: turned ? row.stored_height_px : row.stored_width_px,
    heightPx: turned ? row.stored_width_px : row.stored_height_px,
    dpi: row.dpi,
    rotation: row.rotation,
    image: row.image_state,
    text: row.text_state,
    meanConfidence: row.mean_confidence,
    findings: findings.filter((f) => f.pageId === row.id),
  };
}

/** The recognised text of a page; null when it has none. */
export function pageText(db: Db, pageId: string): PageText | null {
  const row = db
    .prepare('SELECT r.result FROM page p JOIN recognition r ON r.id = p.recognition_id WHERE p.id = ?')
    .get(pageId) as { result: Buffer } | undefined;
  return row ? (JSON.parse(zstdDecompressSync(row.result).toString('utf8')) as PageText) : null;
}

export function fieldRows(db: Db, documentId: string): DocumentField[] {
  const rows = db.prepare('SELECT * FROM document_field WHERE document_id = ?').all(documentId) as ({
    name: FieldName;
    value: string;
    source: FieldSource;
    confidence: number;
    rule: string | null;
  } & BoxColumns)[];
  return rows.map((r) => ({
    name: r.name,
    value: r.value,
    source: r.source,
    confidence: r.confidence,
    box: boxOf(r),
    rule: r.rule,
  }));
}

export function proposalRows(db: Db, documentId: string): FieldProposal[] {
  const rows = db
    .prepare('SELECT * FROM field_proposal WHERE document_id = ? ORDER BY name, rank')
    .all(documentId) as ({
    name: FieldName;
    value: string;
    confidence: number;
    rule: string;
  } & BoxColumns)[];
  return rows.map((r) => ({
    name: r.name,
    value: r.value,
    confidence: r.confidence,
    box: boxOf(r),
    rule: r.rule,
  }));
}

export function findingRows(db: Db, documentId: string): Finding[] {
  const rows = db
    .prepare('SELECT page_id, code, severity, message FROM finding WHERE document_id = ? ORDER BY id')
    .all(documentId) as {
    page_id: string | null;
    code: string;
    severity: Finding['severity'];
    message: string;
  }[];
  return rows.map((r) => ({
    code: r.code,
    severity: r.severity,
    message: r.message,
    ...(r.page_id ? { pageId: r.page_id } : {}),
  }));
}

/** Adds a finding once; the newer message wins. */
export function putFinding(db: Db, documentId: string, finding: Finding): void {
  db.prepare(
    `INSERT INTO finding (document_id, page_id, code, severity, message) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (document_id, ifnull(page_id, ''), code) DO UPDATE SET severity = excluded.severity, message = excluded.message`,
  ).run(documentId, finding.pageId ?? null, finding.code, finding.severity, finding.message);
}

export function dropFinding(db: Db, documentId: string, code: string, pageId?: string): void {
  db.prepare("DELETE FROM finding WHERE document_id = ? AND code = ? AND ifnull(page_id, '') = ?").run(
    documentId,
    code,
    pageId ?? '',
  );
}

export function putField(db: Db, documentId: string, field: DocumentField): void {
  db.prepare(
    `INSERT INTO document_field (document_id, name, value, source, confidence, page, x, y, w, h, rule)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (document_id, name) DO UPDATE SET value = excluded.value, source = excluded.source, confidence = excluded.confidence,
       page = excluded.page, x = excluded.x, y = excluded.y, w = excluded.w, h = excluded.h, rule = excluded.rule`,
  ).run(
    documentId,
    field.name,
    field.value,
    field.source,
    field.confidence,
    ...boxColumns(field.box),
    field.rule,
  );
}

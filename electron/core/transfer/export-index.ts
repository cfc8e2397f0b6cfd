// The SQLite index that goes with an export: readable for decades with any SQLite tool, no program of ours needed.
import Database from 'better-sqlite3';
import type { FieldName } from '../../../shared/model/document.ts';
import { fieldNames } from '../../../shared/model/document.ts';
import { plainText } from '../../../shared/model/page-text.ts';
import { fold } from '../../../shared/text/fold.ts';
import { fieldRows, pageRows, pageText } from '../catalogue/index.ts';
import type { Db } from '../db/index.ts';

/** Version of the tables below; raise it with any change and describe the change in the `about` table. */
const indexVersion = 1;

const columnOf: Record<FieldName, string> = {
  typeName: 'type_name',
  codeNumber: 'code_number',
  codeNotation: 'code_notation',
  issuedDate: 'issued_date',
  issuedPlace: 'issued_place',
  parentOrganName: 'parent_organ_name',
  organName: 'organ_name',
  subject: 'subject',
  signer: 'signer',
  signerPosition: 'signer_position',
  secrecy: 'secrecy',
  urgency: 'urgency',
};

const schema = `
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
-- Hồ sơ
CREATE TABLE file (
  file_id TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
  agency_code TEXT NOT NULL, agency_name TEXT NOT NULL, fonds_code TEXT NOT NULL, fonds_name TEXT NOT NULL,
  inventory_number TEXT NOT NULL, inventory_title TEXT NOT NULL) STRICT;
-- Tài liệu; pdf_path is relative to this index, dates are YYYY, YYYY-MM or YYYY-MM-DD
CREATE TABLE document (
  document_id TEXT PRIMARY KEY, file_id TEXT NOT NULL REFERENCES file(file_id), ordinal INTEGER NOT NULL,
  ${fieldNames.map((name) => `${columnOf[name]} TEXT NOT NULL DEFAULT ''`).join(', ')},
  state TEXT NOT NULL, page_count INTEGER NOT NULL,
  pdf_path TEXT NOT NULL, pdf_sha256 TEXT NOT NULL, pdf_bytes INTEGER NOT NULL,
  source_name TEXT NOT NULL, source_sha256 TEXT NOT NULL) STRICT;
-- Where each value came from: 'proposed' read by the machine, 'confirmed' or 'typed' by a person; box in fractions of the page
CREATE TABLE field_origin (
  document_id TEXT NOT NULL REFERENCES document(document_id), name TEXT NOT NULL, source TEXT NOT NULL, confidence REAL NOT NULL,
  page INTEGER, x REAL, y REAL, w REAL, h REAL, PRIMARY KEY (document_id, name)) STRICT;
-- Trang; folded is the text without marks and with đ as d, for searching
CREATE TABLE page (
  page_id INTEGER PRIMARY KEY, document_id TEXT NOT NULL REFERENCES document(document_id), ordinal INTEGER NOT NULL,
  width_px INTEGER NOT NULL, height_px INTEGER NOT NULL, dpi REAL NOT NULL,
  mean_confidence REAL, text TEXT NOT NULL, folded TEXT NOT NULL, UNIQUE (document_id, ordinal)) STRICT;
CREATE VIRTUAL TABLE page_search USING fts5(folded, content='page', content_rowid='page_id', tokenize='unicode61 remove_diacritics 0');
`;

export interface ExportedDocument {
  readonly documentId: string;
  /** Relative to the export folder, with '/'. */
  readonly pdfPath: string;
  readonly pdfSha256: string;
  readonly pdfBytes: number;
}

/** Writes a new index file at `path` for the given documents, in the given order. */
export function writeExportIndex(
  db: Db,
  path: string,
  documents: readonly ExportedDocument[],
  createdAt: string,
): void {
  const out = new Database(path);
  try {
    out.pragma('journal_mode = DELETE');
    out.pragma('page_size = 8192');
    out.exec(schema);
    const write = out.transaction(() => {
      const about = out.prepare('INSERT INTO about (key, value) VALUES (?, ?)');
      about.run('format', 'Tàng Thư – chỉ mục xuất');
      about.run('version', String(indexVersion));
      about.run('created_at', createdAt);
      about.run(
        'search_example',
        "SELECT d.pdf_path, p.ordinal FROM page_search s JOIN page p ON p.page_id = s.rowid JOIN document d USING (document_id) WHERE page_search MATCH 'chi thi' -- chữ thường, bỏ dấu, đ thành d",
      );
      for (const document of documents) writeDocument(db, out, document);
      out.exec("INSERT INTO page_search (page_search) VALUES ('rebuild')");
    });
    write();
    out.exec('VACUUM');
  } finally {
    out.close();
  }
}

function writeDocument(db: Db, out: Database.Database, exported: ExportedDocument): void {
  const file = db
    .prepare(
      `SELECT h.id, h.code, h.title, a.code, a.name, o.code, o.name, v.number, v.title FROM document d JOIN file h ON h.id = d.file_id
       JOIN inventory v ON v.id = h.inventory_id JOIN fonds o ON o.id = v.fonds_id JOIN agency a ON a.id = o.agency_id WHERE d.id = ?`,
    )
    .raw()
    .get(exported.documentId) as string[];
  out.prepare('INSERT OR IGNORE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(...file);
  const row = db
    .prepare(
      `SELECT d.file_id, d.ordinal, d.state, s.name, s.master_sha256 AS sha256 FROM document d JOIN source s ON s.id = d.source_id WHERE d.id = ?`,
    )
    .get(exported.documentId) as {
    file_id: string;
    ordinal: number;
    state: string;
    name: string;
    sha256: string;
  };
  const pages = pageRows(db, exported.documentId);
  const fields = fieldRows(db, exported.documentId);
  const value = (name: FieldName) => fields.find((f) => f.name === name)?.value ?? '';
  out
    .prepare(
      `INSERT INTO document (document_id, file_id, ordinal, ${fieldNames.map((n) => columnOf[n]).join(', ')}, state, page_count,
         pdf_path, pdf_sha256, pdf_bytes, source_name, source_sha256)
       VALUES (?, ?, ?, ${fieldNames.map(() => '?').join(', ')}, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      exported.documentId,
      row.file_id,
      row.ordinal,
      ...fieldNames.map(value),
      row.state,
      pages.length,
      exported.pdfPath,
      exported.pdfSha256,
      exported.pdfBytes,
      row.name,
      row.sha256,
    );
  const origin = out.prepare('INSERT INTO field_origin VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const f of fields) {
    origin.run(
      exported.documentId,
      columnOf[f.name],
      f.source,
      f.confidence,
      f.box?.page ?? null,
      f.box?.x ?? null,
      f.box?.y ?? null,
      f.box?.w ?? null,
      f.box?.h ?? null,
    );
  }
  const insertPage = out.prepare(
    'INSERT INTO page (document_id, ordinal, width_px, height_px, dpi, mean_confidence, text, folded) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (const page of pages) {
    const recognised = pageText(db, page.id);
    const text = recognised ? plainText(recognised) : '';
    const turned = page.rotation === 90 || page.rotation === 270;
    insertPage.run(
      exported.documentId,
      page.ordinal,
      turned ? page.stored_height_px : page.stored_width_px,
      turned ? page.stored_width_px : page.stored_height_px,
      page.dpi,
      page.mean_confidence,
      text,
      fold(text),
    );
  }
}

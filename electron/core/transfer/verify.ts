// Proves that rows, files and hashes agree – in an archive or in an exported folder. Changes nothing.
import { existsSync, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import Database from 'better-sqlite3';
import type { VerifyResult } from '../../../shared/contract/transfer.ts';
import { AppError, asAppError } from '../../../shared/errors/app-error.ts';
import type { Finding } from '../../../shared/model/document.ts';
import { checkAudit } from '../audit/index.ts';
import { hashFile, isArchive, type OpenArchive, openArchive } from '../store/index.ts';
import { type Manifest, manifestFormat, manifestName, sumsName } from './manifest.ts';

/** Errors: NOT_AN_ARCHIVE_OR_EXPORT and those of opening an archive. `open` is the archive already open at that path. */
export async function verify(pathGiven: string, open?: OpenArchive): Promise<VerifyResult> {
  const path = resolve(pathGiven);
  if (existsSync(join(path, manifestName))) return verifyExport(path);
  if (!isArchive(path)) throw new AppError('NOT_AN_ARCHIVE_OR_EXPORT', { path });
  if (open?.path === path) return await verifyArchive(open);
  let archive: OpenArchive | undefined;
  try {
    archive = openArchive(path, { readonly: true });
    return await verifyArchive(archive);
  } catch (thrown) {
    const error = asAppError(thrown, join(path, 'catalogue.sqlite'));
    if (error.code !== 'ARCHIVE_INVALID') throw error;
    const finding: Finding = {
      code: 'CATALOGUE_DAMAGED',
      severity: 'error',
      message: error.message,
      path: 'catalogue.sqlite',
    };
    return { ok: false, kind: 'archive', checkedFiles: 0, findings: [finding] };
  } finally {
    archive?.close();
  }
}

async function verifyArchive(archive: OpenArchive): Promise<VerifyResult> {
  const { db, store, path } = archive;
  const findings: Finding[] = [];
  const report = (code: string, message: string, at?: string) =>
    findings.push({ code, severity: 'error', message, ...(at ? { path: at } : {}) });

  const integrity = db.pragma('integrity_check(20)') as { integrity_check: string }[];
  for (const row of integrity) {
    if (row.integrity_check !== 'ok')
      report('CATALOGUE_DAMAGED', `Tệp chỉ mục bị hỏng: ${row.integrity_check}.`, 'catalogue.sqlite');
  }
  for (const row of db.pragma('foreign_key_check') as { table: string; rowid: number }[]) {
    report(
      'CATALOGUE_DAMAGED',
      `Dòng ${row.rowid} của bảng ${row.table} trỏ tới mục không còn.`,
      'catalogue.sqlite',
    );
  }
  const audit = checkAudit(db);
  for (const p of audit.problems) {
    report(
      'AUDIT_BROKEN',
      p.kind === 'gap' ? `Nhật ký thiếu dòng trước số ${p.seq}.` : `Nhật ký bị sửa ở dòng ${p.seq}.`,
      'catalogue.sqlite',
    );
  }

  const known = new Map<string, { sha256: string; bytes: number }>();
  const key = (absolute: string) => relative(path, absolute).split(sep).join('/');
  for (const m of db.prepare('SELECT sha256, extension, bytes FROM master').all() as {
    sha256: string;
    extension: string;
    bytes: number;
  }[]) {
    known.set(key(store.pathOf('masters', m.sha256, m.extension)), m);
  }
  for (const p of db.prepare('SELECT DISTINCT sha256, bytes FROM published').all() as {
    sha256: string;
    bytes: number;
  }[]) {
    known.set(key(store.pathOf('documents', p.sha256, 'pdf')), p);
  }
  await compareFiles(path, known, findings);
  for (const area of ['masters', 'documents'] as const) {
    for await (const found of store.list(area)) {
      if (known.has(found)) continue;
      findings.push({
        code: 'FILE_UNKNOWN',
        severity: 'info',
        message:
          'Tệp không thuộc tài liệu nào: còn lại từ một lần bị ngắt giữa chừng hoặc do người khác chép vào. Không ảnh hưởng gì.',
        path: found,
      });
    }
  }
  const lost = db
    .prepare(
      "SELECT id FROM document d WHERE state <> 'reading' AND NOT EXISTS (SELECT 1 FROM page p WHERE p.document_id = d.id)",
    )
    .all() as { id: string }[];
  for (const { id } of lost) report('DOCUMENT_WITHOUT_PAGES', `Tài liệu ${id} không có trang nào.`);
  return {
    ok: !findings.some((f) => f.severity === 'error'),
    kind: 'archive',
    checkedFiles: known.size,
    findings,
  };
}

async function verifyExport(path: string): Promise<VerifyResult> {
  const findings: Finding[] = [];
  let manifest: Manifest;
  try {
    manifest = JSON.parse(readFileSync(join(path, manifestName), 'utf8')) as Manifest;
    if (manifest.format !== manifestFormat || !Array.isArray(manifest.files)) throw new Error('format');
  } catch {
    findings.push({
      code: 'MANIFEST_DAMAGED',
      severity: 'error',
      message: 'Tệp kê manifest.json không đọc được.',
      path: manifestName,
    });
    return { ok: false, kind: 'export', checkedFiles: 0, findings };
  }
  const known = new Map(manifest.files.map((f) => [f.path, f]));
  const sums = await readSums(join(path, sumsName));
  const manifestSum = sums?.get(manifestName);
  if (!manifestSum) {
    findings.push({
      code: 'FILE_MISSING',
      severity: 'error',
      message: 'Thiếu tệp mã băm, hoặc tệp này không kể manifest.json.',
      path: sumsName,
    });
  } else {
    known.set(manifestName, { path: manifestName, sha256: manifestSum, bytes: -1 });
    for (const [name, sha256] of sums as Map<string, string>) {
      if (name !== manifestName && known.get(name)?.sha256 !== sha256) {
        findings.push({
          code: 'MANIFEST_DIFFERS',
          severity: 'error',
          message: 'Hai bảng kê ghi mã băm khác nhau cho tệp này.',
          path: name,
        });
      }
    }
  }
  await compareFiles(path, known, findings);
  for (const found of await listFiles(path)) {
    if (known.has(found) || found === sumsName) continue;
    findings.push({
      code: 'FILE_UNKNOWN',
      severity: 'error',
      message: 'Tệp này không có trong bảng kê.',
      path: found,
    });
  }
  checkIndex(path, manifest, findings);
  return {
    ok: !findings.some((f) => f.severity === 'error'),
    kind: 'export',
    checkedFiles: known.size,
    findings,
  };
}

async function compareFiles(
  root: string,
  known: ReadonlyMap<string, { sha256: string; bytes: number }>,
  findings: Finding[],
): Promise<void> {
  for (const [name, expected] of known) {
    const absolute = join(root, name);
    let bytes: number;
    try {
      bytes = (await stat(absolute)).size;
    } catch {
      findings.push({ code: 'FILE_MISSING', severity: 'error', message: 'Thiếu tệp này.', path: name });
      continue;
    }
    if (expected.bytes >= 0 && bytes !== expected.bytes) {
      findings.push({
        code: 'FILE_CHANGED',
        severity: 'error',
        message: `Tệp dài ${bytes.toLocaleString('vi-VN')} byte, lúc ghi là ${expected.bytes.toLocaleString('vi-VN')} byte.`,
        path: name,
      });
      continue;
    }
    try {
      const { sha256 } = await hashFile(absolute);
      if (sha256 !== expected.sha256) {
        findings.push({
          code: 'FILE_CHANGED',
          severity: 'error',
          message: 'Nội dung tệp đã khác lúc ghi (mã băm SHA-256 không khớp).',
          path: name,
        });
      }
    } catch (thrown) {
      findings.push({
        code: 'FILE_UNREADABLE',
        severity: 'error',
        message: `Không đọc được tệp: ${(thrown as Error).message}.`,
        path: name,
      });
    }
  }
}

function checkIndex(path: string, manifest: Manifest, findings: Finding[]): void {
  const name = 'index.sqlite';
  if (findings.some((f) => f.path === name)) return; // Told already.
  try {
    const db = new Database(join(path, name), { readonly: true, fileMustExist: true });
    try {
      const rows = db.prepare('SELECT pdf_path FROM document').all() as { pdf_path: string }[];
      const listed = new Set(manifest.documents.map((d) => d.pdf));
      if (rows.length !== listed.size || rows.some((r) => !listed.has(r.pdf_path))) {
        findings.push({
          code: 'INDEX_DIFFERS',
          severity: 'error',
          message: 'Chỉ mục và bảng kê không kể cùng một số tài liệu.',
          path: name,
        });
      }
    } finally {
      db.close();
    }
  } catch (thrown) {
    findings.push({
      code: 'INDEX_DAMAGED',
      severity: 'error',
      message: `Chỉ mục không đọc được: ${(thrown as Error).message}.`,
      path: name,
    });
  }
}

async function readSums(path: string): Promise<Map<string, string> | undefined> {
  if (!existsSync(path)) return undefined;
  const sums = new Map<string, string>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const match = /^([0-9a-f]{64}) [ *](.+)$/.exec(line);
    if (match) sums.set(match[2] as string, match[1] as string);
  }
  return sums;
}

async function listFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((e) => !e.isDirectory())
    .map((e) => relative(root, join(e.parentPath, e.name)).split(sep).join('/'));
}

// The step that writes an export folder: PDFs under their prescribed names, the SQLite index, the manifest. It is written
// beside the target and takes its name only when complete and read back; the archive is not changed.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { AppError, asAppError } from '../../../shared/errors/app-error.ts';
import { documentLabel } from '../../../shared/model/document.ts';
import { appendAudit } from '../audit/index.ts';
import {
  documentDetail,
  documentRow,
  fieldValues,
  findingRows,
  latestPublished,
} from '../catalogue/index.ts';
import type { Db } from '../db/index.ts';
import type { ItemHandler } from '../jobs/index.ts';
import { type Surroundings, timestamp } from '../kernel/index.ts';
import { copyHashed, type FileStore, freeBytes, hashFile, makeFolder, syncFolder } from '../store/index.ts';
import { type ExportedDocument, writeExportIndex } from './export-index.ts';
import { type Manifest, manifestFormat, manifestName, sumsName } from './manifest.ts';
import { verify } from './verify.ts';

export interface ExportDeps extends Surroundings {
  readonly db: Db;
  readonly store: FileStore;
  readonly archivePath: string;
  readonly agency: { readonly code: string; readonly name: string };
}

export interface ExportInput {
  readonly to: string;
  readonly fileCodes?: readonly string[];
}

/** Refuses targets that could harm. Errors: EXPORT_TARGET_INSIDE_ARCHIVE, FOLDER_NOT_EMPTY, ACCESS_DENIED. */
export async function checkTarget(archivePath: string, toGiven: string): Promise<string> {
  const to = resolve(toGiven);
  const inside = relative(archivePath, to);
  if (inside === '' || (!inside.startsWith(`..${sep}`) && inside !== '..' && !/^[A-Za-z]:/.test(inside))) {
    throw new AppError('EXPORT_TARGET_INSIDE_ARCHIVE', { path: to });
  }
  try {
    if (existsSync(to) && (await readdir(to)).length > 0)
      throw new AppError('FOLDER_NOT_EMPTY', { path: to });
  } catch (thrown) {
    throw asAppError(thrown, to);
  }
  return to;
}

export function exportItemHandler(deps: ExportDeps): ItemHandler {
  const { db, store } = deps;
  return {
    capacity: 1,
    async run(item, signal) {
      const input = item.input as ExportInput;
      const finish = (documents: number, heldBack: number) => () => {
        db.prepare('UPDATE job SET output_path = ? WHERE id = ?').run(resolve(input.to), item.jobId);
        appendAudit(db, deps.clock, {
          actor: deps.actor,
          action: 'transfer.exported',
          target: item.jobId,
          detail: { documents, heldBack },
        });
      };
      const written = await ownExport(input.to, item.jobId);
      if (written) return finish(written.documents.length, written.heldBack.length);
      const to = await checkTarget(deps.archivePath, input.to);
      await publishedUpToDate(db, signal);
      const plan = planExport(db, input.fileCodes);
      if (plan.documents.length === 0) throw new AppError('EXPORT_NOTHING_READY', {});
      const parent = dirname(to);
      const work = join(parent, `.${basename(to)}.dang-xuat-${randomBytes(3).toString('hex')}`);
      try {
        makeFolder(parent);
        for (const left of await readdir(parent)) {
          // What an interrupted export of the same target left behind.
          if (left.startsWith(`.${basename(to)}.dang-xuat-`))
            await rm(join(parent, left), { recursive: true, force: true });
        }
        await mkdir(work);
        const needed = plan.documents.reduce((sum, d) => sum + d.bytes, 0) * 1.1 + 16e6;
        if ((await freeBytes(parent)) < needed) throw new AppError('DISK_FULL', { path: to });
        const exported: ExportedDocument[] = [];
        const files: Manifest['files'] = [];
        for (const document of plan.documents) {
          if (signal.aborted) throw new AppError('CANCELLED', {});
          const pdfPath = `${document.fileCode}/${document.name}.pdf`;
          await mkdir(join(work, document.fileCode), { recursive: true });
          const stored = store.pathOf('documents', document.sha256, 'pdf');
          if (!existsSync(stored)) throw new AppError('STORED_FILE_DAMAGED', { path: stored });
          const copied = await copyHashed(stored, join(work, pdfPath), signal);
          if (copied.sha256 !== document.sha256) throw new AppError('STORED_FILE_DAMAGED', { path: stored });
          exported.push({
            documentId: document.documentId,
            pdfPath,
            pdfSha256: copied.sha256,
            pdfBytes: copied.bytes,
          });
          files.push({ path: pdfPath, sha256: copied.sha256, bytes: copied.bytes });
        }
        const createdAt = timestamp(deps.clock);
        writeExportIndex(db, join(work, 'index.sqlite'), exported, createdAt);
        files.push({ path: 'index.sqlite', ...(await hashFile(join(work, 'index.sqlite'))) });
        const manifest: Manifest = {
          format: manifestFormat,
          exportId: item.jobId,
          createdAt,
          agency: deps.agency,
          documents: plan.documents.map((d, i) => ({
            documentId: d.documentId,
            fileCode: d.fileCode,
            ordinal: d.ordinal,
            label: d.label,
            state: d.state,
            pdf: exported[i]?.pdfPath as string,
          })),
          heldBack: plan.heldBack,
          files,
        };
        await writeDurably(join(work, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
        const sums = [...files, { path: manifestName, ...(await hashFile(join(work, manifestName))) }];
        await writeDurably(join(work, sumsName), sums.map((f) => `${f.sha256}  ${f.path}\n`).join(''));
        await readBack(work, files);
        if (signal.aborted) throw new AppError('CANCELLED', {});
        if (existsSync(to)) await rmdir(to); // Empty, or it fails here and nothing is overwritten.
        await rename(work, to);
        await syncFolder(parent);
        return finish(exported.length, plan.heldBack.length);
      } catch (thrown) {
        await rm(work, { recursive: true, force: true });
        throw asAppError(thrown, to);
      }
    },
  };
}

/** The manifest of this very job's export, when the job was interrupted between writing it and saying so. */
async function ownExport(to: string, jobId: string): Promise<Manifest | undefined> {
  if (!existsSync(join(to, manifestName))) return undefined;
  try {
    const manifest = JSON.parse(await readFile(join(to, manifestName), 'utf8')) as Manifest;
    return manifest.exportId === jobId && (await verify(to)).ok ? manifest : undefined;
  } catch {
    return undefined; // Not ours, or not whole: the target is not empty, and checkTarget says so.
  }
}

/** A description saved a moment ago is having its PDF made: waiting for it beats leaving the document behind. */
async function publishedUpToDate(db: Db, signal: AbortSignal): Promise<void> {
  const pending = db.prepare(
    "SELECT 1 FROM job_item i JOIN job j ON j.id = i.job_id WHERE i.kind = 'publish' AND i.state IN ('queued', 'running') AND j.state IN ('queued', 'running') AND j.kind = 'publish' LIMIT 1",
  );
  while (!signal.aborted && pending.get()) await new Promise((again) => setTimeout(again, 200));
}

interface Planned {
  documentId: string;
  fileCode: string;
  ordinal: number;
  name: string;
  label: string;
  state: string;
  sha256: string;
  bytes: number;
}

/** What goes and what is held back, with the reason in Vietnamese. Prescribed name: mã hồ sơ + "." + 7-digit ordinal (domain note §3). */
export function planExport(
  db: Db,
  fileCodes?: readonly string[],
): { documents: Planned[]; heldBack: Manifest['heldBack'] } {
  const ids = db
    .prepare('SELECT d.id, f.code FROM document d JOIN file f ON f.id = d.file_id ORDER BY f.code, d.ordinal')
    .all() as { id: string; code: string }[];
  const wanted = fileCodes && new Set(fileCodes);
  if (wanted) {
    for (const code of wanted) {
      if (!db.prepare('SELECT 1 FROM file WHERE code = ?').get(code))
        throw new AppError('NOT_FOUND', { kind: 'hồ sơ', id: code });
    }
  }
  const documents: Planned[] = [];
  const heldBack: Manifest['heldBack'] = [];
  for (const { id, code } of ids) {
    if (wanted && !wanted.has(code)) continue;
    const row = documentRow(db, id);
    if (!row) continue;
    const label = documentLabel(fieldValues(db, id)) || row.source_name;
    const hold = (reason: string) =>
      heldBack.push({ documentId: id, fileCode: code, ordinal: row.ordinal, label, reason });
    const pdf = latestPublished(db, id);
    if (findingRows(db, id).some((f) => f.code === 'SECRECY_MARK_SEEN'))
      hold('Có dấu chỉ độ mật: không xuất khỏi kho không mật.');
    else if (!pdf) hold('Chưa có tệp PDF/A.');
    else if (pdf.row_version !== row.row_version)
      hold(
        documentDetail(db, id).pdfState === 'making'
          ? 'Mô tả vừa thay đổi, tệp PDF/A đang được tạo lại.'
          : 'Chưa tạo được tệp PDF/A cho mô tả mới. Hãy làm lại việc này ở Quản trị.',
      );
    else {
      documents.push({
        documentId: id,
        fileCode: code,
        ordinal: row.ordinal,
        name: `${code}.${String(row.ordinal).padStart(7, '0')}`,
        label,
        state: row.state,
        sha256: pdf.sha256,
        bytes: pdf.bytes,
      });
    }
  }
  return { documents, heldBack };
}

async function readBack(folder: string, files: Manifest['files']): Promise<void> {
  for (const file of files) {
    const { sha256 } = await hashFile(join(folder, file.path));
    if (sha256 !== file.sha256) throw new AppError('DEVICE_GONE', { path: join(folder, file.path) });
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

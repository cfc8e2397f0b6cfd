// The archive on disk: making one, opening it, closing it. Must not know what the catalogue says.
import { randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AppError, asAppError } from '../../../shared/errors/app-error.ts';
import { type Db, openCatalogue } from '../db/index.ts';
import { type ArchiveLock, lockArchive } from './archive-lock.ts';
import { createFileStore, type FileStore } from './file-store.ts';

/** archive.json: what can be known without opening the database. */
export interface ArchiveDescription {
  readonly format: 1;
  readonly id: string;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly createdAt: string;
}

export interface OpenArchive {
  readonly path: string;
  readonly description: ArchiveDescription;
  readonly db: Db;
  readonly store: FileStore;
  readonly readonly: boolean;
  /** ARCHIVE_GONE when the folder is not where it was opened (drive pulled, folder renamed), else null. */
  obstacle(): AppError | null;
  close(): void;
}

const folders = ['masters', 'derivatives', 'documents', 'staging', 'backups'] as const;

/** Makes an archive in a new or empty folder. Errors: ARCHIVE_EXISTS, FOLDER_NOT_EMPTY, ACCESS_DENIED, DISK_FULL. */
export function createArchive(
  pathGiven: string,
  agency: { code: string; name: string },
  createdAt: string,
): ArchiveDescription {
  const path = resolve(pathGiven);
  if (existsSync(join(path, 'archive.json'))) throw new AppError('ARCHIVE_EXISTS', { path });
  const description: ArchiveDescription = {
    format: 1,
    id: randomUUID(),
    agencyCode: agency.code.normalize('NFC'),
    agencyName: agency.name.normalize('NFC'),
    createdAt,
  };
  try {
    makeFolder(path);
    if (readdirSync(path).length > 0) throw new AppError('FOLDER_NOT_EMPTY', { path });
    for (const folder of folders) mkdirSync(join(path, folder));
    openCatalogue(join(path, 'catalogue.sqlite'), { create: true, archivePath: path }).close();
    // Last, by rename: a folder with archive.json is a whole archive.
    writeFileSync(join(path, 'archive.json.new'), `${JSON.stringify(description, null, 2)}\n`, {
      flush: true,
    });
    renameSync(join(path, 'archive.json.new'), join(path, 'archive.json'));
  } catch (thrown) {
    throw asAppError(thrown, path);
  }
  return description;
}

/**
 * Opens an archive; for writing it is locked until closed.
 * Errors: ARCHIVE_NOT_FOUND, ARCHIVE_INVALID, ARCHIVE_LOCKED, ARCHIVE_FROM_FUTURE, ACCESS_DENIED.
 */
export function openArchive(pathGiven: string, options: { readonly?: boolean } = {}): OpenArchive {
  const path = resolve(pathGiven);
  const description = readDescription(path);
  let lock: ArchiveLock | undefined;
  if (!options.readonly) lock = lockArchive(path);
  try {
    const opened = options.readonly ? openForReading(path) : { db: openForWriting(path), release: undefined };
    let closed = false;
    const { db, release } = opened;
    return {
      path,
      description,
      db,
      store: createFileStore(path),
      readonly: options.readonly ?? false,
      obstacle: () => (isArchive(path) ? null : new AppError('ARCHIVE_GONE', { path })),
      close() {
        if (closed) return;
        closed = true;
        db.close();
        release?.();
        lock?.release();
      },
    };
  } catch (thrown) {
    lock?.release();
    throw thrown;
  }
}

/**
 * The folder and those above it that are missing. Subtle: Node's own `recursive` never returns where a folder exists but takes
 * no children (/proc, some network drives).
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function openForWriting(path: string): Db {
  return openCatalogue(join(path, 'catalogue.sqlite'), {
    archivePath: path,
    backupBeforeMigration: (open) => {
      const version = open.pragma('user_version', { simple: true });
      open.prepare('VACUUM INTO ?').run(join(path, 'backups', `catalogue-v${version}-${Date.now()}.sqlite`));
    },
  });
}

/**
 * Subtle: a catalogue in WAL mode cannot be read where nothing can be written beside it (a disc, a write-protected stick); there a
 * copy in the temporary folder is read instead.
 */
function openForReading(path: string): { db: Db; release?: () => void } {
  const catalogue = join(path, 'catalogue.sqlite');
  try {
    return { db: openCatalogue(catalogue, { archivePath: path, readonly: true }) };
  } catch (thrown) {
    if (asAppError(thrown).code !== 'ACCESS_DENIED') throw thrown;
    const folder = mkdtempSync(join(tmpdir(), 'tangthu-'));
    const release = () => rmSync(folder, { recursive: true, force: true });
    try {
      for (const suffix of ['', '-wal']) {
        if (existsSync(catalogue + suffix))
          copyFileSync(catalogue + suffix, join(folder, `catalogue.sqlite${suffix}`));
      }
      return {
        db: openCatalogue(join(folder, 'catalogue.sqlite'), { archivePath: path, readonly: true }),
        release,
      };
    } catch (again) {
      release();
      throw asAppError(again, path);
    }
  }
}

/** True when the folder holds an archive (whole or not). */
export function isArchive(path: string): boolean {
  return existsSync(join(path, 'archive.json'));
}

export async function freeBytes(path: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch (thrown) {
    throw asAppError(thrown, path);
  }
}

function readDescription(path: string): ArchiveDescription {
  let text: string;
  try {
    text = readFileSync(join(path, 'archive.json'), 'utf8');
  } catch (thrown) {
    const code = (thrown as { code?: string }).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new AppError('ARCHIVE_NOT_FOUND', { path }, { cause: thrown });
    throw asAppError(thrown, path);
  }
  let value: Partial<ArchiveDescription>;
  try {
    value = JSON.parse(text) as Partial<ArchiveDescription>;
  } catch (thrown) {
    throw new AppError('ARCHIVE_INVALID', { path, detail: 'archive.json không đọc được' }, { cause: thrown });
  }
  if (typeof value.format === 'number' && value.format > 1)
    throw new AppError('ARCHIVE_FROM_FUTURE', { path });
  if (value.format !== 1 || !value.id || !value.agencyCode || !value.agencyName) {
    throw new AppError('ARCHIVE_INVALID', { path, detail: 'archive.json thiếu thông tin' });
  }
  return value as ArchiveDescription;
}

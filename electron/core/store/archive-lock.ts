// One writer per archive: an exclusive lock the operating system drops when the process dies, however it dies.
// Must not be confused with rights: it only keeps two programs from writing at once.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError, asAppError } from '../../../shared/errors/app-error.ts';

export interface ArchiveLock {
  release(): void;
}

/**
 * Takes the lock. Why an SQLite file: its file locks work alike on Windows and Linux, need no native add-on beside the
 * one we ship, and – unlike a file with a process number – can never be left behind by a kill.
 * Errors: ARCHIVE_LOCKED, ACCESS_DENIED, DISK_FULL.
 */
export function lockArchive(archivePath: string): ArchiveLock {
  const path = join(archivePath, 'archive.lock');
  const holderPath = join(archivePath, 'archive.lock.txt');
  let db: Database.Database;
  try {
    db = new Database(path, { timeout: 300 });
  } catch (thrown) {
    throw asAppError(thrown, path);
  }
  try {
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    db.close();
    if ((thrown as { code?: string }).code === 'SQLITE_BUSY') {
      throw new AppError(
        'ARCHIVE_LOCKED',
        { path: archivePath, holder: readHolder(holderPath) },
        { cause: thrown },
      );
    }
    throw asAppError(thrown, path);
  }
  try {
    // Only a courtesy for the message on the other side; the lock does not depend on it.
    writeFileSync(holderPath, `máy ${hostname()}, tiến trình ${process.pid}`);
  } catch {
    // A full disk must not keep anyone from opening the archive to look.
  }
  return {
    release() {
      rmSync(holderPath, { force: true });
      db.close();
    },
  };
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return 'một cửa sổ khác';
  }
}

// Opens the catalogue with the settings its promises rest on. Must not know what is in it.
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError, asAppError } from '../../../shared/errors/app-error.ts';
import { migrate } from './migrate.ts';

export type Db = Database.Database;

/** "TThu": tells our catalogue from any other SQLite file. */
export const catalogueApplicationId = 0x54546875;

/**
 * Opens (or with `create` makes) the catalogue and brings it to the newest schema.
 * Errors: ARCHIVE_INVALID (not ours, damaged), ARCHIVE_FROM_FUTURE, DISK_FULL, ACCESS_DENIED.
 */
export function openCatalogue(
  path: string,
  options: {
    create?: boolean;
    readonly?: boolean;
    archivePath: string;
    backupBeforeMigration?: (db: Db) => void;
  },
): Db {
  if (!options.create && !existsSync(path)) {
    throw new AppError('ARCHIVE_INVALID', { path: options.archivePath, detail: 'thiếu tệp chỉ mục' });
  }
  let db: Db;
  try {
    db = new Database(path, { fileMustExist: !options.create, readonly: options.readonly ?? false });
  } catch (thrown) {
    throw asAppError(thrown, path);
  }
  try {
    if (options.create) {
      db.pragma('page_size = 8192');
      db.pragma(`application_id = ${catalogueApplicationId}`);
    } else if (db.pragma('application_id', { simple: true }) !== catalogueApplicationId) {
      throw new AppError('ARCHIVE_INVALID', {
        path: options.archivePath,
        detail: 'tệp chỉ mục không phải của Tàng Thư',
      });
    }
    db.pragma('trusted_schema = OFF');
    db.pragma('foreign_keys = ON');
    db.pragma('busy_timeout = 5000');
    db.pragma('cache_size = -32000');
    if (options.readonly) {
      db.pragma('query_only = ON');
    } else {
      db.pragma('journal_mode = WAL');
      // Subtle: the build's default for WAL is NORMAL, which may lose the last commits in a power cut.
      db.pragma('synchronous = FULL');
    }
    migrate(db, options);
    return db;
  } catch (thrown) {
    db.close();
    if (thrown instanceof AppError) throw thrown;
    const code = (thrown as { code?: string }).code ?? '';
    if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
      throw new AppError(
        'ARCHIVE_INVALID',
        { path: options.archivePath, detail: 'tệp chỉ mục bị hỏng' },
        { cause: thrown },
      );
    }
    throw asAppError(thrown, path);
  }
}

/** Runs `work` in one immediate transaction; SQLite's own failures come out as AppError. */
export function transaction<T>(db: Db, work: () => T): T {
  try {
    return db.transaction(work).immediate();
  } catch (thrown) {
    if ((thrown as { name?: string }).name === 'SqliteError') throw asAppError(thrown, db.name);
    throw thrown;
  }
}

// The SQLite file of the index: its tables, how it is opened, and when it is thrown away and begun again.
// Must not read or write pages. Everything in the file can be made again from the catalogue, so nothing is migrated.
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError, asAppError } from '../../../shared/errors/app-error.ts';

export type IndexDatabase = Database.Database;

/** "TTix": a file with another mark is not ours and is never deleted. */
const applicationId = 0x54546978;
/** Raise it when a table, the folding or the packing changes: older files are then built anew. */
const schemaVersion = 1;
/** Up to this size the whole file is checked when it is opened; larger ones only when `check` is asked. */
const quickCheckBytes = 16 * 1024 * 1024;

const schema = `
-- Documents by the id the catalogue knows; whole numbers inside keep the index small.
CREATE TABLE document (id INTEGER PRIMARY KEY, document_id TEXT NOT NULL UNIQUE) STRICT;

-- A page; its id is the rowid in both full-text tables.
CREATE TABLE page (
  id INTEGER PRIMARY KEY,
  page_id TEXT NOT NULL UNIQUE,
  document INTEGER NOT NULL REFERENCES document (id),
  ordinal INTEGER NOT NULL
) STRICT;
CREATE INDEX page_by_document ON page (document, ordinal);

-- What a hit shows: text and word boxes (packed, see page-record.ts), and on page 1 the text of the document's fields.
-- Apart from page, so that counting documents does not read the texts.
CREATE TABLE page_content (
  id INTEGER PRIMARY KEY REFERENCES page (id),
  words BLOB NOT NULL,
  fields TEXT NOT NULL
) STRICT;

-- Folded words. They are made by shared/text/fold.ts and parted by spaces. The ascii tokenizer cuts at these only;
-- unicode61 would cut a second time by its own, older idea of a letter, and it does not fold đ.
CREATE VIRTUAL TABLE folded USING fts5(
  text, fields, content='', contentless_delete=1, tokenize='ascii'
);

-- Words that have marks, once a page: which pages have the very marks typed. No positions: phrases are looked up in folded.
CREATE VIRTUAL TABLE marked USING fts5(
  word, content='', contentless_delete=1, detail=none, tokenize='ascii'
);
`;

export interface OpenedFile {
  readonly db: IndexDatabase;
  /** True when the file was missing, damaged or of another version: it is empty now and must be fed again. */
  readonly rebuilt: boolean;
}

/**
 * Opens or makes the index. A damaged or outdated file is deleted and begun again.
 * Errors: DISK_FULL, ACCESS_DENIED, DEVICE_GONE, FILE_MISSING; INTERNAL when the file belongs to something else.
 */
export function openIndexFile(path: string): OpenedFile {
  if (!existsSync(dirname(path))) throw new AppError('FILE_MISSING', { path: dirname(path) });
  const isNew = !existsSync(path);
  const kept = isNew ? undefined : openIfSound(path);
  if (kept) return { db: kept, rebuilt: false };
  return { db: createFile(path), rebuilt: true };
}

/** A second handle that only reads, also while the first one writes. SEARCH_INDEX_DAMAGED when it cannot be used. */
export function openIndexFileForReading(path: string): IndexDatabase {
  if (!existsSync(path)) throw new AppError('FILE_MISSING', { path });
  return guarded(path, () => {
    const db = new Database(path, { readonly: true });
    setPragmas(db, false);
    if (isOurs(db, path) && db.pragma('user_version', { simple: true }) === schemaVersion) return db;
    db.close();
    throw new AppError('SEARCH_INDEX_DAMAGED', { path });
  });
}

function openIfSound(path: string): IndexDatabase | undefined {
  if (existsSync(damageMark(path))) return undefined;
  let db: IndexDatabase | undefined;
  try {
    db = new Database(path);
    const version = isOurs(db, path) ? db.pragma('user_version', { simple: true }) : undefined;
    if (version === schemaVersion && isSound(db, path)) {
      setPragmas(db, true);
      return db;
    }
    db.close();
    return undefined;
  } catch (thrown) {
    db?.close();
    if (isDamage(thrown)) return undefined;
    throw thrown instanceof AppError ? thrown : asIndexError(thrown, path);
  }
}

/** False for an empty file (a start that was cut off). Throws for another program's database. */
function isOurs(db: IndexDatabase, path: string): boolean {
  const id = db.pragma('application_id', { simple: true });
  if (id === applicationId) return true;
  if (db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0) return false;
  throw new AppError('INTERNAL', { detail: `${path} is not a search index (application_id ${id})` });
}

function isSound(db: IndexDatabase, path: string): boolean {
  if (statSync(path).size <= quickCheckBytes) return db.pragma('quick_check(1)', { simple: true }) === 'ok';
  // Touches the head and the structure record of each table: finds a cut-off or overwritten file at once.
  for (const table of ['document', 'page', 'page_content']) {
    db.prepare(`SELECT max(id), min(id) FROM ${table}`).get();
  }
  for (const table of ['folded', 'marked']) {
    db.prepare(`SELECT rowid FROM ${table} WHERE ${table} MATCH '"a"' LIMIT 1`).get();
  }
  return true;
}

function createFile(path: string): IndexDatabase {
  return guarded(path, () => {
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true });
    rmSync(damageMark(path), { force: true });
    const db = new Database(path);
    db.pragma('page_size = 8192');
    setPragmas(db, true);
    db.transaction(() => {
      db.exec(schema);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${schemaVersion}`);
    })();
    return db;
  });
}

function setPragmas(db: IndexDatabase, writable: boolean): void {
  if (writable) {
    db.pragma('journal_mode = WAL');
    // A power cut may take the last transactions, never the file; see `flush` for the caller who must know.
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
  }
  db.pragma('busy_timeout = 5000');
  db.pragma('cache_size = -32768');
  db.pragma('temp_store = MEMORY');
  db.pragma('trusted_schema = OFF');
}

/** Left beside a file in which damage was found while it was in use; the next start then begins anew. */
const damageMark = (path: string): string => `${path}.damaged`;

function isDamage(thrown: unknown): boolean {
  const code = (thrown as { code?: unknown })?.code;
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(code);
}

function asIndexError(thrown: unknown, path: string): AppError {
  const code = String((thrown as { code?: unknown }).code);
  // Extended codes (SQLITE_IOERR_WRITE, …) say the same to people as their family.
  const family = /^SQLITE_(FULL|READONLY|CANTOPEN|IOERR)/.exec(code)?.[0];
  const plain = family ? Object.assign(new Error((thrown as Error).message), { code: family }) : thrown;
  const error = asAppError(plain, path);
  return new AppError(error.code, error.params, { cause: thrown });
}

/** Runs work on the file; failures of SQLite and of the disk become AppErrors, damage is remembered for the next start. */
export function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (isDamage(thrown)) {
      writeFileSync(damageMark(path), '');
      throw new AppError('SEARCH_INDEX_DAMAGED', { path }, { cause: thrown });
    }
    const code = (thrown as { code?: unknown })?.code;
    if (thrown instanceof AppError || typeof code !== 'string') throw thrown;
    throw asIndexError(thrown, path);
  }
}

/** Problems found by SQLite itself and by comparing the tables; empty when all is well. Reads the whole file. */
export function checkIndexFile(db: IndexDatabase): string[] {
  const problems = (db.pragma('integrity_check') as { integrity_check: string }[])
    .map((row) => row.integrity_check)
    .filter((line) => line !== 'ok');
  const count = (sql: string): number => db.prepare(sql).pluck().get() as number;
  const differences: readonly (readonly [string, string])[] = [
    ['page without content', 'SELECT count(*) FROM page WHERE id NOT IN (SELECT id FROM page_content)'],
    ['content without page', 'SELECT count(*) FROM page_content WHERE id NOT IN (SELECT id FROM page)'],
    ['page not in folded', 'SELECT count(*) FROM page WHERE id NOT IN (SELECT id FROM folded_docsize)'],
    ['folded row without page', 'SELECT count(*) FROM folded_docsize WHERE id NOT IN (SELECT id FROM page)'],
    ['page not in marked', 'SELECT count(*) FROM page WHERE id NOT IN (SELECT id FROM marked_docsize)'],
    ['marked row without page', 'SELECT count(*) FROM marked_docsize WHERE id NOT IN (SELECT id FROM page)'],
    ['page of no document', 'SELECT count(*) FROM page WHERE document NOT IN (SELECT id FROM document)'],
  ];
  for (const [what, sql] of differences) {
    const n = count(sql);
    if (n > 0) problems.push(`${what}: ${n}`);
  }
  return problems;
}

// Brings a catalogue to the newest schema: numbered SQL files, each in one transaction, forward only.
import { readdirSync, readFileSync } from 'node:fs';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Db } from './open.ts';

const folder = new URL('./migrations/', import.meta.url);

function migrations(): { version: number; name: string }[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => ({ version: Number(name.slice(0, 4)), name }));
}

/** The schema version this program writes. */
export function latestSchema(): number {
  return migrations().at(-1)?.version ?? 0;
}

/** Errors: ARCHIVE_FROM_FUTURE; ARCHIVE_INVALID when an old catalogue is opened read-only. */
export function migrate(
  db: Db,
  options: {
    archivePath: string;
    readonly?: boolean;
    create?: boolean;
    backupBeforeMigration?: (db: Db) => void;
  },
): void {
  const present = db.pragma('user_version', { simple: true }) as number;
  const all = migrations();
  const latest = all.at(-1)?.version ?? 0;
  if (present > latest) throw new AppError('ARCHIVE_FROM_FUTURE', { path: options.archivePath });
  if (present === latest) return;
  if (options.readonly) {
    throw new AppError('ARCHIVE_INVALID', {
      path: options.archivePath,
      detail: 'kho do phiên bản cũ tạo, cần mở để nâng cấp trước',
    });
  }
  if (!options.create && present > 0) options.backupBeforeMigration?.(db);
  for (const { version, name } of all) {
    if (version <= present) continue;
    const sql = readFileSync(new URL(name, folder), 'utf8');
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}

// The inventory tree: agency → fonds → inventory → file → document. Lists children, makes the levels that are missing.
import { AppError } from '../../../shared/errors/app-error.ts';
import { documentLabel, type TreeNode } from '../../../shared/model/document.ts';
import type { Db } from '../db/index.ts';
import { type Clock, newId, timestamp } from '../kernel/index.ts';
import { documentRows, fieldValues } from './document-rows.ts';

export type ParentKind = 'agency' | 'fonds' | 'inventory' | 'file';

interface LevelRow {
  id: string;
  code: string;
  label: string;
  children: number;
  waiting: number;
}

/** Puts the agency's row in a new catalogue. Call inside a transaction. */
export function insertAgency(db: Db, clock: Clock, agency: { code: string; name: string }): void {
  db.prepare('INSERT INTO agency (id, code, name) VALUES (?, ?, ?)').run(
    newId('a', clock.nowMs()),
    agency.code,
    agency.name,
  );
}

/**
 * The file (hồ sơ) with this code, made when missing. Without a code the first inventory's catch-all file is used:
 * its code is `<agency code>.<year>.01`, by the pattern agency + year + number (domain note, codes).
 * Call inside a transaction. New files go into the first inventory of the first fonds, made when missing.
 */
export function ensureFile(
  db: Db,
  clock: Clock,
  wanted: { code?: string; title?: string },
): { fileId: string; code: string; made: boolean } {
  const agency = db.prepare('SELECT id, code, name FROM agency LIMIT 1').get() as {
    id: string;
    code: string;
    name: string;
  };
  const year = new Date(clock.nowMs()).getFullYear();
  const code = (wanted.code ?? `${agency.code}.${year}.01`).normalize('NFC');
  if (/[\\/:*?"<>|\p{Cc}]/u.test(code) || /^\.|[. ]$/.test(code)) {
    throw new AppError('FILE_CODE_INVALID', { code });
  }
  const known = db.prepare('SELECT id FROM file WHERE code = ?').get(code) as { id: string } | undefined;
  if (known) return { fileId: known.id, code, made: false };

  const inventoryId = firstInventory(db, clock, agency);
  const { next } = db
    .prepare('SELECT ifnull(max(ordinal), 0) + 1 AS next FROM file WHERE inventory_id = ?')
    .get(inventoryId) as { next: number };
  const fileId = newId('h', clock.nowMs());
  const title = wanted.title?.normalize('NFC') ?? (wanted.code ? `Hồ sơ ${code}` : 'Tài liệu chưa xếp hồ sơ');
  db.prepare(
    'INSERT INTO file (id, inventory_id, code, title, ordinal, created_at) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(fileId, inventoryId, code, title, next, timestamp(clock));
  return { fileId, code, made: true };
}

function firstInventory(db: Db, clock: Clock, agency: { id: string; name: string }): string {
  const known = db
    .prepare(
      'SELECT i.id FROM inventory i JOIN fonds f ON f.id = i.fonds_id ORDER BY f.ordinal, i.ordinal LIMIT 1',
    )
    .get() as { id: string } | undefined;
  if (known) return known.id;
  const fondsId = newId('f', clock.nowMs());
  db.prepare("INSERT INTO fonds (id, agency_id, code, name, ordinal) VALUES (?, ?, '01', ?, 1)").run(
    fondsId,
    agency.id,
    `Phông ${agency.name}`,
  );
  const inventoryId = newId('i', clock.nowMs());
  db.prepare(
    "INSERT INTO inventory (id, fonds_id, number, title, ordinal) VALUES (?, ?, '01', 'Mục lục 01', 1)",
  ).run(inventoryId, fondsId);
  return inventoryId;
}

const waitingBelow = (condition: string) =>
  `(SELECT count(*) FROM document d JOIN file h ON h.id = d.file_id JOIN inventory v ON v.id = h.inventory_id JOIN fonds o ON o.id = v.fonds_id
    WHERE d.state <> 'described' AND ${condition})`;

const levels: Record<'root' | 'agency' | 'fonds' | 'inventory', { kind: TreeNode['kind']; sql: string }> = {
  root: {
    kind: 'agency',
    sql: `SELECT a.id, a.code, a.name AS label, (SELECT count(*) FROM fonds WHERE agency_id = a.id) AS children,
      ${waitingBelow('o.agency_id = a.id')} AS waiting FROM agency a WHERE ? IS NULL AND a.id > ? ORDER BY a.id LIMIT ?`,
  },
  agency: {
    kind: 'fonds',
    sql: `SELECT f.id, f.code, f.name AS label, (SELECT count(*) FROM inventory WHERE fonds_id = f.id) AS children,
      ${waitingBelow('o.id = f.id')} AS waiting FROM fonds f
      WHERE f.agency_id = ? AND f.ordinal > ifnull((SELECT ordinal FROM fonds WHERE id = ?), 0) ORDER BY f.ordinal LIMIT ?`,
  },
  fonds: {
    kind: 'inventory',
    sql: `SELECT i.id, i.number AS code, i.title AS label, (SELECT count(*) FROM file WHERE inventory_id = i.id) AS children,
      ${waitingBelow('v.id = i.id')} AS waiting FROM inventory i
      WHERE i.fonds_id = ? AND i.ordinal > ifnull((SELECT ordinal FROM inventory WHERE id = ?), 0) ORDER BY i.ordinal LIMIT ?`,
  },
  inventory: {
    kind: 'file',
    sql: `SELECT h.id, h.code, h.title AS label, (SELECT count(*) FROM document WHERE file_id = h.id) AS children,
      (SELECT count(*) FROM document d WHERE d.file_id = h.id AND d.state <> 'described') AS waiting FROM file h
      WHERE h.inventory_id = ? AND h.ordinal > ifnull((SELECT ordinal FROM file WHERE id = ?), 0) ORDER BY h.ordinal LIMIT ?`,
  },
};

/** One page of a node's children in order. */
export function treeChildren(
  db: Db,
  options: { parent?: { kind: ParentKind; id: string }; after?: string; limit: number },
): { nodes: TreeNode[]; more: boolean } {
  const { parent, after, limit } = options;
  if (parent?.kind === 'file') {
    const rows = documentRows(db, { fileId: parent.id, newestFirst: false, after, limit: limit + 1 });
    const nodes = rows.slice(0, limit).map((row): TreeNode => {
      const fields = fieldValues(db, row.id);
      return {
        kind: 'document',
        id: row.id,
        code: String(row.ordinal).padStart(2, '0'),
        label: documentLabel(fields) || row.source_name,
        childCount: row.page_count,
        state: row.state,
        waitingCount: row.state === 'described' ? 0 : 1,
      };
    });
    return { nodes, more: rows.length > limit };
  }
  const level = levels[parent?.kind ?? 'root'];
  const rows = db.prepare(level.sql).all(parent?.id ?? null, after ?? '', limit + 1) as LevelRow[];
  const nodes = rows.slice(0, limit).map(
    (row): TreeNode => ({
      kind: level.kind,
      id: row.id,
      code: row.code,
      label: row.label,
      childCount: row.children,
      state: null,
      waitingCount: row.waiting,
    }),
  );
  return { nodes, more: rows.length > limit };
}

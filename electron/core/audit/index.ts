// The chain of who did what. Rows are written in the transaction of the change they tell of, and never changed.
import { createHash } from 'node:crypto';
import type { Db } from '../db/index.ts';
import { type Clock, timestamp } from '../kernel/index.ts';

export interface AuditEntry {
  /** Who: the name of the operating-system user until the program has users of its own. */
  readonly actor: string;
  /** Contract name or step, e.g. `catalogue.describe`, `source.received`. */
  readonly action: string;
  /** Id of what was changed. */
  readonly target: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface AuditRow extends Omit<AuditEntry, 'detail'> {
  readonly seq: number;
  readonly at: string;
  readonly detail: string;
  readonly prev: string;
  readonly hash: string;
}

/** Appends to the chain. Call inside the transaction of the change. */
export function appendAudit(db: Db, clock: Clock, entry: AuditEntry): void {
  const last = db.prepare('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1').get() as
    | { seq: number; hash: string }
    | undefined;
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at: timestamp(clock),
    actor: entry.actor,
    action: entry.action,
    target: entry.target,
    detail: JSON.stringify(entry.detail),
    prev: last?.hash ?? '',
  };
  db.prepare(
    'INSERT INTO audit (seq, at, actor, action, target, detail, prev, hash) VALUES (@seq, @at, @actor, @action, @target, @detail, @prev, @hash)',
  ).run({ ...row, hash: rowHash(row) });
}

/** Walks the whole chain; returns what is wrong with it (empty = sound) and how many rows there are. */
export function checkAudit(db: Db): { rows: number; problems: { seq: number; kind: 'gap' | 'changed' }[] } {
  const problems: { seq: number; kind: 'gap' | 'changed' }[] = [];
  let expected = 1;
  let prev = '';
  let rows = 0;
  for (const row of db.prepare('SELECT * FROM audit ORDER BY seq').iterate() as IterableIterator<AuditRow>) {
    rows += 1;
    if (row.seq !== expected) problems.push({ seq: row.seq, kind: 'gap' });
    else if (row.prev !== prev || row.hash !== rowHash(row)) problems.push({ seq: row.seq, kind: 'changed' });
    expected = row.seq + 1;
    prev = row.hash;
    if (problems.length >= 20) break;
  }
  return { rows, problems };
}

function rowHash(row: Omit<AuditRow, 'hash'>): string {
  const canonical = JSON.stringify([
    row.seq,
    row.at,
    row.actor,
    row.action,
    row.target,
    row.detail,
    row.prev,
  ]);
  return createHash('sha256').update(row.prev).update(canonical).digest('hex');
}

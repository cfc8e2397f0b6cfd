// The durable queue: all SQL about jobs and their items. Must not run anything.
import type { ErrorCode } from '../../../shared/errors/codes.ts';
import { messageOf } from '../../../shared/messages/index.ts';
import type { JobDetail, JobFailure, JobKind, JobState, JobSummary } from '../../../shared/model/job.ts';
import type { Db } from '../db/index.ts';
import { type Clock, newId, timestamp } from '../kernel/index.ts';

export type ItemKind = 'source' | 'image' | 'read' | 'extract' | 'publish' | 'export';

/** Steps of one document run in this order; those of one stage may run side by side. */
export const stageOf: Readonly<Record<ItemKind, number>> = {
  source: 0,
  image: 1,
  read: 1,
  extract: 2,
  publish: 3,
  export: 0,
};

export interface NewItem {
  readonly kind: ItemKind;
  /** For people: a file name, "công văn.pdf · trang 3". */
  readonly subject: string;
  readonly input: unknown;
  readonly documentId?: string;
  readonly pageId?: string;
}

export interface JobItem {
  readonly id: number;
  readonly jobId: string;
  readonly kind: ItemKind;
  readonly subject: string;
  readonly input: unknown;
  readonly documentId: string | null;
  readonly pageId: string | null;
  readonly attempts: number;
}

interface ItemRow {
  id: number;
  job_id: string;
  kind: ItemKind;
  subject: string;
  input: string;
  document_id: string | null;
  page_id: string | null;
  attempts: number;
}

/** Makes a job with its first items. Call inside a transaction. Returns its id. */
export function createJob(
  db: Db,
  clock: Clock,
  job: { kind: JobKind; title: string; params: unknown; outputPath?: string; items: readonly NewItem[] },
): string {
  const id = newId('j', clock.nowMs());
  db.prepare(
    "INSERT INTO job (id, kind, state, title, params, output_path, created_at) VALUES (?, ?, 'queued', ?, ?, ?, ?)",
  ).run(id, job.kind, job.title, JSON.stringify(job.params), job.outputPath ?? null, timestamp(clock));
  addItems(db, id, job.items);
  return id;
}

/** Appends items to a job. Call inside a transaction. */
export function addItems(db: Db, jobId: string, items: readonly NewItem[]): void {
  const insert = db.prepare(
    "INSERT INTO job_item (job_id, kind, stage, state, subject, input, document_id, page_id) VALUES (?, ?, ?, 'queued', ?, ?, ?, ?)",
  );
  for (const item of items) {
    insert.run(
      jobId,
      item.kind,
      stageOf[item.kind],
      item.subject,
      JSON.stringify(item.input),
      item.documentId ?? null,
      item.pageId ?? null,
    );
  }
}

/**
 * How many waiting items are looked at for one that may run. Pages are read in the order of their ids, so the documents in front
 * are the first to be ready; looking through all of a 10,000-document job at each step would cost more than the steps.
 */
const lookAhead = 64;

/** Takes the next runnable item of a kind and marks it running; undefined when there is none now. */
export function claimItem(db: Db, clock: Clock, kind: ItemKind): JobItem | undefined {
  const row = db
    .prepare(
      `UPDATE job_item SET state = 'running', attempts = attempts + 1 WHERE id = (
         SELECT i.id FROM (SELECT * FROM job_item WHERE state = 'queued' AND kind = ? ORDER BY id LIMIT ${lookAhead}) i
         JOIN job j ON j.id = i.job_id
         WHERE j.state IN ('queued', 'running')
           AND NOT EXISTS (SELECT 1 FROM job_item b WHERE b.document_id = i.document_id
             AND b.state IN ('queued', 'running') AND b.stage < i.stage)
         ORDER BY i.id LIMIT 1)
       RETURNING id, job_id, kind, subject, input, document_id, page_id, attempts`,
    )
    .get(kind) as ItemRow | undefined;
  if (!row) return undefined;
  db.prepare(
    "UPDATE job SET state = 'running', started_at = ifnull(started_at, ?) WHERE id = ? AND state = 'queued'",
  ).run(timestamp(clock), row.job_id);
  return {
    id: row.id,
    jobId: row.job_id,
    kind: row.kind,
    subject: row.subject,
    input: JSON.parse(row.input),
    documentId: row.document_id,
    pageId: row.page_id,
    attempts: row.attempts,
  };
}

/** Writes how an item ended; closes the job when it was the last. Call inside the transaction of its result. */
export function finishItem(
  db: Db,
  clock: Clock,
  item: JobItem,
  outcome:
    | { state: 'done' | 'queued' | 'cancelled'; durationMs: number }
    | { state: 'failed'; durationMs: number; code: ErrorCode; params: unknown },
): void {
  db.prepare(
    'UPDATE job_item SET state = ?, duration_ms = ?, error_code = ?, error_params = ? WHERE id = ?',
  ).run(
    outcome.state,
    Math.round(outcome.durationMs),
    outcome.state === 'failed' ? outcome.code : null,
    outcome.state === 'failed' ? JSON.stringify(outcome.params) : null,
    item.id,
  );
  closeIfFinished(db, clock, item.jobId);
}

function closeIfFinished(db: Db, clock: Clock, jobId: string): void {
  const open = db
    .prepare("SELECT 1 FROM job_item WHERE job_id = ? AND state IN ('queued', 'running') LIMIT 1")
    .get(jobId);
  if (open) return;
  const anyDone = db.prepare("SELECT 1 FROM job_item WHERE job_id = ? AND state = 'done' LIMIT 1").get(jobId);
  db.prepare("UPDATE job SET state = ?, finished_at = ? WHERE id = ? AND state IN ('queued', 'running')").run(
    anyDone ? 'done' : 'failed',
    timestamp(clock),
    jobId,
  );
}

/** After a crash: whatever was running waits again. Returns how many jobs still have work. */
export function requeueInterrupted(db: Db): number {
  db.prepare("UPDATE job_item SET state = 'queued' WHERE state = 'running'").run();
  return (
    db.prepare("SELECT count(*) AS n FROM job WHERE state IN ('queued', 'running')").get() as { n: number }
  ).n;
}

/** True while some job has steps to do. */
export function hasWork(db: Db): boolean {
  return db.prepare("SELECT 1 FROM job WHERE state IN ('queued', 'running') LIMIT 1").get() !== undefined;
}

/** Cancels what has not begun; running items are for the runner to stop. */
export function cancelJob(db: Db, clock: Clock, jobId: string): void {
  db.prepare(
    "UPDATE job_item SET state = 'cancelled' WHERE job_id = ? AND state IN ('queued', 'running')",
  ).run(jobId);
  db.prepare(
    "UPDATE job SET state = 'cancelled', finished_at = ? WHERE id = ? AND state IN ('queued', 'running')",
  ).run(timestamp(clock), jobId);
}

/** Failed and cancelled items of a job wait again. False when there were none. */
export function reopenJob(db: Db, jobId: string): boolean {
  const { changes } = db
    .prepare(
      "UPDATE job_item SET state = 'queued', attempts = 0, error_code = NULL, error_params = NULL WHERE job_id = ? AND state IN ('failed', 'cancelled')",
    )
    .run(jobId);
  if (changes === 0) return false;
  // What was made from an incomplete document is made again: the fields and the PDF follow the page that is read now.
  db.prepare(
    `UPDATE job_item SET state = 'queued' WHERE job_id = ? AND state = 'done' AND stage >= 2 AND EXISTS (
       SELECT 1 FROM job_item b WHERE b.job_id = job_item.job_id AND b.document_id = job_item.document_id AND b.state = 'queued' AND b.stage < job_item.stage)`,
  ).run(jobId);
  db.prepare("UPDATE job SET state = 'queued', finished_at = NULL WHERE id = ?").run(jobId);
  return true;
}

interface SummaryRow {
  id: string;
  kind: JobKind;
  state: JobState;
  title: string;
  output_path: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}

const summaryColumns = 'id, kind, state, title, output_path, created_at, started_at, finished_at';

export function jobSummary(db: Db, jobId: string): JobSummary | undefined {
  const row = db.prepare(`SELECT ${summaryColumns} FROM job WHERE id = ?`).get(jobId) as
    | SummaryRow
    | undefined;
  return row && toSummary(db, row);
}

export function listJobs(db: Db, options: { active: boolean; limit: number }): JobSummary[] {
  const where = options.active ? "WHERE state IN ('queued', 'running')" : '';
  const rows = db
    .prepare(`SELECT ${summaryColumns} FROM job ${where} ORDER BY created_at DESC, id DESC LIMIT ?`)
    .all(options.limit) as SummaryRow[];
  return rows.map((row) => toSummary(db, row));
}

export function jobDetail(db: Db, jobId: string): JobDetail | undefined {
  const summary = jobSummary(db, jobId);
  if (!summary) return undefined;
  const failures = db
    .prepare(
      `SELECT i.id, i.subject, i.error_code, i.error_params, coalesce(s.path, i.input ->> '$.path') AS source_path
       FROM job_item i LEFT JOIN document d ON d.id = i.document_id LEFT JOIN source s ON s.id = d.source_id
       WHERE i.job_id = ? AND i.state = 'failed' ORDER BY i.id`,
    )
    .all(jobId) as {
    id: number;
    subject: string;
    error_code: ErrorCode;
    error_params: string;
    source_path: string | null;
  }[];
  const documents = db
    .prepare(
      'SELECT DISTINCT document_id FROM job_item WHERE job_id = ? AND document_id IS NOT NULL ORDER BY document_id',
    )
    .all(jobId) as { document_id: string }[];
  const { output_path } = db.prepare('SELECT output_path FROM job WHERE id = ?').get(jobId) as {
    output_path: string | null;
  };
  return {
    ...summary,
    failures: failures.map(
      (f): JobFailure => ({
        itemId: String(f.id),
        subject: f.subject,
        sourcePath: f.source_path,
        code: f.error_code,
        message: messageOf(f.error_code, JSON.parse(f.error_params)),
      }),
    ),
    documentIds: documents.map((d) => d.document_id),
    outputPath: output_path,
  };
}

/** How many sources of a job were opened and how many are still to be: what the pages to come are guessed from. */
export function sourceCounts(db: Db, jobId: string): { opened: number; waiting: number } {
  const rows = db
    .prepare("SELECT state, count(*) AS n FROM job_item WHERE job_id = ? AND kind = 'source' GROUP BY state")
    .all(jobId) as { state: string; n: number }[];
  const count = (...states: string[]) =>
    rows.reduce((sum, r) => (states.includes(r.state) ? sum + r.n : sum), 0);
  return { opened: count('done'), waiting: count('queued', 'running') };
}

function toSummary(db: Db, row: SummaryRow): JobSummary {
  const counts = db
    .prepare(
      "SELECT state, kind = 'read' AS read, count(*) AS n FROM job_item WHERE job_id = ? GROUP BY state, read",
    )
    .all(row.id) as { state: string; read: number; n: number }[];
  const sum = (accept: (c: { state: string; read: number }) => boolean) =>
    counts.reduce((total, c) => (accept(c) ? total + c.n : total), 0);
  return {
    jobId: row.id,
    kind: row.kind,
    state: row.state,
    title: row.title,
    total: sum(() => true),
    done: sum((c) => c.state === 'done'),
    failed: sum((c) => c.state === 'failed'),
    pagesTotal: sum((c) => c.read === 1),
    pagesDone: sum((c) => c.read === 1 && (c.state === 'done' || c.state === 'failed')),
    pausedBecause: null,
    secondsLeft: null,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

// Runs the queue: claims items, lets their handlers compute, commits each result with its state in one transaction.
// Must not know what the items do.
import { dirname } from 'node:path';
import { type AppError, asAppError } from '../../../shared/errors/app-error.ts';
import type { JobSummary } from '../../../shared/model/job.ts';
import { type Db, transaction } from '../db/index.ts';
import { type Clock, failpoint, type Log } from '../kernel/index.ts';
import {
  cancelJob,
  claimItem,
  finishItem,
  hasWork,
  type ItemKind,
  type JobItem,
  jobSummary,
  listJobs,
  reopenJob,
  requeueInterrupted,
  sourceCounts,
} from './queue.ts';
import { createTimeLeft } from './time-left.ts';

/** Written in the same transaction as the item's state. */
export type Commit = () => void;

export interface ItemHandler {
  /** How many of the kind may be under way at once. */
  readonly capacity: number;
  /** Computes; the returned commit writes. Must be safe to run again after a crash at any point. */
  run(item: JobItem, signal: AbortSignal): Promise<Commit>;
  /** What else is to be written when the item failed for good. */
  onFailure?(item: JobItem, error: AppError): Commit;
}

export interface JobRunner {
  /** Looks for work now: call after items were added. The first call takes up what an earlier run left. */
  wake(): void;
  cancel(jobId: string): void;
  /** Runs failed and cancelled items again. False when there were none. */
  reopen(jobId: string): boolean;
  /** With the time left filled in. */
  summary(jobId: string): JobSummary | undefined;
  /** Resolves when the job is done, failed or cancelled. Rejects with DISK_FULL or DEVICE_GONE when results cannot be written. */
  whenFinished(jobId: string): Promise<JobSummary>;
  /** Stops everything under way; it waits in the queue for the next start. */
  stop(): Promise<void>;
}

const finished = (job: JobSummary) =>
  job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
/** Failures that come from the machine, not from the page: worth one more try. */
const transient = new Set(['WORKER_CRASHED']);
/** How often a full disk is looked at again. */
const retryMs = 20_000;
const kinds: readonly ItemKind[] = ['publish', 'extract', 'image', 'source', 'read', 'export'];

export function createJobRunner(deps: {
  db: Db;
  clock: Clock;
  log: Log;
  handlers: Readonly<Record<ItemKind, ItemHandler>>;
  onChange: (jobId: string, documentId: string | null) => void;
  /** Why nothing can be written at present, asked before each step. */
  obstacle: () => AppError | null;
}): JobRunner {
  const { db, clock, log, handlers, onChange } = deps;
  const running = new Map<number, { item: JobItem; abort: AbortController; ended: Promise<void> }>();
  const underWay: Record<ItemKind, number> = {
    source: 0,
    image: 0,
    read: 0,
    extract: 0,
    publish: 0,
    export: 0,
  };
  const waiters = new Map<
    string,
    { resolve: (job: JobSummary) => void; reject: (error: AppError) => void }[]
  >();
  const timeLeft = createTimeLeft(clock);
  let stopped = false;
  let started = false;
  /** Why results cannot be written at present. */
  let halted: AppError | undefined;
  let retryTimer: NodeJS.Timeout | undefined;
  let pumpQueued = false;

  const tell = (jobId: string, documentId: string | null) => {
    onChange(jobId, documentId);
    const waiting = waiters.get(jobId);
    if (!waiting) return;
    const job = jobSummary(db, jobId);
    if (job && finished(job)) {
      waiters.delete(jobId);
      for (const w of waiting) w.resolve(job);
    }
  };

  /** A pause and its end concern every job that is not finished, also one that waits its turn. */
  const tellUnfinished = () => {
    for (const job of listJobs(db, { active: true, limit: 50 })) onChange(job.jobId, null);
  };

  /** Results cannot be written (full disk, pulled drive): stop, keep everything queued, tell who waits. */
  const halt = (error: AppError) => {
    if (halted) return;
    halted = error;
    log.error('jobs.halted', error);
    tellUnfinished();
    // Nobody has to press anything once there is room again.
    retryTimer = setTimeout(() => goOn(), retryMs);
    retryTimer.unref();
    for (const { abort } of running.values()) abort.abort();
    for (const waiting of waiters.values()) for (const w of waiting) w.reject(error);
    waiters.clear();
  };

  const execute = async (item: JobItem, signal: AbortSignal) => {
    const began = performance.now();
    let commit: Commit | undefined;
    let error: AppError | undefined;
    try {
      commit = await handlers[item.kind].run(item, signal);
    } catch (thrown) {
      error = asAppError(thrown, db.name);
      if (error.code === 'INTERNAL') log.error('job.item', thrown, { kind: item.kind });
    }
    const durationMs = performance.now() - began;
    failpoint(`${item.kind}.computed`);
    if (stopped || (halted && error)) return; // Waits as `running` and is taken up at the next start.
    if (error && item.kind !== 'export' && stopsEverything(error)) return halt(deps.obstacle() ?? error);
    try {
      transaction(db, () => {
        const state = (
          db.prepare('SELECT state FROM job_item WHERE id = ?').get(item.id) as { state: string }
        ).state;
        if (state !== 'running') return; // Cancelled meanwhile: the result is not wanted.
        if (!error) {
          (commit as Commit)();
          finishItem(db, clock, item, { state: 'done', durationMs });
        } else if (transient.has(error.code) && item.attempts < 2) {
          finishItem(db, clock, item, { state: 'queued', durationMs });
        } else {
          handlers[item.kind].onFailure?.(item, error)();
          finishItem(db, clock, item, {
            state: 'failed',
            durationMs,
            code: error.code,
            params: error.params,
          });
        }
        failpoint(`${item.kind}.committing`);
      });
      failpoint(`${item.kind}.committed`);
      if (item.kind === 'read') timeLeft.pageDone(item.jobId);
    } catch (thrown) {
      const reason = asAppError(thrown, db.name);
      if (reason.code === 'INTERNAL') log.error('job.commit', thrown, { kind: item.kind });
      halt(reason);
    }
  };

  const pump = () => {
    pumpQueued = false;
    if (stopped || halted) return;
    try {
      const obstacle = deps.obstacle();
      if (obstacle) {
        if (hasWork(db)) halt(obstacle);
        return;
      }
      for (const kind of kinds) {
        while (underWay[kind] < handlers[kind].capacity) {
          const item = transaction(db, () => claimItem(db, clock, kind));
          if (!item) break;
          launch(item);
        }
      }
    } catch (thrown) {
      halt(asAppError(thrown, db.name));
    }
  };

  /** The archive's own disk is full or gone: every further item would fail alike, and none of them is to blame. */
  const stopsEverything = (error: AppError): boolean => {
    if (deps.obstacle()) return true;
    if (error.code !== 'DISK_FULL' && error.code !== 'DEVICE_GONE') return false;
    const { path } = error.params as { path: string };
    return path === '' || path.startsWith(dirname(db.name));
  };

  /** After a halt: what was under way when the disk failed waits again, once it has really ended. */
  const goOn = () => {
    clearTimeout(retryTimer);
    void Promise.allSettled([...running.values()].map((r) => r.ended)).then(() => {
      if (stopped || !halted) return;
      try {
        const obstacle = deps.obstacle();
        if (obstacle) throw obstacle;
        transaction(db, () => requeueInterrupted(db));
      } catch (thrown) {
        // Still full or gone: the pause stays, and the next look comes as before.
        log.error('jobs.still-halted', thrown);
        retryTimer = setTimeout(() => goOn(), retryMs);
        retryTimer.unref();
        return;
      }
      halted = undefined;
      tellUnfinished();
      wake();
    });
  };

  const launch = (item: JobItem) => {
    const abort = new AbortController();
    underWay[item.kind] += 1;
    const ended = execute(item, abort.signal).finally(() => {
      underWay[item.kind] -= 1;
      running.delete(item.id);
      tell(item.jobId, item.documentId);
      wake();
    });
    running.set(item.id, { item, abort, ended });
  };

  const wake = () => {
    if (pumpQueued || stopped) return;
    pumpQueued = true;
    setImmediate(pump);
  };

  const unfinished = (job: JobSummary) => job.state === 'running' || job.state === 'queued';
  const withTime = (job: JobSummary): JobSummary =>
    halted && unfinished(job) ? { ...job, pausedBecause: halted.message } : withTimeLeft(job);
  const withTimeLeft = (job: JobSummary): JobSummary =>
    job.state === 'running'
      ? { ...job, secondsLeft: timeLeft.secondsLeft(job, sourceCounts(db, job.jobId)) }
      : job;

  return {
    wake() {
      if (!started) {
        started = true;
        transaction(db, () => requeueInterrupted(db));
      }
      if (halted) goOn();
      else wake();
    },
    cancel(jobId) {
      transaction(db, () => cancelJob(db, clock, jobId));
      for (const { item, abort } of running.values()) if (item.jobId === jobId) abort.abort();
      tell(jobId, null);
    },
    reopen(jobId) {
      const reopened = transaction(db, () => reopenJob(db, jobId));
      if (reopened) {
        tell(jobId, null);
        this.wake();
      }
      return reopened;
    },
    summary(jobId) {
      const job = jobSummary(db, jobId);
      return job && withTime(job);
    },
    whenFinished(jobId) {
      const job = jobSummary(db, jobId);
      if (job && finished(job)) return Promise.resolve(job);
      return new Promise((resolve, reject) => {
        const list = waiters.get(jobId) ?? [];
        list.push({ resolve, reject });
        waiters.set(jobId, list);
      });
    },
    async stop() {
      stopped = true;
      clearTimeout(retryTimer);
      for (const { abort } of running.values()) abort.abort();
      await Promise.allSettled([...running.values()].map((r) => r.ended));
    },
  };
}

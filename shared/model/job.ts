// Long work as people see it: a job, its counters and its failures.

export type JobKind = 'digitise' | 'publish' | 'export' | 'verify' | 'reread';
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface JobSummary {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly state: JobState;
  /** Vietnamese, e.g. "Số hóa 5 tệp". */
  readonly title: string;
  /** Steps; grows while sources are opened. `total` ≥ `done` + `failed`. */
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** Pages, the number people count in. */
  readonly pagesTotal: number;
  readonly pagesDone: number;
  /**
   * Vietnamese: why nothing goes on although the job is not finished (full disk, pulled drive); null while all is well. It goes
   * on by itself when the cause is gone, at once when it is resumed.
   */
  readonly pausedBecause: string | null;
  /** Null until at least a few steps were measured in this run. */
  readonly secondsLeft: number | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

export interface JobFailure {
  readonly itemId: string;
  /** File name or page, for people. */
  readonly subject: string;
  /** Absolute path of the source it came from, null when it came from none. */
  readonly sourcePath: string | null;
  readonly code: string;
  readonly message: string;
}

export interface JobDetail extends JobSummary {
  readonly failures: readonly JobFailure[];
  /** What the job made: document ids for digitise, the folder for export. */
  readonly documentIds: readonly string[];
  readonly outputPath: string | null;
}

// Contract names of jobs → functions.

import type { CallOutput, ParsedInput } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { JobSummary } from '../../../shared/model/job.ts';
import { appendAudit } from '../audit/index.ts';
import { type Db, transaction } from '../db/index.ts';
import type { Surroundings } from '../kernel/index.ts';
import { jobDetail, listJobs } from './queue.ts';
import type { JobRunner } from './runner.ts';

export interface JobDeps extends Surroundings {
  readonly db: Db;
  readonly runner: JobRunner;
}

function known(d: JobDeps, jobId: string): JobSummary {
  const job = d.runner.summary(jobId);
  if (!job) throw new AppError('JOB_NOT_FOUND', { id: jobId });
  return job;
}

export const jobHandlers = {
  'jobs.list': (d: JobDeps, input: ParsedInput<'jobs.list'>): CallOutput<'jobs.list'> => ({
    jobs: listJobs(d.db, input).map((job) => d.runner.summary(job.jobId) ?? job),
  }),

  'jobs.get': (d: JobDeps, { jobId }: ParsedInput<'jobs.get'>): CallOutput<'jobs.get'> => {
    const detail = jobDetail(d.db, jobId);
    if (!detail) throw new AppError('JOB_NOT_FOUND', { id: jobId });
    const { secondsLeft, pausedBecause } = known(d, jobId);
    return { ...detail, secondsLeft, pausedBecause };
  },

  'jobs.cancel': (d: JobDeps, { jobId }: ParsedInput<'jobs.cancel'>): CallOutput<'jobs.cancel'> => {
    known(d, jobId);
    d.runner.cancel(jobId);
    note(d, 'jobs.cancel', jobId);
    return known(d, jobId);
  },

  'jobs.resume': (d: JobDeps, { jobId }: ParsedInput<'jobs.resume'>): CallOutput<'jobs.resume'> => {
    if (jobId) {
      known(d, jobId);
      if (d.runner.reopen(jobId)) note(d, 'jobs.resume', jobId);
      else d.runner.wake();
      return { jobs: [known(d, jobId)] };
    }
    d.runner.wake();
    return { jobs: listJobs(d.db, { active: true, limit: 200 }) };
  },
};

function note(d: JobDeps, action: string, target: string): void {
  transaction(d.db, () => appendAudit(d.db, d.clock, { actor: d.actor, action, target, detail: {} }));
}

// Calls on long work.
import { z } from 'zod';
import type { JobDetail, JobSummary } from '../model/job.ts';
import { command, query } from './define.ts';

const jobId = z.string().min(1).max(64);

export const jobCalls = {
  /** Newest first; `active` only queued and running ones. */
  'jobs.list': query<{ jobs: JobSummary[] }>()(
    z.strictObject({
      active: z.boolean().default(false),
      limit: z.number().int().min(1).max(200).default(50),
    }),
  ),
  'jobs.get': query<JobDetail>()(z.strictObject({ jobId })),
  /** Items not begun are cancelled, running ones stopped; what is done stays. */
  'jobs.cancel': command<JobSummary>()(z.strictObject({ jobId })),
  /** Runs again what failed or was cancelled in this job; without an id, whatever was left unfinished. */
  'jobs.resume': command<{ jobs: JobSummary[] }>()(z.strictObject({ jobId: jobId.optional() })),
} as const;

// What the capabilities may use of the job queue.

export { type JobDeps, jobHandlers } from './handlers.ts';
export {
  addItems,
  createJob,
  type ItemKind,
  type JobItem,
  jobDetail,
  jobSummary,
  listJobs,
  type NewItem,
} from './queue.ts';
export { type Commit, createJobRunner, type ItemHandler, type JobRunner } from './runner.ts';
export { createThreadPool, type ThreadPool } from './thread-pool.ts';

// Guesses how long a job still takes, from the pace of its last pages. Must never invent a number: null until measured.
import type { JobSummary } from '../../../shared/model/job.ts';
import type { Clock } from '../kernel/index.ts';

const window = 30;
const needed = 3;

export interface TimeLeft {
  pageDone(jobId: string): void;
  /**
   * Whole seconds, or null when fewer than four pages were read in this run. Sources not opened yet are taken to have as many
   * pages as those opened so far.
   */
  secondsLeft(job: JobSummary, sources: { opened: number; waiting: number }): number | null;
}

export function createTimeLeft(clock: Clock): TimeLeft {
  const ends = new Map<string, number[]>();
  return {
    pageDone(jobId) {
      const list = ends.get(jobId) ?? [];
      list.push(clock.nowMs());
      if (list.length > window) list.shift();
      ends.set(jobId, list);
    },
    secondsLeft(job, { opened, waiting }) {
      const list = ends.get(job.jobId);
      if (!list || list.length <= needed) return null;
      const msPerPage = ((list.at(-1) as number) - (list[0] as number)) / (list.length - 1);
      const pagesToCome = opened === 0 ? waiting : (waiting * job.pagesTotal) / opened;
      return Math.max(1, Math.round(((job.pagesTotal - job.pagesDone + pagesToCome) * msPerPage) / 1000));
    },
  };
}

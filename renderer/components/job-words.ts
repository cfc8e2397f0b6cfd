// A job in words: its state, its counts, whether it stands still and whether there is something to resume.
// Pure; must not know React.
import type { JobState, JobSummary } from '../../shared/model/job.ts';
import { formatCount, formatTimeLeft } from './format.ts';

export const jobStateWords: Readonly<Record<JobState, string>> = {
  queued: 'đang chờ',
  running: 'đang chạy',
  done: 'đã xong',
  failed: 'chưa xong',
  cancelled: 'đã hủy',
};

/** 0..100 of the pages where there are pages, because people count in pages; else of the steps. */
export function progressOf(job: JobSummary): number {
  if (job.pagesTotal > 0) return Math.min(100, (job.pagesDone / job.pagesTotal) * 100);
  if (isOpening(job)) return 0;
  const total = Math.max(job.total, 1);
  return Math.min(100, ((job.done + job.failed) / total) * 100);
}

/** Its sources are being opened and no page is known yet. */
export const isOpening = (job: JobSummary): boolean =>
  job.kind === 'digitise' && job.state === 'running' && job.pagesTotal === 0;

/** A job of one step has nothing to count: it is under way or it is over. */
export const isCounted = (job: JobSummary): boolean => job.pagesTotal > 0 || job.total > 1;

/** "307 / 480 trang · còn khoảng 6 phút"; a paused job has no time left to tell. */
export function countsOf(job: JobSummary): string {
  if (isOpening(job) && !isPaused(job)) return 'Đang mở các tệp…';
  const counts =
    job.pagesTotal > 0
      ? [`${formatCount(job.pagesDone)} / ${formatCount(job.pagesTotal)} trang`]
      : isCounted(job)
        ? [`${formatCount(job.done + job.failed)} / ${formatCount(job.total)} bước`]
        : [];
  const state = isPaused(job)
    ? 'đang dừng'
    : job.state === 'running' && isCounted(job)
      ? formatTimeLeft(job.secondsLeft)
      : jobStateWords[job.state];
  return [...counts, state].join(' · ');
}

/** Not finished, and nothing goes on until its cause is gone. */
export function isPaused(job: JobSummary): boolean {
  return (job.state === 'running' || job.state === 'queued') && job.pausedBecause !== null;
}

/** Going on at this moment, or next in the queue, with pages to read. */
export function isAtWork(job: JobSummary): boolean {
  return (
    (job.kind === 'digitise' || job.kind === 'reread') &&
    (job.state === 'running' || job.state === 'queued') &&
    !isPaused(job)
  );
}

/** "Đang dừng: Ổ đĩa … đã đầy …"; '' while all is well. */
export function pausedWords(job: JobSummary): string {
  return isPaused(job) ? `Đang dừng: ${job.pausedBecause}` : '';
}

/** Whether “Làm tiếp” has something to do: a pause to end, or steps that failed or were cancelled. */
export function canResume(job: JobSummary): boolean {
  return isPaused(job) || job.state === 'failed' || job.state === 'cancelled' || job.failed > 0;
}

// A job in words: its state, its counts, whether it stands still and whether there is something to resume.
// Pure; must not know React.
import type { JobDetail, JobFailure, JobState, JobSummary } from '../../shared/model/job.ts';
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
export function countsOf(job: JobSummary | JobDetail): string {
  if (isOpening(job) && !isPaused(job)) return 'Đang mở các tệp…';
  const counts =
    job.pagesTotal > 0
      ? [`${formatCount(job.pagesDone)} / ${formatCount(job.pagesTotal)} trang`]
      : isCounted(job) && job.kind !== 'digitise'
        ? [`${formatCount(job.done + job.failed)} / ${formatCount(job.total)} bước`]
        : [];
  const state = isPaused(job)
    ? 'đang dừng'
    : job.state === 'running' && isCounted(job)
      ? formatTimeLeft(job.secondsLeft)
      : jobStateWords[job.state === 'failed' && !canResume(job) ? 'done' : job.state];
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
export function canResume(job: JobSummary | JobDetail): boolean {
  if (isPaused(job) || job.state === 'cancelled') return true;
  return job.failed > 0 ? outcomeOf(job).failed > 0 : job.state === 'failed';
}

/** Already in the archive: nothing went wrong and nothing is to be done again. */
export const isDuplicate = (failure: JobFailure): boolean => failure.code === 'SOURCE_DUPLICATE';

const sourceCodes = new Set(['PDF_ENCRYPTED', 'PDF_NO_PAGES', 'FOLDER_HAS_NO_SOURCE']);
/** A whole file was not taken in; the other failures are pages or PDFs of files that were. */
const isSource = (failure: JobFailure): boolean =>
  failure.code.startsWith('SOURCE_') || sourceCodes.has(failure.code);

/** How an import or another job ended, in things people can count. */
export interface Outcome {
  /** Real failures; duplicates are none. */
  readonly failed: number;
  /** "2 tệp đã nhận · 8 tệp không nhận được · 1 tệp đã có trong kho"; '' when nothing failed. */
  readonly words: string;
}

/** `job` as a detail when it is known; a summary knows only how many steps failed. */
export function outcomeOf(job: JobSummary | JobDetail): Outcome {
  if (job.failed === 0) return { failed: 0, words: '' };
  if (!('failures' in job)) return { failed: job.failed, words: `${formatCount(job.failed)} lỗi` };
  const duplicates = job.failures.filter(isDuplicate).length;
  const sources = job.failures.filter((one) => !isDuplicate(one) && isSource(one)).length;
  const rest = job.failures.length - duplicates - sources;
  const words = [
    job.kind === 'digitise' && (sources > 0 || (duplicates > 0 && job.documentIds.length > 0))
      ? `${formatCount(job.documentIds.length)} tệp đã nhận`
      : '',
    sources > 0 ? `${formatCount(sources)} tệp không nhận được` : '',
    rest > 0 ? `${formatCount(rest)} phần lỗi` : '',
    duplicates > 0 ? `${formatCount(duplicates)} tệp đã có trong kho` : '',
  ];
  return { failed: sources + rest, words: words.filter(Boolean).join(' · ') };
}

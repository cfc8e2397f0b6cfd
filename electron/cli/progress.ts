// Shows how a job goes, on stderr: one line that is rewritten on a terminal, a line now and then elsewhere.
import type { JobSummary } from '../../shared/model/job.ts';
import type { Core } from '../core/create-core.ts';

const quietMs = 5000;

/** Follows a job to its end. Errors: DISK_FULL, DEVICE_GONE when results cannot be written. */
export async function followJob(core: Core, jobId: string): Promise<JobSummary> {
  const terminal = process.stderr.isTTY === true;
  let lastLine = '';
  let lastAt = 0;
  const show = async () => {
    const job = await core.call('jobs.get', { jobId });
    const line = progressLine(job);
    const now = performance.now();
    if (line === lastLine || (!terminal && now - lastAt < quietMs)) return;
    lastLine = line;
    lastAt = now;
    process.stderr.write(terminal ? `\r\x1b[2K${line}` : `${line}\n`);
  };
  const off = core.on('job.changed', (event) => {
    // A line that cannot be shown must not stop the work; the end is reported by whenJobFinished.
    if (event.jobId === jobId) show().catch(() => {});
  });
  try {
    return await core.whenJobFinished(jobId);
  } finally {
    off();
    if (terminal) process.stderr.write('\r\x1b[2K');
  }
}

export function progressLine(job: JobSummary): string {
  const parts = [
    `${job.title}: ${job.pagesDone.toLocaleString('vi-VN')}/${job.pagesTotal.toLocaleString('vi-VN')} trang`,
  ];
  if (job.failed > 0) parts.push(`${job.failed.toLocaleString('vi-VN')} lỗi`);
  if (job.secondsLeft !== null) parts.push(`còn khoảng ${duration(job.secondsLeft)}`);
  return parts.join(' · ');
}

function duration(seconds: number): string {
  if (seconds < 90) return `${seconds} giây`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} phút` : `${Math.round(minutes / 60)} giờ`;
}

// Jobs in words: states, counts, failures with what to do, resume and cancel.
// Must not decide when a job runs.
import { Button, Modal } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { JobState, JobSummary } from '../../shared/model/job.ts';
import { call } from '../client/client.ts';
import { useCall } from '../client/queries.ts';
import { Problem } from './bits.tsx';
import { formatCount, formatTimeLeft } from './format.ts';
import classes from './jobs.module.css';

export const jobStateWords: Readonly<Record<JobState, string>> = {
  queued: 'đang chờ',
  running: 'đang chạy',
  done: 'đã xong',
  failed: 'chưa xong',
  cancelled: 'đã hủy',
};

/** 0..100 of the steps; pages where there are pages, because people count in pages. */
export function progressOf(job: JobSummary): number {
  const total = Math.max(job.total, 1);
  return Math.min(100, ((job.done + job.failed) / total) * 100);
}

/** "307 / 480 trang · còn khoảng 6 phút". */
export function countsOf(job: JobSummary): string {
  const counts =
    job.pagesTotal > 0
      ? `${formatCount(job.pagesDone)} / ${formatCount(job.pagesTotal)} trang`
      : `${formatCount(job.done + job.failed)} / ${formatCount(job.total)} bước`;
  if (job.state === 'running') return `${counts} · ${formatTimeLeft(job.secondsLeft)}`;
  return `${counts} · ${jobStateWords[job.state]}`;
}

export function canResume(job: JobSummary): boolean {
  return job.state === 'failed' || job.state === 'cancelled' || (job.state === 'done' && job.failed > 0);
}

export function useJobActs() {
  const client = useQueryClient();
  const again = () =>
    client.invalidateQueries({ predicate: (query) => String(query.queryKey[0]).startsWith('jobs.') });
  const cancel = useMutation({
    mutationFn: (jobId: string) => call('jobs.cancel', { jobId }),
    onSettled: again,
  });
  const resume = useMutation({
    mutationFn: (jobId: string) => call('jobs.resume', { jobId }),
    onSettled: again,
  });
  return { cancel, resume };
}

export function JobFailures({ jobId }: { jobId: string }) {
  const job = useCall('jobs.get', { jobId });
  const { resume } = useJobActs();
  if (job.error) return <Problem error={job.error} onRetry={() => void job.refetch()} />;
  const failures = job.data?.failures ?? [];
  return (
    <div className={classes.failures}>
      {resume.error && <Problem error={resume.error} compact />}
      <ul>
        {failures.map((failure) => (
          <li key={failure.itemId}>
            <IconAlertTriangle size={16} aria-hidden="true" />
            <div data-selectable>
              <strong>{failure.subject}</strong>
              <p>{failure.message}</p>
            </div>
          </li>
        ))}
      </ul>
      {job.data && canResume(job.data) && (
        <div className="row">
          <Button
            variant="default"
            leftSection={<IconPlayerPlay size={16} />}
            loading={resume.isPending}
            onClick={() => resume.mutate(jobId)}
          >
            Làm lại những phần chưa xong
          </Button>
          <span className="muted">Phần đã xong được giữ nguyên.</span>
        </div>
      )}
    </div>
  );
}

export function JobFailuresDialog({ job, onClose }: { job: JobSummary | null; onClose: () => void }) {
  return (
    <Modal
      opened={job !== null}
      onClose={onClose}
      size="lg"
      title={job ? `${job.title}: ${formatCount(job.failed)} phần chưa xong` : ''}
    >
      {job && <JobFailures jobId={job.jobId} />}
    </Modal>
  );
}

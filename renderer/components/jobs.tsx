// What can be done about a job: resume, cancel, why it stands still, its failures with what to do.
// Must not decide when a job runs.
import { Button, Loader, Modal } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconInfoCircle,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { JobDetail, JobSummary } from '../../shared/model/job.ts';
import { call, messageOfThrown, wordForAgain } from '../client/client.ts';
import { useCall } from '../client/queries.ts';
import { useNavigation } from '../shell/navigation.tsx';
import { Problem } from './bits.tsx';
import { formatCount } from './format.ts';
import { canResume, isDuplicate, pausedWords } from './job-words.ts';
import classes from './jobs.module.css';

/** A resumed job tries again a moment after the answer; until then nobody knows whether the cause is gone. */
const TRYING_MS = 1200;

export function useJobActs() {
  const client = useQueryClient();
  const { say } = useNavigation();
  const again = () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [name] }) => String(name).startsWith('jobs.') || name === 'archive.info',
    });
  const cancel = useMutation({
    mutationFn: (jobId: string) => call('jobs.cancel', { jobId }),
    onError: (error, jobId) =>
      say(messageOfThrown(error), 'must', { label: wordForAgain(error), run: () => cancel.mutate(jobId) }),
    onSettled: again,
  });
  const resume = useMutation({
    /** Without a job: whatever was left unfinished. */
    mutationFn: async (jobId: string | undefined) => {
      const answer = await call('jobs.resume', jobId ? { jobId } : {});
      await new Promise((resolve) => setTimeout(resolve, TRYING_MS));
      return answer;
    },
    onError: (error, jobId) =>
      say(messageOfThrown(error), 'must', { label: wordForAgain(error), run: () => resume.mutate(jobId) }),
    onSettled: again,
  });
  return { cancel, resume };
}

/** Why a job stands still, in full, and the way on. */
export function PausedNote({ job }: { job: JobSummary }) {
  return <StandingNote jobId={job.jobId}>{pausedWords(job)}</StandingNote>;
}

/** A job a person stopped, with pages nobody has read. */
export function StoppedNote({ job, unread }: { job: JobSummary; unread: number }) {
  return (
    <StandingNote jobId={job.jobId}>
      Lần nhập này đã bị hủy; còn {formatCount(unread)} trang chưa đọc.
    </StandingNote>
  );
}

function StandingNote({ jobId, children }: { jobId: string; children: ReactNode }) {
  const { resume } = useJobActs();
  return (
    <div className={classes.paused} role="status">
      <IconPlayerPause size={17} aria-hidden="true" />
      <span data-selectable>{children}</span>
      <Button
        variant="white"
        color="amber"
        size="compact-sm"
        loading={resume.isPending}
        onClick={() => resume.mutate(jobId)}
      >
        Làm tiếp
      </Button>
    </div>
  );
}

/** The job with its failures as soon as they are known, so that files and pages can be told apart. */
export function useJobDetail(job: JobSummary | undefined): JobSummary | JobDetail | undefined {
  const detail = useCall(
    'jobs.get',
    { jobId: job?.jobId ?? '' },
    { enabled: job !== undefined && job.failed > 0 },
  );
  // Subtle: the list is looked at again more often than the detail; its counters are the newer ones.
  return job && job.failed > 0 && detail.data ? { ...detail.data, ...job } : job;
}

export function JobFailures({ jobId }: { jobId: string }) {
  const job = useCall('jobs.get', { jobId });
  const { resume } = useJobActs();
  const [atFirst, setAtFirst] = useState(0);
  if (job.data && job.data.failures.length > atFirst) setAtFirst(job.data.failures.length);
  if (job.error) return <Problem error={job.error} onRetry={() => void job.refetch()} />;
  const all = job.data?.failures ?? [];
  const failures = [...all.filter((one) => !isDuplicate(one)), ...all.filter(isDuplicate)];
  if (job.data && failures.length === 0 && atFirst > 0) {
    const done = job.data.state === 'done';
    return (
      <p className={classes.again} data-done={done || undefined} role="status">
        {done ? <IconCircleCheck size={18} aria-hidden="true" /> : <Loader size={16} aria-hidden="true" />}
        {done ? `Đã làm xong cả ${formatCount(atFirst)}.` : `Đang làm lại ${formatCount(atFirst)} phần…`}
      </p>
    );
  }
  return (
    <div className={classes.failures}>
      {resume.error && <Problem error={resume.error} onRetry={() => resume.mutate(jobId)} compact />}
      <ul>
        {failures.map((failure) => (
          <li key={failure.itemId} data-neutral={isDuplicate(failure) || undefined}>
            {isDuplicate(failure) ? (
              <IconInfoCircle size={16} aria-hidden="true" />
            ) : (
              <IconAlertTriangle size={16} aria-hidden="true" />
            )}
            <div data-selectable>
              <strong>{failure.subject}</strong>
              {isDuplicate(failure) && <span className="muted"> – đã có trong kho</span>}
              {failure.sourcePath && <div className="label">{failure.sourcePath}</div>}
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
            Làm tiếp
          </Button>
          <span className="muted">Những phần lỗi được làm lại, phần đã xong giữ nguyên.</span>
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
      title={job ? `${job.title}: những phần chưa nhận hoặc chưa xong` : ''}
    >
      {job && <JobFailures jobId={job.jobId} />}
    </Modal>
  );
}

// The strip at the foot: what is running with its real progress, and what calms (free space, place of the archive).
// Must not start work.
import {
  IconAlertTriangle,
  IconCheck,
  IconPlayerPause,
  IconPlayerStop,
  IconRefresh,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { JobSummary } from '../../shared/model/job.ts';
import { useCall } from '../client/queries.ts';
import { formatBytes, formatCount } from '../components/format.ts';
import { JobProgress } from '../components/job-progress.tsx';
import { canResume, countsOf, isCounted, isPaused, outcomeOf, pausedWords } from '../components/job-words.ts';
import { JobFailuresDialog, useJobActs, useJobDetail } from '../components/jobs.tsx';
import { useNavigation } from './navigation.tsx';
import classes from './shell.module.css';

export function ActivityStrip() {
  const jobs = useCall('jobs.list', { limit: 5 });
  const info = useCall('archive.info', {});
  const { go } = useNavigation();
  const { cancel, resume } = useJobActs();
  const [failuresOf, setFailuresOf] = useState<JobSummary | null>(null);
  const all = jobs.data?.jobs ?? [];
  const active = all.filter((job) => job.state === 'running' || job.state === 'queued');
  const job = useJobDetail(active.find((one) => one.state === 'running') ?? active[0] ?? all[0]);
  const running = job !== undefined && active.some((one) => one.jobId === job.jobId);
  const outcome = job ? outcomeOf(job) : null;
  const paused = job !== undefined && isPaused(job);
  // A job that stands still tells the reason itself; without one the archive does.
  const trouble = job && paused ? pausedWords(job) : (info.data?.problem ?? '');

  return (
    <footer className={classes.strip}>
      {job ? (
        <>
          {paused ? (
            <IconPlayerPause size={16} stroke={1.7} color="var(--look)" aria-hidden="true" />
          ) : running ? (
            <IconRefresh size={16} stroke={1.7} color="var(--action)" aria-hidden="true" />
          ) : job.state === 'cancelled' ? (
            <IconPlayerStop size={16} stroke={1.7} color="var(--look)" aria-hidden="true" />
          ) : canResume(job) ? (
            <IconAlertTriangle size={16} stroke={1.7} color="var(--look)" aria-hidden="true" />
          ) : (
            <IconCheck size={16} stroke={2} color="var(--done)" aria-hidden="true" />
          )}
          <span className={`clip ${classes.title}`} title={job.title}>
            {job.title}
          </span>
          {running && !paused && isCounted(job) && (
            <JobProgress className={classes.bar ?? ''} size={6} job={job} label={`Tiến độ: ${job.title}`} />
          )}
          <span className={running ? undefined : 'muted'} style={{ flex: 'none' }}>
            {countsOf(job)}
          </span>
          {outcome?.words && (
            <button
              type="button"
              className={`clip ${classes.link} ${classes.outcome}`}
              data-tone={outcome.failed > 0 ? 'must' : 'neutral'}
              title={outcome.words}
              onClick={() => setFailuresOf(job)}
            >
              {outcome.words}
            </button>
          )}
          {running && (
            <button
              type="button"
              className={classes.link}
              onClick={() => cancel.mutate(job.jobId)}
              disabled={cancel.isPending}
            >
              Hủy
            </button>
          )}
          {!running && job.state !== 'done' && canResume(job) && (
            <button type="button" className={classes.link} onClick={() => resume.mutate(job.jobId)}>
              Làm tiếp
            </button>
          )}
          {active.length > 1 && (
            <button type="button" className={classes.link} onClick={() => go('admin')}>
              và {formatCount(active.length - 1)} việc khác
            </button>
          )}
        </>
      ) : (
        <span className="muted">Không có việc nào đang chạy.</span>
      )}
      {trouble && (
        <>
          <span className={`clip ${classes.paused}`} role="status" title={trouble}>
            {trouble}
          </span>
          <button
            type="button"
            className={classes.link}
            onClick={() => resume.mutate(paused ? job?.jobId : undefined)}
            disabled={resume.isPending}
          >
            {resume.isPending ? 'Đang thử…' : 'Làm tiếp'}
          </button>
        </>
      )}
      {info.data && (
        <span className={classes.calm}>
          <span style={{ flex: 'none' }}>Còn trống {formatBytes(info.data.freeBytes)}</span>
          {!trouble && (
            <span className="clip" title={info.data.path} style={{ maxWidth: '16rem' }}>
              {info.data.path}
            </span>
          )}
        </span>
      )}
      <JobFailuresDialog job={failuresOf} onClose={() => setFailuresOf(null)} />
    </footer>
  );
}

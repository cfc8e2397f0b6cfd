// The time left is measured, never invented, and counts sources that are not opened yet.
import { expect, test } from 'vitest';
import { createTimeLeft } from '../../../electron/core/jobs/time-left.ts';
import type { JobSummary } from '../../../shared/model/job.ts';

const job = (pagesTotal: number, pagesDone: number): JobSummary => ({
  jobId: 'j_1',
  kind: 'digitise',
  state: 'running',
  title: '',
  total: 0,
  done: 0,
  failed: 0,
  pagesTotal,
  pagesDone,
  pausedBecause: null,
  secondsLeft: null,
  createdAt: '',
  startedAt: null,
  finishedAt: null,
});

test('says nothing before four pages were read, then goes by their pace', () => {
  let nowMs = 0;
  const timeLeft = createTimeLeft({ nowMs: () => nowMs });
  const opened = { opened: 1, waiting: 0 };
  for (let page = 1; page <= 3; page++) {
    nowMs = page * 2000;
    timeLeft.pageDone('j_1');
    expect(timeLeft.secondsLeft(job(100, page), opened)).toBeNull();
  }
  nowMs = 8000;
  timeLeft.pageDone('j_1');
  expect(timeLeft.secondsLeft(job(100, 4), opened)).toBe(192);
  // Nine more sources of 100 pages each are to be expected.
  expect(timeLeft.secondsLeft(job(100, 4), { opened: 1, waiting: 9 })).toBe(1992);
});

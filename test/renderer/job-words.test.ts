// Says how a job is told: counts, time left, a pause that pretends nothing, and when there is something to resume.
// Must not touch the screen.
import { beforeEach, describe, expect, it } from 'vitest';
import { call, connect, wordForAgain } from '../../renderer/client/client.ts';
import { createFake } from '../../renderer/client/fake.ts';
import {
  canResume,
  countsOf,
  isAtWork,
  isPaused,
  outcomeOf,
  pausedWords,
  progressOf,
} from '../../renderer/components/job-words.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode, ErrorParams } from '../../shared/errors/codes.ts';
import { vi as messages } from '../../shared/messages/vi.ts';
import type { JobDetail, JobFailure, JobSummary } from '../../shared/model/job.ts';

const running: JobSummary = {
  jobId: 'j1',
  kind: 'digitise',
  state: 'running',
  title: 'Số hóa 5 tệp',
  total: 60,
  done: 30,
  failed: 0,
  pagesTotal: 480,
  pagesDone: 307,
  pausedBecause: null,
  secondsLeft: 372,
  createdAt: '2026-11-22T09:29:00.000Z',
  startedAt: '2026-11-22T09:29:01.000Z',
  finishedAt: null,
};
const paused: JobSummary = { ...running, pausedBecause: 'Ổ đĩa đã đầy.' };

describe('a job in words', () => {
  it('counts pages and tells the time left', () => {
    expect(countsOf(running)).toBe('307 / 480 trang · còn khoảng 6 phút');
  });

  it('fills the bar by pages, so that bar and words say the same', () => {
    expect(progressOf({ ...running, pagesTotal: 4, pagesDone: 1, total: 60, done: 58 })).toBe(25);
  });

  it('says that files are being opened while no page is known', () => {
    const opening: JobSummary = { ...running, pagesTotal: 0, pagesDone: 0, total: 5, done: 1 };
    expect(countsOf(opening)).toBe('Đang mở các tệp…');
    expect(progressOf(opening)).toBe(0);
    expect(countsOf({ ...opening, pausedBecause: 'Ổ đĩa đã đầy.' })).toContain('đang dừng');
  });

  it('is reading only while it goes on', () => {
    expect(isAtWork(running)).toBe(true);
    expect(isAtWork({ ...running, state: 'queued' })).toBe(true);
    expect(isAtWork({ ...running, state: 'cancelled' })).toBe(false);
    expect(isAtWork(paused)).toBe(false);
    expect(isAtWork({ ...running, kind: 'export' })).toBe(false);
  });

  it('counts no steps where there is one: an export of many files is not “1 / 1”', () => {
    const one: JobSummary = { ...running, kind: 'export', total: 1, done: 0, pagesTotal: 0, pagesDone: 0 };
    expect(countsOf(one)).toBe('đang chạy');
    expect(countsOf({ ...one, state: 'done', done: 1 })).toBe('đã xong');
  });
});

describe('how an import ended', () => {
  const failure = (code: string, at: number): JobFailure => ({
    itemId: String(at),
    subject: 'quet.jpg',
    sourcePath: '/quet.jpg',
    code,
    message: '',
  });
  const ended = (...codes: string[]): JobDetail => ({
    ...running,
    state: 'done',
    failed: codes.length,
    failures: codes.map(failure),
    documentIds: ['d1', 'd2'],
    outputPath: null,
  });

  it('counts files that came in and files that did not, apart from pages', () => {
    expect(outcomeOf(ended('SOURCE_DAMAGED', 'PDF_ENCRYPTED'))).toEqual({
      failed: 2,
      words: '2 tệp đã nhận · 2 tệp không nhận được',
    });
    expect(outcomeOf(ended('OCR_FAILED')).words).toBe('1 phần lỗi');
    expect(outcomeOf(ended()).words).toBe('');
  });

  it('knows only a number while the failures are not known', () => {
    expect(outcomeOf({ ...running, failed: 8 }).words).toBe('8 lỗi');
  });

  it('takes a file that is already there for no failure, and offers no second try', () => {
    const twice = ended('SOURCE_DUPLICATE');
    expect(outcomeOf(twice)).toEqual({ failed: 0, words: '2 tệp đã nhận · 1 tệp đã có trong kho' });
    expect(canResume(twice)).toBe(false);
    expect(canResume(ended('SOURCE_DUPLICATE', 'SOURCE_EMPTY'))).toBe(true);
    const only: JobDetail = { ...twice, state: 'failed', documentIds: [], pagesTotal: 0, pagesDone: 0 };
    expect(outcomeOf(only).words).toBe('1 tệp đã có trong kho');
    expect(countsOf(only)).toBe('đã xong');
  });
});

describe('a paused job', () => {
  it('says so with the reason, and promises no time', () => {
    expect(pausedWords(paused)).toBe('Đang dừng: Ổ đĩa đã đầy.');
    expect(countsOf({ ...paused, secondsLeft: 372 })).toBe('307 / 480 trang · đang dừng');
    expect(pausedWords(running)).toBe('');
  });

  it('can be resumed; a running one without failures cannot', () => {
    expect(canResume(paused)).toBe(true);
    expect(canResume(running)).toBe(false);
    expect(canResume({ ...running, failed: 1 })).toBe(true);
  });

  it('is none any more once it is over', () => {
    expect(isPaused({ ...paused, state: 'cancelled' })).toBe(false);
  });
});

describe('“làm tiếp”', () => {
  beforeEach(() => {
    const fake = createFake({ running: true, paused: true });
    connect(fake.bridge, fake.pictures);
  });

  it('is the name of the button beside every failure whose sentence asks for it, and of no other', () => {
    // Every parameter of every message reads as 0: only the words around them matter here.
    const anything = new Proxy({}, { get: () => 0 });
    for (const code of Object.keys(messages) as ErrorCode[]) {
      const sentence = messages[code](anything as never);
      const asks = /rồi (?:bấm )?làm tiếp/.test(sentence);
      const error = new AppError(code, anything as ErrorParams[typeof code]);
      expect([code, wordForAgain(error)]).toEqual([code, asks ? 'Làm tiếp' : 'Thử lại']);
    }
  });

  it('ends the pause of that job', async () => {
    const before = (await call('jobs.list', {})).jobs[0]!;
    expect(isPaused(before)).toBe(true);
    await call('jobs.resume', { jobId: before.jobId });
    expect(isPaused((await call('jobs.list', {})).jobs[0]!)).toBe(false);
  });
});

// What the thread protocol promises: each request gets exactly one answer, errors keep their code.
// Must not start a real thread.
import { expect, test } from 'vitest';
import { answer } from '../../electron/workers/serve.ts';
import { AppError } from '../../shared/errors/app-error.ts';

const tasks = {
  double: async (input: { n: number }) => input.n * 2,
  fail: async () => {
    throw new AppError('OCR_LANGUAGE_MISSING', { language: 'vie' });
  },
  defect: async () => {
    throw new TypeError('oops');
  },
};

test('a task is answered with its value under the same id', async () => {
  expect(await answer(tasks, { id: 7, task: 'double', input: { n: 21 } })).toEqual({
    id: 7,
    ok: true,
    value: 42,
  });
});

test('an expected failure crosses with its code and parameters', async () => {
  const reply = await answer(tasks, { id: 1, task: 'fail', input: null });
  expect(reply).toMatchObject({
    id: 1,
    ok: false,
    error: { code: 'OCR_LANGUAGE_MISSING', params: { language: 'vie' } },
  });
});

test('a defect and an unknown task, also one named like an object member, are INTERNAL', async () => {
  for (const task of ['defect', 'nothing', 'toString']) {
    const reply = await answer(tasks, { id: 2, task, input: null });
    expect(reply).toMatchObject({ id: 2, ok: false, error: { code: 'INTERNAL' } });
  }
});

// The PDF worker as a thread: the entry file loads by itself and answers in the worker protocol.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { TaskReply } from '../../../electron/workers/serve.ts';
import { jpegPage, metadata } from './sample-pages.ts';

test('a thread writes a PDF and reports a failure with its code', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-thread-'));
  const worker = new Worker(new URL('../../../electron/workers/pdf/main.ts', import.meta.url));
  const ask = (id: number, input: unknown) =>
    new Promise<TaskReply>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.postMessage({ id, task: 'writePdf', input });
    });
  try {
    const outPath = join(folder, 'out.pdf');
    const pages = [await jpegPage(folder)];
    const done = await ask(1, { pages, metadata, level: '2b', outPath });
    expect(done).toMatchObject({
      id: 1,
      ok: true,
      value: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(existsSync(outPath)).toBe(true);
    const failed = await ask(2, { pages: [], metadata, level: '2b', outPath });
    expect(failed).toMatchObject({ id: 2, ok: false, error: { code: 'PDF_WRITE_FAILED' } });
  } finally {
    await worker.terminate();
    rmSync(folder, { recursive: true });
  }
});

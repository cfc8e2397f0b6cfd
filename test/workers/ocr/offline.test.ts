// Recognition needs no network and writes no file: it runs where both are refused.
// Must not run in this process: the refusals hold for a whole process.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fixturePath } from '../../fixtures/index.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tangthu-offline-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

test('a page is recognised in a thread where sockets and writing files are forbidden', async () => {
  const { path } = await fixturePath('state-decision-clean');
  const small = join(dir, 'small.png');
  await sharp(path).extract({ left: 0, top: 300, width: 1600, height: 500 }).toFile(small);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--permission',
      '--allow-fs-read=*',
      '--allow-worker',
      '--allow-addons',
      '--no-warnings',
      '--import',
      here('./forbidden.mjs'),
      here('./one-page.mjs'),
      small,
    ],
    { cwd: dir },
  );
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ ok: true, refusals: ['forbidden: socket', 'ERR_ACCESS_DENIED'] });
  expect(result.words).toBeGreaterThan(20);
  expect(await readdir(dir)).toEqual(['small.png']);
}, 30_000);

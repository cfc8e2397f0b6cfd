// The process is killed at each named point of the job; run again, nothing is lost, nothing is done twice.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCore } from '../../electron/core/create-core.ts';
import { temporaryFolder } from '../support/archive.ts';
import { goodJpeg, multiPageTiff } from '../support/bad-inputs.ts';
import { runCli } from '../support/cli.ts';

const points = [
  'source.images-stored',
  'source.computed',
  'source.committing',
  'source.committed',
  'image.committing',
  'read.computed',
  'read.committed',
  'extract.committing',
  'publish.computed',
  'publish.committing',
  'publish.committed',
] as const;

describe('killed while exporting', () => {
  test.for(['export.computed', 'export.committing', 'export.committed'] as const)(
    'at %s: resuming ends with one whole package',
    async (point) => {
      const folder = await temporaryFolder();
      const archive = join(folder, 'kho');
      const to = join(folder, 'goi');
      await runCli(['init', archive, '--agency-code', 'H1', '--agency-name', 'Huyện ủy Bình An']);
      expect((await runCli(['digitise', archive, await goodJpeg(folder, 'a.jpg')])).code).toBe(0);
      const killed = await runCli(['export', archive, '--to', to], { TANGTHU_FAILPOINT: point });
      expect(killed.signal, killed.stderr).toBe('SIGKILL');
      const resumed = await runCli(['jobs', 'resume', archive]);
      expect(resumed.code, resumed.stderr).toBe(0);
      expect((await runCli(['verify', to])).code).toBe(0);
      expect(JSON.parse((await runCli(['jobs', 'list', archive, '--json'])).stdout).jobs[0]).toMatchObject({
        kind: 'export',
        state: 'done',
        failed: 0,
      });
    },
  );
});

describe('killed while digitising', () => {
  test.for(points)('at %s: resuming finishes the job without loss or duplicates', async (point) => {
    const folder = await temporaryFolder();
    const archive = join(folder, 'kho');
    const input = join(folder, 'vao');
    mkdirSync(input);
    await goodJpeg(input, 'a.jpg');
    await multiPageTiff(input, ['ccittfax4', 'lzw']);
    expect(
      (await runCli(['init', archive, '--agency-code', 'H1', '--agency-name', 'Huyện ủy Bình An'])).code,
    ).toBe(0);

    const killed = await runCli(['digitise', archive, input], {
      TANGTHU_FAILPOINT: point,
      TANGTHU_FAILPOINT_HIT: '2',
    });
    expect(killed.signal, `${point} was never reached: ${killed.stderr}`).toBe('SIGKILL');

    const resumed = await runCli(['jobs', 'resume', archive, '--json']);
    expect(resumed.code, resumed.stderr).toBe(0);

    const core = createCore({ resumeJobs: false });
    try {
      await core.call('archive.open', { path: archive });
      const { documents } = await core.call('catalogue.documents', {});
      expect(documents.map((d) => d.pageCount).sort()).toEqual([1, 2]);
      for (const { documentId } of documents) {
        const document = await core.call('catalogue.document', { documentId });
        expect(document.pages.every((p) => p.text === 'ready' && p.image === 'ready')).toBe(true);
        expect(document.pdf).toMatchObject({ version: 1, current: true });
      }
      const { jobs } = await core.call('jobs.list', {});
      expect(jobs).toMatchObject([{ state: 'done', failed: 0 }]);
      const verified = await core.call('transfer.verify', { path: archive });
      expect(verified.findings.filter((f) => f.severity !== 'info')).toEqual([]);
    } finally {
      await core.close();
    }
  });
});

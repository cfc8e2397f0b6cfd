// The queue: cancelling, resuming, failing and full disks, with the real runner and the real database.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createCore } from '../../../electron/core/create-core.ts';
import { digitise, newArchive, temporaryFolder } from '../../support/archive.ts';
import { goodJpeg, pagePicture } from '../../support/bad-inputs.ts';

async function manyPages(folder: string, count: number): Promise<string[]> {
  const paths: string[] = [];
  for (let i = 0; i < count; i++) {
    const path = join(folder, `trang-${i + 1}.jpg`);
    writeFileSync(
      path,
      await pagePicture(414, 585, i + 1)
        .jpeg()
        .toBuffer(),
    );
    paths.push(path);
  }
  return paths;
}

describe('jobs', () => {
  test('a cancelled job keeps what is done, does nothing more, and can be taken up again', async () => {
    const { core, path, folder } = await newArchive();
    const paths = await manyPages(folder, 6);
    const { jobId } = await core.call('intake.digitise', { paths });
    await new Promise<void>((resolve) => {
      const off = core.on('data.changed', () => {
        off();
        resolve();
      });
    });
    const cancelled = await core.call('jobs.cancel', { jobId });
    expect(cancelled.state).toBe('cancelled');
    expect(await core.whenJobFinished(jobId)).toMatchObject({ state: 'cancelled' });
    const before = (await core.call('archive.info', {}))?.counts.documents ?? 0;
    expect(before).toBeLessThan(6);
    await new Promise((r) => setTimeout(r, 300));
    expect((await core.call('archive.info', {}))?.counts.documents).toBe(before);

    await core.call('jobs.resume', { jobId });
    expect(await core.whenJobFinished(jobId)).toMatchObject({ state: 'done', failed: 0 });
    expect((await core.call('archive.info', {}))?.counts).toMatchObject({ documents: 6, pages: 6 });
    expect(await core.call('transfer.verify', { path })).toMatchObject({ ok: true });
  });

  test('a source that failed is tried again on request and then succeeds', async () => {
    const { core, folder } = await newArchive();
    const path = join(folder, 'den-muon.jpg');
    const job = await digitise(core, [path]);
    expect(job).toMatchObject({ state: 'failed', failures: [{ code: 'SOURCE_NOT_FOUND' }] });
    await goodJpeg(folder, 'den-muon.jpg');
    await core.call('jobs.resume', { jobId: job.jobId });
    expect(await core.whenJobFinished(job.jobId)).toMatchObject({ state: 'done', failed: 0 });
    expect((await core.call('archive.info', {}))?.counts.documents).toBe(1);
  });

  test('closing the archive in the middle of a job leaves it to be finished at the next opening', async () => {
    const { core, path, folder } = await newArchive();
    const { jobId } = await core.call('intake.digitise', { paths: await manyPages(folder, 3) });
    await core.call('archive.close', {});
    await core.call('archive.open', { path });
    expect(await core.whenJobFinished(jobId)).toMatchObject({ state: 'done', failed: 0 });
    expect((await core.call('archive.info', {}))?.counts.documents).toBe(3);
  });

  test('a damaged page image fails alone: the document is still published, and the page is named', async () => {
    const { core, path, folder } = await newArchive();
    const [good] = await manyPages(folder, 1);
    const { jobId } = await core.call('intake.digitise', { paths: [good as string] });
    const off = core.on('data.changed', () => {
      off();
      // As if the disk lost the master right after it came in.
      rmSync(join(path, 'masters'), { recursive: true, force: true });
      mkdirSync(join(path, 'masters'));
    });
    const end = await core.whenJobFinished(jobId);
    expect(end.failed).toBeGreaterThan(0);
    const detail = await core.call('jobs.get', { jobId });
    for (const f of detail.failures) expect(f.message).not.toBe('');
    const verified = await core.call('transfer.verify', { path });
    expect(verified.ok).toBe(false);
    expect(verified.findings).toContainEqual(expect.objectContaining({ code: 'FILE_MISSING' }));
  });

  test('pictures that were thrown away are made again when they are asked for', async () => {
    const { core, path, folder } = await newArchive();
    const job = await digitise(core, await manyPages(folder, 1));
    const { firstPageId } = await core.call('catalogue.document', {
      documentId: job.documentIds[0] as string,
    });
    const pageId = firstPageId as string;
    rmSync(join(path, 'derivatives'), { recursive: true });
    expect(core.resolveFile('thumbnail', pageId)).toBeNull();
    expect(core.resolveFile('preview', pageId)).toBeNull();
    const [again] = (await core.call('jobs.list', { active: true })).jobs;
    await core.whenJobFinished(again?.jobId as string);
    expect(existsSync(core.resolveFile('thumbnail', pageId)?.path as string)).toBe(true);
  });

  // A real full disk needs a small file system, which only the superuser can make.
  test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
    'a full disk: what was done stays, the message says so, and the job goes on after room was made',
    async () => {
      const folder = await temporaryFolder();
      const disk = join(folder, 'o-nho');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk]);
      onTestFinished(() => void execFileSync('umount', ['-l', disk]));
      const core = createCore();
      onTestFinished(() => core.close());
      const path = join(disk, 'kho');
      await core.call('archive.create', { path, agencyCode: 'H1', agencyName: 'Huyện ủy Bình An' });
      const ballast = join(disk, 'ballast');
      const small = await goodJpeg(folder, 'nho.jpg');
      expect(await digitise(core, [small])).toMatchObject({ state: 'done', failed: 0 });

      const large = join(folder, 'lon.png');
      writeFileSync(large, await pagePicture(414, 585, 3).png({ compressionLevel: 0 }).toBuffer());
      writeFileSync(ballast, '');
      try {
        for (let i = 0; i < 2000; i++) writeFileSync(ballast, Buffer.alloc(16_384), { flag: 'a' });
      } catch (thrown) {
        expect((thrown as { code?: string }).code).toBe('ENOSPC');
      }
      // Room for the job's rows, not for the scan.
      truncateSync(ballast, statSync(ballast).size - 400_000);

      const { jobId } = await core.call('intake.digitise', { paths: [large] });
      await expect(core.whenJobFinished(jobId)).rejects.toMatchObject({ code: 'DISK_FULL' });
      const paused = await core.call('jobs.get', { jobId });
      expect(paused).toMatchObject({ state: 'running', failed: 0, failures: [] });
      expect(paused.pausedBecause).toContain('đã đầy');
      expect(existsSync(large)).toBe(true);

      rmSync(ballast);
      await core.call('jobs.resume', { jobId });
      await expect
        .poll(async () => (await core.call('jobs.get', { jobId })).state, { timeout: 20_000 })
        .toBe('done');
      expect(await core.call('jobs.get', { jobId })).toMatchObject({ failed: 0, pausedBecause: null });
      expect((await core.call('archive.info', {}))?.counts.documents).toBe(2);
      expect(await core.call('transfer.verify', { path })).toMatchObject({ ok: true });
    },
  );
});

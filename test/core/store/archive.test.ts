// The archive on disk: made whole or not at all, one writer, damage found, strangers refused.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createCore } from '../../../electron/core/create-core.ts';
import { digitise, newArchive, temporaryFolder } from '../../support/archive.ts';
import { goodJpeg } from '../../support/bad-inputs.ts';
import { runCli } from '../../support/cli.ts';

const agency = { agencyCode: 'H1', agencyName: 'Huyện ủy Bình An' };

function anotherCore() {
  const core = createCore({ resumeJobs: false });
  onTestFinished(() => core.close());
  return core;
}

describe('making and opening an archive', () => {
  test('refuses a folder that is an archive already or holds other files, and leaves them as they are', async () => {
    const { core, path, folder } = await newArchive();
    await expect(core.call('archive.create', { path, ...agency })).rejects.toMatchObject({
      code: 'ARCHIVE_EXISTS',
    });
    const other = join(folder, 'anh');
    mkdirSync(other);
    writeFileSync(join(other, 'gia-dinh.jpg'), 'x');
    await expect(core.call('archive.create', { path: other, ...agency })).rejects.toMatchObject({
      code: 'FOLDER_NOT_EMPTY',
    });
    expect(readdirSync(other)).toEqual(['gia-dinh.jpg']);
  });

  test('one program at a time writes to an archive; the lock goes with the process however it ends', async () => {
    const { core, path } = await newArchive();
    const second = anotherCore();
    await expect(second.call('archive.open', { path })).rejects.toMatchObject({ code: 'ARCHIVE_LOCKED' });
    const elsewhere = await runCli(['search', path, 'chi thi']);
    expect(elsewhere.code).toBe(2);
    expect(elsewhere.stderr).toContain('đang được mở ở nơi khác');
    expect((await runCli(['verify', path])).code).toBe(0);
    await core.call('archive.close', {});
    expect(await second.call('archive.open', { path })).toMatchObject({ agencyCode: 'H49.64' });
  });

  test('an archive from a newer program, a foreign database and a missing one are refused in words', async () => {
    const { core, path, folder } = await newArchive();
    await core.call('archive.close', {});
    const db = new Database(join(path, 'catalogue.sqlite'));
    db.pragma('user_version = 9999');
    db.close();
    await expect(core.call('archive.open', { path })).rejects.toMatchObject({ code: 'ARCHIVE_FROM_FUTURE' });
    writeFileSync(join(path, 'catalogue.sqlite'), 'không phải cơ sở dữ liệu'.repeat(100));
    await expect(core.call('archive.open', { path })).rejects.toMatchObject({ code: 'ARCHIVE_INVALID' });
    await expect(core.call('archive.open', { path: join(folder, 'khong-co') })).rejects.toMatchObject({
      code: 'ARCHIVE_NOT_FOUND',
    });
    writeFileSync(join(path, 'archive.json'), '{');
    await expect(core.call('archive.open', { path })).rejects.toMatchObject({ code: 'ARCHIVE_INVALID' });
  });
});

describe('verifying an archive', () => {
  test('names a changed master, a missing PDF, a foreign file and a tampered audit row', async () => {
    const { core, path, folder } = await newArchive();
    await digitise(core, [await goodJpeg(folder)]);
    const find = (area: string) =>
      readdirSync(join(path, area), { recursive: true, encoding: 'utf8' }).find((f) =>
        /\.(jpg|pdf)$/.test(f),
      ) as string;
    const master = join(path, 'masters', find('masters'));
    chmodSync(master, 0o644);
    const bytes = readFileSync(master);
    bytes[100] = (bytes[100] as number) ^ 1;
    writeFileSync(master, bytes);
    rmSync(join(path, 'documents', find('documents')));
    mkdirSync(join(path, 'masters', 'zz', 'zz'), { recursive: true });
    writeFileSync(join(path, 'masters', 'zz', 'zz', 'la.jpg'), 'x');
    await core.call('archive.close', {});
    const db = new Database(join(path, 'catalogue.sqlite'));
    expect(() => db.prepare("UPDATE audit SET actor = 'ai đó' WHERE seq = 2").run()).toThrow(/final/);
    db.exec("DROP TRIGGER audit_is_final_u; UPDATE audit SET actor = 'ai đó' WHERE seq = 2");
    db.close();

    const result = await core.call('transfer.verify', { path });
    expect(result.ok).toBe(false);
    expect(result.findings.map((f) => f.code).sort()).toEqual([
      'AUDIT_BROKEN',
      'FILE_CHANGED',
      'FILE_MISSING',
      'FILE_UNKNOWN',
    ]);
    expect(result.findings.find((f) => f.code === 'AUDIT_BROKEN')?.message).toContain('dòng 2');
  });

  test('a catalogue damaged in the middle is a finding, not a failure of the program', async () => {
    const { core, path, folder } = await newArchive();
    await digitise(core, [await goodJpeg(folder)]);
    await core.call('archive.close', {});
    const file = join(path, 'catalogue.sqlite');
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 8192, bytes.length - 8192);
    writeFileSync(file, bytes);
    const verified = await runCli(['verify', path, '--json']);
    expect(verified.code, verified.stderr).toBe(4);
    expect(JSON.parse(verified.stdout).findings).toContainEqual(
      expect.objectContaining({ code: 'CATALOGUE_DAMAGED' }),
    );
    const search = await runCli(['search', path, 'chi thi']);
    expect(search.code).toBe(2);
    expect(search.stderr).toContain('không đọc được');
  });

  test('a folder that is neither archive nor export is refused', async () => {
    await expect(
      anotherCore().call('transfer.verify', { path: await temporaryFolder() }),
    ).rejects.toMatchObject({ code: 'NOT_AN_ARCHIVE_OR_EXPORT' });
  });
});

describe('an archive whose folder goes away', () => {
  test('pauses work, refuses to write in words, makes no folder in its place, and goes on when it is back', async () => {
    const { core, path, folder } = await newArchive();
    const { jobId } = await core.call('intake.digitise', { paths: [await goodJpeg(folder)] });
    renameSync(path, `${path}-xa`);
    await expect(core.whenJobFinished(jobId)).rejects.toMatchObject({ code: 'ARCHIVE_GONE' });
    expect((await core.call('jobs.get', { jobId })).pausedBecause).toContain('Không thấy thư mục kho');
    expect((await core.call('archive.info', {}))?.problem).toContain('Không thấy thư mục kho');
    await expect(core.call('intake.digitise', { paths: [folder] })).rejects.toMatchObject({
      code: 'ARCHIVE_GONE',
    });
    expect(existsSync(path)).toBe(false);

    renameSync(`${path}-xa`, path);
    await core.call('jobs.resume', { jobId });
    await expect
      .poll(async () => (await core.call('jobs.get', { jobId })).state, { timeout: 20_000 })
      .toBe('done');
    expect(await core.call('transfer.verify', { path })).toMatchObject({ ok: true, findings: [] });
  });
});

describe('exporting', () => {
  test('refuses to write into the archive or over other files, and says when nothing is ready', async () => {
    const { core, path, folder } = await newArchive();
    await expect(core.call('transfer.export', { to: join(path, 'xuat') })).rejects.toMatchObject({
      code: 'EXPORT_TARGET_INSIDE_ARCHIVE',
    });
    const used = join(folder, 'da-dung');
    mkdirSync(used);
    writeFileSync(join(used, 'x.txt'), 'x');
    await expect(core.call('transfer.export', { to: used })).rejects.toMatchObject({
      code: 'FOLDER_NOT_EMPTY',
    });
    await expect(
      core.call('transfer.export', { to: join(folder, 'moi'), fileCodes: ['khong-co'] }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { jobId } = await core.call('transfer.export', { to: join(folder, 'moi') });
    expect(await core.whenJobFinished(jobId)).toMatchObject({ state: 'failed' });
    expect((await core.call('jobs.get', { jobId })).failures).toMatchObject([
      { code: 'EXPORT_NOTHING_READY' },
    ]);
    expect(readdirSync(folder).sort()).toEqual(['da-dung', 'kho']);
  });
});

// Bad input as stations meet it: each source that cannot be used gets its message, the others are done, nothing is lost.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hashFile } from '../../../electron/core/store/index.ts';
import { digitise, newArchive } from '../../support/archive.ts';
import * as bad from '../../support/bad-inputs.ts';

describe('bad input', () => {
  test('unusable sources are named each with its reason, and the good ones between them are done', async () => {
    const { core, path, folder } = await newArchive();
    const input = join(folder, 'vao');
    mkdirSync(input);
    const expected = {
      SOURCE_EMPTY: await bad.emptyFile(input),
      SOURCE_DAMAGED: await bad.truncatedJpeg(input),
      SOURCE_UNSUPPORTED: await bad.textFileNamedPdf(input),
      PDF_ENCRYPTED: await bad.encryptedPdf(input),
      PDF_NO_PAGES: await bad.pdfWithoutPages(input),
      SOURCE_TOO_LARGE: await bad.hugeImage(input),
      SOURCE_NOT_FOUND: join(input, 'khong-co.pdf'),
    };
    const good = [await bad.goodJpeg(input), await bad.goodPng(input, 'trang-2.png')];
    const before = new Map(
      await Promise.all(
        [expected.SOURCE_DAMAGED, expected.PDF_ENCRYPTED].map(async (p) => [p, await hashFile(p)] as const),
      ),
    );

    const job = await digitise(core, [good[0] as string, ...Object.values(expected), good[1] as string]);

    expect(job.state).toBe('done');
    expect(Object.fromEntries(job.failures.map((f) => [f.code, f.subject]))).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([code, p]) => [
          code,
          code === 'SOURCE_NOT_FOUND' ? p : p.split('/').at(-1),
        ]),
      ),
    );
    for (const f of job.failures) expect(f.message, f.code).toMatch(/\p{L}+.*(Hãy|hãy)/u);
    expect(job.documentIds).toHaveLength(2);
    for (const [p, hash] of before) expect(await hashFile(p)).toEqual(hash);
    expect(await core.call('transfer.verify', { path })).toMatchObject({ ok: true, findings: [] });
  });

  test('odd but usable pictures come in: 16-bit, CMYK, turned by EXIF, wrong extension', async () => {
    const { core, folder } = await newArchive();
    const sources = [
      await bad.sixteenBitTiff(folder),
      await bad.cmykJpeg(folder),
      await bad.exifRotatedJpeg(folder),
      await bad.wrongExtension(folder),
    ];
    const job = await digitise(core, sources);
    expect(job.failures).toEqual([]);
    const documents = await Promise.all(
      job.documentIds.map((documentId) => core.call('catalogue.document', { documentId })),
    );
    for (const d of documents) {
      expect(d.pages[0], d.sourceName).toMatchObject({ image: 'ready', text: 'ready' });
      expect(d.pdf?.current, d.sourceName).toBe(true);
    }
    const turned = documents.find((d) => d.source.path === sources[2]);
    expect(turned?.pages[0]).toMatchObject({
      rotation: 90,
      widthPx: bad.pageHeightPx,
      heightPx: bad.pageWidthPx,
    });
  });

  test('a pipe given by name is refused instead of being read for ever', async () => {
    const { core, folder } = await newArchive();
    const pipe = join(folder, 'ong.pdf');
    execFileSync('mkfifo', [pipe]);
    const job = await digitise(core, [pipe, await bad.goodJpeg(folder)]);
    expect(job.failures).toMatchObject([{ code: 'SOURCE_UNSUPPORTED', sourcePath: pipe }]);
    expect(job.documentIds).toHaveLength(1);
  });

  test('the same file twice is taken once, and the second time is told where it already is', async () => {
    const { core, folder } = await newArchive();
    const first = await bad.goodJpeg(folder, 'a.jpg');
    const again = join(folder, 'b.jpg');
    copyFileSync(first, again);
    const job = await digitise(core, [first, again]);
    expect(job.documentIds).toHaveLength(1);
    expect(job.failures).toMatchObject([{ code: 'SOURCE_DUPLICATE', subject: 'b.jpg' }]);
    expect(job.failures[0]?.message).toContain('a.jpg');
    const later = await digitise(core, [again]);
    expect(later.failures).toMatchObject([{ code: 'SOURCE_DUPLICATE' }]);
    expect((await core.call('archive.info', {}))?.counts.documents).toBe(1);
  });

  test('a folder is walked in the order people count, without system files and half-written ones', async () => {
    const { core, folder } = await newArchive();
    const input = join(folder, 'quét');
    mkdirSync(join(input, 'Hộp 2'), { recursive: true });
    for (const [name, shift] of [
      ['10.jpg', 1],
      ['2.jpg', 2],
      ['Hộp 2/1.jpg', 3],
    ] as const) {
      writeFileSync(join(input, name), await bad.pagePicture(414, 585, shift).jpeg().toBuffer());
    }
    writeFileSync(join(input, 'Thumbs.db'), 'x');
    writeFileSync(join(input, '3.jpg.part'), 'x');
    writeFileSync(join(input, 'ghi-chu.txt'), 'x');
    const job = await digitise(core, [input]);
    expect(job.failures).toEqual([]);
    const { documents } = await core.call('catalogue.documents', {});
    expect(documents.map((d) => d.sourceName)).toEqual(['2.jpg', '10.jpg', '1.jpg']);
  });

  test('an empty folder and a folder without permission are told, not passed over', async () => {
    const { core, folder } = await newArchive();
    const empty = join(folder, 'trong');
    const closed = join(folder, 'khoa');
    mkdirSync(empty);
    mkdirSync(closed);
    writeFileSync(join(closed, 'a.jpg'), readFileSync(await bad.goodJpeg(folder)));
    chmodSync(closed, 0o000);
    try {
      const job = await digitise(core, [empty, closed]);
      const codes = job.failures.map((f) => f.code);
      expect(codes).toContain('FOLDER_HAS_NO_SOURCE');
      // The superuser may read everything, so only others meet the closed door.
      if (process.getuid?.() !== 0) expect(codes).toContain('ACCESS_DENIED');
      else expect(job.documentIds).toHaveLength(1);
    } finally {
      chmodSync(closed, 0o755);
    }
  });
});

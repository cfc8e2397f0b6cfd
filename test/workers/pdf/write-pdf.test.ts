// What writePdf promises its callers: valid files of every level, the same bytes again, nothing left behind after a failure.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writePdf } from '../../../electron/workers/pdf/write-pdf.ts';
import type { PdfLevel, PdfPageInput } from '../../../electron/workers/tasks.ts';
import { hasPdfTools, popplerText, preflightComplaints, qpdfComplaints } from '../../support/pdf-tools.ts';
import {
  DPI,
  foldedWords,
  jpegPage,
  metadata,
  sampleBitonal,
  sampleLines,
  sampleSvg,
  sampleText,
  wordsOf,
  writeImage,
} from './sample-pages.ts';

let folder: string;
let pages: PdfPageInput[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'write-pdf-'));
  const bitonal = await writeImage(folder, 'bitonal.png', sampleBitonal().png());
  const gray = await writeImage(folder, 'gray.jpg', sharp(sampleSvg()).toColourspace('b-w').jpeg());
  pages = [
    await jpegPage(folder),
    {
      image: { path: bitonal, mediaType: 'image/png', frame: 0 },
      rotation: 0,
      dpi: DPI,
      text: sampleText(['Trang hai có chữ']),
    },
    { image: { path: gray, mediaType: 'image/jpeg', frame: 0 }, rotation: 90, dpi: DPI, text: null },
  ];
});
afterAll(() => rmSync(folder, { recursive: true }));

const levels: PdfLevel[] = ['1b', '2b', '2u', '3u'];

describe.each(levels)('PDF/A-%s', (level) => {
  test.runIf(hasPdfTools('qpdf', 'pdftotext'))(
    'is a sound file that gives its words back in order',
    async () => {
      const outPath = join(folder, `${level}.pdf`);
      await writePdf({ pages, metadata, level, outPath });
      expect(qpdfComplaints(outPath)).toBe('');
      expect(foldedWords(popplerText(outPath))).toEqual([
        ...wordsOf(sampleLines),
        'Trang',
        'hai',
        'có',
        'chữ',
      ]);
    },
  );

  test('says so in its header and metadata', async () => {
    const outPath = join(folder, `${level}-head.pdf`);
    await writePdf({ pages, metadata, level, outPath });
    const text = readFileSync(outPath, 'latin1');
    expect(text.slice(0, 8)).toBe(level === '1b' ? '%PDF-1.4' : '%PDF-1.7');
    expect(text).toContain(`<pdfaid:part>${level[0]}</pdfaid:part>`);
    expect(text).toContain(`<pdfaid:conformance>${level[1]!.toUpperCase()}</pdfaid:conformance>`);
  });
});

describe.runIf(hasPdfTools('preflight'))('PDFBox preflight', () => {
  test('accepts the 1b variant, and would refuse it without its identifier', {
    timeout: 60_000,
  }, async () => {
    const outPath = join(folder, 'preflight.pdf');
    await writePdf({ pages, metadata, level: '1b', outPath });
    expect(preflightComplaints(outPath)).toBe('');
    const broken = join(folder, 'preflight-broken.pdf');
    writeFileSync(
      broken,
      readFileSync(outPath, 'latin1').replace(/\/ID \[<\w+> <\w+>\]/, (id) => ' '.repeat(id.length)),
      'latin1',
    );
    expect(preflightComplaints(broken)).toContain('ID');
  });
});

test('the same inputs give the same bytes, and the reported size and hash are those of the file', async () => {
  const [a, b] = [join(folder, 'a.pdf'), join(folder, 'b.pdf')];
  const first = await writePdf({ pages, metadata, level: '2b', outPath: a });
  const second = await writePdf({ pages, metadata, level: '2b', outPath: b });
  expect(second).toEqual(first);
  expect(statSync(a).size).toBe(first.bytes);
  expect(createHash('sha256').update(readFileSync(a)).digest('hex')).toBe(first.sha256);
  const third = await writePdf({ pages, metadata: { ...metadata, title: 'Khác' }, level: '2b', outPath: b });
  expect(third.sha256).not.toBe(first.sha256);
  const id = (path: string) => /\/ID \[<(\w+)>/.exec(readFileSync(path, 'latin1'))![1];
  expect(id(a)).not.toBe(id(b));
});

test('a page without text and a document without any text are written', async () => {
  const outPath = join(folder, 'silent.pdf');
  const silent = pages.map((page) => ({ ...page, text: null }));
  await writePdf({ pages: silent, metadata, level: '2u', outPath });
  if (hasPdfTools('qpdf', 'pdftotext')) {
    expect(qpdfComplaints(outPath)).toBe('');
    expect(foldedWords(popplerText(outPath))).toEqual([]);
  }
});

test('empty descriptions are left out instead of written empty', async () => {
  const outPath = join(folder, 'nameless.pdf');
  const empty = { ...metadata, title: '', author: '', subject: '', keywords: '', identifier: '' };
  await writePdf({ pages, metadata: empty, level: '1b', outPath });
  const text = readFileSync(outPath, 'latin1');
  expect(text).not.toContain('/Title');
  expect(text).not.toContain('dc:title>');
  if (hasPdfTools('preflight')) expect(preflightComplaints(outPath)).toBe('');
});

test('a picture that cannot be read leaves neither the PDF nor a part of it, and an older file as it was', async () => {
  const inside = mkdtempSync(join(folder, 'fail-'));
  const outPath = join(inside, 'out.pdf');
  writeFileSync(outPath, 'older');
  const broken = join(folder, 'broken.png');
  writeFileSync(broken, 'not a picture');
  const page: PdfPageInput = { ...pages[0]!, image: { path: broken, mediaType: 'image/png', frame: 0 } };
  await expect(writePdf({ pages: [pages[0]!, page], metadata, level: '2b', outPath })).rejects.toMatchObject({
    code: 'PAGE_IMAGE_FAILED',
  });
  expect(readdirSync(inside)).toEqual(['out.pdf']);
  expect(readFileSync(outPath, 'utf8')).toBe('older');
  const missing: PdfPageInput = {
    ...page,
    image: { ...page.image, path: join(folder, 'nowhere.jpg'), mediaType: 'image/jpeg' },
  };
  await expect(writePdf({ pages: [missing], metadata, level: '2b', outPath })).rejects.toMatchObject({
    code: 'FILE_MISSING',
  });
});

test('a document without pages is refused', async () => {
  const outPath = join(folder, 'none.pdf');
  await expect(writePdf({ pages: [], metadata, level: '2b', outPath })).rejects.toMatchObject({
    code: 'PDF_WRITE_FAILED',
  });
  expect(existsSync(outPath)).toBe(false);
});

test('a leftover of a killed writer is replaced', async () => {
  const outPath = join(folder, 'again.pdf');
  writeFileSync(`${outPath}.tmp`, 'half a file');
  await writePdf({ pages, metadata, level: '2b', outPath });
  expect(existsSync(`${outPath}.tmp`)).toBe(false);
  expect(existsSync(outPath)).toBe(true);
});

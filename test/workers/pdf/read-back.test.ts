// The check after writing is worth nothing unless it fails when something is wrong: every fault here is made on purpose.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { readBack } from '../../../electron/workers/pdf/read-back.ts';
import { type WrittenDocument, writeDocument } from '../../../electron/workers/pdf/write-document.ts';
import { writePdf } from '../../../electron/workers/pdf/write-pdf.ts';
import type { PdfPageInput } from '../../../electron/workers/tasks.ts';
import { jpegPage, metadata, sampleSvg, sampleText, writeImage } from './sample-pages.ts';

const damage = vi.hoisted(() => ({ after: null as null | ((path: string) => void) }));
vi.mock('../../../electron/workers/pdf/write-document.ts', async (original) => {
  const real = await original<typeof import('../../../electron/workers/pdf/write-document.ts')>();
  const writeDocument: typeof real.writeDocument = async (input, path) => {
    const written = await real.writeDocument(input, path);
    damage.after?.(path);
    return written;
  };
  return { ...real, writeDocument };
});

let folder: string;
let pages: PdfPageInput[];
let path: string;
let written: WrittenDocument;
let count = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'read-back-'));
  pages = [
    await jpegPage(folder),
    await jpegPage(folder, { text: sampleText(['Trang hai - 8']), rotation: 180 }, 'second.jpg'),
  ];
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  damage.after = null;
  path = join(folder, `${count++}.pdf`);
  written = await writeDocument({ pages, metadata, level: '2b' }, path);
});

/** Changes the file and what is expected of its bytes, so that only the deeper checks can notice. */
function rewrite(change: (text: string) => string): void {
  const data = Buffer.from(change(readFileSync(path, 'latin1')), 'latin1');
  writeFileSync(path, data);
  written = { ...written, bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') };
}

const failure = (detail: RegExp) => ({
  code: 'PDF_CHECK_FAILED',
  params: { detail: expect.stringMatching(detail) },
});

test('a file as written passes', async () => {
  await expect(readBack(path, written, '2b')).resolves.toBeUndefined();
});

describe('is noticed:', () => {
  test('a single changed bit on the disk', async () => {
    const data = readFileSync(path);
    data[data.length >> 1]! ^= 1;
    writeFileSync(path, data);
    await expect(readBack(path, written, '2b')).rejects.toMatchObject(failure(/trên đĩa/));
  });

  test('a cut file', async () => {
    writeFileSync(path, readFileSync(path).subarray(0, -7));
    await expect(readBack(path, written, '2b')).rejects.toMatchObject(failure(/byte/));
  });

  test('a changed byte inside a picture', async () => {
    const image = readFileSync(pages[0]!.image.path);
    rewrite((text) => {
      const at = text.indexOf(image.toString('latin1')) + image.length - 40;
      return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 4) + text.slice(at + 1);
    });
    await expect(readBack(path, written, '2b')).rejects.toMatchObject(failure(/trang 1: dữ liệu ảnh/));
  });

  test('another picture of the same size', async () => {
    const other = await writeImage(folder, 'other.jpg', sharp(sampleSvg()).negate().jpeg());
    const wrong = [{ ...pages[0]!, image: { ...pages[0]!.image, path: other } }, pages[1]!];
    const wrongPath = join(folder, `${count++}.pdf`);
    const wrongWritten = await writeDocument({ pages: wrong, metadata, level: '2b' }, wrongPath);
    await expect(readBack(wrongPath, { ...wrongWritten, pages: written.pages }, '2b')).rejects.toMatchObject(
      failure(/dữ liệu ảnh/),
    );
  });

  test.each([
    ['a changed word', ['Trang ba - 8']],
    ['a lost mark above a letter', ['Trang hãi - 8']],
    ['a lost one-character word', ['Trang hai - 8 9']],
    ['a word too many', ['Trang hai 8']],
    ['a lost hyphen', ['Trang hai - - 8 -']],
    ['words in another order', ['hai Trang - 8']],
  ])('%s', async (_, lines) => {
    const second = { ...written.pages[1]!, words: lines.join(' ').split(' ') };
    const expected = { ...written, pages: [written.pages[0]!, second] };
    await expect(readBack(path, expected, '2b')).rejects.toMatchObject(failure(/trang 2: lớp chữ/));
  });

  test('a missing page', async () => {
    await expect(
      readBack(path, { ...written, pages: [...written.pages, written.pages[0]!] }, '2b'),
    ).rejects.toMatchObject(failure(/2 trang thay vì 3/));
  });

  test('a page of the wrong size or turned', async () => {
    rewrite((text) => text.replace('/Rotate 180', '/Rotate 270'));
    await expect(readBack(path, written, '2b')).rejects.toMatchObject(failure(/khổ trang/));
  });

  test('the wrong level', async () => {
    await expect(readBack(path, written, '1b')).rejects.toMatchObject(failure(/PDF\/A/));
  });

  test('changed metadata', async () => {
    rewrite((text) => text.replace('<dc:identifier>H29', '<dc:identifier>H30'));
    await expect(readBack(path, written, '2b')).rejects.toMatchObject(failure(/XMP/));
  });

  test('a cross-reference table that points beside an object, which PDFium would repair in silence', async () => {
    rewrite((text) =>
      text.replace(
        /(\d{10}) 00000 n \n(?=trailer)/,
        (_, offset) => `${String(Number(offset) + 1).padStart(10, '0')} 00000 n \n`,
      ),
    );
    await expect(readBack(path, written, '2b')).rejects.toMatchObject(failure(/bảng tham chiếu/));
  });
});

test('writePdf removes a file that fails its check and keeps the older one', async () => {
  const inside = mkdtempSync(join(folder, 'checked-'));
  const outPath = join(inside, 'out.pdf');
  writeFileSync(outPath, 'older');
  damage.after = (unchecked) => {
    const data = readFileSync(unchecked);
    data[1000]! ^= 1;
    writeFileSync(unchecked, data);
  };
  await expect(writePdf({ pages, metadata, level: '2b', outPath })).rejects.toMatchObject({
    code: 'PDF_CHECK_FAILED',
  });
  expect(readdirSync(inside)).toEqual(['out.pdf']);
  expect(readFileSync(outPath, 'utf8')).toBe('older');
  damage.after = null;
  await writePdf({ pages, metadata, level: '2b', outPath });
  expect(existsSync(outPath)).toBe(true);
});

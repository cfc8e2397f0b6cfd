// Reads a written PDF/A again from the disk and compares it with what was meant: bytes, structure, pictures, words, level.
// Must not trust anything the writer remembers except the goal itself; the parsing is PDFium's, not ours.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { PdfLevel } from '../tasks.ts';
import { openWithPdfium, type PdfiumPage } from './pdfium-reader.ts';
import type { ExpectedPage, WrittenDocument } from './write-document.ts';
import { pdfaIdentification } from './xmp.ts';

const CHUNK_BYTES = 1 << 20;
/** Picture bytes after which PDFium is made to forget. */
const HELD_BYTES = 48 << 20;
/** PDFium rounds page sizes to 32-bit floats. */
const SIZE_TOLERANCE_PT = 0.01;

/** Throws PDF_CHECK_FAILED with what differs first. */
export async function readBack(path: string, written: WrittenDocument, level: PdfLevel): Promise<void> {
  const fd = openSync(path, 'r');
  try {
    const sizeBytes = fstatSync(fd).size;
    if (sizeBytes !== written.bytes) fail(`tệp dài ${sizeBytes} byte thay vì ${written.bytes}`);
    if (hashOf(fd, sizeBytes) !== written.sha256) fail('nội dung trên đĩa khác nội dung đã ghi');
    checkStructure(fd, sizeBytes, written.xmp, level);
    await checkPages(fd, sizeBytes, written.pages);
  } finally {
    closeSync(fd);
  }
}

/** Subtle: PDFium keeps every picture it was asked for until the document is closed, so a long volume is opened again and again. */
async function checkPages(fd: number, sizeBytes: number, pages: readonly ExpectedPage[]): Promise<void> {
  for (let next = 0; next < pages.length; ) {
    const document = await openWithPdfium(fd, sizeBytes);
    if (!document) throw failure('không mở lại được tệp');
    try {
      if (document.pageCount !== pages.length) fail(`có ${document.pageCount} trang thay vì ${pages.length}`);
      for (let held = 0; next < pages.length && held < HELD_BYTES; next++) {
        const expected = pages[next]!;
        document.withPage(next, (page) => checkPage(page, expected, next + 1));
        held += expected.imageBytes;
      }
    } finally {
      document.close();
    }
  }
}

function checkPage(page: PdfiumPage, expected: ExpectedPage, number: number): void {
  if (
    Math.abs(page.widthPt - expected.widthPt) > SIZE_TOLERANCE_PT ||
    Math.abs(page.heightPt - expected.heightPt) > SIZE_TOLERANCE_PT
  ) {
    fail(`trang ${number}: khổ trang ${page.widthPt} × ${page.heightPt} điểm sai`);
  }
  const images = page.images();
  const image = images[0];
  if (images.length !== 1 || !image) throw failure(`trang ${number}: có ${images.length} ảnh thay vì 1`);
  if (image.widthPx !== expected.imageWidthPx || image.heightPx !== expected.imageHeightPx) {
    fail(`trang ${number}: ảnh ${image.widthPx} × ${image.heightPx} sai kích thước`);
  }
  if (createHash('sha256').update(image.data).digest('hex') !== expected.imageSha256) {
    fail(`trang ${number}: dữ liệu ảnh khác ảnh nguồn`);
  }
  const difference = textDifference(page, expected.words.map(foldLigatures));
  if (difference) fail(`trang ${number}: lớp chữ khác kết quả nhận dạng (${difference})`);
}

/**
 * Null when a reader gets the words. First as it reads the page; where recognised lines lie over each other (a stamp on the text)
 * a reader may rightly mix them, so then string by string in the order of the content.
 */
function textDifference(page: PdfiumPage, words: readonly string[]): string | null {
  if (firstDifference(foldText(page.text()), words) === null) return null;
  const shown = page.shownStrings().map((text) => foldText(text).join(''));
  const plain = (list: readonly string[]) =>
    withoutRepeatedHyphens(list.filter((word) => word !== '')).map(leftToRight);
  return firstDifference(plain(shown), plain(words));
}

/** PDFium leaves out a lone hyphen after a word that ends in one, taking both for a broken word. */
function withoutRepeatedHyphens(words: readonly string[]): string[] {
  return words.filter((word, i) => word !== '-' || !words[i - 1]?.endsWith('-'));
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** PDFium turns words of right-to-left scripts round; their letters are compared without order. */
function leftToRight(word: string): string {
  return RIGHT_TO_LEFT.test(word) ? [...word].sort().join('') : word;
}

/**
 * The words a reader sees. Subtle: where a line ends in letter and hyphen, PDFium joins it with the next line
 * and puts U+FFFE in place of hyphen and line end.
 */
export function foldText(text: string): string[] {
  return foldLigatures(text.replace(/\ufffe/g, '-\n').replace(/\u0002/g, '-'))
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => word !== '');
}

/** PDFium gives ligatures (U+FB00 to FB06) as their letters. */
function foldLigatures(text: string): string {
  return text.replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'));
}

function firstDifference(found: readonly string[], expected: readonly string[]): string | null {
  const length = Math.max(found.length, expected.length);
  for (let i = 0; i < length; i++) {
    if (found[i] !== expected[i])
      return `từ thứ ${i + 1}: “${found[i] ?? ''}” thay vì “${expected[i] ?? ''}”`;
  }
  return null;
}

function hashOf(fd: number, sizeBytes: number): string {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let at = 0; at < sizeBytes; ) {
    const got = readSync(fd, chunk, 0, chunk.length, at);
    if (got === 0) break;
    hash.update(chunk.subarray(0, got));
    at += got;
  }
  return hash.digest('hex');
}

/**
 * The cross-reference table points at its objects, and the catalog's metadata stream is the packet that was meant, with the level asked for.
 * PDFium repairs a broken table in silence and has no call for XMP, so this is read here.
 */
function checkStructure(fd: number, sizeBytes: number, xmp: Buffer, level: PdfLevel): void {
  const at = (position: number, length: number): Buffer => {
    const buffer = Buffer.alloc(Math.max(0, Math.min(length, sizeBytes - position)));
    readSync(fd, buffer, 0, buffer.length, position);
    return buffer;
  };
  const tail = at(Math.max(0, sizeBytes - 1024), 1024).toString('latin1');
  const end =
    /trailer\n<< \/Size (\d+) \/Root (\d+) 0 R .*\/ID \[<[0-9A-F]{32}> <[0-9A-F]{32}>\] >>\nstartxref\n(\d+)\n%%EOF\n$/s.exec(
      tail,
    );
  if (!end) throw failure('thiếu phần cuối tệp');
  const [size, root, xrefAt] = [Number(end[1]), Number(end[2]), Number(end[3])];
  const intro = `xref\n0 ${size}\n`;
  const table = at(xrefAt, intro.length + size * 20).toString('latin1');
  if (!table.startsWith(intro)) fail('bảng tham chiếu đặt sai chỗ');
  const offset = (objectNumber: number) => Number(table.slice(intro.length + objectNumber * 20).slice(0, 10));
  for (let n = 1; n < size; n++) {
    const head = `${n} 0 obj\n`;
    if (at(offset(n), head.length).toString('latin1') !== head) fail(`bảng tham chiếu sai ở đối tượng ${n}`);
  }
  const metadata = /\/Metadata (\d+) 0 R/.exec(at(offset(root), 4096).toString('latin1'));
  if (!metadata) throw failure('thiếu siêu dữ liệu XMP');
  const stream = at(offset(Number(metadata[1])), xmp.length + 256);
  const { part, conformance } = pdfaIdentification(level);
  const declared = stream.toString('latin1');
  if (
    !declared.includes(`<pdfaid:part>${part}</pdfaid:part>`) ||
    !declared.includes(`<pdfaid:conformance>${conformance}</pdfaid:conformance>`) ||
    stream.indexOf(xmp) < 0
  ) {
    fail('siêu dữ liệu XMP hoặc mức PDF/A không đúng');
  }
}

function failure(detail: string): AppError {
  return new AppError('PDF_CHECK_FAILED', { detail });
}

function fail(detail: string): never {
  throw failure(detail);
}

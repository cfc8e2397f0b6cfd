// The invisible words: where they stand, in which order readers give them, and what odd input does to them.
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWithPdfium } from '../../../electron/workers/pdf/pdfium-reader.ts';
import { foldText } from '../../../electron/workers/pdf/read-back.ts';
import { writePdf } from '../../../electron/workers/pdf/write-pdf.ts';
import type { PdfPageInput } from '../../../electron/workers/tasks.ts';
import { type PageText, pageWords } from '../../../shared/model/page-text.ts';
import { hasPdfTools, mupdfText, popplerText, popplerWords, renderPage } from '../../support/pdf-tools.ts';
import {
  DPI,
  foldedWords,
  HEIGHT_PX,
  jpegPage,
  metadata,
  sampleLines,
  sampleText,
  WIDTH_PX,
  wordsOf,
  writeImage,
} from './sample-pages.ts';

const POINT_PER_PX = 72 / DPI;
const canLook = hasPdfTools('pdftotext', 'pdftoppm', 'mutool');

let folder: string;
let page: PdfPageInput;
let count = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'text-layer-'));
  page = await jpegPage(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function write(text: PageText | null, change: Partial<PdfPageInput> = {}): Promise<string> {
  const outPath = join(folder, `${count++}.pdf`);
  await writePdf({ pages: [{ ...page, text, ...change }], metadata, level: '2u', outPath });
  return outPath;
}

async function pdfiumWords(path: string): Promise<string[]> {
  const fd = openSync(path, 'r');
  const document = (await openWithPdfium(fd, fstatSync(fd).size))!;
  try {
    return document.withPage(0, (p) => foldText(p.text()));
  } finally {
    document.close();
    closeSync(fd);
  }
}

/** The largest distance of any edge of any word from its OCR box, in points; words must come in order. */
function worstBoxError(path: string, text: PageText): number {
  const found = popplerWords(path);
  const expected = pageWords(text);
  expect(found.map((word) => word.text)).toEqual(expected.map((word) => word.text));
  let worst = 0;
  for (const [i, { box, text: word }] of expected.entries()) {
    // The box of a mark that floats above the line is carried down to the line.
    if (/^[-“”"'–]+$/.test(word)) continue;
    const edges = [
      box.x * text.widthPx,
      box.y * text.heightPx,
      (box.x + box.w) * text.widthPx,
      (box.y + box.h) * text.heightPx,
    ];
    for (const [e, px] of edges.entries())
      worst = Math.max(worst, Math.abs(found[i]!.box[e]! - px * POINT_PER_PX));
  }
  return worst;
}

describe.runIf(canLook)('the boxes of the words', () => {
  test('are within half a point of the OCR boxes', async () => {
    const text = sampleText(sampleLines);
    expect(worstBoxError(await write(text), text)).toBeLessThanOrEqual(0.5);
  });

  test.each([
    [0.4, 0.5],
    [-1, 0.5],
    [2, 0.8],
    [-3, 0.8],
    [4, 1],
  ])(
    'also on a page skewed by %d degrees (within %d pt), in order in every reader',
    async (skewDegrees, tolerancePt) => {
      const text = sampleText(sampleLines, { skewDegrees });
      const path = await write(text);
      expect(worstBoxError(path, text)).toBeLessThanOrEqual(tolerancePt);
      expect(await pdfiumWords(path)).toEqual(wordsOf(sampleLines));
      expect(foldedWords(mupdfText(path))).toEqual(wordsOf(sampleLines));
    },
  );

  test('move away when the recognition says so (this test can fail)', async () => {
    const text = sampleText(sampleLines);
    const path = await write(text);
    const shifted = sampleText(sampleLines, { skewDegrees: 1 });
    expect(worstBoxError(path, shifted)).toBeGreaterThan(1);
  });

  test.each([0, 90, 180, 270] as const)(
    'lie over the words of a picture stored turned by %d degrees',
    async (rotation) => {
      const turned = rotation === 90 || rotation === 270;
      const [widthPx, heightPx] = turned ? [HEIGHT_PX, WIDTH_PX] : [WIDTH_PX, HEIGHT_PX];
      const text = sampleText(['Số: 15 /CT-UBND', 'người nghỉ hưu'], { widthPx, heightPx, rotation });
      const bars = pageWords(text).map(({ box }) => {
        return `<rect x="${box.x * widthPx}" y="${box.y * heightPx}" width="${box.w * widthPx}" height="${box.h * heightPx}"/>`;
      });
      const upright = sharp(
        Buffer.from(
          `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}"><rect width="100%" height="100%" fill="#fff"/>${bars.join('')}</svg>`,
        ),
      );
      const flat = await upright.png().toBuffer();
      const stored = sharp(flat)
        .rotate(360 - rotation)
        .jpeg({ quality: 95 });
      const path = await write(text, {
        image: {
          path: await writeImage(folder, `turned-${rotation}.jpg`, stored),
          mediaType: 'image/jpeg',
          frame: 0,
        },
        rotation,
      });
      expect(worstBoxError(path, text)).toBeLessThanOrEqual(0.5);
      const shown = await sharp(renderPage(path, 1, DPI))
        .toColourspace('b-w')
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect(Math.abs(shown.info.width - widthPx)).toBeLessThanOrEqual(1);
      const at = (x: number, y: number) => shown.data[Math.round(y) * shown.info.width + Math.round(x)]!;
      for (const { box } of popplerWords(path)) {
        const [x0, y0, x1, y1] = box.map((pt) => pt / POINT_PER_PX) as [number, number, number, number];
        expect(at((x0 + x1) / 2, (y0 + y1) / 2)).toBeLessThan(60);
        expect(at((x0 + x1) / 2, y0 - 4)).toBeGreaterThan(200);
      }
    },
  );
});

describe.runIf(canLook)('readers', () => {
  test('all give the words in order, also with one-character words and words that touch or overlap', async () => {
    const text = sampleText(sampleLines);
    const lines = text.lines.map((line) => ({
      ...line,
      words: line.words.map((word, i) =>
        i % 3 === 1 ? { ...word, box: { ...word.box, w: word.box.w * 1.4 } } : word,
      ),
    }));
    const path = await write({ ...text, lines });
    const words = wordsOf(sampleLines);
    expect(await pdfiumWords(path)).toEqual(words);
    expect(foldedWords(popplerText(path, 'raw'))).toEqual(words);
    expect(foldedWords(popplerText(path, 'layout'))).toEqual(words);
    expect(foldedWords(popplerText(path, 'default'))).toEqual(words);
    expect(foldedWords(mupdfText(path))).toEqual(words);
  });

  test('keep each recognised line a line', async () => {
    const path = await write(sampleText(sampleLines));
    expect(popplerText(path).trim().split('\n')).toEqual(sampleLines);
    expect(
      mupdfText(path)
        .split('\n')
        .filter((line) => line.trim())
        .map((line) => line.trim()),
    ).toEqual(sampleLines);
  });
});

describe('odd text', () => {
  test('marks typed as separate characters come out composed', async () => {
    const path = await write(sampleText(['ủy ban'.normalize('NFD')]));
    expect(await pdfiumWords(path)).toEqual(['ủy', 'ban']);
    if (canLook) expect(popplerText(path)).toContain('ủy ban');
  });

  test('characters beyond the basic plane survive', async () => {
    const path = await write(sampleText(['chữ 𠀋𠂉 và 😀']));
    if (canLook) expect(foldedWords(popplerText(path))).toEqual(['chữ', '𠀋𠂉', 'và', '😀']);
  });

  test('what may not stand in a text layer is left out, and a word of nothing else with it', async () => {
    const path = await write(sampleText(['a\u0000b \ufeff c\u00add \ud800 x\ufffey']));
    expect(await pdfiumWords(path)).toEqual(['ab', 'cd', 'xy']);
  });

  test('boxes of no size or outside the page, right-to-left words and jumps back do not stop the document', async () => {
    const text = sampleText(['một hai ba', 'שלום עולם']);
    const [first, ...rest] = text.lines;
    const words = first!.words.map((word, i) => ({
      ...word,
      box: [
        { x: 0.5, y: 0.5, w: 0, h: 0 },
        { x: -0.1, y: 0.98, w: 0.3, h: 0.1 },
        { x: 0.3, y: 0.2, w: 0.1, h: 0.02 },
      ][i]!,
    }));
    const path = await write({ ...text, lines: [{ ...first!, words }, ...rest] });
    expect((await pdfiumWords(path)).length).toBeGreaterThan(0);
  });

  test('a line that ends in a hyphen is not taken for a loss', async () => {
    const text = sampleText(['số 7603/TTr-', 'HĐTĐ ngày']);
    await expect(write(text)).resolves.toBeTypeOf('string');
  });

  test('steep and upright lines keep their words', async () => {
    for (const skewDegrees of [12, -25, 90, -90]) {
      const text = sampleText(['dấu đến ngày'], { skewDegrees, firstLinePx: 410 });
      const path = await write(text);
      expect((await pdfiumWords(path)).sort()).toEqual(['dấu', 'ngày', 'đến']);
      if (canLook) expect(foldedWords(mupdfText(path)).sort()).toEqual(['dấu', 'ngày', 'đến']);
    }
  });
});

test('the layer adds less than 20 kB to a page of 500 words', async () => {
  const words = Array.from(
    { length: 14 },
    () => 'Căn cứ Luật tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 của',
  );
  const lines = Array.from({ length: 2 }, () => words).flat();
  const path = await write(sampleText(lines, { heightPx: 1400 }));
  const overhead = readFileSync(path).length - readFileSync(page.image.path).length;
  expect(wordsOf(lines).length).toBeGreaterThan(400);
  expect(overhead).toBeLessThan(20_000);
});

test('recognised lines that lie over each other, with broken boxes and odd characters, never stop a document', async () => {
  const parts = [
    '-',
    '--',
    '…',
    '|',
    '.',
    'và',
    'người',
    'a',
    '15/CT-',
    'x-',
    '-y',
    'ﬁn',
    'ﬀ',
    '“',
    'ỷ',
    '\u0301',
    '中',
    'K',
    '€',
    '𝐀',
    '2021-',
    '_',
  ];
  let seed = 7;
  const random = () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
  for (let n = 0; n < 40; n++) {
    const base = sampleText(
      Array.from({ length: 8 }, () =>
        Array.from({ length: 6 }, () => parts[Math.floor(random() * parts.length)]).join(' '),
      ),
    );
    const lines = base.lines.map((line, i) => {
      const y = 0.1 + i * 0.012;
      const words = line.words.map((word, k) => {
        return {
          ...word,
          box: {
            x: 0.05 + k * 0.05 + random() * 0.08,
            y: y + random() * 0.02,
            w: random() * 0.12,
            h: random() * 0.04,
          },
        };
      });
      return { ...line, words, baseline: [0.05, y + 0.02, 0.9, y + 0.02 + (random() - 0.5) * 0.3] as const };
    });
    await expect(
      write({ ...base, lines }, { rotation: ([0, 90, 180, 270] as const)[n % 4]! }),
    ).resolves.toBeTypeOf('string');
  }
});

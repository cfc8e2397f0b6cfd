// Recognition of whole pages with the real engine: words, places, order, turns, failures.
// Must not mock the engine; the one wrapper here only listens.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { workingDpi } from '../../../electron/workers/ocr/grey-picture.ts';
import { recognise } from '../../../electron/workers/ocr/recognise.ts';
import type { ImageMediaType } from '../../../electron/workers/tasks.ts';
import { type PageText, pageWords, plainText } from '../../../shared/model/page-text.ts';
import { fixturePath } from '../../fixtures/index.ts';
import { shareFoundInPlace } from './page-match.ts';

const dpiAtRecognition: string[] = [];
vi.mock('../../../electron/workers/ocr/tesseract-core.ts', async (load) => {
  const real = await load<typeof import('../../../electron/workers/ocr/tesseract-core.ts')>();
  return {
    ...real,
    startCore: async (onMessage: (text: string) => void) => {
      const core = await real.startCore(onMessage);
      const prototype = core.TessBaseAPI.prototype;
      const { SetVariable, Recognize } = prototype;
      let dpi = 'none';
      prototype.SetVariable = function (name: string, value: string) {
        if (name === 'user_defined_dpi') dpi = value;
        return SetVariable.call(this, name, value);
      };
      prototype.Recognize = function (monitor: null) {
        dpiAtRecognition.push(dpi);
        dpi = 'none';
        return Recognize.call(this, monitor);
      };
      return core;
    },
  };
});

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tangthu-ocr-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

function read(
  path: string,
  mediaType: ImageMediaType,
  dpi: number,
  languages = ['vie'] as ('vie' | 'fra')[],
) {
  return recognise({ image: { path, mediaType, frame: 0 }, rotation: 0, dpi, languages, model: 'fast' });
}

describe('a clean page', () => {
  let page: PageText;
  let truth: Awaited<ReturnType<typeof fixturePath>>['truth'];
  beforeAll(async () => {
    const fixture = await fixturePath('state-decision-clean');
    truth = fixture.truth;
    page = await read(fixture.path, 'image/png', 200);
  });

  test('is read nearly completely, each word where it stands', () => {
    expect(shareFoundInPlace(page, truth.pages[0]!)).toBeGreaterThan(0.95);
    expect(page.meanConfidence).toBeGreaterThan(0.9);
  });

  test('keeps the size, the resolution and the position of the image it was given', () => {
    const { widthPx, heightPx } = truth.pages[0]!;
    expect(page).toMatchObject({ widthPx, heightPx, dpi: 200, rotation: 0 });
    expect(page.skewDegrees).toBe(0);
  });

  test('has its head read column by column', () => {
    const text = plainText(page);
    const number = text.indexOf('Số:');
    const country = text.indexOf('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM');
    const motto = text.indexOf('Độc lập - Tự do - Hạnh phúc');
    const type = text.indexOf('QUYẾT ĐỊNH');
    expect(number).toBeGreaterThan(-1);
    expect([country, motto, type]).toEqual([country, motto, type].sort((a, b) => a - b));
    expect(country).toBeGreaterThan(number);
  });

  test('has its recipients read before the signature', () => {
    const text = plainText(page);
    const signer = truth.fields.signer!;
    expect(text.indexOf('Nơi nhận')).toBeGreaterThan(-1);
    expect(text.indexOf(signer)).toBeGreaterThan(text.indexOf('Lưu'));
  });

  test('gives composed letters, words without spaces, boxes on the page, baselines in their lines', () => {
    for (const word of pageWords(page)) {
      expect(word.text).toBe(word.text.normalize('NFC'));
      expect(word.text).toMatch(/^\S+$/u);
      expect(word.confidence).toBeGreaterThanOrEqual(0);
      expect(word.confidence).toBeLessThanOrEqual(1);
      expect(Math.min(word.box.x, word.box.y, word.box.w, word.box.h)).toBeGreaterThanOrEqual(0);
      expect(Math.max(word.box.x + word.box.w, word.box.y + word.box.h)).toBeLessThanOrEqual(1 + 1e-9);
    }
    for (const { baseline, box } of page.lines) {
      const middle = (baseline[1] + baseline[3]) / 2;
      expect(middle).toBeGreaterThan(box.y - 0.004);
      expect(middle).toBeLessThan(box.y + box.h + 0.004);
    }
  });
});

test('a handwritten number, a rule under the title and received marks leave the printed words readable', async () => {
  const { path, truth } = await fixturePath('directive-handwritten-number');
  const page = await read(path, 'image/jpeg', 200);
  expect(plainText(page)).toMatch(/^CHỈ THỊ$/mu);
  expect(shareFoundInPlace(page, truth.pages[0]!)).toBeGreaterThan(0.93);
});

test('words of a skewed page lie where they stand on the page as it was scanned', async () => {
  const { path, truth } = await fixturePath('party-resolution-skew');
  const page = await read(path, 'image/jpeg', 200);
  expect(page.skewDegrees).toBeCloseTo(1.8, 0);
  expect(shareFoundInPlace(page, truth.pages[0]!)).toBeGreaterThan(0.9);
});

test('a page scanned upside down is turned, and says so', async () => {
  const { path, truth } = await fixturePath('state-decision-clean');
  const turned = join(dir, 'turned.png');
  await sharp(path).rotate(180).toFile(turned);
  const page = await read(turned, 'image/png', 200);
  expect(page.rotation).toBe(180);
  expect(shareFoundInPlace(page, truth.pages[0]!)).toBeGreaterThan(0.95);
});

test('a page on its side is turned on from the rotation that was given', async () => {
  const { path, truth } = await fixturePath('state-decision-clean');
  const turned = join(dir, 'side.png');
  await sharp(path).rotate(90).toFile(turned);
  const image = { path: turned, mediaType: 'image/png', frame: 0 } as const;
  const page = await recognise({ image, rotation: 180, dpi: 200, languages: ['vie'], model: 'fast' });
  expect(page.rotation).toBe(270);
  expect(page.widthPx).toBe(truth.pages[0]!.widthPx);
  expect(shareFoundInPlace(page, truth.pages[0]!)).toBeGreaterThan(0.95);
});

test('the engine was told the resolution before every recognition so far', () => {
  expect(dpiAtRecognition.length).toBeGreaterThan(5);
  expect(new Set(dpiAtRecognition)).toEqual(new Set([String(workingDpi)]));
});

test('an empty page has no words, no confidence and is no error', async () => {
  const path = join(dir, 'empty.png');
  await sharp({ create: { width: 827, height: 1169, channels: 3, background: '#ffffff' } })
    .png()
    .toFile(path);
  expect(await read(path, 'image/png', 100)).toMatchObject({ lines: [], meanConfidence: 0, rotation: 0 });
});

test('a language that was not shipped is named', async () => {
  const { path } = await fixturePath('state-decision-clean');
  const failure = read(path, 'image/png', 200, ['xyz' as 'vie']);
  await expect(failure).rejects.toMatchObject({ code: 'OCR_LANGUAGE_MISSING', params: { language: 'xyz' } });
});

test('an image that cannot be decoded is an OCR error', async () => {
  const path = join(dir, 'broken.png');
  await writeFile(path, 'not a picture');
  await expect(read(path, 'image/png', 200)).rejects.toMatchObject({ code: 'OCR_FAILED' });
});

test('memory does not grow from page to page', async () => {
  const { path } = await fixturePath('state-decision-clean');
  const small = join(dir, 'small.png');
  await sharp(path).extract({ left: 0, top: 300, width: 1600, height: 500 }).toFile(small);
  const image = { path: small, mediaType: 'image/png', frame: 0 } as const;
  const page = () => recognise({ image, rotation: 0, dpi: 200, languages: ['vie', 'fra'], model: 'fast' });
  for (let i = 0; i < 3; i++) expect((await page()).lines.length).toBeGreaterThan(3);
  // What is merely not yet collected is no growth: without a collection the figures move by 15 MB at random.
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = process.memoryUsage();
  for (let i = 0; i < 10; i++) await page();
  collect();
  const after = process.memoryUsage();
  // A picture left behind each time would be 8 MB in all, the engine's working memory far more.
  expect((after.arrayBuffers + after.external - before.arrayBuffers - before.external) / 1e6).toBeLessThan(8);
  expect((after.rss - before.rss) / 1e6).toBeLessThan(60);
}, 60_000);

// Opening PDFs: page images are lifted as they are, everything else is drawn, broken files are refused.
// Must not mock pdf-lib or PDFium.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource } from '../../../electron/workers/image/open-source.ts';
import * as inputs from '../../support/bad-inputs.ts';
import { isUpright, type Look, look } from './page-look.ts';
import * as streams from './page-streams.ts';
import { fullPage, pageHeightPt, pageWidthPt, type TestPage, testPdf, writeTestPdf } from './pdf-builder.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tangthu-pdf-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const open = (path: string) => openSource({ path, name: 'nguồn.pdf', outDir: dir });
async function openOne(page: TestPage) {
  const path = await writeTestPdf(dir, [page]);
  const { pages } = await open(path);
  expect(pages).toHaveLength(1);
  return { page: pages[0]!, seen: await look(pages[0]!, path) };
}
const failure = (path: string) =>
  open(path).then(
    () => expect.fail('was accepted'),
    (error: { code: string; message: string }) => error,
  );
const differingSamples = (seen: Look, wanted: Buffer) =>
  seen.data.reduce((count, value, i) => count + (value === wanted[i] ? 0 : 1), 0);

describe('a page that is one image', () => {
  it('gives its JPEG byte for byte', async () => {
    const stream = await streams.jpegStream();
    const { page } = await openOne({ content: fullPage, objects: [stream] });
    expect(page).toMatchObject({ origin: 'lifted', mediaType: 'image/jpeg', dpi: 150, dpiEstimated: false });
    expect((await readFile(page.imagePath!)).equals(stream.data)).toBe(true);
  });

  it.each([
    ['', '/ColorSpace /DeviceGray', true],
    ['/BlackIs1 true', '/ColorSpace /DeviceGray /Decode [1 0]', true],
    ['', '/ColorSpace [/Indexed /DeviceRGB 1 <000000FFFFFF>]', true],
    ['/BlackIs1 true', '/ColorSpace [/Indexed /DeviceRGB 1 <FFFFFF000000>]', true],
    ['/BlackIs1 true', '/ColorSpace /DeviceGray', false],
    ['', '/ColorSpace /DeviceGray /Decode [1 0]', false],
    ['', '/ImageMask true', true],
  ])(
    'gives its G4 data inside a TIFF, black as PDF readers show it: %s %s',
    async (parms, entries, positive) => {
      const stream = await streams.g4Stream(parms, entries);
      const { page, seen } = await openOne({ content: fullPage, objects: [stream] });
      expect(page).toMatchObject({ origin: 'lifted', mediaType: 'image/tiff', colour: 'bitonal' });
      expect((await readFile(page.imagePath!)).includes(Buffer.from(stream.data))).toBe(true);
      expect(seen.at(0.1, 0.05).g).toBe(positive ? 0 : 255);
    },
  );

  it.each([
    ['RGB', () => streams.rgbStream(), 'colour'],
    ['RGB with a predictor', () => streams.rgbStream(true), 'colour'],
    ['gray', () => streams.grayStream(), 'gray'],
    ['1-bit gray', () => streams.bitsStream(), 'bitonal'],
    ['1-bit palette', () => streams.bitsStream('/ColorSpace [/Indexed /DeviceGray 1 <00FF>]'), 'bitonal'],
    ['palette', () => streams.grayStream(`/ColorSpace [/Indexed /DeviceRGB 255 <${ramp()}>]`), 'colour'],
  ])('gives its samples unchanged as PNG: %s', async (_what, make, colour) => {
    const { page, seen } = await openOne({ content: fullPage, objects: [make()] });
    expect(page).toMatchObject({ origin: 'lifted', mediaType: 'image/png', colour, dpi: 150 });
    const isThresholded = colour === 'bitonal';
    const gray = streams.graySamples().map((v) => (isThresholded ? (v >= 128 ? 255 : 0) : v));
    const wanted = colour === 'colour' && _what !== 'palette' ? inputs.pagePixels() : tripled(gray);
    expect(differingSamples(seen, wanted)).toBe(0);
  });

  it.each([
    ['upright', `${pageWidthPt} 0 0 ${pageHeightPt} 0 0`, '', 0],
    ['page turned by 90', `${pageWidthPt} 0 0 ${pageHeightPt} 0 0`, '/Rotate 90', 90],
    ['page turned by -90', `${pageWidthPt} 0 0 ${pageHeightPt} 0 0`, '/Rotate -90', 270],
    ['image upside down', `-${pageWidthPt} 0 0 -${pageHeightPt} ${pageWidthPt} ${pageHeightPt}`, '', 180],
    [
      'image upside down on a page upside down',
      `-${pageWidthPt} 0 0 -${pageHeightPt} ${pageWidthPt} ${pageHeightPt}`,
      '/Rotate 180',
      0,
    ],
  ])('comes with the turn that shows it as PDF readers do: %s', async (_what, matrix, entries, rotation) => {
    const { page } = await openOne({
      content: `q ${matrix} cm /Im0 Do Q`,
      entries,
      objects: [await streams.jpegStream()],
    });
    expect(page).toMatchObject({ origin: 'lifted', rotation, storedWidthPx: 414, storedHeightPx: 585 });
  });

  it.each([
    ['clockwise', `0 -${pageWidthPt} ${pageHeightPt} 0 0 ${pageWidthPt}`, 90],
    ['counterclockwise', `0 ${pageWidthPt} -${pageHeightPt} 0 ${pageHeightPt} 0`, 270],
  ])('that lies %s on a landscape page is turned so', async (_what, matrix, rotation) => {
    const { page } = await openOne({
      content: `q ${matrix} cm /Im0 Do Q`,
      mediaBox: `0 0 ${pageHeightPt} ${pageWidthPt}`,
      objects: [await streams.jpegStream()],
    });
    expect(page).toMatchObject({ origin: 'lifted', rotation, dpi: 150 });
  });

  it('is still one when invisible text lies over it', async () => {
    const content = `${fullPage} BT 3 Tr /F1 12 Tf 10 10 Td (an hien) Tj ET`;
    const { page } = await openOne({ content, objects: [await streams.jpegStream()] });
    expect(page.origin).toBe('lifted');
  });

  it('is still one when text is hidden beneath it', async () => {
    const content = `BT /F1 12 Tf 10 10 Td (ben duoi) Tj ET ${fullPage}`;
    const { page } = await openOne({ content, objects: [await streams.jpegStream()] });
    expect(page.origin).toBe('lifted');
  });

  it('is still one inside a form, behind a clip of the page', async () => {
    const form = {
      entries: '/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Matrix [1 0 0 1 0 0]',
      data: Buffer.from('0 0 1 1 re W n /Im0 Do'),
    };
    const objects = [await streams.jpegStream(), form];
    const content = `q ${pageWidthPt} 0 0 ${pageHeightPt} 0 0 cm /Im1 Do Q`;
    expect((await openOne({ content, objects })).page.origin).toBe('lifted');
  });

  it('is still one under the appearance of a digital signature', async () => {
    const { page } = await openOne({
      content: fullPage,
      objects: [await streams.jpegStream()],
      annotations: ['/Subtype /Widget /FT /Sig /T (Ky) /Rect [0 0 190 270] /F 4 %AP'],
    });
    expect(page.origin).toBe('lifted');
  });
});

describe('a page that is anything else is drawn', () => {
  it('text at 300 dpi, as gray pixels', async () => {
    const { page, seen } = await openOne({
      content: 'BT /F1 24 Tf 20 200 Td (Chi thi) Tj ET',
      mediaBox: '0 0 200 283',
    });
    expect(page).toMatchObject({ origin: 'rendered', rotation: 0, dpi: 300, colour: 'gray' });
    expect([seen.widthPx, seen.heightPx]).toEqual([833, 1179]);
    expect(seen.data.some((v) => v < 60)).toBe(true);
  });

  it('an image with visible text over it, at the higher of the two resolutions', async () => {
    const content = `${fullPage} BT /F1 12 Tf 10 10 Td (dau den) Tj ET`;
    const { page, seen } = await openOne({ content, objects: [await streams.jpegStream()] });
    expect(page).toMatchObject({ origin: 'rendered', dpi: 300, colour: 'colour' });
    expect(isUpright(seen)).toBe(true);
  });

  it('an image cut into strips, at the strips’ own resolution', async () => {
    const edges = [0, 195, 390, 585];
    const objects = [0, 1, 2].map((i) => streams.stripStream(edges[i]!, edges[i + 1]!));
    const content = [0, 1, 2]
      .map((i) => `q ${pageWidthPt} 0 0 93.6 0 ${(pageHeightPt - (i + 1) * 93.6).toFixed(2)} cm /Im${i} Do Q`)
      .join('\n');
    const { page, seen } = await openOne({ content, objects });
    expect(page).toMatchObject({ origin: 'rendered', dpi: 150, storedWidthPx: 414, storedHeightPx: 585 });
    // PDFium may shift a strip by a part of a pixel; nothing is lost between them.
    expect(isUpright(seen, false)).toBe(true);
  });

  it('a stamp annotation, but not a signature', async () => {
    const objects = [await streams.jpegStream()];
    const { page, seen } = await openOne({
      content: fullPage,
      objects,
      annotations: [
        '/Subtype /Stamp /Rect [150 140 190 180] /F 4 %AP',
        '/Subtype /Widget /FT /Sig /T (Ky) /Rect [10 120 50 160] /F 4 %AP',
      ],
    });
    expect(page).toMatchObject({ origin: 'rendered' });
    const dark = (x: number, y: number) => seen.at(x / pageWidthPt, 1 - y / pageHeightPt).g < 20;
    expect(dark(170, 160)).toBe(true);
    expect(dark(30, 150) && dark(30, 140) && dark(30, 130)).toBe(false);
  });

  it('a page image whose colours need PDFium, with exactly its own pixels', async () => {
    const exact = streams.rgbStream(false, '/SMask null /Mask [300 300 300 300 300 300]');
    const { page, seen } = await openOne({ content: fullPage, objects: [exact] });
    expect(page).toMatchObject({ origin: 'rendered', dpi: 150, storedWidthPx: 414, storedHeightPx: 585 });
    expect(differingSamples(seen, inputs.pagePixels())).toBe(0);
  });

  it('a mirrored page image, as PDF readers show it', async () => {
    const content = `q -${pageWidthPt} 0 0 ${pageHeightPt} ${pageWidthPt} 0 cm /Im0 Do Q`;
    const { page, seen } = await openOne({ content, objects: [await streams.jpegStream()] });
    expect(page).toMatchObject({ origin: 'rendered', rotation: 0, storedWidthPx: 414, storedHeightPx: 585 });
    expect(seen.at(0.9, 0.05).g).toBeLessThan(40);
  });

  it('a page image of which only a part is shown', async () => {
    const { page } = await openOne({
      content: fullPage,
      entries: '/CropBox [0 140 198 280]',
      objects: [await streams.jpegStream()],
    });
    expect(page.origin).toBe('rendered');
  });

  it('a page without any content, white', async () => {
    const { page, seen } = await openOne({ content: '' });
    expect(page).toMatchObject({ origin: 'rendered', colour: 'bitonal' });
    expect(seen.data.every((v) => v === 255)).toBe(true);
  });
});

describe('a protected or broken PDF', () => {
  it('that needs a password is refused', async () => {
    expect((await failure(await inputs.encryptedPdf(dir))).code).toBe('PDF_ENCRYPTED');
  });

  it('that only forbids changes is lifted like any other', async () => {
    const { pages } = await open(await inputs.ownerProtectedPdf(dir));
    expect(pages).toMatchObject([{ origin: 'lifted', mediaType: 'image/jpeg', dpi: 150 }]);
    const jpeg = await inputs.pagePicture().jpeg({ quality: 90 }).toBuffer();
    expect((await readFile(pages[0]!.imagePath!)).equals(jpeg)).toBe(true);
  });

  it('without pages is refused', async () => {
    expect((await failure(await inputs.pdfWithoutPages(dir))).code).toBe('PDF_NO_PAGES');
  });

  it('that is cut off is refused', async () => {
    expect((await failure(await inputs.truncatedPdf(dir))).code).toBe('SOURCE_DAMAGED');
  });

  it('whose last revision is cut off is refused, though an older one is whole', async () => {
    const path = join(dir, 'revision.pdf');
    const whole = testPdf([{ content: fullPage, objects: [await streams.jpegStream()] }]);
    await writeFile(path, Buffer.concat([whole, Buffer.from('9 0 obj\n<< /Type /Annot /Rec')]));
    expect((await failure(path)).code).toBe('SOURCE_DAMAGED');
  });

  it.each([
    ['JPEG', async () => halved(await streams.jpegStream())],
    ['G4', async () => halved(await streams.g4Stream())],
    ['Flate', async () => halved(streams.rgbStream())],
  ])('whose page image is cut off (%s) is refused with the page named', async (_what, make) => {
    const error = await failure(await writeTestPdf(dir, [{ content: fullPage, objects: [await make()] }]));
    expect(error.code).toBe('SOURCE_DAMAGED');
    expect(error.message).toContain('trang 1');
  });

  it('of random bytes after its header is refused', async () => {
    const path = join(dir, 'noise.pdf');
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251));
    await writeFile(
      path,
      Buffer.concat([Buffer.from('%PDF-1.4\n'), noise, Buffer.from('\nstartxref\n9\n%%EOF')]),
    );
    expect((await failure(path)).code).toBe('SOURCE_DAMAGED');
  });
});

const halved = (stream: { entries: string; data: Uint8Array }) => ({
  ...stream,
  data: stream.data.subarray(0, stream.data.length / 2),
});
const ramp = () => Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0').repeat(3)).join('');
const tripled = (gray: Uint8Array) => Buffer.from([...gray].flatMap((v) => [v, v, v]));

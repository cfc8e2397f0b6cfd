// Opening image files: recognised by content, whole or refused, turned upright.
// Must not mock a decoder.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource } from '../../../electron/workers/image/open-source.ts';
import { g4TiffOf } from '../../../electron/workers/image/pdf/g4-tiff.ts';
import * as inputs from '../../support/bad-inputs.ts';
import { isUpright, look } from './page-look.ts';
import { g4Data } from './page-streams.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tangthu-open-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const open = (path: string) => openSource({ path, name: 'nguồn.dat', outDir: dir });
const failure = (path: string) =>
  open(path).then(
    () => expect.fail('was accepted'),
    (error: { code: string; params: Record<string, unknown>; message: string }) => error,
  );

describe('a good picture', () => {
  it('is recognised by its content, not by its name', async () => {
    const opened = await open(await inputs.wrongExtension(dir));
    expect(opened).toMatchObject({ mediaType: 'image/png', extension: 'png' });
    expect(opened.pages).toMatchObject([
      { imagePath: null, frame: 0, storedWidthPx: 414, storedHeightPx: 585, rotation: 0, origin: 'source' },
    ]);
  });

  it('keeps the resolution the file states', async () => {
    const { pages } = await open(await inputs.goodJpeg(dir));
    expect(pages[0]).toMatchObject({ dpi: 150, dpiEstimated: false, colour: 'colour' });
  });

  it('gets the resolution of the nearest paper when the file says 72 or nothing', async () => {
    const path = join(dir, 'a4-72dpi.jpg');
    const blank = { create: { width: 1654, height: 2339, channels: 3 as const, background: 'white' } };
    await sharp(blank).withMetadata({ density: 72 }).jpeg().toFile(path);
    expect((await open(path)).pages[0]).toMatchObject({ dpi: 200, dpiEstimated: true });
  });

  it('may be followed by junk', async () => {
    expect((await open(await inputs.jpegWithTrailingJunk(dir))).pages).toHaveLength(1);
  });

  it('may be WebP', async () => {
    const path = join(dir, 'trang.webp');
    await inputs.pagePicture().webp({ quality: 90 }).toFile(path);
    expect(await open(path)).toMatchObject({
      mediaType: 'image/webp',
      pages: [{ storedWidthPx: 414, storedHeightPx: 585 }],
    });
  });

  it('may be a CMYK JPEG', async () => {
    const { pages } = await open(await inputs.cmykJpeg(dir));
    expect(pages[0]).toMatchObject({ colour: 'colour', storedWidthPx: 414 });
  });

  it('may be a 16-bit TIFF', async () => {
    const { pages } = await open(await inputs.sixteenBitTiff(dir));
    expect(pages[0]).toMatchObject({ colour: 'gray', dpi: 300, dpiEstimated: false, storedWidthPx: 512 });
  });
});

describe('EXIF orientation', () => {
  it.each([
    [1, 0],
    [3, 180],
    [6, 90],
    [8, 270],
  ])('%i becomes a turn of %i degrees and leaves the picture alone', async (orientation, rotation) => {
    const { pages } = await open(await inputs.exifRotatedJpeg(dir, orientation));
    expect(pages[0]).toMatchObject({ imagePath: null, rotation, storedWidthPx: 414, storedHeightPx: 585 });
  });

  it('shows a page that was photographed lying on its side upright', async () => {
    const lying = await inputs.pagePicture().rotate(270).png().toBuffer();
    const path = join(dir, 'lying.jpg');
    await sharp(lying).withMetadata({ orientation: 6 }).jpeg().toFile(path);
    const { pages } = await open(path);
    expect(isUpright(await look(pages[0]!, path))).toBe(true);
  });

  it('that mirrors is baked into a lossless upright copy', async () => {
    const mirrored = await inputs.pagePicture().flop().png().toBuffer();
    const path = join(dir, 'mirrored.jpg');
    await sharp(mirrored).withMetadata({ orientation: 2 }).jpeg().toFile(path);
    const { pages } = await open(path);
    expect(pages[0]).toMatchObject({ rotation: 0, mediaType: 'image/png' });
    expect(pages[0]!.imagePath).not.toBeNull();
    expect(isUpright(await look(pages[0]!, path))).toBe(true);
  });
});

describe('a TIFF', () => {
  it('gives every page with its own colours, whatever the compression', async () => {
    const path = await inputs.multiPageTiff(dir, ['ccittfax4', 'jpeg', 'lzw', 'deflate', 'packbits', 'none']);
    const { pages, mediaType } = await open(path);
    expect(mediaType).toBe('image/tiff');
    expect(pages.map((page) => page.frame)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(pages.map((page) => page.colour)).toEqual([
      'bitonal',
      'colour',
      'colour',
      'colour',
      'colour',
      'colour',
    ]);
    for (const page of pages) {
      expect(page).toMatchObject({ dpi: 200, dpiEstimated: false, storedWidthPx: 414, storedHeightPx: 585 });
      expect(isUpright(await look(page, path), page.frame > 0)).toBe(true);
    }
  });

  it('with fax pixels (204 × 98 dpi) becomes an upright page with square ones', async () => {
    const g4 = await inputs.pagePicture(414, 281).threshold(128).toColourspace('b-w');
    const path = join(dir, 'fax.tif');
    await g4
      .tiff({ compression: 'ccittfax4', bitdepth: 1, miniswhite: true, xres: 204 / 25.4, yres: 98 / 25.4 })
      .toFile(path);
    const { pages } = await open(path);
    expect(pages[0]).toMatchObject({ colour: 'bitonal', storedWidthPx: 414, storedHeightPx: 585, dpi: 204 });
    expect(isUpright(await look(pages[0]!, path), false)).toBe(true);
  });
});

describe('an unusable file is refused with a reason in Vietnamese', () => {
  it.each([
    ['0 bytes', inputs.emptyFile, 'SOURCE_EMPTY'],
    ['text called .pdf', inputs.textFileNamedPdf, 'SOURCE_UNSUPPORTED'],
    ['a JPEG cut off', inputs.truncatedJpeg, 'SOURCE_DAMAGED'],
    ['a PNG cut off', inputs.truncatedPng, 'SOURCE_DAMAGED'],
    ['a PNG with wrong bytes inside', inputs.corruptPng, 'SOURCE_DAMAGED'],
    ['a WebP cut off', inputs.truncatedWebp, 'SOURCE_DAMAGED'],
    ['a TIFF cut off', inputs.truncatedTiff, 'SOURCE_DAMAGED'],
    ['G4 with wrong bytes inside', inputs.corruptG4Tiff, 'SOURCE_DAMAGED'],
    ['20,000 × 20,000 pixels', inputs.hugeImage, 'SOURCE_TOO_LARGE'],
  ])('%s', async (_what, make, code) => {
    const error = await failure(await make(dir));
    expect(error.code).toBe(code);
    expect(error.message).toContain('nguồn.dat');
  });

  it('a JPEG cut off that pretends to end', async () => {
    const jpeg = await inputs.pagePicture().jpeg().toBuffer();
    const path = join(dir, 'fake-end.jpg');
    await writeFile(path, Buffer.concat([jpeg.subarray(0, jpeg.length * 0.6), Buffer.from([0xff, 0xd9])]));
    expect((await failure(path)).code).toBe('SOURCE_DAMAGED');
  });

  it('G4 whose rows end too early', async () => {
    const data = (await g4Data()).subarray(0, -200);
    const path = join(dir, 'short-g4.tif');
    await writeFile(path, g4TiffOf({ data, widthPx: 414, heightPx: 585, dpi: 200, codedBlackIsBlack: true }));
    expect((await failure(path)).code).toBe('SOURCE_DAMAGED');
  });

  it('says the size and the limit when a picture is too large, without decoding it', async () => {
    const before = process.memoryUsage().rss;
    const error = await failure(await inputs.hugeImage(dir));
    expect(error.params).toMatchObject({ widthPx: 20_000, heightPx: 20_000, limitMegapixels: 250 });
    expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
  });

  it('and leaves the source file as it was', async () => {
    const path = await inputs.truncatedJpeg(dir);
    const before = await readFile(path);
    await failure(path);
    expect((await readFile(path)).equals(before)).toBe(true);
  });
});

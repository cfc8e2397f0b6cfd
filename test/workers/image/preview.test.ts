// Screen pictures and thumbnails: upright, right colours, small, whole or absent.
// Must not mock a decoder.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSource } from '../../../electron/workers/image/open-source.ts';
import { makePreview } from '../../../electron/workers/image/preview.ts';
import type { OpenedPage } from '../../../electron/workers/tasks.ts';
import * as inputs from '../../support/bad-inputs.ts';
import { isUpright, lookAt } from './page-look.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tangthu-preview-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const paths = () => ({ previewPath: join(dir, 'preview'), thumbnailPath: join(dir, 'thumbnail') });

async function preview(sourcePath: string, pageIndex = 0) {
  const { pages } = await openSource({ path: sourcePath, name: 'nguồn', outDir: dir });
  const page = pages[pageIndex]!;
  const result = await makePreview({ image: imageOf(page, sourcePath), rotation: page.rotation, ...paths() });
  return {
    result,
    preview: await lookAt(paths().previewPath),
    thumbnail: await lookAt(paths().thumbnailPath),
    metadata: await sharp(paths().previewPath).metadata(),
  };
}

function imageOf(page: OpenedPage, sourcePath: string) {
  return { path: page.imagePath ?? sourcePath, mediaType: page.mediaType, frame: page.frame };
}

describe('a preview', () => {
  it('of a colour page is an upright JPEG with the colours of the page', async () => {
    const lying = await inputs.pagePicture().rotate(270).png().toBuffer();
    const path = join(dir, 'lying.jpg');
    await sharp(lying).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toFile(path);
    const made = await preview(path);
    expect(made.result).toEqual({ previewMediaType: 'image/jpeg', thumbnailMediaType: 'image/webp' });
    expect(isUpright(made.preview)).toBe(true);
    expect(isUpright(made.thumbnail)).toBe(true);
    expect([made.thumbnail.widthPx, made.thumbnail.heightPx]).toEqual([226, 320]);
  });

  it('of a large colour page is 2,400 px long', async () => {
    const path = join(dir, 'large.jpg');
    await inputs.pagePicture(1984, 2807).jpeg().toFile(path);
    const { preview: seen } = await preview(path);
    expect([seen.widthPx, seen.heightPx]).toEqual([1696, 2400]);
  });

  it('of a bitonal page keeps every pixel in one bit, its thumbnail is smoothed', async () => {
    const path = await inputs.multiPageTiff(dir, ['lzw', 'ccittfax4']);
    const made = await preview(path, 1);
    expect(made.result.previewMediaType).toBe('image/png');
    expect(made.metadata).toMatchObject({ width: 414, height: 585, bitsPerSample: 1 });
    const source = await lookAt(path, 1);
    expect(made.preview.data.equals(source.data)).toBe(true);
    expect(made.thumbnail.data.some((v) => v > 40 && v < 215)).toBe(true);
  });

  it('of a 16-bit page shows the same tones in 8 bits', async () => {
    const { preview: seen } = await preview(await inputs.sixteenBitTiff(dir));
    expect(seen.at(0.03, 0.5).g).toBeLessThan(15);
    expect(seen.at(0.5, 0.5).g).toBeGreaterThan(120);
    expect(seen.at(0.5, 0.5).g).toBeLessThan(136);
    expect(seen.at(0.97, 0.5).g).toBeGreaterThan(240);
  });

  it('of a CMYK JPEG has white paper, black text and a red seal', async () => {
    const { preview: seen, metadata } = await preview(await inputs.cmykJpeg(dir));
    expect(metadata.space).toBe('srgb');
    expect(isUpright(seen)).toBe(true);
  });

  it('of a page with transparency lies on white', async () => {
    const path = join(dir, 'alpha.png');
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    await sharp({ create: { width: 200, height: 283, channels: 4, background: clear } })
      .png()
      .toFile(path);
    expect((await preview(path)).preview.at(0.5, 0.5).g).toBe(255);
  });

  it('of a page that does not decode fails and leaves no half file', async () => {
    const path = await inputs.corruptPng(dir);
    const outDir = await mkdtemp(join(dir, 'out-'));
    const image = { path, mediaType: 'image/png' as const, frame: 0 };
    const previewPath = join(outDir, 'p');
    const made = makePreview({ image, rotation: 0, previewPath, thumbnailPath: join(outDir, 't') });
    await expect(made).rejects.toMatchObject({ code: 'PAGE_IMAGE_FAILED' });
    expect(await readdir(outDir)).toEqual([]);
  });
});

describe('the image thread', () => {
  it('opens sources and answers errors with their codes', async () => {
    const worker = new Worker(new URL('../../../electron/workers/image/main.ts', import.meta.url));
    const ask = (id: number, path: string) =>
      new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.postMessage({ id, task: 'openSource', input: { path, name: 'nguồn', outDir: dir } });
      });
    try {
      expect(await ask(1, await inputs.goodJpeg(dir))).toMatchObject({
        id: 1,
        ok: true,
        value: { mediaType: 'image/jpeg' },
      });
      expect(await ask(2, await inputs.ownerProtectedPdf(dir))).toMatchObject({
        ok: true,
        value: { pages: [{ origin: 'lifted' }] },
      });
      expect(await ask(3, await inputs.emptyFile(dir))).toMatchObject({
        ok: false,
        error: { code: 'SOURCE_EMPTY' },
      });
    } finally {
      await worker.terminate();
    }
  });
});

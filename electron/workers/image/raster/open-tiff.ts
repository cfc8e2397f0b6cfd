// Opens TIFF sources: every directory that is a page, checked to its last strip.
// Must not hold more than one frame in memory.
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedPage } from '../../tasks.ts';
import { maxPages } from '../limits.ts';
import { resolutionOf } from '../resolution.ts';
import { checkSize, damaged, type SourceFile } from '../source-file.ts';
import { bakeUpright } from './bake-upright.ts';
import { decodeWholeFrame } from './check-decode.ts';
import { turnOf } from './orientation.ts';
import { type ReadAt, readTiffFrames, TiffDamage, type TiffFrame } from './tiff-directory.ts';

export async function openTiff(source: SourceFile): Promise<OpenedPage[]> {
  const all = readFrames(source);
  const pages = all.filter((frame) => !frame.isSecondary);
  // A file of nothing but "reduced" frames is a careless writer's, not a file without pages.
  const frames = pages.length > 0 ? pages : all;
  for (const frame of frames) checkFrame(source, frame);
  const opened: OpenedPage[] = [];
  for (const frame of frames) opened.push(await openFrame(source, frame));
  return opened;
}

function readFrames(source: SourceFile): TiffFrame[] {
  const file = openSync(source.path, 'r');
  const readAt: ReadAt = (offset, length) => {
    if (offset + length > source.sizeBytes) throw new TiffDamage(`file ends before ${offset + length}`);
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
  };
  try {
    return readTiffFrames(readAt, maxPages);
  } catch (error) {
    if (error instanceof TiffDamage) throw damaged(source, 'cấu trúc tệp TIFF bị đứt', error);
    throw error;
  } finally {
    closeSync(file);
  }
}

function checkFrame(source: SourceFile, frame: TiffFrame): void {
  checkSize(source, frame.widthPx, frame.heightPx);
  const cut = frame.chunks.some(({ offset, length }) => offset + length > source.sizeBytes);
  if (cut || frame.chunks.length === 0) throw damaged(source, `thiếu dữ liệu của trang ${frame.index + 1}`);
}

async function openFrame(source: SourceFile, frame: TiffFrame): Promise<OpenedPage> {
  try {
    await decodeWholeFrame(source.path, frame.index);
  } catch (error) {
    throw damaged(source, `không giải mã được trang ${frame.index + 1}`, error);
  }
  const { rotation, mirrored } = turnOf(frame.orientation);
  const { widthPx, heightPx, xDpi, yDpi } = frame;
  const { dpi, dpiEstimated } = resolutionOf(widthPx, heightPx, xDpi, yDpi);
  const page: OpenedPage = {
    imagePath: null,
    mediaType: 'image/tiff',
    frame: frame.index,
    storedWidthPx: widthPx,
    storedHeightPx: heightPx,
    rotation,
    dpi,
    dpiEstimated,
    colour: colourOf(frame),
    origin: 'source',
  };
  const stretchTo = squarePixels(frame, dpi, dpiEstimated);
  if (!mirrored && stretchTo === null) return page;
  const turned = (frame.orientation ?? 1) >= 5;
  const baked = await bakeUpright(
    { file: source.path, frame: frame.index },
    {
      colour: page.colour,
      dpi,
      path: join(source.outDir, `page-${String(frame.index + 1).padStart(4, '0')}.png`),
      ...(stretchTo && {
        stretchTo: turned ? { widthPx: stretchTo.heightPx, heightPx: stretchTo.widthPx } : stretchTo,
      }),
    },
  );
  return { ...page, ...baked, rotation: 0 };
}

function colourOf(frame: TiffFrame): OpenedPage['colour'] {
  const isGray = (frame.photometric ?? 1) <= 1 && frame.samplesPerPixel <= 2;
  if (!isGray) return 'colour';
  return frame.bitsPerSample === 1 ? 'bitonal' : 'gray';
}

// Fax pages have about 204 × 98 dots per inch; the missing rows are repeated. Smaller differences are rounding.
function squarePixels(
  frame: TiffFrame,
  dpi: number,
  dpiEstimated: boolean,
): { widthPx: number; heightPx: number } | null {
  const { xDpi, yDpi } = frame;
  if (dpiEstimated || xDpi === null || yDpi === null) return null;
  if (Math.max(xDpi, yDpi) / Math.min(xDpi, yDpi) < 1.1) return null;
  return {
    widthPx: Math.round((frame.widthPx * dpi) / xDpi),
    heightPx: Math.round((frame.heightPx * dpi) / yDpi),
  };
}

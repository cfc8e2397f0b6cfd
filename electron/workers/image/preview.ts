// Makes the screen picture and the thumbnail of a page, upright and in sRGB.
// Must not change the page's own image; each file appears whole or not at all.
import { rename, rm, writeFile } from 'node:fs/promises';
import type { Sharp } from 'sharp';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ImageTasks, PageImage } from '../tasks.ts';
import { packBits, pngOf } from './png-writer.ts';
import { readFrame, sharp } from './sharp-engine.ts';

const previewLongSidePx = 2400;
const thumbnailLongSidePx = 320;
/** Only written into the file; screens do not read it. */
const screenDpi = 96;

/** See ImageTasks.preview. Errors: PAGE_IMAGE_FAILED when the image does not decode; DISK_FULL and the like as thrown by the system. */
export const makePreview: ImageTasks['preview'] = async ({ image, rotation, previewPath, thumbnailPath }) => {
  const picture = await decode(image, rotation);
  const preview = picture.isBitonal ? bitonalFile(picture) : await tonedFile(picture);
  const thumbnail = await fromRaw(picture)
    .resize({
      width: thumbnailLongSidePx,
      height: thumbnailLongSidePx,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .webp({ quality: 80, effort: 2 })
    .toBuffer();
  await writeWhole(previewPath, preview.bytes);
  await writeWhole(thumbnailPath, thumbnail);
  return { previewMediaType: preview.mediaType, thumbnailMediaType: 'image/webp' };
};

/** Upright samples: 8-bit gray, or sRGB triples. */
interface RawPicture {
  readonly data: Buffer;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 1 | 3;
  readonly isBitonal: boolean;
}

async function decode(image: PageImage, rotation: 0 | 90 | 180 | 270): Promise<RawPicture> {
  try {
    const metadata = await readFrame(image.path, image.frame).metadata();
    const isGray = metadata.space === 'b-w' || metadata.space === 'grey16';
    const isBitonal = metadata.bitsPerSample === 1 && !metadata.hasAlpha;
    let picture: Sharp = readFrame(image.path, image.frame);
    if (rotation !== 0) picture = picture.rotate(rotation);
    if (metadata.hasAlpha) picture = picture.flatten({ background: 'white' });
    if (!isBitonal) {
      const size = previewLongSidePx;
      picture = picture.resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true });
    }
    const { data, info } = await picture
      .toColourspace(isGray || isBitonal ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return {
      data,
      widthPx: info.width,
      heightPx: info.height,
      channels: info.channels as 1 | 3,
      isBitonal,
    };
  } catch (error) {
    throw new AppError('PAGE_IMAGE_FAILED', { detail: 'ảnh không giải mã được' }, { cause: error });
  }
}

function bitonalFile(picture: RawPicture): { bytes: Buffer; mediaType: string } {
  const { widthPx, heightPx, channels } = picture;
  const rows = packBits(picture.data, widthPx, heightPx, channels);
  const bytes = pngOf({ widthPx, heightPx, bitDepth: 1, colourType: 'gray', rows, dpi: screenDpi });
  return { bytes, mediaType: 'image/png' };
}

async function tonedFile(picture: RawPicture): Promise<{ bytes: Buffer; mediaType: string }> {
  const bytes = await fromRaw(picture).jpeg({ quality: 82 }).toBuffer();
  return { bytes, mediaType: 'image/jpeg' };
}

function fromRaw({ data, widthPx, heightPx, channels }: RawPicture): Sharp {
  return sharp(data, { raw: { width: widthPx, height: heightPx, channels }, limitInputPixels: false });
}

// A picture that a crash cut off must not be taken for a finished one: it gets its name only when whole.
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const temporary = `${path}.${process.pid}-${Math.random().toString(36).slice(2)}.tmp`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

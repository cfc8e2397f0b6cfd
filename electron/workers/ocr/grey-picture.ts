// A page as grey pixels at the resolution that is recognised, read from a file with sharp.
// Must not change the picture's contrast or find anything in it.
import sharp from 'sharp';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { PageImage } from '../tasks.ts';

sharp.concurrency(1);
sharp.cache(false);

/** 0 is black; rows without padding. */
export interface GreyPicture {
  readonly pixels: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface PagePicture {
  readonly grey: GreyPicture;
  /** Of `grey`. */
  readonly dpi: number;
  /** Of the stored image once turned upright. */
  readonly uprightWidthPx: number;
  readonly uprightHeightPx: number;
}

/**
 * The resolution that is recognised. The engine scales each line to 36 px anyhow; 14-pt text that comes in near that
 * size costs less to lay out and keeps its marks better than the jagged 300-dpi original, above all in the bold
 * capitals of the head ("CHỈ" in the titles of five scans: read right five times at 150 and 165 dpi, twice at 200).
 * Fast model, eight transcribed scans and 19 made pages, CER / words missed in %:
 * 135 dpi 0.97 / 2.97 and 1.33 / 2.25 · 150 dpi 1.03 / 3.22 and 1.49 / 1.85 · 165 dpi 1.05 / 2.85 and 1.06 / 1.47 ·
 * 200 dpi 1.36 / 3.14 and 0.77 / 1.27 · as scanned (300 dpi, without the other steps) 3.2 / 3.8.
 * 165 is where the scans lose fewest words. Subtle: it was chosen on these same pages, so the figures flatter it.
 */
export const workingDpi = 165;
/** A bound on memory, not measured: at 165 dpi only sheets of A0 and larger reach it. */
const maxWorkingPixels = 40_000_000;

/** Decodes, turns upright and scales. Errors: OCR_FAILED when the file cannot be decoded. */
export async function loadPage(
  image: PageImage,
  rotation: 0 | 90 | 180 | 270,
  dpi: number,
): Promise<PagePicture> {
  try {
    const source = sharp(image.path, { page: image.frame, failOn: 'error' });
    const meta = await source.metadata();
    const turned = rotation === 90 || rotation === 270;
    const uprightWidthPx = turned ? meta.height : meta.width;
    const uprightHeightPx = turned ? meta.width : meta.height;
    const pixels = uprightWidthPx * uprightHeightPx;
    const factor = Math.min(workingDpi / dpi, Math.sqrt(maxWorkingPixels / pixels));
    const grey = meta.space === 'b-w' || meta.space === 'grey16';
    let pipeline = source
      .rotate(rotation)
      .flatten({ background: '#ffffff' })
      .toColourspace(grey ? 'b-w' : 'srgb');
    if (factor !== 1) {
      pipeline = pipeline.resize(
        Math.max(1, Math.round(uprightWidthPx * factor)),
        Math.max(1, Math.round(uprightHeightPx * factor)),
        { fit: 'fill', kernel: 'cubic' },
      );
    }
    const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return {
      grey: {
        pixels: info.channels === 1 ? data : brightestChannel(data, info.channels),
        widthPx: info.width,
        heightPx: info.height,
      },
      dpi: dpi * factor,
      uprightWidthPx,
      uprightHeightPx,
    };
  } catch (cause) {
    throw new AppError(
      'OCR_FAILED',
      { detail: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  }
}

/** max(R, G, B): red stamps and yellow paper go white, black ink stays. */
function brightestChannel(data: Uint8Array, channels: number): Uint8Array {
  const out = new Uint8Array(data.length / channels);
  for (let i = 0, at = 0; i < out.length; i++, at += channels) {
    let value = data[at]!;
    if (data[at + 1]! > value) value = data[at + 1]!;
    if (data[at + 2]! > value) value = data[at + 2]!;
    out[i] = value;
  }
  return out;
}

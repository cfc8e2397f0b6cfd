// Looks at an opened page as a person would see it: turned upright.
// Must not use the code under test for decoding.
import sharp from 'sharp';
import type { OpenedPage } from '../../../electron/workers/tasks.ts';

export interface Look {
  readonly widthPx: number;
  readonly heightPx: number;
  /** RGB samples. */
  readonly data: Buffer;
  /** Mean of a small patch around a place given in fractions of the page. */
  at(x: number, y: number): { r: number; g: number; b: number };
}

export async function look(page: OpenedPage, sourcePath: string): Promise<Look> {
  return lookAt(page.imagePath ?? sourcePath, page.frame, page.rotation);
}

export async function lookAt(input: string | Buffer, frame = 0, rotation = 0): Promise<Look> {
  let picture = sharp(input, { page: frame });
  if (rotation !== 0) picture = picture.rotate(rotation);
  const { data, info } = await picture
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const channels = info.channels;
  return {
    widthPx: info.width,
    heightPx: info.height,
    data,
    at(x, y) {
      const sums = [0, 0, 0];
      const half = 3;
      for (let dy = -half; dy <= half; dy++) {
        for (let dx = -half; dx <= half; dx++) {
          const px = Math.min(info.width - 1, Math.max(0, Math.round(x * info.width) + dx));
          const py = Math.min(info.height - 1, Math.max(0, Math.round(y * info.height) + dy));
          for (let c = 0; c < 3; c++)
            sums[c]! += data[(py * info.width + px) * channels + (channels === 3 ? c : 0)]!;
        }
      }
      const count = (2 * half + 1) ** 2;
      return { r: sums[0]! / count, g: sums[1]! / count, b: sums[2]! / count };
    },
  };
}

/** The synthetic page is upright when its black block is at the top left and its disc at the bottom right. */
export function isUpright(seen: Look, hasColour = true): boolean {
  const block = seen.at(0.1, 0.05);
  const corner = seen.at(0.95, 0.02);
  const disc = seen.at(0.75, 0.85);
  const isDisc = hasColour ? disc.r > 150 && disc.g < 80 : disc.g < 160;
  return seen.heightPx > seen.widthPx && block.g < 40 && corner.g > 220 && isDisc;
}

// A 3×3 median: takes single specks and the grain of bad paper away, and thin marks with them.
// Must not be used on a page that reads well.
import type { GreyPicture } from './grey-picture.ts';

/** The picture with each pixel the median of its neighbourhood; the outermost pixels stay. */
export function median3(picture: GreyPicture): GreyPicture {
  const { pixels, widthPx, heightPx } = picture;
  const out = pixels.slice();
  const near = new Uint8Array(9);
  for (let y = 1; y < heightPx - 1; y++) {
    for (let x = 1; x < widthPx - 1; x++) {
      const at = y * widthPx + x;
      const centre = pixels[at]!;
      let differs = false;
      for (let dy = -1, i = 0; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++, i++) {
          const value = pixels[at + dy * widthPx + dx]!;
          near[i] = value;
          if (value !== centre) differs = true;
        }
      }
      if (differs) out[at] = near.sort()[4]!;
    }
  }
  return { pixels: out, widthPx, heightPx };
}

// Finds the quarter turn in which a page can be read, by reading a small piece of it in all four.
// Must not decide when to ask: it costs about a second, a page that reads well is never asked.
import type { RecognitionModel } from '../tasks.ts';
import { readLines } from './engine.ts';
import type { GreyPicture } from './grey-picture.ts';

export type QuarterTurn = 0 | 90 | 180 | 270;

const pieceInches = 4;
/** The other turn must read this much more text; a blank page or a photograph reads nothing in any. */
const leastGain = 1.6;
const leastLetters = 12;

/** The clockwise turn that makes the picture readable; 0 when none reads clearly better than it stands. */
export async function readableTurn(
  picture: GreyPicture,
  dpi: number,
  languages: readonly string[],
  model: RecognitionModel,
): Promise<QuarterTurn> {
  const piece = inkiestPiece(picture, Math.round(pieceInches * dpi));
  const asItStands = await evidence(piece, dpi, languages, model);
  let best: QuarterTurn = 0;
  let bestEvidence = Math.max(leastLetters, asItStands * leastGain);
  for (const turn of [180, 90, 270] as const) {
    const found = await evidence(turned(piece, turn), dpi, languages, model);
    if (found > bestEvidence) {
      best = turn;
      bestEvidence = found;
    }
  }
  return best;
}

/** Letters in words of two letters and more that the engine believes. */
async function evidence(
  picture: GreyPicture,
  dpi: number,
  languages: readonly string[],
  model: RecognitionModel,
): Promise<number> {
  const lines = await readLines(picture, dpi, languages, model);
  let letters = 0;
  for (const { text, confidence, box } of lines.flatMap((line) => line.words)) {
    // Subtle: the engine finds vertical text too, so a page on its side also reads; only upright words count.
    if (confidence > 0.7 && /^\p{L}{2,}/u.test(text) && box.x1 - box.x0 > box.y1 - box.y0)
      letters += text.length;
  }
  return letters;
}

/** The square with most ink among nine laid over the page. */
function inkiestPiece(picture: GreyPicture, sidePx: number): GreyPicture {
  const width = Math.min(sidePx, picture.widthPx);
  const height = Math.min(sidePx, picture.heightPx);
  let best: GreyPicture | undefined;
  let bestInk = -1;
  for (const fy of [0.1, 0.5, 0.9]) {
    for (const fx of [0.1, 0.5, 0.9]) {
      const piece = cut(
        picture,
        Math.round((picture.widthPx - width) * fx),
        Math.round((picture.heightPx - height) * fy),
        width,
        height,
      );
      let ink = 0;
      for (let i = 0; i < piece.pixels.length; i += 3) if (piece.pixels[i]! < 128) ink++;
      if (ink > bestInk) {
        best = piece;
        bestInk = ink;
      }
    }
  }
  return best!;
}

function cut(
  picture: GreyPicture,
  left: number,
  top: number,
  widthPx: number,
  heightPx: number,
): GreyPicture {
  const pixels = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const start = (top + y) * picture.widthPx + left;
    pixels.set(picture.pixels.subarray(start, start + widthPx), y * widthPx);
  }
  return { pixels, widthPx, heightPx };
}

/** The picture turned clockwise. */
export function turned(picture: GreyPicture, turn: QuarterTurn): GreyPicture {
  if (turn === 0) return picture;
  const { pixels, widthPx, heightPx } = picture;
  const out = new Uint8Array(pixels.length);
  if (turn === 180) {
    for (let i = 0; i < pixels.length; i++) out[pixels.length - 1 - i] = pixels[i]!;
    return { pixels: out, widthPx, heightPx };
  }
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const at = turn === 90 ? x * heightPx + (heightPx - 1 - y) : (widthPx - 1 - x) * heightPx + y;
      out[at] = pixels[y * widthPx + x]!;
    }
  }
  return { pixels: out, widthPx: heightPx, heightPx: widthPx };
}

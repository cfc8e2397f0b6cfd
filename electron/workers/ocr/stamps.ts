// Reads what is stamped in red on the upper part of a page (MẬT, HỎA TỐC …). The page itself is read without its red,
// so a secrecy mark would pass unseen; and a mark must never be lost in the running text.
// Must not judge what a stamp means.
import sharp from 'sharp';
import { boundingBox, type PageLine } from '../../../shared/model/page-text.ts';
import type { PageImage, RecognitionModel } from '../tasks.ts';
import { readLines } from './engine.ts';
import type { GreyPicture } from './grey-picture.ts';
import { removeRules } from './rules.ts';
import type { QuarterTurn } from './turns.ts';

/** Stamps of secrecy and urgency stand under the number or beside it, at the latest beside the title. */
const upperShare = 0.45;
/** Enough to tell where red is; the piece itself is read at twice this. */
const lookDpi = 150;
const tilePx = 8;
const leastRed = 45;
/** Below this a word of a stamp is the noise of its frame. */
const leastConfidence = 0.3;

const share = (part: number) => Math.min(1, Math.max(0, part));

/** Lines found in red; empty for pages without colour, which cost only a look at the header. */
export async function readStamps(
  image: PageImage,
  rotation: QuarterTurn,
  dpi: number,
  languages: readonly string[],
  model: RecognitionModel,
): Promise<PageLine[]> {
  const red = await redness(image, rotation, dpi);
  if (!red) return [];
  const found: PageLine[] = [];
  for (const area of redAreas(red.picture)) {
    const piece = enlarged(red.picture, area);
    removeFrame(piece);
    removeRules(piece, 2 * lookDpi);
    const lines = await readLines(piece, 2 * lookDpi, languages, model);
    const x = (px: number) => share((area.x0 + (px - marginPx / 2) / 2) / red.picture.widthPx);
    const y = (px: number) => share((area.y0 + (px - marginPx / 2) / 2) / red.pageHeightPx);
    for (const line of lines) {
      const words = line.words
        .filter((word) => word.confidence >= leastConfidence && /\p{L}/u.test(word.text))
        .map((word) => ({
          text: word.text.normalize('NFC'),
          confidence: word.confidence,
          box: {
            x: x(word.box.x0),
            y: y(word.box.y0),
            w: x(word.box.x1) - x(word.box.x0),
            h: y(word.box.y1) - y(word.box.y0),
          },
        }));
      const box = boundingBox(words.map((word) => word.box));
      if (!box) continue;
      const { x0, y0, x1, y1 } = line.baseline;
      found.push({
        words,
        box,
        baseline: [x(x0), y(y0), x(x1), y(y1)],
        block: found.length,
        paragraph: found.length,
      });
    }
  }
  return found;
}

/** Dark where the page is red, at `lookDpi`; null for pages without colour. */
async function redness(
  image: PageImage,
  rotation: QuarterTurn,
  dpi: number,
): Promise<{ picture: GreyPicture; pageHeightPx: number } | null> {
  const source = sharp(image.path, { page: image.frame, failOn: 'error' });
  const meta = await source.metadata();
  if (meta.space === 'b-w' || meta.space === 'grey16' || (meta.channels ?? 3) < 3) return null;
  const turned = rotation === 90 || rotation === 270;
  const width = Math.round(((turned ? meta.height : meta.width) * lookDpi) / dpi);
  const { data, info } = await source
    .rotate(rotation)
    .resize({ width: Math.max(64, Math.min(width, 4000)) })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const heightPx = Math.round(info.height * upperShare);
  const pixels = new Uint8Array(info.width * heightPx);
  let reds = 0;
  for (let i = 0, at = 0; i < pixels.length; i++, at += info.channels) {
    const excess = data[at]! - Math.max(data[at + 1]!, data[at + 2]!);
    if (excess > leastRed) reds++;
    pixels[i] = 255 - Math.min(255, Math.max(0, (excess - 12) * 4));
  }
  // Two square millimetres of red: less is a speck or a pen mark.
  if (reds < 2 * (lookDpi / 25.4) ** 2) return null;
  return { picture: { pixels, widthPx: info.width, heightPx }, pageHeightPx: info.height };
}

interface Area {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

const millimetre = lookDpi / 25.4;

/** Groups of red tiles less than about 3 mm apart, of the size a worded stamp has. */
function redAreas(picture: GreyPicture): Area[] {
  const columns = Math.ceil(picture.widthPx / tilePx);
  const rows = Math.ceil(picture.heightPx / tilePx);
  const counts = new Uint16Array(columns * rows);
  for (let y = 0; y < picture.heightPx; y++) {
    const row = Math.floor(y / tilePx) * columns;
    for (let x = 0; x < picture.widthPx; x++) {
      if (picture.pixels[y * picture.widthPx + x]! < 128) counts[row + Math.floor(x / tilePx)]!++;
    }
  }
  const least = 0.05 * tilePx * tilePx;
  const seen = new Uint8Array(counts.length);
  const areas: Area[] = [];
  for (let start = 0; start < counts.length; start++) {
    if (seen[start] || counts[start]! < least) continue;
    const area: Area = { x0: Number.POSITIVE_INFINITY, y0: Number.POSITIVE_INFINITY, x1: 0, y1: 0 };
    const queue = [start];
    seen[start] = 1;
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      const tx = at % columns;
      const ty = Math.floor(at / columns);
      area.x0 = Math.min(area.x0, tx * tilePx);
      area.y0 = Math.min(area.y0, ty * tilePx);
      area.x1 = Math.max(area.x1, Math.min(picture.widthPx, (tx + 1) * tilePx));
      area.y1 = Math.max(area.y1, Math.min(picture.heightPx, (ty + 1) * tilePx));
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          const nx = tx + dx;
          const ny = ty + dy;
          if (nx < 0 || ny < 0 || nx >= columns || ny >= rows) continue;
          const next = ny * columns + nx;
          if (!seen[next] && counts[next]! >= least) {
            seen[next] = 1;
            queue.push(next);
          }
        }
      }
    }
    areas.push(area);
  }
  return areas
    .filter(({ x0, y0, x1, y1 }) => {
      const w = (x1 - x0) / millimetre;
      const h = (y1 - y0) / millimetre;
      return w >= 6 && w <= 110 && h >= 3 && h <= 45;
    })
    .sort((a, b) => (b.x1 - b.x0) * (b.y1 - b.y0) - (a.x1 - a.x0) * (a.y1 - a.y0))
    .slice(0, 6);
}

/** Whitens a frame round the words: connected ink that spans most of the piece both ways and fills little of it. */
function removeFrame({ pixels, widthPx, heightPx }: GreyPicture): void {
  const seen = new Uint8Array(pixels.length);
  for (let start = 0; start < pixels.length; start++) {
    if (seen[start] || pixels[start]! >= inkBelow) continue;
    const members = [start];
    let x0 = widthPx;
    let y0 = heightPx;
    let x1 = 0;
    let y1 = 0;
    seen[start] = 1;
    for (let i = 0; i < members.length; i++) {
      const at = members[i]!;
      const x = at % widthPx;
      const y = (at - x) / widthPx;
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y);
      for (const next of [x > 0 ? at - 1 : at, x < widthPx - 1 ? at + 1 : at, at - widthPx, at + widthPx]) {
        if (next < 0 || next >= pixels.length || seen[next] || pixels[next]! >= inkBelow) continue;
        seen[next] = 1;
        members.push(next);
      }
    }
    const w = x1 - x0 + 1;
    const h = y1 - y0 + 1;
    const spans = w > 0.6 * (widthPx - marginPx) && h > 0.6 * (heightPx - marginPx);
    if (!spans || members.length > 0.4 * w * h) continue;
    for (const at of members) {
      // Two more on each side: the soft edge that scaling leaves.
      for (const near of [-2, -1, 0, 1, 2, -widthPx, widthPx, -2 * widthPx, 2 * widthPx]) {
        if (at + near >= 0 && at + near < pixels.length) pixels[at + near] = 255;
      }
    }
  }
}

const inkBelow = 150;

/** White paper around the piece: the engine does not find text that touches the edge. */
const marginPx = 40;

/** The area at twice the size with a white margin, smoothly. */
function enlarged(picture: GreyPicture, area: Area): GreyPicture {
  const widthPx = 2 * (area.x1 - area.x0) + 2 * (marginPx / 2);
  const heightPx = 2 * (area.y1 - area.y0) + 2 * (marginPx / 2);
  const pixels = new Uint8Array(widthPx * heightPx).fill(255);
  const at = (x: number, y: number): number =>
    picture.pixels[Math.min(area.y1 - 1, y) * picture.widthPx + Math.min(area.x1 - 1, x)]!;
  for (let y = 0; y < 2 * (area.y1 - area.y0); y++) {
    const sy = area.y0 + (y >> 1);
    for (let x = 0; x < 2 * (area.x1 - area.x0); x++) {
      const sx = area.x0 + (x >> 1);
      const nx = x & 1 ? sx + 1 : sx;
      const ny = y & 1 ? sy + 1 : sy;
      pixels[(y + marginPx / 2) * widthPx + x + marginPx / 2] =
        (at(sx, sy) + at(nx, sy) + at(sx, ny) + at(nx, ny)) >> 2;
    }
  }
  return { pixels, widthPx, heightPx };
}

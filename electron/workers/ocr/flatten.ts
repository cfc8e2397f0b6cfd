// Evens out paper: shadows, stains, yellowing and show-through become white, ink keeps its darkness.
// Must not sharpen, threshold or remove marks.
import type { GreyPicture } from './grey-picture.ts';

/** Side of a tile in inches: 24 px at 300 dpi. */
const tileInches = 0.08;
/** A pixel brighter than this share of its background is paper (or the other side showing through). */
const clip = 0.82;
const paperPercentile = 0.85;

/** Whether there is nothing to even out: bitonal pages, and colour scans whose paper is white already. */
export function paperIsWhite(picture: GreyPicture): boolean {
  const { pixels } = picture;
  let between = 0;
  let seen = 0;
  for (let i = 0; i < pixels.length; i += 7, seen++) {
    const value = pixels[i]!;
    if (value > 12 && value < 243) between++;
  }
  // On 22 real pages, all of white paper, the edges of letters made 2–14 % of the pixels grey and 84–96 % were white.
  return between < seen * 0.2 && backgroundIsWhite(pixels);
}

function backgroundIsWhite(pixels: Uint8Array): boolean {
  let white = 0;
  let seen = 0;
  for (let i = 0; i < pixels.length; i += 7, seen++) if (pixels[i]! >= 250) white++;
  return white > seen * 0.75;
}

/** Per tile the 85th percentile is the paper; smoothed, interpolated, divided by; then clipped. */
export function flattened(picture: GreyPicture, dpi: number): GreyPicture {
  const { pixels, widthPx, heightPx } = picture;
  const tile = Math.max(8, Math.round(tileInches * dpi));
  const columns = Math.ceil(widthPx / tile);
  const rows = Math.ceil(heightPx / tile);
  const paper = smoothed(paperOfTiles(picture, tile, columns, rows), columns, rows);
  const out = new Uint8Array(pixels.length);
  const scale = 255 / clip;
  for (let y = 0; y < heightPx; y++) {
    const ty = Math.min(rows - 1, Math.max(0, (y + 0.5) / tile - 0.5));
    const top = Math.min(rows - 1, Math.floor(ty));
    const bottom = Math.min(rows - 1, top + 1);
    const fy = ty - top;
    for (let column = 0, x = 0; x < widthPx; column++) {
      // Between two tile centres the paper changes linearly: a start and a step per piece.
      const until = Math.min(widthPx, Math.round((column + 0.5) * tile));
      const left = Math.max(0, column - 1);
      const right = Math.min(columns - 1, column);
      const a = paper[top * columns + left]! * (1 - fy) + paper[bottom * columns + left]! * fy;
      const b = paper[top * columns + right]! * (1 - fy) + paper[bottom * columns + right]! * fy;
      const start = (column - 0.5) * tile;
      const step = (b - a) / tile;
      let value = a + (x + 0.5 - start) * step;
      for (let at = y * widthPx + x; x < until; x++, at++, value += step) {
        out[at] = Math.min(255, (pixels[at]! / value) * scale);
      }
    }
  }
  return { pixels: out, widthPx, heightPx };
}

function paperOfTiles(picture: GreyPicture, tile: number, columns: number, rows: number): Float32Array {
  const { pixels, widthPx, heightPx } = picture;
  const paper = new Float32Array(columns * rows);
  const counts = new Uint16Array(256);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      counts.fill(0);
      const x1 = Math.min(widthPx, (column + 1) * tile);
      const y1 = Math.min(heightPx, (row + 1) * tile);
      for (let y = row * tile; y < y1; y++) {
        for (let x = column * tile, at = y * widthPx + x; x < x1; x++, at++) {
          counts[pixels[at]!] = counts[pixels[at]!]! + 1;
        }
      }
      let above = (x1 - column * tile) * (y1 - row * tile) * (1 - paperPercentile);
      let value = 255;
      while (value > 1) {
        above -= counts[value]!;
        if (above <= 0) break;
        value--;
      }
      // Never below mid-grey: a tile inside a black bar or photograph has no paper to be made white.
      paper[row * columns + column] = Math.max(64, value);
    }
  }
  return paper;
}

/** Mean over 3×3 tiles, so that one tile full of ink does not lighten its letters. */
function smoothed(tiles: Float32Array, columns: number, rows: number): Float32Array {
  const out = new Float32Array(tiles.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      let count = 0;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          sum += tiles[y * columns + x]!;
          count++;
        }
      }
      out[row * columns + column] = sum / count;
    }
  }
  return out;
}

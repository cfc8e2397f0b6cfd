// The steps before recognition, on small drawn pictures: what they take away and what they leave.
// Must not start the engine.
import { expect, test } from 'vitest';
import { flattened, paperIsWhite } from '../../../electron/workers/ocr/flatten.ts';
import type { GreyPicture } from '../../../electron/workers/ocr/grey-picture.ts';
import { removeRules } from '../../../electron/workers/ocr/rules.ts';
import { beforeStraightening, estimateSkew, straightened } from '../../../electron/workers/ocr/skew.ts';
import { turned } from '../../../electron/workers/ocr/turns.ts';

function blank(widthPx: number, heightPx: number, grey = 255): GreyPicture {
  return { pixels: new Uint8Array(widthPx * heightPx).fill(grey), widthPx, heightPx };
}

function fill(picture: GreyPicture, x0: number, y0: number, x1: number, y1: number, grey = 0): void {
  for (let y = y0; y < y1; y++) picture.pixels.fill(grey, y * picture.widthPx + x0, y * picture.widthPx + x1);
}

const at = (picture: GreyPicture, x: number, y: number): number => picture.pixels[y * picture.widthPx + x]!;

/** Lines of blocks like words, running downhill by `degrees`. */
function lines(degrees: number): GreyPicture {
  const picture = blank(1200, 1600);
  const slope = Math.tan((degrees * Math.PI) / 180);
  for (let line = 0; line < 30; line++) {
    for (let x = 150; x < 1050; x++) {
      if (x % 60 > 48) continue;
      const y = Math.round(200 + line * 40 + (x - 600) * slope);
      for (let k = 0; k < 12; k++) picture.pixels[(y + k) * 1200 + x] = 0;
    }
  }
  return picture;
}

test('a rule is taken off, the dot below that touches it and the letter above stay', () => {
  const picture = blank(400, 100);
  fill(picture, 50, 60, 250, 63);
  fill(picture, 100, 20, 112, 50); // a letter
  fill(picture, 103, 54, 109, 63); // its dot below, grown into the rule
  fill(picture, 300, 40, 330, 43); // a dash
  expect(removeRules(picture, 200)).toBeGreaterThan(0);
  expect(at(picture, 60, 61)).toBe(255);
  expect(at(picture, 200, 61)).toBe(255);
  expect(at(picture, 105, 30)).toBe(0);
  expect(at(picture, 106, 57)).toBe(0);
  expect(at(picture, 315, 41)).toBe(0);
});

test('a table line down the page is taken off, a bar thicker than a rule is left', () => {
  const picture = blank(300, 400);
  fill(picture, 100, 20, 103, 380);
  fill(picture, 200, 20, 215, 380);
  removeRules(picture, 200);
  expect(at(picture, 101, 200)).toBe(255);
  expect(at(picture, 207, 200)).toBe(0);
});

test('yellowed paper and a shadow become white, ink keeps dark', () => {
  const picture = blank(600, 600, 210);
  fill(picture, 300, 0, 600, 600, 150);
  fill(picture, 100, 100, 110, 130, 40);
  fill(picture, 450, 100, 460, 130, 40);
  expect(paperIsWhite(picture)).toBe(false);
  const flat = flattened(picture, 200);
  expect(at(flat, 50, 300)).toBe(255);
  expect(at(flat, 500, 300)).toBe(255);
  expect(at(flat, 105, 115)).toBeLessThan(80);
  expect(at(flat, 455, 115)).toBeLessThan(110);
});

test('a black and white page is known as such', () => {
  expect(paperIsWhite(lines(0))).toBe(true);
});

test.each([0, 0.5, -1.3, 2, -4])('a skew of %f degrees is measured', (degrees) => {
  expect(Math.abs(estimateSkew(lines(degrees)) - degrees)).toBeLessThanOrEqual(0.1);
});

test('a straightened page has level lines, and its points are found again on the page before', () => {
  const skewed = lines(2);
  const level = straightened(skewed, 2);
  expect(Math.abs(estimateSkew(level))).toBeLessThanOrEqual(0.1);
  // The left end of the first line stands lower than where it was when the line ran downhill to the right.
  const y = [...Array(300).keys()].find((row) => at(level, 160, row + 100) < 128)! + 100;
  const before = beforeStraightening(160, y, level, 2);
  const ink = at(skewed, Math.round(before.x), Math.round(before.y) + 2);
  expect(ink).toBeLessThan(128);
  expect(Math.abs(before.y - y)).toBeGreaterThan(8);
});

test('four quarter turns give the picture back, one moves the top left corner to the top right', () => {
  const picture = blank(30, 20);
  picture.pixels[0] = 7;
  const once = turned(picture, 90);
  expect([once.widthPx, once.heightPx, at(once, 19, 0)]).toEqual([20, 30, 7]);
  expect(turned(turned(once, 180), 90).pixels).toEqual(picture.pixels);
  expect(turned(once, 270).pixels).toEqual(picture.pixels);
});

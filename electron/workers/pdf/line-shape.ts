// Finds the common baseline and font size of each recognised line, so that readers see its words as one line of one text.
// Must not move words sideways or change their order.
import type { PageLine, PageText } from '../../../shared/model/page-text.ts';

export interface LineShape {
  /** Points. */
  readonly fontSizePt: number;
  /** Radians, anticlockwise; 0 for a line that is level or nearly so. */
  readonly slant: number;
  /** Height above the lower page edge of the baseline at `xPt`; both in points of the upright page. */
  baselineAt(xPt: number): number;
}

export interface UprightPage {
  readonly widthPt: number;
  readonly heightPt: number;
}

/**
 * Lines slanting less than this keep their words upright and follow the slope in steps.
 * Subtle: poppler takes the height of a whole word from its first letter, so a turned matrix puts the far ends of words off by
 * width × sin(slant); upright words have exact boxes in every reader. Beyond it the letters must be turned.
 */
const UPRIGHT_LIMIT_RADIANS = (5 * Math.PI) / 180;
/** Poppler parts a paragraph where the font size changes by 5 %; sizes nearer than this to the page's are made equal to it. */
const SAME_SIZE_RATIO = 1.25;
const MIN_FONT_SIZE_PT = 1;

/** One shape per line of `text`, in the same order; null for a line without words. */
export function shapeLines(text: PageText, page: UprightPage): (LineShape | null)[] {
  const ownSizes = text.lines.map((line) => median(line.words.map((word) => word.box.h * page.heightPt)));
  const paragraphSizes = new Map<string, number>();
  for (const key of new Set(text.lines.map(paragraphKey))) {
    const inside = ownSizes.filter((_, i) => paragraphKey(text.lines[i]!) === key);
    paragraphSizes.set(key, median(inside));
  }
  const pageSize = median(text.lines.flatMap((line) => line.words.map((word) => word.box.h * page.heightPt)));
  const pageSlope = commonSlope(text, page);
  return text.lines.map((line, i) => {
    if (line.words.length === 0) return null;
    const paragraphSize = paragraphSizes.get(paragraphKey(line))!;
    const size = [pageSize, paragraphSize].find((common) => near(ownSizes[i]!, common)) ?? ownSizes[i]!;
    return shapeLine(line, Math.max(size, MIN_FONT_SIZE_PT), page, pageSlope);
  });
}

function shapeLine(line: PageLine, fontSizePt: number, page: UprightPage, pageSlope: number): LineShape {
  const { start, lengthPt, angle } = baselineOf(line, page);
  if (Math.abs(angle) >= UPRIGHT_LIMIT_RADIANS && isTrustworthy(angle, line, page)) {
    return { fontSizePt, slant: angle, baselineAt: () => Number.NaN };
  }
  const feet = line.words.map((word) => ({
    x: (word.box.x + word.box.w / 2) * page.widthPt,
    y: (1 - word.box.y - word.box.h) * page.heightPt,
  }));
  // The engine's slope is taken unless the words stand better on the page's: a short line or one with noise may slope anyhow.
  const standOn = (slope: number) => {
    const below = feet.map((foot) => start.y + (foot.x - start.x) * slope - foot.y);
    const shift = median(below);
    return { slope, shift, misfit: below.reduce((sum, b) => sum + Math.abs(b - shift), 0) };
  };
  const own = standOn(
    Math.abs(angle) < UPRIGHT_LIMIT_RADIANS && lengthPt > fontSizePt ? Math.tan(angle) : pageSlope,
  );
  const common = standOn(pageSlope);
  const { slope, shift } = line.words.length > 1 && own.misfit <= common.misfit * 1.1 ? own : common;
  // Most words stand on the line or hang a little below it; otherwise the engine's line is at the wrong height.
  const correction = shift < -0.15 * fontSizePt || shift > 0.4 * fontSizePt ? shift : 0;
  return { fontSizePt, slant: 0, baselineAt: (x) => start.y + (x - start.x) * slope - correction };
}

/** The slope of the page's longer lines; 0 when there are none. */
function commonSlope(text: PageText, page: UprightPage): number {
  const long = text.lines
    .map((line) => baselineOf(line, page))
    .filter(({ lengthPt, angle }) => lengthPt > page.widthPt / 4 && Math.abs(angle) < UPRIGHT_LIMIT_RADIANS);
  return median(long.map(({ angle }) => Math.tan(angle)));
}

function baselineOf(line: PageLine, page: UprightPage) {
  const [x0, y0, x1, y1] = line.baseline;
  const start = { x: x0 * page.widthPt, y: (1 - y0) * page.heightPt };
  const end = { x: x1 * page.widthPt, y: (1 - y1) * page.heightPt };
  const lengthPt = Math.hypot(end.x - start.x, end.y - start.y);
  return { start, lengthPt, angle: lengthPt < 1 ? 0 : Math.atan2(end.y - start.y, end.x - start.x) };
}

/** A steep baseline is believed when the words' own places climb with it: short noise has baselines of any angle. */
function isTrustworthy(angle: number, line: PageLine, page: UprightPage): boolean {
  const first = line.words[0]!.box;
  const last = line.words.at(-1)!.box;
  if (line.words.length > 1) {
    const dx = (last.x + last.w / 2 - first.x - first.w / 2) * page.widthPt;
    const dy = (first.y + first.h / 2 - last.y - last.h / 2) * page.heightPt;
    const turn = Math.abs(Math.atan2(dy, dx) - angle);
    return Math.min(turn, 2 * Math.PI - turn) < (10 * Math.PI) / 180;
  }
  // A single word tells only upright from lying.
  return (
    Math.abs(Math.abs(angle) - Math.PI / 2) < UPRIGHT_LIMIT_RADIANS &&
    first.h * page.heightPt > first.w * page.widthPt
  );
}

function paragraphKey(line: PageLine): string {
  return `${line.block} ${line.paragraph}`;
}

function near(a: number, b: number): boolean {
  return a > 0 && b > 0 && Math.max(a / b, b / a) <= SAME_SIZE_RATIO;
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

// Takes long straight rules (underlines, table lines) off a page before recognition.
// Must not take letters or marks: what is thicker than a rule where it stands is left as it is.
//
// Why: the engine removes rules itself, but coarsely, and takes the marks of the capitals near them along
// ("CHỈ THỊ" is read as "CHÍ THỊ", "TỈNH" as "TĨNH").
import type { GreyPicture } from './grey-picture.ts';

/** Shortest rule taken off. No letter has a straight run of ink as long. */
const shortestHorizontalInches = 0.3;
const shortestVerticalInches = 0.5;
/** Thicker than this is a bar or a letter. */
const thickestInches = 0.03;
const inkBelow = 170;
/** Share of a run's columns that must be thin: underlined text without a gap is left alone. */
const leastThinShare = 0.75;

/** Whitens the rules in place; answers how many were found. `dpi` is that of the picture. */
export function removeRules(picture: GreyPicture, dpi: number): number {
  const thickest = Math.max(3, Math.round(thickestInches * dpi));
  return (
    removeAlong(picture, 'x', Math.round(shortestHorizontalInches * dpi), thickest) +
    removeAlong(picture, 'y', Math.round(shortestVerticalInches * dpi), thickest)
  );
}

interface Run {
  /** Row of a horizontal run, column of a vertical one. */
  readonly line: number;
  readonly from: number;
  readonly until: number;
}

function removeAlong(picture: GreyPicture, axis: 'x' | 'y', shortest: number, thickest: number): number {
  const runs = axis === 'x' ? horizontalRuns(picture, shortest) : verticalRuns(picture, shortest);
  const { pixels, widthPx, heightPx } = picture;
  const along = axis === 'x' ? 1 : widthPx;
  const across = axis === 'x' ? widthPx : 1;
  const lineCount = axis === 'x' ? heightPx : widthPx;
  // Judge all runs before any is whitened: whitening one row of a rule would make its other rows look thinner.
  const thin = runs.filter((run) => {
    let thinColumns = 0;
    for (let i = run.from; i < run.until; i++) {
      if (thicknessAt(pixels, run.line, i * along, across, lineCount, thickest) <= thickest) thinColumns++;
    }
    return thinColumns >= (run.until - run.from) * leastThinShare;
  });
  const doomed: number[] = [];
  for (const run of thin) {
    for (let i = run.from; i < run.until; i++) {
      const start = i * along;
      if (thicknessAt(pixels, run.line, start, across, lineCount, thickest) > thickest) continue;
      let first = run.line;
      let last = run.line;
      while (first > 0 && pixels[start + (first - 1) * across]! < inkBelow) first--;
      while (last < lineCount - 1 && pixels[start + (last + 1) * across]! < inkBelow) last++;
      // One more on each side: the grey edge that scaling leaves.
      for (let k = Math.max(0, first - 1); k <= Math.min(lineCount - 1, last + 1); k++) {
        doomed.push(start + k * across);
      }
    }
  }
  for (const at of doomed) pixels[at] = 255;
  return thin.length;
}

/** Length of the ink across the run at one place, counted no further than just past `limit`. */
function thicknessAt(
  pixels: Uint8Array,
  line: number,
  start: number,
  across: number,
  lineCount: number,
  limit: number,
): number {
  let thickness = pixels[start + line * across]! < inkBelow ? 1 : 0;
  for (let k = line - 1; k >= 0 && thickness <= limit && pixels[start + k * across]! < inkBelow; k--)
    thickness++;
  for (let k = line + 1; k < lineCount && thickness <= limit && pixels[start + k * across]! < inkBelow; k++) {
    thickness++;
  }
  return thickness;
}

function horizontalRuns({ pixels, widthPx, heightPx }: GreyPicture, shortest: number): Run[] {
  const runs: Run[] = [];
  for (let y = 0; y < heightPx; y++) {
    const row = y * widthPx;
    // Only every `shortest`-th pixel can begin the search: a long run must cover one of them.
    for (let probe = shortest - 1; probe < widthPx; probe += shortest) {
      if (pixels[row + probe]! >= inkBelow) continue;
      let from = probe;
      let until = probe + 1;
      while (from > 0 && pixels[row + from - 1]! < inkBelow) from--;
      while (until < widthPx && pixels[row + until]! < inkBelow) until++;
      if (until - from >= shortest) {
        runs.push({ line: y, from, until });
        probe += Math.floor((until - probe) / shortest) * shortest;
      }
    }
  }
  return runs;
}

function verticalRuns({ pixels, widthPx, heightPx }: GreyPicture, shortest: number): Run[] {
  const runs: Run[] = [];
  for (let probe = shortest - 1; probe < heightPx; probe += shortest) {
    const row = probe * widthPx;
    for (let x = 0; x < widthPx; x++) {
      if (pixels[row + x]! >= inkBelow) continue;
      let from = probe;
      let until = probe + 1;
      while (from > 0 && pixels[(from - 1) * widthPx + x]! < inkBelow) from--;
      while (until < heightPx && pixels[until * widthPx + x]! < inkBelow) until++;
      if (until - from >= shortest) runs.push({ line: x, from, until });
    }
  }
  return runs;
}

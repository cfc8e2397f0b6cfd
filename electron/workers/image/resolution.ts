// The resolution of a picture: the file's own when believable, else the one that fits a paper size.
// Must not read files.

export interface Resolution {
  readonly dpi: number;
  readonly dpiEstimated: boolean;
}

/** `xDpi`, `yDpi`: as the file says, already in dots per inch; null when it says nothing. Pixels in any orientation. */
export function resolutionOf(
  widthPx: number,
  heightPx: number,
  xDpi: number | null,
  yDpi: number | null,
): Resolution {
  const dpi = xDpi === null ? yDpi : yDpi === null ? xDpi : Math.max(xDpi, yDpi);
  if (dpi !== null && isBelievable(widthPx, heightPx, dpi))
    return { dpi: roundDpi(dpi), dpiEstimated: false };
  return { dpi: estimateDpi(widthPx, heightPx), dpiEstimated: true };
}

/** Whole numbers where the file's own units made a fraction of one (118.11 dots/cm = 299.9994 dpi). */
export function roundDpi(dpi: number): number {
  const whole = Math.round(dpi);
  return Math.abs(dpi - whole) < 0.02 * Math.max(1, dpi / 100) ? whole : Math.round(dpi * 100) / 100;
}

// 72 and 96 are what programs write when they do not know. The page must lie between a stamp and a large map.
function isBelievable(widthPx: number, heightPx: number, dpi: number): boolean {
  if (!Number.isFinite(dpi) || dpi < 50 || dpi > 4800) return false;
  if (Math.round(dpi) === 72 || Math.round(dpi) === 96) return false;
  const longIn = Math.max(widthPx, heightPx) / dpi;
  return longIn >= 0.5 && longIn <= 120;
}

const standardDpis = [100, 150, 200, 300, 400, 600];
/** Short and long side in mm, and a small handicap so that A4 wins a near tie (A5 at 300 dpi is A3 at 150). */
const papers = [
  { shortMm: 210, longMm: 297, handicap: 0 },
  { shortMm: 148, longMm: 210, handicap: 0.02 },
  { shortMm: 297, longMm: 420, handicap: 0.03 },
];

/** The standard resolution at which the picture comes nearest to A4, A5 or A3. */
export function estimateDpi(widthPx: number, heightPx: number): number {
  const shortPx = Math.min(widthPx, heightPx);
  const longPx = Math.max(widthPx, heightPx);
  let best = { dpi: 300, distance: Number.POSITIVE_INFINITY };
  for (const dpi of standardDpis) {
    for (const paper of papers) {
      const distance =
        Math.abs(Math.log(((shortPx / dpi) * 25.4) / paper.shortMm)) +
        Math.abs(Math.log(((longPx / dpi) * 25.4) / paper.longMm)) +
        paper.handicap +
        // 300 dpi is what the archive rules ask for; farther from it is less likely.
        0.05 * Math.abs(Math.log(dpi / 300));
      if (distance < best.distance) best = { dpi, distance };
    }
  }
  return best.dpi;
}

// Recognition of one page, from its image file to words in reading order.
// Must not know jobs, threads or the database.
import {
  type Box,
  boundingBox,
  type PageLine,
  type PageText,
  type PageWord,
} from '../../../shared/model/page-text.ts';
import type { OcrTasks } from '../tasks.ts';
import { inReadingOrder } from './columns.ts';
import { type RawLine, readLines } from './engine.ts';
import { flattened, isBitonal } from './flatten.ts';
import { type GreyPicture, loadPage, type PagePicture } from './grey-picture.ts';
import { withoutNoise } from './noise.ts';
import { removeRules } from './rules.ts';
import { beforeStraightening, estimateSkew, leastSkewDegrees, straightened } from './skew.ts';
import type { CoreBox } from './tesseract-core.ts';

/** See OcrTasks.recognise. */
export const recognise: OcrTasks['recognise'] = async ({ image, rotation, dpi, languages }) => {
  const page = await loadPage(image, rotation, dpi);
  const prepared = prepare(page);
  const raw = await readLines(prepared.picture, page.dpi, languages, 'fast');
  const ordered = inReadingOrder(withoutNoise(raw), prepared.picture.heightPx);
  const lines = ordered.map((line) => placedLine(line, prepared));
  return {
    widthPx: page.uprightWidthPx,
    heightPx: page.uprightHeightPx,
    dpi,
    rotation,
    skewDegrees: prepared.skewDegrees,
    lines,
    meanConfidence: meanConfidence(lines),
  } satisfies PageText;
};

interface Prepared {
  readonly picture: GreyPicture;
  readonly skewDegrees: number;
  /** What was turned back; 0 when the page was left as it is. */
  readonly turnedDegrees: number;
}

function prepare(page: PagePicture): Prepared {
  let picture = isBitonal(page.grey) ? page.grey : flattened(page.grey, page.dpi);
  const skewDegrees = estimateSkew(picture);
  const turnedDegrees = Math.abs(skewDegrees) >= leastSkewDegrees ? skewDegrees : 0;
  if (turnedDegrees !== 0) picture = straightened(picture, turnedDegrees);
  removeRules(picture, page.dpi);
  return { picture, skewDegrees, turnedDegrees };
}

function placedLine(line: RawLine, { picture, turnedDegrees }: Prepared): PageLine {
  const { widthPx, heightPx } = picture;
  const point = (x: number, y: number): { x: number; y: number } => {
    const before = beforeStraightening(x, y, picture, turnedDegrees);
    return { x: share(before.x, widthPx), y: share(before.y, heightPx) };
  };
  const place = ({ x0, y0, x1, y1 }: CoreBox): Box => {
    const corners = [point(x0, y0), point(x1, y0), point(x0, y1), point(x1, y1)];
    const x = Math.min(...corners.map((corner) => corner.x));
    const y = Math.min(...corners.map((corner) => corner.y));
    return {
      x,
      y,
      w: Math.max(...corners.map((corner) => corner.x)) - x,
      h: Math.max(...corners.map((corner) => corner.y)) - y,
    };
  };
  const start = point(line.baseline.x0, line.baseline.y0);
  const end = point(line.baseline.x1, line.baseline.y1);
  const words = line.words.map(
    (word): PageWord => ({
      text: word.text.normalize('NFC'),
      confidence: word.confidence,
      box: place(word.box),
    }),
  );
  return {
    words,
    box: boundingBox(words.map((word) => word.box))!,
    baseline: [start.x, start.y, end.x, end.y],
    block: line.block,
    paragraph: line.paragraph,
  };
}

/** Subtle: boxes of a turned page may reach a little over the paper's edge. */
function share(part: number, whole: number): number {
  return Math.min(1, Math.max(0, part / whole));
}

function meanConfidence(lines: readonly PageLine[]): number {
  let weight = 0;
  let sum = 0;
  for (const word of lines.flatMap((line) => line.words)) {
    weight += word.text.length;
    sum += word.text.length * word.confidence;
  }
  return weight === 0 ? 0 : sum / weight;
}

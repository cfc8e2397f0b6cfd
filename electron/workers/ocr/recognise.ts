// Recognition of one page, from its image file to words in reading order.
// Must not know jobs, threads or the database.
import {
  type Box,
  boundingBox,
  type PageLine,
  type PageText,
  type PageWord,
} from '../../../shared/model/page-text.ts';
import type { OcrTasks, PageImage, RecognitionModel } from '../tasks.ts';
import { inReadingOrder } from './columns.ts';
import { type RawLine, readLines } from './engine.ts';
import { flattened, paperIsWhite } from './flatten.ts';
import { type GreyPicture, loadPage, type PagePicture } from './grey-picture.ts';
import { median3 } from './median.ts';
import { withoutNoise } from './noise.ts';
import { removeRules } from './rules.ts';
import { beforeStraightening, estimateSkew, leastSkewDegrees, straightened } from './skew.ts';
import { readStamps } from './stamps.ts';
import type { CoreBox } from './tesseract-core.ts';
import { type QuarterTurn, readableTurn } from './turns.ts';

/** Below this the page may stand on its side or its head: one that stands upright reads at 0.85 and more. */
const turnBelow = 0.7;
/** Below this a 3×3 median is tried too. Not measured with this model; earlier trials: 18.1 → 15.8 % CER on the worst pages. */
const medianBelow = 0.75;
const leastGain = 0.02;
const mostTurns = { 0: 0, 90: 90, 180: 180, 270: 270, 360: 0, 450: 90, 540: 180 } as const;

/** See OcrTasks.recognise. */
export const recognise: OcrTasks['recognise'] = async (input) => {
  const text = await readUpright(input);
  const stamps = await readStamps(input.image, text.rotation, input.dpi, input.languages, input.model);
  return stamps.length > 0 ? { ...text, stamps } : text;
};

async function readUpright({
  image,
  rotation,
  dpi,
  languages,
  model,
}: Parameters<OcrTasks['recognise']>[0]): Promise<PageText> {
  const first = await readPage(image, rotation, dpi, languages, model);
  if (first.meanConfidence >= turnBelow || !hasInk(first.prepared.picture))
    return pageText(first, dpi, rotation);
  const turn = await readableTurn(first.prepared.picture, first.page.dpi, languages, model);
  if (turn === 0) return pageText(first, dpi, rotation);
  const total = mostTurns[(rotation + turn) as keyof typeof mostTurns];
  return pageText(await readPage(image, total, dpi, languages, model), dpi, total);
}

interface Reading {
  readonly page: PagePicture;
  readonly prepared: Prepared;
  readonly lines: readonly RawLine[];
  readonly meanConfidence: number;
}

async function readPage(
  image: PageImage,
  rotation: QuarterTurn,
  dpi: number,
  languages: readonly string[],
  model: RecognitionModel,
): Promise<Reading> {
  const page = await loadPage(image, rotation, dpi);
  const prepared = prepare(page);
  let lines = withoutNoise(await readLines(prepared.picture, page.dpi, languages, model));
  let confidence = meanConfidence(lines);
  if (lines.length > 0 && confidence < medianBelow) {
    const again = withoutNoise(await readLines(median3(prepared.picture), page.dpi, languages, model));
    // Fewer words read surely is not better than more words read fairly.
    if (letters(again) >= 0.9 * letters(lines) && meanConfidence(again) > confidence + leastGain) {
      lines = again;
      confidence = meanConfidence(again);
    }
  }
  return { page, prepared, lines, meanConfidence: confidence };
}

function pageText(
  { page, prepared, lines, meanConfidence }: Reading,
  dpi: number,
  rotation: QuarterTurn,
): PageText {
  // Once more: what a line of the other column carried along is a line of its own now.
  const ordered = withoutNoise(inReadingOrder(lines, prepared.picture.heightPx));
  return {
    widthPx: page.uprightWidthPx,
    heightPx: page.uprightHeightPx,
    dpi,
    rotation,
    skewDegrees: prepared.skewDegrees,
    lines: ordered.map((line) => placedLine(line, prepared)),
    meanConfidence,
  };
}

function hasInk({ pixels }: GreyPicture): boolean {
  let ink = 0;
  for (let i = 0; i < pixels.length; i += 5) if (pixels[i]! < 128) ink++;
  return ink > pixels.length / 5 / 1000;
}

function letters(lines: readonly RawLine[]): number {
  return lines.reduce((sum, line) => sum + line.words.reduce((n, word) => n + word.text.length, 0), 0);
}

interface Prepared {
  readonly picture: GreyPicture;
  readonly skewDegrees: number;
  /** What was turned back; 0 when the page was left as it is. */
  readonly turnedDegrees: number;
}

function prepare(page: PagePicture): Prepared {
  let picture = paperIsWhite(page.grey) ? page.grey : flattened(page.grey, page.dpi);
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
      text: plainLetters(word.text),
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

/** NFC, and the look-alikes the engine likes replaced by what a keyboard types: a search for 11/CT-UBND must find it. */
function plainLetters(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u2044\u2215]/g, '/')
    .replace(/[\uFB00-\uFB06]/g, (ligature) => ligature.normalize('NFKC'));
}

/** Subtle: boxes of a turned page may reach a little over the paper's edge. */
function share(part: number, whole: number): number {
  return Math.min(1, Math.max(0, part / whole));
}

function meanConfidence(lines: readonly RawLine[]): number {
  let weight = 0;
  let sum = 0;
  for (const word of lines.flatMap((line) => line.words)) {
    weight += word.text.length;
    sum += word.text.length * word.confidence;
  }
  return weight === 0 ? 0 : sum / weight;
}

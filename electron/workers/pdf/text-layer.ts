// The invisible text layer of one page: every recognised word over its picture, in reading order.
// Must not choose words or their order; must not write anything visible.
import type { Box, PageText } from '../../../shared/model/page-text.ts';
import { GLYPH_ADVANCE, type GlyphHeight, type InvisibleFonts } from './invisible-font.ts';
import { type LineShape, shapeLines, type UprightPage } from './line-shape.ts';
import { pdfNumber } from './pdf-syntax.ts';

/** The page as stored, before /Rotate, in points. */
export interface PageGeometry {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly rotation: 0 | 90 | 180 | 270;
}

export interface TextLayer {
  /** Content stream operators, '' when there is no word. */
  readonly operators: string;
  /** The words as written (cleaned, NFC), in order: what a reader must give back. */
  readonly words: readonly string[];
}

/** Where a word's first letter starts on its baseline, in points of the upright page, and how large it is. */
interface WordPlace {
  readonly x: number;
  readonly y: number;
  readonly widthPt: number;
  readonly height: GlyphHeight;
  readonly cos: number;
  readonly sin: number;
}

/** Smaller than any ink; keeps sizes away from zero. */
const MIN_SIDE_PT = 0.1;
/** Readers that go by distance see no space in a smaller gap (poppler: a tenth of the font size, more in spaced lines). */
const MIN_GAP = 0.16;
/** Part of its width a word keeps when the next one begins inside it. */
const SHORTEST_CUT = 0.4;
/** Heights are rounded to this, in 1/1000 of the font size, so that a document needs few fonts. */
const HEIGHT_STEP = 70;
const MAX_ASCENT = 1330;
const MIN_DESCENT = -490;

export function buildTextLayer(text: PageText, geometry: PageGeometry, fonts: InvisibleFonts): TextLayer {
  const { rotation } = geometry;
  const turned = rotation === 90 || rotation === 270;
  const page: UprightPage = {
    widthPt: turned ? geometry.heightPt : geometry.widthPt,
    heightPt: turned ? geometry.widthPt : geometry.heightPt,
  };
  const shapes = shapeLines(text, page);
  const lines = text.lines.map((line, i) => {
    const shown = line.words.filter((word) => writableText(word.text) !== '');
    const shape = shapes[i]!;
    const places = shown.map((word) => placeWord(word.box, shape, page));
    return {
      texts: shown.map((word) => writableText(word.text)),
      places: spread(places, shape.fontSizePt),
      shape,
    };
  });
  fonts.offer(lines.flatMap((line) => line.places.map((place) => place.height)));
  const words = lines.flatMap((line) => line.texts);
  const operators: string[] = [];
  for (const { texts, places, shape } of lines) {
    for (const [i, word] of texts.entries()) {
      operators.push(wordOperators(word, places[i]!, shape.fontSizePt, fonts));
      // The space reaches to the next word; after the last word of a line the change of position is the line end.
      if (i + 1 < texts.length)
        operators.push(spaceOperators(places[i]!, places[i + 1]!, shape.fontSizePt, fonts));
    }
  }
  if (words.length === 0) return { operators: '', words };
  const matrix = uprightToStored(geometry);
  return {
    operators: `q\n${matrix ? `${matrix} cm\n` : ''}BT\n3 Tr\n${operators.join('\n')}\nET\nQ`,
    words,
  };
}

/**
 * NFC (findings, trap 6) without what may not stand in a ToUnicode map or has no place in a word:
 * controls, white space, byte order marks, non-characters, halves of surrogate pairs (ISO 19005-2, 6.2.11.7.2).
 */
export function writableText(text: string): string {
  return text
    .replace(
      /[\p{Cc}\p{Cs}\p{Z}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\p{Noncharacter_Code_Point}]/gu,
      '',
    )
    .normalize('NFC');
}

function wordOperators(word: string, place: WordPlace, size: number, fonts: InvisibleFonts): string {
  const { hex, count } = fonts.encode(word);
  const turn = [place.cos, place.sin, -place.sin, place.cos].map((v) => pdfNumber(v, 5)).join(' ');
  return (
    `/${fonts.fontName(place.height)} ${pdfNumber(size)} Tf ${scaling(place.widthPt, count, size)} Tz ` +
    `${turn} ${pdfNumber(place.x)} ${pdfNumber(place.y)} Tm <${hex}> Tj`
  );
}

function spaceOperators(place: WordPlace, next: WordPlace, size: number, fonts: InvisibleFonts): string {
  const gap = (next.x - place.x) * place.cos + (next.y - place.y) * place.sin - place.widthPt;
  return `${scaling(Math.max(gap, MIN_GAP * size), 1, size)} Tz <${fonts.encode(' ').hex}> Tj`;
}

/** Horizontal scaling in per cent that makes `count` glyphs `widthPt` wide. */
function scaling(widthPt: number, count: number, size: number): string {
  return pdfNumber((100 * widthPt * 1000) / (count * GLYPH_ADVANCE * size), 3);
}

/**
 * Parts words that touch or overlap: the first is cut as far as it may be, then the start of the next is moved.
 * Subtle: PDFium sorts the words of a line by their start, and readers that go by distance glue near words together.
 */
function spread(places: readonly WordPlace[], size: number): WordPlace[] {
  const out = [...places];
  for (let i = 0; i + 1 < out.length; i++) {
    const [word, next] = [out[i]!, out[i + 1]!];
    const step = (next.x - word.x) * word.cos + (next.y - word.y) * word.sin;
    // A word that starts well before this one is a jump back (another column, a noise): not to be forced into line.
    if (step < -size) continue;
    const widthPt = Math.min(
      word.widthPt,
      Math.max(step - MIN_GAP * size, word.widthPt * SHORTEST_CUT, MIN_SIDE_PT),
    );
    out[i] = { ...word, widthPt };
    const move = widthPt + MIN_GAP * size - step;
    if (move <= 0) continue;
    const moved = { x: next.x + move * word.cos, y: next.y + move * word.sin };
    out[i + 1] = { ...next, ...moved, widthPt: Math.max(next.widthPt - move, MIN_SIDE_PT) };
  }
  return out;
}

function placeWord(box: Box, shape: LineShape, page: UprightPage): WordPlace {
  const w = Math.max(box.w * page.widthPt, MIN_SIDE_PT);
  const h = Math.max(box.h * page.heightPt, MIN_SIDE_PT);
  const left = box.x * page.widthPt;
  const bottom = page.heightPt - (box.y + box.h) * page.heightPt;
  if (shape.slant !== 0) {
    const turned = placeTurned({ left, bottom, w, h }, shape);
    if (turned) return turned;
  }
  let y = shape.slant === 0 ? shape.baselineAt(left + w / 2) : bottom;
  // A word out of its line (a stamp read into it, a wrong baseline) stands on its own lower edge.
  if (y < bottom - shape.fontSizePt || y > bottom + h) y = bottom;
  return { x: left, y, widthPt: w, height: glyphHeight(bottom + h - y, bottom - y, shape), cos: 1, sin: 0 };
}

/**
 * The word's own rectangle along the line, of which the box is the bounding box: its width w and height h are
 * a·cos + b·sin and a·sin + b·cos of the rectangle's sides a and b. Null near 45°, where the bounding box
 * does not tell the sides, and when the box contradicts the slant.
 */
function placeTurned(
  { left, bottom, w, h }: { left: number; bottom: number; w: number; h: number },
  shape: LineShape,
): WordPlace | null {
  const [cos, sin] = [Math.cos(shape.slant), Math.sin(shape.slant)];
  const [c, s] = [Math.abs(cos), Math.abs(sin)];
  const det = c * c - s * s;
  if (Math.abs(det) < 0.25) return null;
  const width = (w * c - h * s) / det;
  const height = (h * c - w * s) / det;
  if (width < MIN_SIDE_PT || height < MIN_SIDE_PT) return null;
  const below = height / 5;
  // From the centre to the left end, then down across the line to the baseline.
  const drop = height / 2 - below;
  return {
    x: left + w / 2 - (cos * width) / 2 + sin * drop,
    y: bottom + h / 2 - (sin * width) / 2 - cos * drop,
    widthPt: width,
    height: glyphHeight(height - below, -below, shape),
    cos,
    sin,
  };
}

/** Top and bottom of the word relative to its baseline, in points, as a height the fonts offer. */
function glyphHeight(topPt: number, bottomPt: number, { fontSizePt }: LineShape): GlyphHeight {
  const steps = (pt: number) => Math.round((pt * 1000) / fontSizePt / HEIGHT_STEP) * HEIGHT_STEP;
  // The descent may not be positive: the box of a dash or a quotation mark reaches down to the baseline.
  // Nor zero: poppler takes that for a missing value and puts its own.
  const descent = Math.min(-1, Math.max(steps(bottomPt), MIN_DESCENT));
  return { ascent: Math.min(Math.max(steps(topPt), HEIGHT_STEP), MAX_ASCENT), descent };
}

/** The matrix from points of the upright page to points of the stored page, which /Rotate turns clockwise; '' for none. */
function uprightToStored({ widthPt, heightPt, rotation }: PageGeometry): string {
  switch (rotation) {
    case 0:
      return '';
    case 90:
      return `0 1 -1 0 ${pdfNumber(widthPt)} 0`;
    case 180:
      return `-1 0 0 -1 ${pdfNumber(widthPt)} ${pdfNumber(heightPt)}`;
    case 270:
      return `0 -1 1 0 0 ${pdfNumber(heightPt)}`;
  }
}

// What recognition knows about one page: words with boxes and confidence, in reading order.
// Must not know engines, databases or screens.

/**
 * A rectangle on a page, in fractions of the page as a person sees it (0..1, origin top left),
 * i.e. after the page's `rotation` has been applied and before any deskew.
 */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface PageWord {
  /** NFC, never empty, no white space inside. */
  readonly text: string;
  /** 0..1 */
  readonly confidence: number;
  readonly box: Box;
}

export interface PageLine {
  readonly words: readonly PageWord[];
  readonly box: Box;
  /** Left and right end of the line's baseline, fractions of the page: [x0, y0, x1, y1]. Slanted on a skewed page. */
  readonly baseline: readonly [number, number, number, number];
  /** Ordinals of the text block and of the paragraph in it; a change of either is a break in the text. */
  readonly block: number;
  readonly paragraph: number;
}

export interface PageText {
  /** The page as a person sees it. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  /** Clockwise turn that was applied to the stored image to make it upright. */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Skew of the upright image; positive when text runs downhill to the right. */
  readonly skewDegrees: number;
  /** Lines in reading order (left block of a two-column head before the right one). */
  readonly lines: readonly PageLine[];
  /** What is stamped in red on the upper part of the page (MẬT, HỎA TỐC, CÔNG VĂN ĐẾN); not part of the text. */
  readonly stamps?: readonly PageLine[];
  /** Mean of the words' confidence weighted by their length; 0 when there is no word. */
  readonly meanConfidence: number;
}

/** Stands in for a page that was not read, where page numbers must go on counting. */
export const unreadPage: PageText = {
  widthPx: 1,
  heightPx: 1,
  dpi: 1,
  rotation: 0,
  skewDegrees: 0,
  lines: [],
  meanConfidence: 0,
};

/** The words of a page in reading order. */
export function pageWords(text: PageText): PageWord[] {
  return text.lines.flatMap((line) => line.words);
}

/**
 * The page's text: words joined by one space, a line feed after each line, an empty line between paragraphs.
 * The same function makes what is indexed, shown and compared with the PDF's text layer.
 */
export function plainText(text: PageText): string {
  let out = '';
  let previous: PageLine | undefined;
  for (const line of text.lines) {
    if (line.words.length === 0) continue;
    if (previous) {
      out += '\n';
      if (previous.block !== line.block || previous.paragraph !== line.paragraph) out += '\n';
    }
    out += line.words.map((w) => w.text).join(' ');
    previous = line;
  }
  return out;
}

/** The smallest box that holds all the boxes; undefined for none. */
export function boundingBox(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  let x0 = Number.POSITIVE_INFINITY;
  let y0 = Number.POSITIVE_INFINITY;
  let x1 = Number.NEGATIVE_INFINITY;
  let y1 = Number.NEGATIVE_INFINITY;
  for (const b of boxes) {
    x0 = Math.min(x0, b.x);
    y0 = Math.min(y0, b.y);
    x1 = Math.max(x1, b.x + b.w);
    y1 = Math.max(y1, b.y + b.h);
  }
  return { x: x0, y: y0, w: x1 - x0, h: y1 - y0 };
}

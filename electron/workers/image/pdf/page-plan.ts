// Decides for one PDF page: lift its image, draw exactly that image, or draw the page.
// Must not write files or draw.
import { PDFArray, PDFBool, PDFDict, PDFName, type PDFPageLeaf, PDFRawStream } from '@cantoo/pdf-lib';
import { vectorPageDpi } from '../limits.ts';
import { roundDpi } from '../resolution.ts';
import { readAnnotations } from './annotations.ts';
import { areaOf, type Box, boxAround, boxThrough, intersect, isAxisAligned, unitBox } from './geometry.ts';
import { type ImageMark, numberIn, numbersOf, type PageMarks, readPageMarks } from './page-marks.ts';
import type { Area } from './pdfium.ts';
import { decodeFilters } from './stream-filters.ts';

export interface PagePlan {
  readonly userUnit: number;
  readonly signatureAnnotations: readonly number[];
  readonly dpi: number;
  /** Resolution of the only image, horizontally and vertically alike; then `dpi` is its own. */
  readonly image: {
    readonly mark: ImageMark;
    /** Clockwise turn that shows the stored image upright; null when mirrored. */
    readonly rotation: 0 | 90 | 180 | 270 | null;
    readonly isBlackStencil: boolean;
    /** Drawing it exactly: size after turning upright, and where it lies on the shown page. */
    readonly exact: { readonly widthPx: number; readonly heightPx: number; readonly area: Area };
  } | null;
}

/** A page counts as one image when it covers this much of the page, and the page this much of it. */
const coverage = 0.95;
/** Edges may differ by this many points from the page's: scanner programs round page sizes. */
const slackPt = 2;

export function planPage(page: PDFPageLeaf): PagePlan {
  const box = pageBox(page);
  const turn = ((((numberOr(page, 'Rotate', 0) / 90) | 0) % 4) + 4) % 4;
  const userUnit = numberOr(page, 'UserUnit', 1) || 1;
  const annotations = readAnnotations(page);
  const content = readContent(page);
  const resources = page.Resources();
  const marks: PageMarks =
    content === null ? { marks: [], isCertain: false } : readPageMarks(content, resources);
  const common = { userUnit, signatureAnnotations: annotations.signatures };
  const mark = annotations.hasVisibleOthers ? null : onlyImage(marks, box);
  if (mark !== null) {
    const { horizontal, vertical } = dpiOf(mark, userUnit);
    const isSquare = Math.max(horizontal, vertical) / Math.min(horizontal, vertical) < 1.03;
    if (isSquare && isAxisAligned(mark.matrix)) {
      const quarter = quarterOf(mark);
      const upright = quarter === null ? null : ((((quarter + turn) % 4) * 90) as 0 | 90 | 180 | 270);
      const isTurned = Math.abs(mark.matrix[0]) < Math.abs(mark.matrix[1]) !== (turn % 2 === 1);
      return {
        ...common,
        dpi: roundDpi(horizontal),
        image: {
          mark,
          rotation: upright,
          isBlackStencil: mark.fillIsBlack && marks.marks.length === 1,
          exact: {
            widthPx: isTurned ? mark.heightPx : mark.widthPx,
            heightPx: isTurned ? mark.widthPx : mark.heightPx,
            area: areaOnShownPage(boxThrough(mark.matrix, unitBox), box, turn),
          },
        },
      };
    }
  }
  return { ...common, dpi: drawingDpi(marks, userUnit), image: null };
}

// The last visible mark, when it is an opaque image over the whole page and all before it lies beneath it.
// Programs that put text under the page image write such pages.
function onlyImage(found: PageMarks, page: Box): ImageMark | null {
  if (!found.isCertain) return null;
  const last = found.marks.at(-1);
  if (last?.kind !== 'image' || last.stream === null || !last.isPlain) return null;
  const whole = boxThrough(last.matrix, unitBox);
  const shown = areaOf(intersect(last.box, page));
  if (shown < coverage * areaOf(page) || shown < coverage * areaOf(whole)) return null;
  const earlier = found.marks.slice(0, -1);
  if (earlier.length > 0 && !isOpaque(last.stream)) return null;
  const isBeneath = (box: Box | null) => box === null || isInside(intersect(box, page), last.box);
  return earlier.every((mark) => isBeneath(mark.box)) ? last : null;
}

function isOpaque(stream: PDFRawStream): boolean {
  const { dict } = stream;
  return (
    !dict.has(PDFName.of('SMask')) &&
    !dict.has(PDFName.of('Mask')) &&
    dict.lookup(PDFName.of('ImageMask')) !== PDFBool.True
  );
}

function isInside(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left - slackPt &&
    inner.right <= outer.right + slackPt &&
    inner.bottom >= outer.bottom - slackPt &&
    inner.top <= outer.top + slackPt
  );
}

// Quarter turns clockwise that the matrix gives the image; null when it mirrors it.
function quarterOf(mark: ImageMark): 0 | 1 | 2 | 3 | null {
  const [a, b, c, d] = mark.matrix;
  if (a * d - b * c <= 0) return null;
  if (Math.abs(a) >= Math.abs(b)) return a > 0 ? 0 : 2;
  return b < 0 ? 1 : 3;
}

function dpiOf(mark: ImageMark, userUnit: number): { horizontal: number; vertical: number } {
  const [a, b, c, d] = mark.matrix;
  return {
    horizontal: (mark.widthPx / (Math.hypot(a, b) * userUnit)) * 72,
    vertical: (mark.heightPx / (Math.hypot(c, d) * userUnit)) * 72,
  };
}

// Scanned strips and pictures keep their resolution; pages with text or lines get at least the standard one.
function drawingDpi(found: PageMarks, userUnit: number): number {
  const images = found.marks.filter((mark) => mark.kind === 'image');
  const highest = images.reduce((most, mark) => {
    const { horizontal, vertical } = dpiOf(mark, userUnit);
    const dpi = Math.max(horizontal, vertical);
    // A logo of a few points must not blow up the page.
    return Number.isFinite(dpi) && dpi <= 1200 && areaOf(mark.box) > 72 * 72 ? Math.max(most, dpi) : most;
  }, 0);
  const onlyImages = found.isCertain && images.length > 0 && images.length === found.marks.length;
  return roundDpi(onlyImages && highest > 0 ? Math.max(highest, 100) : Math.max(highest, vectorPageDpi));
}

function areaOnShownPage(image: Box, page: Box, turn: number): Area {
  const left = image.left - page.left;
  const right = image.right - page.left;
  const top = page.top - image.top;
  const bottom = page.top - image.bottom;
  const width = page.right - page.left;
  const height = page.top - page.bottom;
  // Clockwise: the point (x, y) from the top left goes to (height − y, x), and so on.
  switch (turn) {
    case 1:
      return { leftPt: height - bottom, topPt: left, widthPt: bottom - top, heightPt: right - left };
    case 2:
      return { leftPt: width - right, topPt: height - bottom, widthPt: right - left, heightPt: bottom - top };
    case 3:
      return { leftPt: top, topPt: width - right, widthPt: bottom - top, heightPt: right - left };
    default:
      return { leftPt: left, topPt: top, widthPt: right - left, heightPt: bottom - top };
  }
}

function pageBox(page: PDFPageLeaf): Box {
  const media = boxOf(page.getInheritableAttribute(PDFName.of('MediaBox')), page) ?? {
    left: 0,
    bottom: 0,
    right: 612,
    top: 792,
  };
  const crop = boxOf(page.getInheritableAttribute(PDFName.of('CropBox')), page);
  const box = crop === null ? media : intersect(crop, media);
  return areaOf(box) > 0 ? box : media;
}

function boxOf(value: unknown, page: PDFPageLeaf): Box | null {
  const array = page.context.lookup(value as never);
  if (!(array instanceof PDFArray) || array.size() !== 4) return null;
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbersOf(array);
  return boxAround([
    [x1, y1],
    [x2, y2],
  ]);
}

function numberOr(page: PDFPageLeaf, key: string, otherwise: number): number {
  const value = page.context.lookup(page.getInheritableAttribute(PDFName.of(key)));
  if (value === undefined) return otherwise;
  const dict = PDFDict.withContext(page.context);
  dict.set(PDFName.of(key), value);
  return numberIn(dict, key);
}

/** All content streams as one, or null when one cannot be decoded. */
function readContent(page: PDFPageLeaf): Uint8Array | null {
  const contents = page.Contents();
  const streams =
    contents instanceof PDFArray
      ? Array.from({ length: contents.size() }, (_, i) => contents.lookup(i))
      : [contents];
  const parts: Uint8Array[] = [];
  for (const stream of streams) {
    if (stream === undefined) continue;
    if (!(stream instanceof PDFRawStream)) return null;
    const { bytes, imageFilter } = decodeFilters(stream);
    if (imageFilter !== null) return null;
    // An operator never spans two streams.
    parts.push(bytes, Buffer.from('\n'));
  }
  return Buffer.concat(parts);
}

// Follows a page's content and lists every visible mark in painting order, so that open-pdf.ts can tell a scanned
// page (one image) from any other.
// Must not decode images or draw. What it is not sure of it says in `isCertain`, never guesses.
import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRawStream } from '@cantoo/pdf-lib';
import { type Operand, type Operation, readOperations } from './content-tokens.ts';
import {
  apply,
  type Box,
  boxAround,
  boxThrough,
  concat,
  identity,
  intersect,
  isAxisAligned,
  type Matrix,
  unitBox,
} from './geometry.ts';
import { decodeFilters } from './stream-filters.ts';

export interface ImageMark {
  readonly kind: 'image';
  /** Null for an inline image. */
  readonly stream: PDFRawStream | null;
  readonly widthPx: number;
  readonly heightPx: number;
  /** From the unit square to page points. */
  readonly matrix: Matrix;
  /** What the clip lets through. */
  readonly box: Box;
  /** Painted as it is: no transparency, blend mode or odd clip. */
  readonly isPlain: boolean;
  /** The current fill colour is black; matters for stencil masks. */
  readonly fillIsBlack: boolean;
}

export interface OtherMark {
  readonly kind: 'path' | 'text' | 'shading';
  /** Null when the place is not known (text). */
  readonly box: Box | null;
}

export interface PageMarks {
  readonly marks: readonly (ImageMark | OtherMark)[];
  /** False when something was met whose effect is not followed (optional content, missing objects, too deep). */
  readonly isCertain: boolean;
}

interface State {
  ctm: Matrix;
  clip: Box;
  clipIsRectangle: boolean;
  isPlain: boolean;
  fillIsBlack: boolean;
  textMode: number;
}

const maxFormDepth = 16;
const endless: Box = { left: -1e9, bottom: -1e9, right: 1e9, top: 1e9 };

export function readPageMarks(content: Uint8Array, resources: PDFDict | undefined): PageMarks {
  const walk = new Walk();
  const state = {
    ctm: identity,
    clip: endless,
    clipIsRectangle: true,
    isPlain: true,
    fillIsBlack: true,
    textMode: 0,
  };
  walk.run(content, resources, state, 0);
  return { marks: walk.marks, isCertain: walk.isCertain };
}

// A class because the walk through nested forms has one lifetime and shares its findings.
class Walk {
  readonly marks: (ImageMark | OtherMark)[] = [];
  isCertain = true;

  run(content: Uint8Array, resources: PDFDict | undefined, start: State, depth: number): void {
    let state = start;
    const stack: State[] = [];
    let points: [number, number][] = [];
    let isOneRectangle = false;
    let pendingClip = false;

    const endPath = (paints: boolean) => {
      const box = points.length > 0 ? intersect(boxAround(points), state.clip) : null;
      if (paints && box) this.marks.push({ kind: 'path', box });
      if (pendingClip && box) {
        state.clip = box;
        state.clipIsRectangle &&= isOneRectangle && isAxisAligned(state.ctm);
      }
      points = [];
      isOneRectangle = false;
      pendingClip = false;
    };
    const addPoints = (operands: readonly Operand[]) => {
      for (let i = 0; i + 1 < operands.length; i += 2)
        points.push(apply(state.ctm, num(operands[i]), num(operands[i + 1])));
      isOneRectangle = false;
    };

    readOperations(content, (op: Operation) => {
      const o = op.operands;
      switch (op.operator) {
        case 'q':
          stack.push({ ...state });
          break;
        case 'Q':
          state = stack.pop() ?? state;
          break;
        case 'cm':
          state.ctm = concat(matrixOf(o), state.ctm);
          break;
        case 're': {
          const [x, y, w, h] = [num(o[0]), num(o[1]), num(o[2]), num(o[3])];
          const isFirst = points.length === 0;
          addPoints([x, y, x + w, y, x, y + h, x + w, y + h]);
          isOneRectangle = isFirst;
          break;
        }
        case 'm':
        case 'l':
        case 'c':
        case 'v':
        case 'y':
          addPoints(o);
          break;
        case 'W':
        case 'W*':
          pendingClip = true;
          break;
        case 'n':
          endPath(false);
          break;
        case 'S':
        case 's':
        case 'f':
        case 'F':
        case 'f*':
        case 'B':
        case 'B*':
        case 'b':
        case 'b*':
          endPath(true);
          break;
        case 'sh':
          this.marks.push({ kind: 'shading', box: state.clip });
          break;
        case 'Tr':
          state.textMode = num(o[0]);
          break;
        case 'Tj':
        case 'TJ':
        case "'":
        case '"':
          this.addText(state, o);
          break;
        case 'g':
          state.fillIsBlack = num(o[0]) === 0;
          break;
        case 'rg':
          state.fillIsBlack = o.length === 3 && o.every((c) => c === 0);
          break;
        case 'k':
          state.fillIsBlack = num(o[3]) === 1 && num(o[0]) + num(o[1]) + num(o[2]) === 0;
          break;
        case 'cs':
          // Initial colour of the device spaces is black; other spaces are not followed.
          state.fillIsBlack = o[0] === '/DeviceGray' || o[0] === '/DeviceRGB' || o[0] === '/DeviceCMYK';
          break;
        case 'sc':
        case 'scn':
          state.fillIsBlack = o.length !== 4 && o.length > 0 && o.every((c) => c === 0);
          break;
        case 'gs':
          if (!isPlainState(lookup(resources, 'ExtGState', o[0]))) state.isPlain = false;
          break;
        case 'BDC':
          if (o[0] === '/OC') this.isCertain = false;
          break;
        case 'BI':
          this.addInlineImage(state, op.inlineImage ?? new Map());
          break;
        case 'Do':
          this.addObject(state, lookup(resources, 'XObject', o[0]), resources, depth);
          break;
      }
    });
  }

  private addText(state: State, operands: readonly Operand[]): void {
    // Modes 3 (invisible) and 7 (only clip) leave no ink. Mode 7's clip is not followed.
    if (state.textMode === 3) return;
    if (state.textMode >= 4) this.isCertain = false;
    const hasText = (operand: Operand | undefined): boolean =>
      Array.isArray(operand)
        ? operand.some(hasText)
        : typeof operand === 'object' && operand !== null && 'text' in operand && operand.text > 0;
    if (operands.some(hasText)) this.marks.push({ kind: 'text', box: null });
  }

  private addInlineImage(state: State, entries: ReadonlyMap<string, Operand>): void {
    const size = (short: string, long: string) => num(entries.get(short) ?? entries.get(long) ?? 0);
    this.addImage(state, null, size('/W', '/Width'), size('/H', '/Height'));
  }

  private addImage(state: State, stream: PDFRawStream | null, widthPx: number, heightPx: number): void {
    this.marks.push({
      kind: 'image',
      stream,
      widthPx,
      heightPx,
      matrix: state.ctm,
      box: intersect(boxThrough(state.ctm, unitBox), state.clip),
      isPlain: state.isPlain && state.clipIsRectangle,
      fillIsBlack: state.fillIsBlack,
    });
  }

  private addObject(
    state: State,
    object: PDFObject | undefined,
    parentResources: PDFDict | undefined,
    depth: number,
  ): void {
    if (!(object instanceof PDFRawStream) || depth >= maxFormDepth) {
      this.isCertain = false;
      return;
    }
    const dict = object.dict;
    if (dict.has(PDFName.of('OC'))) this.isCertain = false;
    const subtype = dict.lookup(PDFName.of('Subtype'));
    if (subtype === PDFName.of('Image')) {
      this.addImage(state, object, numberIn(dict, 'Width'), numberIn(dict, 'Height'));
    } else if (subtype === PDFName.of('Form')) {
      const matrix = dict.lookup(PDFName.of('Matrix'));
      const ctm = matrix instanceof PDFArray ? concat(matrixOf(numbersOf(matrix)), state.ctm) : state.ctm;
      const bbox = dict.lookup(PDFName.of('BBox'));
      const inner: State = { ...state, ctm };
      if (bbox instanceof PDFArray && bbox.size() === 4) {
        const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbersOf(bbox);
        const around = boxAround([
          [x1, y1],
          [x2, y2],
        ]);
        inner.clip = intersect(state.clip, boxThrough(ctm, around));
        inner.clipIsRectangle = state.clipIsRectangle && isAxisAligned(ctm);
      }
      const own = dict.lookup(PDFName.of('Resources'));
      const { bytes, imageFilter } = decodeFilters(object);
      if (imageFilter !== null) this.isCertain = false;
      else this.run(bytes, own instanceof PDFDict ? own : parentResources, inner, depth + 1);
    }
  }
}

// Alpha below 1, a soft mask or a blend mode make the result depend on more than the image.
function isPlainState(state: PDFObject | undefined): boolean {
  if (!(state instanceof PDFDict)) return true;
  const alpha = state.lookup(PDFName.of('ca'));
  const mask = state.lookup(PDFName.of('SMask'));
  const blend = state.lookup(PDFName.of('BM'));
  return (
    (!(alpha instanceof PDFNumber) || alpha.asNumber() === 1) &&
    (mask === undefined || mask === PDFName.of('None')) &&
    (blend === undefined || blend === PDFName.of('Normal') || blend === PDFName.of('Compatible'))
  );
}

function lookup(
  resources: PDFDict | undefined,
  category: string,
  name: Operand | undefined,
): PDFObject | undefined {
  const group = resources?.lookup(PDFName.of(category));
  return group instanceof PDFDict && typeof name === 'string'
    ? group.lookup(PDFName.of(name.slice(1)))
    : undefined;
}

function num(operand: Operand | undefined): number {
  return typeof operand === 'number' ? operand : 0;
}

function matrixOf(values: readonly Operand[]): Matrix {
  return [num(values[0]), num(values[1]), num(values[2]), num(values[3]), num(values[4]), num(values[5])];
}

/** The numbers of an array; anything else counts as 0. */
export function numbersOf(array: PDFArray): number[] {
  return Array.from({ length: array.size() }, (_, i) => {
    const value = array.lookup(i);
    return value instanceof PDFNumber ? value.asNumber() : 0;
  });
}

/** A number of a dictionary, 0 when missing. */
export function numberIn(dict: PDFDict, key: string): number {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFNumber ? value.asNumber() : 0;
}

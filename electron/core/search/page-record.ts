// The stored form of a page: its text and word boxes, packed small, and the text of the document's fields.
// Must not know the database; packing and unpacking are pure.
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type FieldName, fieldNames } from '../../../shared/model/document.ts';
import { type Box, type PageText, plainText } from '../../../shared/model/page-text.ts';
import { exactForm, type Token, tokenize } from '../../../shared/text/fold.ts';
import { repairLetters } from '../../../shared/text/nfc.ts';
import { isMarked } from './query-syntax.ts';

/** Boxes are kept in 1/16384 of the page: a sixth of a pixel at 300 dpi A4, far below what a highlight shows. */
const boxSteps = 16384;

export interface StoredWords {
  /** NFC; words parted by one space or by line feeds only. */
  readonly text: string;
  /** One for each word of `text`, in order. */
  readonly boxes: readonly Box[];
}

const oddCharacter = /[^\P{Cc}\n]|[^\S \n]|\u00AD/u;

/**
 * The text as it is indexed, with a box for each of its words. Control characters and white space inside a word are
 * removed, because the n-th word of the text must be the n-th box.
 */
export function storedWords(page: PageText): StoredWords {
  const text = plainText(page);
  const boxes = page.lines.flatMap((line) => line.words.map((word) => word.box));
  // Nearly every page: what recognition gave is as it should be, and one look at the whole text proves it.
  if (
    !oddCharacter.test(text) &&
    text.split(/[ \n]+/).length === boxes.length &&
    repairLetters(text) === text
  ) {
    return { text, boxes };
  }
  const lines = page.lines.map((line) => ({
    ...line,
    words: line.words
      .map((word) => ({ ...word, text: repairLetters(word.text.replace(/[\p{Cc}\s\u00AD]/gu, '')) }))
      .filter((word) => word.text !== ''),
  }));
  return {
    text: plainText({ ...page, lines }),
    boxes: lines.flatMap((line) => line.words.map((word) => word.box)),
  };
}

/**
 * The fields as one text, a line each. Number and notation make one line, so that 15/CT-UBND is found as a phrase;
 * the date is written as people write it.
 */
export function fieldsText(fields: Readonly<Partial<Record<FieldName, string>>>): string {
  const lines: string[] = [];
  for (const name of fieldNames) {
    if (name === 'codeNotation') continue;
    let value = fields[name] ?? '';
    if (name === 'codeNumber') value = [value, fields.codeNotation ?? ''].filter(Boolean).join('/');
    if (name === 'issuedDate') value = writtenDate(value);
    value = repairLetters(value.replace(/[\p{Cc}\s]+/gu, ' ')).trim();
    if (value !== '') lines.push(value);
  }
  return lines.join('\n');
}

/** `2018-03-20` → `20/3/2018`; anything else stays. */
function writtenDate(value: string): string {
  if (!/^\d{4}(-\d{2}){0,2}$/.test(value)) return value;
  return value.split('-').reverse().map(Number).join('/');
}

/** A word no text and no query can hold; it keeps phrases from running over from one field into the next. */
const fieldBarrier = '¶';

export interface TextTokens {
  readonly text: string;
  readonly tokens: readonly Token[];
}

export const pageTokens = (text: string): TextTokens => ({ text, tokens: tokenize(text) });

/** As pageTokens, with a barrier between the lines. */
export function fieldTokens(text: string): TextTokens {
  const tokens: Token[] = [];
  let end = 0;
  for (const token of tokenize(text)) {
    if (tokens.length > 0 && text.slice(end, token.start).includes('\n')) {
      tokens.push({ folded: fieldBarrier, start: end, end });
    }
    tokens.push(token);
    end = token.end;
  }
  return { text, tokens };
}

/** What goes into a column of the folded table. Its `ascii` tokenizer cuts at the spaces only. */
export const foldedColumn = (page: TextTokens): string => page.tokens.map((token) => token.folded).join(' ');

/** What goes into the table of marked words: each once, order does not matter there. */
export function markedColumn(...pages: readonly TextTokens[]): string {
  const marked = new Set<string>();
  for (const { text, tokens } of pages) {
    for (const token of tokens) {
      const exact = markedForm(text.slice(token.start, token.end));
      if (exact !== '') marked.add(exact);
    }
  }
  return [...marked].join(' ');
}

/** Vietnamese has some 7,000 syllables, so nearly every word has been met before. */
const markedForms = new Map<string, string>();

function markedForm(written: string): string {
  const known = markedForms.get(written);
  if (known !== undefined) return known;
  const exact = exactForm(written);
  const form = isMarked(exact) ? exact : '';
  if (markedForms.size >= 50_000) markedForms.clear();
  markedForms.set(written, form);
  return form;
}

export const packText = (text: string): Buffer => zstdCompressSync(text);
export const unpackText = (packed: Uint8Array): string => zstdDecompressSync(packed).toString('utf8');

/**
 * Boxes as four series (x from the end of the word before, y from its y, w, h) of 16-bit steps, high bytes apart from
 * low ones: neighbours are alike, so zstd finds much to save.
 */
export function packBoxes(boxes: readonly Box[]): Buffer {
  const n = boxes.length;
  const bytes = new Uint8Array(n * 8);
  let right = 0;
  let top = 0;
  boxes.forEach((box, i) => {
    const [x, y, w, h] = [steps(box.x), steps(box.y), steps(box.w), steps(box.h)];
    [x - right, y - top, w, h].forEach((value, series) => {
      bytes[(series * 2 + 0) * n + i] = value & 0xff;
      bytes[(series * 2 + 1) * n + i] = (value >> 8) & 0xff;
    });
    right = x + w;
    top = y;
  });
  return zstdCompressSync(bytes);
}

const steps = (fraction: number): number =>
  Number.isFinite(fraction) ? Math.round(Math.min(1, Math.max(0, fraction)) * boxSteps) : 0;

export function unpackBoxes(packed: Uint8Array): Box[] {
  const bytes = zstdDecompressSync(packed);
  const n = bytes.length / 8;
  const read = (series: number, i: number): number =>
    ((bytes[series * 2 * n + i]! | (bytes[(series * 2 + 1) * n + i]! << 8)) << 16) >> 16;
  const boxes: Box[] = [];
  let right = 0;
  let top = 0;
  for (let i = 0; i < n; i++) {
    const x = right + read(0, i);
    const y = top + read(1, i);
    const w = read(2, i);
    boxes.push({ x: x / boxSteps, y: y / boxSteps, w: w / boxSteps, h: read(3, i) / boxSteps });
    right = x + w;
    top = y;
  }
  return boxes;
}

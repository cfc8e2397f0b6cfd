// The stored form of a page: its text and word boxes, packed small, and the text of the document's fields.
// Must not know the database; packing and unpacking are pure.
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type FieldName, fieldNames } from '../../../shared/model/document.ts';
import { type Box, type PageText, plainText } from '../../../shared/model/page-text.ts';
import { exactForm, type Token, tokenize } from '../../../shared/text/fold.ts';
import { repairLetters } from '../../../shared/text/nfc.ts';
import { isMarked } from './query-syntax.ts';

/** Boxes are kept in 1/8192 of the page: under half a pixel of an A4 page at 300 dpi. */
const boxSteps = 8192;

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

/**
 * Text and boxes in one zstd frame (one, because starting a frame costs more than filling it): the text in UTF-8, a
 * zero byte, then four numbers a word: gap to the word before, change of y, width, change of height.
 */
export function packWords({ text, boxes }: StoredWords): Buffer {
  const bytes: number[] = [];
  let right = 0;
  let top = 0;
  let height = 0;
  for (const box of boxes) {
    const [x, y, w, h] = [steps(box.x), steps(box.y), steps(box.w), steps(box.h)];
    for (const value of [x - right, y - top, w, h - height]) pushNumber(bytes, value);
    right = x + w;
    top = y;
    height = h;
  }
  const whole = Buffer.concat([Buffer.from(text), Buffer.of(0), Buffer.from(bytes)]);
  // Subtle: with the default chunk of 64 KB most of the time goes into allocating and collecting it.
  return zstdCompressSync(whole, { chunkSize: 4096, pledgedSrcSize: whole.length });
}

export const unpackText = (packed: Uint8Array): string => {
  const whole = unpack(packed);
  return whole.toString('utf8', 0, whole.indexOf(0));
};

export function unpackBoxes(packed: Uint8Array): Box[] {
  const whole = unpack(packed);
  const boxes: Box[] = [];
  let at = whole.indexOf(0) + 1;
  const next = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = whole[at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
  };
  let right = 0;
  let top = 0;
  let height = 0;
  while (at < whole.length) {
    const x = right + next();
    const y = top + next();
    const w = next();
    const h = height + next();
    boxes.push({ x: x / boxSteps, y: y / boxSteps, w: w / boxSteps, h: h / boxSteps });
    right = x + w;
    top = y;
    height = h;
  }
  return boxes;
}

const unpack = (packed: Uint8Array): Buffer => zstdDecompressSync(packed, { chunkSize: 8192 });

const steps = (fraction: number): number =>
  Number.isFinite(fraction) ? Math.round(Math.min(1, Math.max(0, fraction)) * boxSteps) : 0;

/** Small numbers of either sign take one byte. */
function pushNumber(bytes: number[], value: number): void {
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
}

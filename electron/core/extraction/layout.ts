// Turns the words of a page into rows and regions measured in one unit, so that rules can speak of left, right, gaps and heights.
// Must not know what the words mean.

import type { PlacedBox } from '../../../shared/model/document.ts';
import type { Box, PageText } from '../../../shared/model/page-text.ts';
import { boundingBox } from '../../../shared/model/page-text.ts';
import { keyOf, keySimilarity } from './text-match.ts';

/** A word in layout units: fractions of the page WIDTH in both directions, the skew taken out. */
export interface Word {
  readonly text: string;
  readonly key: string;
  readonly confidence: number;
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  /** As recognised, fractions of the page. */
  readonly box: Box;
}

/** Words side by side at one height, left to right. */
export interface Row {
  readonly words: readonly Word[];
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
  readonly text: string;
}

export interface Sheet {
  /** From 1. */
  readonly page: number;
  /** Page height in layout units. */
  readonly height: number;
  /** What was taken out: y on the page = layout y + slope · x. */
  readonly slope: number;
  readonly words: readonly Word[];
  /** Lines as recognised, cut at wide gaps, top to bottom. */
  readonly rows: readonly Row[];
  /** Usual height of a word. */
  readonly wordHeight: number;
  /** Usual left and right end of the running text. */
  readonly textLeft: number;
  readonly textRight: number;
}

const median = (values: readonly number[]): number => {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
};
const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
};

export const middle = (item: { x0: number; x1: number }): number => (item.x0 + item.x1) / 2;
export const midHeight = (item: { y0: number; y1: number }): number => (item.y0 + item.y1) / 2;
export const heightOf = (item: { y0: number; y1: number }): number => item.y1 - item.y0;

export function rowOf(words: readonly Word[]): Row {
  const sorted = [...words].sort((a, b) => a.x0 - b.x0);
  return {
    words: sorted,
    x0: Math.min(...sorted.map((w) => w.x0)),
    x1: Math.max(...sorted.map((w) => w.x1)),
    // Subtle: medians, because one word of junk from a stamp is as tall as three lines.
    y0: median(sorted.map((w) => w.y0)),
    y1: median(sorted.map((w) => w.y1)),
    text: sorted.map((w) => w.text).join(' '),
  };
}

/** Cuts a row where the gap between two words is wider than `width`. */
export function cutAtGaps(words: readonly Word[], width: number): Row[] {
  const sorted = [...words].sort((a, b) => a.x0 - b.x0);
  const out: Row[] = [];
  let part: Word[] = [];
  let reach = 0;
  for (const word of sorted) {
    if (part.length > 0 && word.x0 - reach > width) {
      out.push(rowOf(part));
      part = [];
    }
    reach = part.length === 0 ? word.x1 : Math.max(reach, word.x1);
    part.push(word);
  }
  if (part.length > 0) out.push(rowOf(part));
  return out;
}

/** Puts rows (or pieces of them) that stand at the same height together, top to bottom. */
export function mergeRows(rows: readonly Row[]): Row[] {
  const groups: Row[] = [];
  for (const row of [...rows].sort((a, b) => midHeight(a) - midHeight(b))) {
    const at = groups.findIndex((g) => {
      const shared = Math.min(g.y1, row.y1) - Math.max(g.y0, row.y0);
      return shared > 0.5 * Math.min(heightOf(g), heightOf(row)) && heightOf(row) < 2.2 * heightOf(g);
    });
    if (at < 0) groups.push(row);
    else groups[at] = rowOf([...groups[at]!.words, ...row.words]);
  }
  return groups.sort((a, b) => a.y0 - b.y0);
}

/** How much the lines sink to the right, from the words themselves; what recognition says counts when there are few. */
function slopeOf(page: PageText, aspect: number): number {
  const slopes: number[] = [];
  for (const line of page.lines) {
    const words = line.words.filter(
      (w) => w.confidence > 0.6 && Number.isFinite(w.box.x + w.box.y + w.box.w + w.box.h),
    );
    if (words.length < 6) continue;
    const xs = words.map((w) => w.box.x + w.box.w / 2);
    const ys = words.map((w) => (w.box.y + w.box.h / 2) * aspect);
    const meanX = xs.reduce((a, b) => a + b, 0) / xs.length;
    const meanY = ys.reduce((a, b) => a + b, 0) / ys.length;
    let products = 0;
    let squares = 0;
    xs.forEach((x, i) => {
      products += (x - meanX) * (ys[i]! - meanY);
      squares += (x - meanX) ** 2;
    });
    if (Math.max(...xs) - Math.min(...xs) > 0.4) slopes.push(products / squares);
  }
  if (slopes.length >= 4) {
    const slope = median(slopes);
    if (Math.abs(slope) < 0.2) return slope;
  }
  return Math.abs(page.skewDegrees) < 12 ? Math.tan((page.skewDegrees * Math.PI) / 180) : 0;
}

export function readSheet(page: PageText, pageNumber: number): Sheet {
  const aspect = page.widthPx > 0 && page.heightPx > 0 ? page.heightPx / page.widthPx : Math.SQRT2;
  const slope = slopeOf(page, aspect);
  const lines: Word[][] = [];
  for (const line of page.lines) {
    const words: Word[] = [];
    for (const word of line.words) {
      const { x, y, w, h } = word.box;
      if (![x, y, w, h].every(Number.isFinite) || word.text.trim() === '') continue;
      const drop = (x + w / 2) * slope;
      words.push({
        text: word.text.normalize('NFC'),
        key: keyOf(word.text),
        confidence: Math.min(1, Math.max(0, word.confidence || 0)),
        x0: x,
        x1: x + w,
        y0: y * aspect - drop,
        y1: (y + h) * aspect - drop,
        box: word.box,
      });
    }
    if (words.length > 0) lines.push(words);
  }
  const words = lines.flat();
  const readable = words.filter((w) => w.confidence > 0.5 && w.key.length > 1);
  const wordHeight = median((readable.length > 0 ? readable : words).map(heightOf)) || 0.015;
  const rows = lines.flatMap((line) => cutAtGaps(line, 2.2 * wordHeight)).sort((a, b) => a.y0 - b.y0);
  const long = rows.filter((r) => r.x1 - r.x0 > 0.45);
  return {
    page: pageNumber,
    height: aspect,
    slope,
    words,
    rows,
    wordHeight,
    textLeft:
      long.length > 0
        ? quantile(
            long.map((r) => r.x0),
            0.25,
          )
        : 0.16,
    textRight:
      long.length > 0
        ? quantile(
            long.map((r) => r.x1),
            0.75,
          )
        : 0.92,
  };
}

/** The box around the words on the page as a person sees it, kept inside the page; null for no words. */
export function placed(sheet: Sheet, words: readonly Word[]): PlacedBox | null {
  const box = boundingBox(words.map((w) => w.box));
  return box ? within(sheet.page, box) : null;
}

/** A box given in layout units, for a place where no word stands. */
export function placedArea(sheet: Sheet, x0: number, y0: number, x1: number, y1: number): PlacedBox {
  const drop = ((x0 + x1) / 2) * sheet.slope;
  return within(sheet.page, {
    x: x0,
    y: (y0 + drop) / sheet.height,
    w: x1 - x0,
    h: (y1 - y0) / sheet.height,
  });
}

function within(page: number, box: Box): PlacedBox {
  const clamp = (v: number): number => Math.min(1, Math.max(0, v));
  const x = clamp(box.x);
  const y = clamp(box.y);
  return { page, x, y, w: clamp(box.x + box.w) - x, h: clamp(box.y + box.h) - y };
}

/** Mean confidence weighted by length; 0 for no words. */
export function meanConfidence(words: readonly Word[]): number {
  let sum = 0;
  let length = 0;
  for (const w of words) {
    sum += w.confidence * w.text.length;
    length += w.text.length;
  }
  return length === 0 ? 0 : sum / length;
}

/**
 * On the measured pages words under this were wrong about every second time ("phố" 0.75, "trừ" 0.80 for phổ, trữ), words above
 * it hardly ever.
 */
const unsureWord = 0.82;
/** Below what the clerk's form takes for sure (0.75). */
const toBeLookedAt = 0.7;

/** A value read word by word is no surer than its weakest word: one wrong mark makes the whole value wrong. */
export function noSurerThanWeakest(confidence: number, words: readonly Word[]): number {
  const weak = words.some((w) => w.key !== '' && w.confidence < unsureWord);
  return weak ? Math.min(confidence, toBeLookedAt) : confidence;
}

/** Where a known phrase stands inside a row: the words that together resemble it most. */
export function findPhrase(
  row: Row,
  phraseKey: string,
  least: number,
): { words: readonly Word[]; similarity: number } | null {
  let best: { words: readonly Word[]; similarity: number } | null = null;
  for (let from = 0; from < row.words.length; from++) {
    let key = '';
    for (let to = from; to < row.words.length; to++) {
      key += row.words[to]!.key;
      if (key.length > phraseKey.length / least) break;
      if (key.length < phraseKey.length * least) continue;
      // Most windows share few letters with the phrase; that is known without comparing their order.
      const shared = sharedLetters(key, phraseKey) / Math.max(key.length, phraseKey.length);
      if (shared < least - 0.15 || (best && shared + 0.15 <= best.similarity)) continue;
      const similarity = keySimilarity(key, phraseKey);
      if (similarity >= least && (!best || similarity > best.similarity))
        best = { words: row.words.slice(from, to + 1), similarity };
    }
  }
  return best;
}

function sharedLetters(a: string, b: string): number {
  const counts = new Int16Array(128);
  for (let i = 0; i < a.length; i++) counts[a.charCodeAt(i) & 127]!++;
  let shared = 0;
  for (let i = 0; i < b.length; i++) {
    const code = b.charCodeAt(i) & 127;
    if (counts[code]! > 0) {
      counts[code]!--;
      shared++;
    }
  }
  return shared;
}

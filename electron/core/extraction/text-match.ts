// Compares recognised text with known text, forgiving what recognition gets wrong: marks, look-alike letters.
// Must not know what is compared; lists and thresholds belong to the callers.
import { fold } from '../../../shared/text/fold.ts';

/** Letters and digits only, folded: "TĨNH QUANG" → "tinhquang". The form everything is compared in. */
export const keyOf = (text: string): string => fold(text).replace(/[^a-z0-9]/g, '');

const lookAlikePairs = 'il i1 l1 ij it lt o0 d0 q0 oq ce hb un vy gq s5 b8 oc';
const LOOK_ALIKE = 0.4;
/** Cost of reading one key character as another, at [a * 128 + b]. */
const swapCost = new Float32Array(128 * 128).fill(1);
for (let code = 0; code < 128; code++) swapCost[code * 129] = 0;
for (const pair of lookAlikePairs.split(' ')) {
  const [a, b] = [pair.charCodeAt(0), pair.charCodeAt(1)];
  swapCost[a * 128 + b] = LOOK_ALIKE;
  swapCost[b * 128 + a] = LOOK_ALIKE;
}

let previousRow = new Float32Array(64);
let thisRow = new Float32Array(64);

/** Edit distance of two keys; a look-alike letter costs 0.4, a doubled letter 0.5, anything else 1. */
export function keyDistance(a: string, b: string): number {
  if (b.length >= previousRow.length) {
    previousRow = new Float32Array(2 * b.length);
    thisRow = new Float32Array(2 * b.length);
  }
  for (let j = 0; j <= b.length; j++) previousRow[j] = j;
  let before = -1;
  for (let i = 1; i <= a.length; i++) {
    const code = a.charCodeAt(i - 1) & 127;
    const dropCost = code === before ? 0.5 : 1;
    thisRow[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const swap = previousRow[j - 1]! + swapCost[code * 128 + (b.charCodeAt(j - 1) & 127)]!;
      const drop = previousRow[j]! + dropCost;
      const add = thisRow[j - 1]! + 1;
      thisRow[j] = Math.min(swap, drop, add);
    }
    before = code;
    [previousRow, thisRow] = [thisRow, previousRow];
  }
  return previousRow[b.length]!;
}

/** 0..1, 1 = the same key. */
export function keySimilarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 1;
  // Most comparisons are between unlike words; the lengths alone rule them out.
  if (Math.abs(a.length - b.length) > longest / 2) return 0;
  return Math.max(0, 1 - keyDistance(a, b) / longest);
}

export interface Match<T> {
  readonly item: T;
  readonly similarity: number;
}

/**
 * The item whose key is nearest, or null when none reaches `least` or a second one is as near as the first
 * (nearer than `margin`): an ambiguous repair would be a guess.
 */
export function nearest<T>(
  items: Iterable<readonly [key: string, item: T]>,
  key: string,
  least: number,
  margin = 0.05,
): Match<T> | null {
  let best: Match<T> | null = null;
  let bestKey = '';
  let second = 0;
  for (const [itemKey, item] of items) {
    const similarity = keySimilarity(key, itemKey);
    if (!best || similarity > best.similarity) {
      if (best && bestKey !== itemKey) second = best.similarity;
      best = { item, similarity };
      bestKey = itemKey;
    } else if (similarity > second && itemKey !== bestKey) second = similarity;
  }
  if (!best || best.similarity < least) return null;
  return best.similarity < 1 && best.similarity - second < margin ? null : best;
}

const upper = /\p{Lu}/gu;
const lower = /\p{Ll}/gu;

/** Share of capitals among the letters; 0 for a text without letters. */
export function capitalShare(text: string): number {
  const capitals = text.match(upper)?.length ?? 0;
  const small = text.match(lower)?.length ?? 0;
  return capitals + small === 0 ? 0 : capitals / (capitals + small);
}

export const letterCount = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

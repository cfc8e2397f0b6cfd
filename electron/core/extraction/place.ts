// Repairs the name of a place against the list of provinces and what else the document says.
// Must not replace a name it does not resemble: an unknown place stays as read.

import type { Word } from './layout.ts';
import { meanConfidence } from './layout.ts';
import type { ExtractionProfile } from './profile.ts';
import { keyOf, letterCount, nearest } from './text-match.ts';

export interface RepairedName {
  readonly value: string;
  readonly confidence: number;
}

/** Letters and inner hyphens of a word; the rest is the comma after the place or junk. */
const clean = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/**
 * `known`: the place the issuing body's name ends with, if any; two readings that agree are worth more.
 * Null when nothing readable stands there.
 */
export function repairPlace(
  words: readonly Word[],
  profile: ExtractionProfile,
  known: string | null,
): RepairedName | null {
  const readable = words.filter((w) => letterCount(w.text) > 0 && w.confidence >= 0.3);
  const text = readable
    .map((w) => clean(w.text))
    .filter((t) => t !== '')
    .join(' ');
  if (letterCount(text) < 2) return null;
  const key = keyOf(text);
  const confidence = meanConfidence(readable);
  const short = key.replace(/^(tp|thanhpho|tinh)(?=[a-z]{4})/, '');
  const prefix = text.slice(0, text.length - cutEnd(text, short));
  const match = nearest(
    profile.places.map((p) => [keyOf(p.name), p.name] as const),
    short,
    0.8,
  );
  if (match) {
    const agrees = known !== null && keyOf(known) === keyOf(match.item);
    return {
      value: `${prefix}${match.item}`.trim(),
      confidence: agrees ? 0.97 : Math.min(0.95, 0.6 * match.similarity + 0.35 * confidence),
    };
  }
  if (known !== null && nearest([[keyOf(known), known]], short, 0.75))
    return { value: known, confidence: 0.85 };
  // A district or ward: as read, when it has the form of a name.
  if (!/^\p{Lu}/u.test(text) || confidence < 0.7 || /\d/.test(text)) return null;
  return { value: text, confidence: confidence * 0.85 };
}

/** How many characters at the end of `text` carry the letters of `key`. */
function cutEnd(text: string, key: string): number {
  let left = key.length;
  let at = text.length;
  while (left > 0 && at > 0) {
    at--;
    left -= keyOf(text[at]!).length;
  }
  return text.length - at;
}

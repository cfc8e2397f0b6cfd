// Repairs a symbol ("CT-UBND", "QĐ/TU") part by part with the lists of type and body abbreviations.
// Must not make up parts: a part that resembles nothing known stays as read.

import type { ExtractionProfile } from './profile.ts';
import { keyOf, nearest } from './text-match.ts';

export interface RepairedSymbol {
  readonly value: string;
  /** As recognised, without white space. */
  readonly read: string;
  /** How much of it is known from the lists, 0..1. */
  readonly confidence: number;
  /** The type's abbreviation, when the symbol has one. */
  readonly typeAbbreviation: string | null;
}

const typeAbbreviations = (profile: ExtractionProfile): string[] => [
  ...new Set(profile.documentTypes.flatMap((t) => [...t.state, ...t.party])),
];

/**
 * Digits that stand for letters in an abbreviation. Subtle: folding makes Đ and D alike, so a known abbreviation is looked
 * for by key, but "CT"/"CTr" and "TT"/"TTr" have different keys and are never swapped.
 */
const lettersFor = (text: string): string => text.replace(/0/g, 'Q').replace(/[1|]/g, 'I');

function repairPart(
  part: string,
  known: readonly string[],
  least: number,
): { value: string; known: boolean } {
  if (known.includes(part)) return { value: part, known: true };
  const number = /\d+$/.exec(part)?.[0] ?? '';
  const stem = part.slice(0, part.length - number.length);
  for (const form of [stem, lettersFor(part), lettersFor(stem)]) {
    const key = keyOf(form);
    if (key === '') continue;
    const same = known.filter((k) => keyOf(k) === key);
    const tail = form === lettersFor(part) ? '' : number;
    if (same.length > 0) return { value: (same.find((k) => k === form) ?? same[0]!) + tail, known: true };
  }
  // Subtle: three letters are near too many others (SVT, SYT); those are left to what type line and body say.
  if (stem.length < 4 && !/\d/.test(stem)) return { value: part, known: false };
  const match = nearest(
    known.map((k) => [keyOf(k), k] as const),
    keyOf(stem),
    least,
  );
  if (match) return { value: match.item + number, known: false };
  return { value: part, known: false };
}

/** Null when the text has no form of a symbol at all. */
export function repairSymbol(raw: string, profile: ExtractionProfile): RepairedSymbol | null {
  const read = raw
    .replace(/\s+/g, '')
    .replace(/[–—]/g, '-')
    .replace(/[.,;]+$/, '');
  const separator = read.includes('/') ? '/' : '-';
  const at = read.indexOf(separator);
  if (at < 1 || at === read.length - 1 || read.length > 30) return null;
  if (!/\p{L}/u.test(read.slice(at))) return null;
  const types = typeAbbreviations(profile);
  const bodies = profile.bodyAbbreviations.map((b) => b.abbreviation);
  const first = read.slice(0, at);
  const others = read.slice(at + 1).split('-');
  const type = repairPart(first, types, 2);
  const firstBody = repairPart(first, bodies, 0.85);
  // A State công văn names the body first and has no type: "UBND-VX".
  const startsWithBody = separator === '-' && !type.known && firstBody.known;
  const head = startsWithBody ? firstBody : type;
  const tail = others.map((part) =>
    startsWithBody ? { value: part, known: true } : repairPart(part, bodies, 0.85),
  );
  const knownParts = [head, ...tail].filter((p) => p.known).length;
  return {
    value: [head.value, ...(tail.length > 0 ? [tail.map((p) => p.value).join('-')] : [])].join(separator),
    read,
    confidence: knownParts / (1 + tail.length) >= 1 ? 0.95 : knownParts > 0 ? 0.75 : 0.4,
    typeAbbreviation: type.known ? type.value : null,
  };
}

/** The types a symbol's abbreviation may stand for; several when Party and State use it differently. */
export function typesOfSymbol(symbol: string, profile: ExtractionProfile): string[] {
  const party = symbol.includes('/');
  const first = symbol.split(/[/-]/)[0]!;
  return profile.documentTypes.filter((t) => (party ? t.party : t.state).includes(first)).map((t) => t.name);
}

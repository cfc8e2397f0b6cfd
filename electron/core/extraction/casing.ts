// Gives a name printed in capitals its proper Vietnamese casing, repairing broken marks where a list or the document knows better.
// Must not change a name that nothing known resembles, apart from its casing.
import type { Word } from './layout.ts';
import type { ExtractionProfile } from './profile.ts';
import type { Spellings } from './spellings.ts';
import { keyOf, nearest } from './text-match.ts';

export interface ProperName {
  readonly text: string;
  /** 0..1: share of the letters that a list or another reading confirms, and how near they are. */
  readonly certainty: number;
  /** Name of the province in it, in list spelling; null when none. */
  readonly place: string | null;
}

/** Administrative levels are written small inside a name: "Ủy ban nhân dân tỉnh …". Old and new levels. */
const levels = [
  'tỉnh',
  'thành phố',
  'thị xã',
  'thị trấn',
  'huyện',
  'quận',
  'xã',
  'phường',
  'đặc khu',
  'khu',
  'thôn',
];
const small = ['và', 'của', 'các', 'cho', 'về', 'với', 'trên', 'tại', 'ở', 'thuộc', 'trong', 'do'];
const roman = /^(?=[IVXLC])[XLC]{0,3}(IX|IV|V?I{0,3})$/;

interface Entry {
  readonly text: string;
  readonly size: number;
  readonly key: string;
  readonly kind: 'phrase' | 'level' | 'place';
}

interface Lexicon {
  readonly byKey: ReadonlyMap<string, Entry>;
  readonly entries: readonly Entry[];
  /** Syllables of the longest entry. */
  readonly longest: number;
}

const lexicons = new WeakMap<ExtractionProfile, Lexicon>();

function lexiconOf(profile: ExtractionProfile): Lexicon {
  const made = lexicons.get(profile);
  if (made) return made;
  const entries: Entry[] = [];
  const add = (text: string, kind: Entry['kind']): void => {
    entries.push({ text, size: text.split(' ').length, key: keyOf(text), kind });
  };
  for (const row of profile.bodyNames) add(row.text, 'phrase');
  for (const level of levels) add(level, 'level');
  for (const place of profile.places) add(place.name, 'place');
  const byKey = new Map<string, Entry>();
  for (const entry of entries) if (!byKey.has(entry.key)) byKey.set(entry.key, entry);
  const lexicon = { byKey, entries, longest: Math.max(1, ...entries.map((e) => e.size)) };
  lexicons.set(profile, lexicon);
  return lexicon;
}

const upperFirst = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
const titleCase = (text: string): string =>
  text
    .split('-')
    .map((part) => upperFirst(part.toLocaleLowerCase('vi')))
    .join('-');
/** The letters with their marks, tone placement and case aside: "UỶ" and "Ủy" are the same. */
export const marksOf = (text: string): string =>
  [
    ...text
      .toLocaleLowerCase('vi')
      .normalize('NFD')
      .replace(/[^\p{L}\p{M}]/gu, ''),
  ]
    .sort()
    .join('');

/** Takes the spelling as printed where only case or tone placement differ, otherwise the list's; syllable by syllable. */
function inCasingOf(known: string, printed: string): string {
  const syllables = printed.split(' ');
  return known
    .split(' ')
    .map((syllable, i) => {
      const own = syllables[i] ?? '';
      if (marksOf(syllable) !== marksOf(own) || syllable.length !== own.length) return syllable;
      const small = own.toLocaleLowerCase('vi').normalize('NFC');
      return [...syllable]
        .map((letter, k) => (/\p{Lu}/u.test(letter) ? small[k]!.toLocaleUpperCase('vi') : small[k]!))
        .join('');
    })
    .join(' ');
}

/** The words of a name in capitals, as the name is written in running text. */
export function properName(
  words: readonly Word[],
  profile: ExtractionProfile,
  spellings: Spellings,
): ProperName {
  const lexicon = lexiconOf(profile);
  const tokens = words
    .filter((w) => /[\p{L}\d]/u.test(w.text) || w.text === '-' || w.text === '–')
    .map((w) => ({ ...w, text: w.text.replace(/^[^\p{L}\d(]+|[^\p{L}\d),]+$/gu, '') || '-' }));
  const out: string[] = [];
  let sure = 0;
  let all = 0;
  let place: string | null = null;
  for (let i = 0; i < tokens.length; ) {
    const found = longestEntry(tokens.slice(i), lexicon, out);
    if (found) {
      const printed = tokens
        .slice(i, i + found.taken)
        .map((t) => t.text)
        .join(' ');
      const comma = /,$/.test(printed) && !/,$/.test(found.entry.text) ? ',' : '';
      const text = inCasingOf(found.entry.text, printed.replace(/,$/, ''));
      out.push((out.length === 0 ? upperFirst(text) : text) + comma);
      if (found.entry.kind === 'place') place = found.entry.text;
      sure += found.entry.key.length * found.similarity;
      all += found.entry.key.length;
      i += found.taken;
      continue;
    }
    const token = tokens[i]!;
    const word = plainToken(token, out.length === 0);
    const next = tokens[i + 1];
    const heard = /\d/.test(token.text)
      ? null
      : spellings.bestSpelling(token.key, out.at(-1) ?? null, next?.key ?? null);
    const text = heard ? titleCase(heard.text) + (/,$/.test(word) ? ',' : '') : word;
    out.push(text);
    const weight = Math.max(1, token.key.length);
    sure += weight * (heard ? 0.9 : token.confidence * 0.9);
    all += weight;
    i++;
  }
  return { text: out.join(' ').replace(/[,\s-]+$/, ''), certainty: all === 0 ? 0 : sure / all, place };
}

const undoubled = (key: string): string => key.replace(/(.)\1+/g, '$1');

/** What stands before the name of a province: a level, or a body that exists once in each. */
const beforePlace = /(ủy|uỷ|đoàn|công an|báo|bộ|quân khu)$/iu;

/** The entry that begins the tokens, and how many of them it takes; syllables may be glued or torn by one. */
function longestEntry(
  tokens: readonly { text: string; key: string; confidence: number }[],
  lexicon: Lexicon,
  out: readonly string[],
): { entry: Entry; taken: number; similarity: number } | null {
  const before = out.at(-1) ?? '';
  const afterLevel = levels.includes(before.toLocaleLowerCase('vi'));
  const windows = Array.from({ length: Math.min(lexicon.longest, tokens.length) }, (_, i) => i + 1).reverse();
  const keyOfWindow = (size: number): string =>
    tokens
      .slice(0, size)
      .map((t) => t.key)
      .join('');
  for (const size of windows) {
    const same = lexicon.byKey.get(keyOfWindow(size));
    if (!same || Math.abs(same.size - size) > 1) continue;
    // Subtle: one syllable without its marks is many words ("BÔ", "Bộ"); after "huyện" it is part of a name.
    const otherMarks = marksOf(same.text) !== marksOf(tokens[0]!.text) && tokens[0]!.confidence > 0.9;
    if (size === 1 && same.kind === 'phrase' && (afterLevel || otherMarks)) continue;
    return { entry: same, taken: size, similarity: 1 };
  }
  for (const size of windows) {
    const key = keyOfWindow(size);
    // "TỈĨNH": the strokes above capitals come out as letters.
    const level = lexicon.entries.find((e) => e.kind === 'level' && undoubled(key) === undoubled(e.key));
    if (level) return { entry: level, taken: size, similarity: 0.9 };
    if (size === 1 || key.length < 6) continue;
    const placeMayFollow = afterLevel || beforePlace.test(before);
    const near = nearest(
      lexicon.entries
        .filter((e) => Math.abs(e.size - size) <= 1 && (e.kind !== 'place' || placeMayFollow))
        .map((e) => [e.key, e] as const),
      key,
      0.82,
    );
    if (near && near.item.key[0] === key[0])
      return { entry: near.item, taken: size, similarity: near.similarity };
  }
  return null;
}

function plainToken(token: { text: string; key: string }, first: boolean): string {
  const text = token.text;
  if (/\d/.test(text) || roman.test(text.replace(/,$/, ''))) return text;
  const comma = text.endsWith(',') ? ',' : '';
  const bare = text.replace(/,$/, '');
  const lowered = bare.toLocaleLowerCase('vi');
  if (!first && small.includes(lowered)) return lowered + comma;
  // An abbreviation has no vowel to speak it with.
  if (bare.length > 1 && bare === bare.toLocaleUpperCase('vi') && !/[aeiouy]/.test(token.key)) return text;
  return titleCase(bare) + comma;
}

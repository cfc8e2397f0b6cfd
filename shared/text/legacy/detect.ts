// Tells in which encoding a Vietnamese text is written, by font names first and by its syllables second.
// Must not change Unicode text: where two readings are as good, the text stays as it is.
import { markedLetters } from './letters.ts';
import { repairUnicode } from './repair.ts';
import { isVietnameseSyllable } from './syllable.ts';
import { decodeTcvn3 } from './tcvn3.ts';
import { decodeViqr } from './viqr.ts';
import { decodeVni } from './vni.ts';

export type TextEncoding = 'unicode' | 'tcvn3' | 'vni' | 'viqr';

export interface TextRun {
  readonly text: string;
  /** As the file names it; undefined or null when the file does not say. */
  readonly font?: string | null;
}

export interface DetectedEncoding {
  readonly encoding: TextEncoding;
  /** 0–1; 1 for a font name that the text does not contradict. */
  readonly confidence: number;
  readonly evidence: {
    readonly by: 'font' | 'statistics' | 'nothing';
    readonly fonts: readonly string[];
    /** Words with marks, and how many of them are Vietnamese syllables in each reading. */
    readonly words: number;
    readonly syllables: Readonly<Record<TextEncoding, number>>;
  };
}

/** What a font's name says about the bytes under it, or null. `upper`: it draws small letters as capitals. */
export function fontEncoding(
  font: string | null | undefined,
): { encoding: 'tcvn3' | 'vni'; upper: boolean } | null {
  if (!font) return null;
  const name = font.trim();
  if (/^\.?vn(?=[A-Z])/i.test(name) && /^\.?Vn[A-Z]|^\.VN/.test(name)) {
    const family = name.replace(/\s+(?:bold|italic|regular|đậm|nghiêng|\d+)\b.*$/i, '');
    return { encoding: 'tcvn3', upper: /[^A-Z]H$|[A-Z]{1,2}H$/.test(family) };
  }
  if (/^VNI(?:[-\s_]|$)/i.test(name)) return { encoding: 'vni', upper: false };
  return null;
}

const decoders: Readonly<Record<TextEncoding, (text: string) => string>> = {
  unicode: repairUnicode,
  tcvn3: (text) => decodeTcvn3(text),
  vni: decodeVni,
  viqr: decodeViqr,
};

/** Reads a text in the given encoding. Unicode is repaired (NFC, Ƣ, Ð); nothing else is cleaned. */
export function decodeAs(encoding: TextEncoding, text: string, upper = false): string {
  return encoding === 'tcvn3' ? decodeTcvn3(text, { upper }) : decoders[encoding](text);
}

/**
 * Whether a text holds Vietnamese letters that no eight-bit font has, so that it is Unicode whatever its font is called.
 * Those of Latin-1 (à, é, ô …) prove nothing.
 */
export function isSurelyUnicode(text: string): boolean {
  for (const character of repairUnicode(text))
    if (character > '\u00FF' && markedLetters.has(character)) return true;
  return false;
}

/** How many words with marks are syllables in a reading: the measure that the readings are compared by. */
export function countSyllables(text: string, encoding: TextEncoding): { words: number; syllables: number } {
  let words = 0;
  let syllables = 0;
  for (const chunk of chunksOf(text, encoding)) {
    words++;
    if (isWord(decoders[encoding](chunk))) syllables++;
  }
  return { words, syllables };
}

const asciiBreaks = /[\s\u0000-\u0040\u005B-\u0060\u007B-\u007F‘’“”–—…•]+/u;
/** A VIQR mark in a word; a word that only ends in `.` or `?` is a sentence. */
const viqrWord = /[aeo]\^|a\(|[ou][+*]|dd|[aeiouy]['`?~.](?=[a-z])/i;

function chunksOf(text: string, encoding: TextEncoding): string[] {
  const source = encoding === 'unicode' ? text.normalize('NFC') : text;
  if (encoding === 'viqr') return source.split(/\s+/).filter((chunk) => viqrWord.test(chunk));
  return source.split(asciiBreaks).filter((chunk) => /[^\u0000-\u007F]/.test(chunk));
}

function isWord(decoded: string): boolean {
  const word = decoded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return isVietnameseSyllable(word);
}

/** A legacy reading must explain this share of the words, and this much more than Unicode does. */
const leastShare = 0.6;
const leastLead = 0.25;

/**
 * The encoding of text that belongs together (a cell, a column, a sheet). Fonts decide when they say something the text does not
 * contradict; then the share of words that are Vietnamese syllables in each reading. Without evidence it is Unicode.
 */
export function detectEncoding(runs: readonly TextRun[]): DetectedEncoding {
  const fonts = new Map<'tcvn3' | 'vni', { names: Set<string>; weight: number }>();
  let plainWeight = 0;
  for (const run of runs) {
    const weight = (run.text.match(/[^\u0000-\u007F]/g) ?? []).length;
    const said = isSurelyUnicode(run.text) ? null : fontEncoding(run.font);
    if (said === null) plainWeight += weight;
    else {
      const known = fonts.get(said.encoding) ?? { names: new Set<string>(), weight: 0 };
      known.names.add(run.font!);
      known.weight += weight + 0.01;
      fonts.set(said.encoding, known);
    }
  }
  const best = [...fonts].sort((a, b) => b[1].weight - a[1].weight)[0];
  const counted = statistics(runs);
  if (best !== undefined && best[1].weight > plainWeight) {
    const all = plainWeight + [...fonts.values()].reduce((sum, one) => sum + one.weight, 0);
    return {
      encoding: best[0],
      confidence: best[1].weight / all,
      evidence: { by: 'font', fonts: [...best[1].names], ...counted },
    };
  }
  return byStatistics(counted, runs);
}

type Counted = Pick<DetectedEncoding['evidence'], 'words' | 'syllables'> & { readonly marked: number };

function statistics(runs: readonly TextRun[]): Counted {
  const syllables = { unicode: 0, tcvn3: 0, vni: 0, viqr: 0 };
  let words = 0;
  let marked = 0;
  for (const { text } of runs) {
    const unicode = countSyllables(text, 'unicode');
    words += unicode.words;
    syllables.unicode += unicode.syllables;
    if (unicode.words > 0)
      for (const encoding of ['tcvn3', 'vni'] as const)
        syllables[encoding] += countSyllables(text, encoding).syllables;
    const viqr = countSyllables(text, 'viqr');
    marked += viqr.words;
    syllables.viqr += viqr.syllables;
  }
  return { words, syllables, marked };
}

function byStatistics(counted: Counted, runs: readonly TextRun[]): DetectedEncoding {
  const { words, syllables, marked } = counted;
  const evidence = { by: 'statistics' as const, fonts: [], words: words || marked, syllables };
  if (words === 0) {
    // ASCII only: VIQR when most marked words read as Vietnamese. One word may be an abbreviation (T.T.).
    if (marked >= 2 && syllables.viqr / marked >= 0.7)
      return { encoding: 'viqr', confidence: syllables.viqr / marked, evidence };
    return { encoding: 'unicode', confidence: 1, evidence: { ...evidence, by: 'nothing' } };
  }
  const legacy = syllables.tcvn3 >= syllables.vni ? 'tcvn3' : 'vni';
  const share = syllables[legacy] / words;
  const unicodeShare = syllables.unicode / words;
  // One word could be a foreign name; a sign that no Unicode Vietnamese holds (¸ µ ¬ ø ï …) makes it enough.
  const foreign = runs.some(({ text }) => hasForeignSign(text));
  const sure = runs.some(({ text }) => isSurelyUnicode(text));
  const lead = share - unicodeShare;
  if ((words >= 2 || foreign) && share >= leastShare && lead >= (sure ? 0.4 : leastLead))
    return { encoding: legacy, confidence: foreign ? share : Math.min(share, lead + 0.2), evidence };
  return { encoding: 'unicode', confidence: unicodeShare, evidence };
}

/** A sign that no Unicode Vietnamese holds and old encodings are full of: ¸ µ ¬ § ø ï … */
export function hasForeignSign(text: string): boolean {
  for (const character of text.normalize('NFC'))
    if (character >= '\u00A1' && character <= '\u00FF' && !markedLetters.has(character)) return true;
  return false;
}

// Makes the forms of a text that search compares: folded (no marks, no case), exact (marks kept), and tokens.
// Must not clean or store text, and is the only place where these forms are made: index and query share it.
import { repairLetters } from './nfc.ts';

/** A searchable word. `start` and `end` are offsets (UTF-16) into the NFC form of the text. */
export interface Token {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

// What a UTF-16 code unit is; 0 until first met. Learned then, so that a page costs one table look-up per character.
const SEPARATOR = 1;
const LETTER = 2;
/** A combining mark or an invisible character inside a word: nothing is left of it. */
const DROPPED = 3;
/** Folds to several characters: `ﬁ`, `œ`. */
const SEVERAL = 4;
/** A Han or Nôm character is a word by itself: there are no spaces to tell words apart. */
const IDEOGRAPH = 5;
const SURROGATE = 6;

const kinds = new Uint8Array(0x10000);
const foldedUnits = new Uint16Array(0x10000);
const foldedSeveral = new Map<number, string>();

/** Letters that Unicode does not decompose, and look-alikes of Vietnamese ones (see nfc.ts). */
const special: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ɖ: 'd',
  ƣ: 'u',
  ı: 'i',
  ς: 'σ',
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
};
const tokenCharacter = /[\p{L}\p{N}\p{M}]/u;
const ideograph = /\p{Script=Han}/u;
const dropped = /[\u0300-\u036F]|\u00AD|[\u200C-\u200D]|\u2060|\uFEFF|[\uFE00-\uFE0F]/;

function foldCharacter(character: string): string {
  const stripped = character
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFC');
  return special[stripped] ?? stripped;
}

function learn(unit: number): number {
  const character = String.fromCharCode(unit);
  let kind = SEPARATOR;
  let folded = character;
  if (unit >= 0xd800 && unit <= 0xdfff) kind = SURROGATE;
  else if (dropped.test(character)) kind = DROPPED;
  else if (tokenCharacter.test(character)) {
    folded = foldCharacter(character);
    if (folded.length !== 1) {
      kind = SEVERAL;
      foldedSeveral.set(unit, folded);
    } else kind = ideograph.test(character) ? IDEOGRAPH : LETTER;
  }
  foldedUnits[unit] = folded.charCodeAt(0);
  kinds[unit] = kind;
  return kind;
}

/** UTF-16 units collected into a string; String.fromCharCode on a slice is several times faster than `+=`. */
const scratch = new Uint16Array(8192);
const asText = (count: number): string =>
  String.fromCharCode.apply(null, scratch.subarray(0, count) as unknown as number[]);

/**
 * Lower case, no marks, đ → d, Ƣ → u; everything else (spaces, punctuation, digits) stays.
 * The same for NFC and NFD input, and folding twice changes nothing. hoà and hòa fold alike because the tone is gone.
 */
export function fold(text: string): string {
  const nfc = text.normalize('NFC');
  let out = '';
  let count = 0;
  let recompose = false;
  for (let i = 0; i < nfc.length; i++) {
    if (count > scratch.length - 4) {
      out += asText(count);
      count = 0;
    }
    const unit = nfc.charCodeAt(i);
    const kind = kinds[unit] || learn(unit);
    if (kind === DROPPED) recompose = true;
    else if (kind === SEVERAL || kind === SURROGATE) {
      let several = foldedSeveral.get(unit);
      if (several === undefined) {
        const character = String.fromCodePoint(nfc.codePointAt(i)!);
        i += character.length - 1;
        several = character.toLowerCase();
      }
      for (let k = 0; k < several.length; k++) scratch[count++] = several.charCodeAt(k);
      recompose = true;
    } else scratch[count++] = foldedUnits[unit]!;
  }
  out += asText(count);
  // Subtle: a dropped mark may have kept its neighbours apart (Hangul jamo); without this folding twice would differ.
  return recompose ? out.normalize('NFC') : out;
}

/**
 * The words of a text in order. A word is a run of letters and digits; everything else parts words, so
 * `123/QĐ-UBND` is 123, qd, ubnd, which a query compares as a phrase.
 * Day and month numbers lose their zero (03 = 3): both are written on paper, and "05-NQ/HU" is asked for as "5-NQ/HU".
 */
export function tokenize(text: string): Token[] {
  const nfc = text.normalize('NFC');
  const tokens: Token[] = [];
  let start = -1;
  let count = 0;
  let long = '';
  const close = (end: number): void => {
    if (start < 0) return;
    let folded = long + asText(count);
    if (folded.length === 2 && folded[0] === '0' && folded[1]! >= '1' && folded[1]! <= '9')
      folded = folded[1]!;
    tokens.push({ folded, start, end });
    start = -1;
    count = 0;
    long = '';
  };
  for (let i = 0; i < nfc.length; i++) {
    const unit = nfc.charCodeAt(i);
    const kind = kinds[unit] || learn(unit);
    if (kind === LETTER) {
      if (start < 0) start = i;
      else if (count > scratch.length - 8) {
        long += asText(count);
        count = 0;
      }
      scratch[count++] = foldedUnits[unit]!;
    } else if (kind === SEPARATOR) close(i);
    else if (kind === IDEOGRAPH) {
      close(i);
      tokens.push({ folded: String.fromCharCode(foldedUnits[unit]!), start: i, end: i + 1 });
    } else if (kind !== DROPPED) {
      const character = String.fromCodePoint(nfc.codePointAt(i)!);
      const at = i;
      i += character.length - 1;
      if (!tokenCharacter.test(character)) close(at);
      else if (ideograph.test(character)) {
        close(at);
        tokens.push({ folded: character, start: at, end: i + 1 });
      } else {
        if (start < 0) start = at;
        long += asText(count) + (foldedSeveral.get(unit) ?? character.toLowerCase());
        count = 0;
      }
    }
  }
  close(nfc.length);
  return tokens;
}

/** Open syllables in oa, oe, uy: the new spelling (hoà, khoẻ, thuý) and its old one (hòa, khỏe, thúy). */
const oldPlacement: Readonly<Record<string, string>> = Object.fromEntries(
  ['oà òa', 'oá óa', 'oả ỏa', 'oã õa', 'oạ ọa', 'oè òe', 'oé óe', 'oẻ ỏe', 'oẽ õe', 'oẹ ọe']
    .concat(['uỳ ùy', 'uý úy', 'uỷ ủy', 'uỹ ũy', 'uỵ ụy'])
    .map((pair) => pair.split(' ') as [string, string]),
);
const newPlacement = /(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![\p{L}\p{M}])/gu;

/**
 * What "the very marks the user typed" means: NFC, lower case, wrong letters repaired, one tone placement.
 * Only open syllables have two spellings; hoàn, quýt stay. "quý" becomes "qúy" on both sides, so the misspelling matches.
 */
export function exactForm(text: string): string {
  const lower = repairLetters(repairLetters(text).toLowerCase());
  return lower.replace(newPlacement, (pair) => oldPlacement[pair]!);
}

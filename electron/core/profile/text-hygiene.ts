// What is unclean in a text a person or an import gave: wrong letters, split marks, spaces, capitals, two tone placements.
// Must not clean: shared/text/nfc.ts does, when the archivist agrees.
import { repairLetters } from '../../../shared/text/nfc.ts';

export type TextFlaw = 'wrong-letter' | 'not-composed' | 'spaces' | 'capitals' | 'tones';

const spaces = /[ \u00A0]{2}|^\s|\s$|[\t\u00A0\u00AD\u200B-\u200F\u2060\uFEFF]| [,;:!?)](?=\s|$)/;
const lower = /\p{Ll}/u;
const upperWords = /\p{Lu}{2,}/gu;

/** Open syllables in oa, oe, uy, where the two ways of placing the tone differ: hòa – hoà. After q the u is a consonant. */
const oldTones = /(?:[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)(?![\p{L}\p{M}])/gu;
const newTones = /(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![\p{L}\p{M}])/gu;

export interface ToneTally {
  /** hòa, thủy */
  old: number;
  /** hoà, thuỷ */
  new: number;
}

/** How often each of the two placements occurs. */
export function tones(text: string): ToneTally {
  const plain = text.normalize('NFC').toLowerCase();
  return { old: plain.match(oldTones)?.length ?? 0, new: plain.match(newTones)?.length ?? 0 };
}

/** The flaws of a value; `prose` also asks whether a title stands in capitals only. */
export function textFlaws(text: string, prose = false): TextFlaw[] {
  const flaws: TextFlaw[] = [];
  const composed = text.normalize('NFC');
  if (repairLetters(text) !== composed) flaws.push('wrong-letter');
  if (composed !== text) flaws.push('not-composed');
  if (spaces.test(text)) flaws.push('spaces');
  // Three words at least: “HĐND, UBND” is no title in capitals.
  if (prose && !lower.test(composed) && (composed.match(upperWords)?.length ?? 0) >= 3)
    flaws.push('capitals');
  const tally = tones(composed);
  if (tally.old > 0 && tally.new > 0) flaws.push('tones');
  return flaws;
}

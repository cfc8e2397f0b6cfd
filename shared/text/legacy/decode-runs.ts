// Turns the runs of one cell or paragraph into Unicode, each run by its own font.
// Must not decide for a whole sheet: the caller gives what the sheet as a whole is written in.
import {
  countSyllables,
  decodeAs,
  fontEncoding,
  hasForeignSign,
  isSurelyUnicode,
  type TextEncoding,
  type TextRun,
} from './detect.ts';
import { isVietnameseSyllable } from './syllable.ts';
import { decodeViqr } from './viqr.ts';

export interface DecodedText {
  readonly text: string;
  /** Encodings that were undone; empty for plain Unicode. */
  readonly encodings: readonly Exclude<TextEncoding, 'unicode'>[];
  /** The text reads as Vietnamese both as it stands and decoded, and no font told which: a person should look. */
  readonly doubtful: boolean;
}

/**
 * @param fallback the encoding of runs whose font says nothing: detectEncoding() of the whole sheet
 * Runs that hold Unicode letters stay Unicode, whatever font or sheet they are in. Never throws.
 */
export function decodeRuns(runs: readonly TextRun[], fallback: TextEncoding = 'unicode'): DecodedText {
  let text = '';
  let doubtful = false;
  const encodings = new Set<Exclude<TextEncoding, 'unicode'>>();
  for (const run of runs) {
    const said = fontEncoding(run.font);
    const encoding = isSurelyUnicode(run.text) ? 'unicode' : (said?.encoding ?? fallback);
    if (encoding === 'unicode') {
      text += decodeAs('unicode', run.text);
      continue;
    }
    if (said === null) {
      const asIs = countSyllables(run.text, 'unicode');
      const decoded = countSyllables(run.text, encoding);
      // A cell of its own kind in a sheet of another: what it gains by staying as it is decides.
      if (encoding !== 'viqr' && asIs.syllables > decoded.syllables) {
        text += decodeAs('unicode', run.text);
        continue;
      }
      if (asIs.words > 0 && asIs.syllables === decoded.syllables) {
        if (asIs.syllables > 0) doubtful = true;
        else if (encoding !== 'viqr' && !hasForeignSign(run.text)) {
          // Vietnamese in neither reading (a French title, a name): nothing speaks for changing it.
          doubtful = true;
          text += decodeAs('unicode', run.text);
          continue;
        }
      }
    }
    const decoded = encoding === 'viqr' ? viqrByWord(run.text) : decodeAs(encoding, run.text, said?.upper);
    if (decoded !== run.text) encodings.add(encoding);
    text += decoded;
  }
  // Runs may part a letter from its combining mark.
  return { text: text.normalize('NFC'), encodings: [...encodings], doubtful };
}

/**
 * VIQR word by word, each only where it becomes Vietnamese: in "so^' 15-CT/TU." the last full stop is none of the marks. A mark at
 * the end of a word may be the end of the sentence.
 */
function viqrByWord(text: string): string {
  return text.replace(/\S+/g, (word) => {
    const decoded = decodeViqr(word);
    if (isVietnameseText(decoded)) return decoded;
    const last = word.at(-1)!;
    const body = decodeViqr(word.slice(0, -1));
    return /[.?'~]/.test(last) && isVietnameseText(body) ? body + last : word.replace(escaped, '$1');
  });
}

/** A backslash before a mark is there in VIQR only, whatever the word means. */
const escaped = /\\([\^(+*'`?~.dD\\])/g;

const isVietnameseText = (text: string): boolean =>
  (text.match(/\p{L}+/gu) ?? []).every(isVietnameseSyllable);

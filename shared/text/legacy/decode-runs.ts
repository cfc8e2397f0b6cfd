// Turns the runs of one cell or paragraph into Unicode, each run by its own font.
// Must not decide for a whole sheet: the caller gives what the sheet as a whole is written in.
import {
  countSyllables,
  decodeAs,
  fontEncoding,
  isSurelyUnicode,
  type TextEncoding,
  type TextRun,
} from './detect.ts';

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
      if (asIs.words > 0 && asIs.syllables === decoded.syllables && asIs.syllables > 0) doubtful = true;
    }
    const decoded = decodeAs(encoding, run.text, said?.upper);
    if (decoded !== run.text) encodings.add(encoding);
    text += decoded;
  }
  // Runs may part a letter from its combining mark.
  return { text: text.normalize('NFC'), encodings: [...encodings], doubtful };
}

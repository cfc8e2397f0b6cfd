// Drops what the engine reads into specks, stamps and rests of rules.
// Must not drop real short words ("8", "-", "a)") nor handwriting inside a line: unsure is not the same as noise.
import { boundsOf, type RawLine, type RawWord } from './engine.ts';

/** A list dash or a bullet the engine is at least this sure of stays. */
const surePunctuation = 0.45;
/** Letters and digits are only noise when the engine itself does not believe them and they do not fit the line. */
const hardlyBelieved = 0.15;

/** The lines without noise; lines left empty vanish. */
export function withoutNoise(lines: readonly RawLine[]): RawLine[] {
  const height = medianHeight(lines.flatMap((line) => line.words));
  return lines.flatMap((line) => {
    const words = line.words.filter((word) => !isNoise(word, line, height));
    if (words.length === 0 || isNoiseLine(words, height)) return [];
    return [words.length === line.words.length ? line : { ...line, words, box: boundsOf(words) }];
  });
}

function isNoise(word: RawWord, line: RawLine, height: number): boolean {
  const letters = /[\p{L}\p{N}]/u.test(word.text);
  const size = (word.box.y1 - word.box.y0) / height;
  if (!letters) {
    const listMark = word === line.words[0] && /^[-–—+*•]$/u.test(word.text);
    // "./." closes the text of an administrative document.
    const closing = /^[./]{2,3}$/u.test(word.text) && word.text.includes('/');
    if (closing || word.confidence >= (listMark ? 0.2 : surePunctuation)) return false;
    // Signs as tall as text are a handwritten number the engine cannot read: its place is worth keeping.
    return listMark || size < 0.6 || size > 1.8 || /^[|_~^=.,:;'"“”‘’`´«»\\/[\](){}—–-]+$/u.test(word.text);
  }
  // A single letter far smaller or larger than the page's words is a speck or a piece of a seal.
  return word.text.length === 1 && word.confidence < hardlyBelieved && (size < 0.5 || size > 2);
}

/** A line standing alone of which nothing is believed, or that is too small or too large to be text of this page. */
function isNoiseLine(words: readonly RawWord[], height: number): boolean {
  const best = Math.max(...words.map((word) => word.confidence));
  const letters = words.reduce((sum, word) => sum + (word.text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);
  const size = medianHeight(words) / height;
  if (letters === 0) return true;
  if (letters <= 2) return best < 0.6 && (size < 0.6 || size > 1.8 || best < 0.3);
  return best < 0.3 && letters < 8;
}

function medianHeight(words: readonly RawWord[]): number {
  const heights = words.map((word) => word.box.y1 - word.box.y0).sort((a, b) => a - b);
  return heights[heights.length >> 1] ?? 1;
}

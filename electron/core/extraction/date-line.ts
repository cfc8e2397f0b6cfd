// Reads place and date from the line "Quảng Ngãi, ngày 05 tháng 01 năm 2020".
// Must not trust a digit that may have been written by hand: such a part stays out of the value.
import type { FieldProposal } from '../../../shared/model/document.ts';
import type { Row, Sheet, Word } from './layout.ts';
import { heightOf, placed, rowOf } from './layout.ts';
import { repairPlace } from './place.ts';
import type { ExtractionProfile } from './profile.ts';
import { keySimilarity, letterCount } from './text-match.ts';

export interface DateAnchors {
  /** Range of the words that belong to the line: [from, to). */
  readonly from: number;
  readonly to: number;
  /** Indexes; -1 when the word is swallowed by something written over it. */
  readonly dayWord: number;
  readonly monthWord: number;
  readonly yearWord: number;
  /** The word that holds the year's digits. */
  readonly year: number;
}

const digits = /^\d{1,2}$/;

/** Four digits of a year after forgiving l, I, ] for 1 and O for 0; null when it is none. */
export function yearOf(text: string): string | null {
  const repaired = text
    .replace(/[.,;:)]+$/, '')
    .replace(/[lI\]|]/g, '1')
    .replace(/[oO]/g, '0');
  return /^(19\d\d|20\d\d)$/.test(repaired) ? repaired : null;
}

/** Where in a row the parts of a date line stand; null when the row has none. */
export function dateAnchors(words: readonly Word[]): DateAnchors | null {
  for (let i = words.length - 1; i >= 0; i--) {
    const joined = /^n[aăâ]m(.{4})$/i.exec(words[i]!.text);
    const year = yearOf(joined ? joined[1]! : words[i]!.text) ? i : -1;
    if (year < 0) continue;
    const yearWord = joined ? i : i > 0 && keySimilarity(words[i - 1]!.key, 'nam') > 0.6 ? i - 1 : -1;
    if (yearWord < 0) continue;
    const start = Math.max(0, yearWord - 9);
    let monthWord = -1;
    for (let k = yearWord - 1; k >= start && monthWord < 0; k--)
      if (keySimilarity(words[k]!.key, 'thang') >= 0.6) monthWord = k;
    let dayWord = -1;
    for (let k = (monthWord < 0 ? yearWord : monthWord) - 1; k >= start && dayWord < 0; k--)
      if (isDayWord(words[k]!.key)) dayWord = k;
    if (dayWord < 0 && monthWord < 0) continue;
    const first = dayWord >= 0 ? dayWord : monthWord;
    return { from: placeStart(words, first), to: year + 1, dayWord, monthWord, yearWord, year };
  }
  return null;
}

/** "ngày", also with the first stroke of a handwritten day sticking to it: "ngàW/†", "ngày0)". */
function isDayWord(key: string): boolean {
  if (key.startsWith('ngay')) return key.length <= 7;
  return /^n[gq]a/.test(key) && key.length <= 6 ? true : keySimilarity(key, 'ngay') >= 0.7;
}

/** The place's words go back from "ngày" to the last wide gap, at most five, all of them letters. */
function placeStart(words: readonly Word[], before: number): number {
  let from = before;
  while (from > 0 && before - from < 6) {
    const word = words[from - 1]!;
    if (letterCount(word.text) === 0 || words[from]!.x0 - word.x1 > 2.2 * heightOf(rowOf(words))) break;
    from--;
  }
  return from;
}

/**
 * Whether a number was printed with its line, not written into a gap: read with confidence, of the height of the year's
 * digits, on its baseline, with gaps like the other gaps. Digits of a hand are bigger, sink or float, and stand loose.
 */
function printedWith(
  word: Word,
  before: Word,
  after: Word,
  year: Word,
  usualGap: number,
  least: number,
): boolean {
  if (!digits.test(word.text) || word.confidence < least) return false;
  const height = heightOf(year);
  if (height <= 0) return false;
  const ratio = heightOf(word) / height;
  if (ratio < 0.78 || ratio > 1.25) return false;
  if (Math.abs(word.y1 - year.y1) > 0.3 * height) return false;
  // A printed space is half as wide as a digit is high; forms leave one or two. A typewriter's is wider, but all alike.
  const gap = Math.max(1.2 * height, 1.5 * usualGap);
  return word.x0 - before.x1 < gap && after.x0 - word.x1 < gap;
}

export function readDateLine(
  sheet: Sheet,
  row: Row,
  profile: ExtractionProfile,
  inHead: boolean,
  place: { known: string | null },
): FieldProposal[] {
  const words = row.words;
  const anchors = dateAnchors(words);
  if (!anchors) return [];
  const out: FieldProposal[] = [];
  const yearText = words[anchors.year]!.text;
  const year = yearOf(/^n[aăâ]m(.{4})$/i.exec(yearText)?.[1] ?? yearText);
  const date = readDate(words, anchors, year!);
  const first = anchors.dayWord >= 0 ? anchors.dayWord : anchors.monthWord;
  const repaired = year !== yearText.replace(/[.,;:)]+$/, '').slice(-4);
  out.push({
    name: 'issuedDate',
    value: date.value,
    confidence: Math.min(0.97, date.confidence * (repaired ? 0.7 : 1) * (inHead ? 1 : 0.8)),
    box: placed(sheet, words.slice(first, anchors.to)),
    rule: inHead ? 'head.date-line' : 'end.date-line',
  });
  const placeWords = words.slice(anchors.from, first);
  const found = repairPlace(placeWords, profile, place.known);
  if (found)
    out.push({
      name: 'issuedPlace',
      value: found.value,
      confidence: found.confidence * (inHead ? 1 : 0.8),
      box: placed(sheet, placeWords),
      rule: inHead ? 'head.date-line' : 'end.date-line',
    });
  return out;
}

/** The usual gap of the line, those around day and month left out because they are in question. */
function gapOutsideNumbers(words: readonly Word[], at: DateAnchors): number {
  const gaps: number[] = [];
  for (let i = at.from + 1; i < at.to; i++) {
    const numbers = [at.dayWord + 1, at.monthWord + 1];
    if (numbers.includes(i) || numbers.includes(i - 1)) continue;
    gaps.push(words[i]!.x0 - words[i - 1]!.x1);
  }
  return gaps.sort((a, b) => a - b)[gaps.length >> 1] ?? 0;
}

function readDate(
  words: readonly Word[],
  at: DateAnchors,
  year: string,
): { value: string; confidence: number } {
  const yearWord = words[at.year]!;
  const yearOnly = { value: year, confidence: yearWord.confidence };
  if (at.monthWord < 0 || at.yearWord - at.monthWord !== 2) return yearOnly;
  const month = words[at.monthWord + 1]!;
  const gap = gapOutsideNumbers(words, at);
  // Forms are printed with the month more often than with the day, hence the lower bar.
  if (!printedWith(month, words[at.monthWord]!, words[at.yearWord]!, yearWord, gap, 0.6)) return yearOnly;
  if (Number(month.text) < 1 || Number(month.text) > 12) return yearOnly;
  const upToMonth = {
    value: `${year}-${month.text.padStart(2, '0')}`,
    confidence: Math.min(yearWord.confidence, 0.3 + 0.7 * month.confidence),
  };
  if (at.dayWord < 0 || at.monthWord - at.dayWord !== 2 || words[at.dayWord]!.key !== 'ngay')
    return upToMonth;
  const day = words[at.dayWord + 1]!;
  if (!printedWith(day, words[at.dayWord]!, words[at.monthWord]!, yearWord, gap, 0.85)) return upToMonth;
  const last = new Date(Date.UTC(Number(year), Number(month.text), 0)).getUTCDate();
  if (Number(day.text) < 1 || Number(day.text) > last) return upToMonth;
  return {
    value: `${upToMonth.value}-${day.text.padStart(2, '0')}`,
    confidence: Math.min(upToMonth.confidence, day.confidence),
  };
}

// Reads number and symbol from the line "Số: 15/QĐ-UBND" (State) or "Số 15-QĐ/TU" (Party).
// Must not guess a number: what may be handwritten is reported as a place without a value.
import type { FieldProposal } from '../../../shared/model/document.ts';
import type { Row, Sheet, Word } from './layout.ts';
import { heightOf, placed, placedArea } from './layout.ts';
import type { ExtractionProfile } from './profile.ts';
import type { RepairedSymbol } from './symbol.ts';
import { repairSymbol } from './symbol.ts';
import { keyDistance, keyOf, keySimilarity } from './text-match.ts';

interface NumberLine {
  readonly symbol: RepairedSymbol;
  /** Words that hold the symbol. */
  readonly symbolWords: readonly Word[];
  /** What stands between "Số" and the symbol. */
  readonly numberText: string;
  readonly numberWords: readonly Word[];
  /** Right end of the word "Số"; null when it was not read. */
  readonly afterLabel: number | null;
  readonly law: string;
}

/** "Số", "Số:", "Sô", "Sö:", "Sôi" (a colon read as i): the label, with what sticks to it. */
const label = /^[s5$][oô0ốồöóơ6][:;.,iíl!]?/iu;
/** Number and symbol glued or apart: capitals, digits and small letters of abbreviations around hyphens and slashes. */
const statePattern = /[/|]\s*((?:\d{4}\s*\/\s*)?[\p{L}\d]+(?:\s?[-–—][\p{L}\d.&]+)+)\s*$/u;
const partyPattern = /[-–—]\s*([\p{L}\d]{1,6}\s?\/\s?[\p{L}\d.\-–]+)\s*$/u;
/** Slash or hyphen lost before the type. */
const barePartyPattern = /(?:^|[\s:.\d])(\p{L}{1,5}\/\p{Lu}[\p{L}\d.\-–]+)\s*$/u;
const barePattern = /(?:^|[\s:])[Il1]?([\p{L}\d]{1,6}[-–—][\p{L}\d.&]{2,}(?:[-–—][\p{L}\d]+)*)\s*$/u;

export function looksLikeNumberRow(row: Row, profile: ExtractionProfile, strict: boolean): boolean {
  const first = row.words[0]!;
  const labelled = label.test(first.text) && first.key.length <= 12 && keyOf(first.text.slice(0, 2)) !== '';
  const line = splitNumberLine(row, profile);
  if (!line) return false;
  return strict ? labelled : labelled || line.symbol.confidence >= 0.6;
}

function splitNumberLine(row: Row, profile: ExtractionProfile): NumberLine | null {
  let text = '';
  const owner: Word[] = [];
  for (const word of row.words) {
    if (text !== '') {
      text += ' ';
      owner.push(word);
    }
    for (let i = 0; i < word.text.length; i++) owner.push(word);
    text += word.text;
  }
  const labelMatch = label.exec(text);
  const start = labelMatch ? labelMatch[0].length : 0;
  const rest = text.slice(start);
  let match: RegExpExecArray | null = null;
  for (const pattern of [partyPattern, statePattern, barePartyPattern, barePattern])
    match ??= pattern.exec(rest);
  if (!match) return null;
  const law = /^(\d{4})\s*\//.exec(match[1]!)?.[1] ?? '';
  const raw = law ? match[1]!.replace(/^\d{4}\s*\/\s*/, '') : match[1]!;
  const symbol = repairSymbol(raw, profile);
  if (!symbol) return null;
  const symbolEnd = start + match.index + match[0].trimEnd().length;
  const symbolStart = symbolEnd - raw.length;
  const numberEnd = start + match.index;
  const numberText = text.slice(start, numberEnd);
  const words = (from: number, to: number): Word[] => [
    ...new Set(owner.slice(Math.max(0, from), to).filter((_, i) => text[Math.max(0, from) + i] !== ' ')),
  ];
  const numberFrom = start + (numberText.length - numberText.trimStart().length);
  return {
    symbol,
    symbolWords: words(symbolStart, symbolEnd),
    numberText: numberText.trim(),
    numberWords: words(numberFrom, start + numberText.trimEnd().length),
    afterLabel: labelMatch ? endOfLabel(owner[0]!, labelMatch[0].length) : null,
    law,
  };
}

/** Subtle: handwriting sticks to the label ("Số:⁄‡6"), and its place begins inside the word. */
const endOfLabel = (word: Word, length: number): number =>
  word.x0 + (word.x1 - word.x0) * Math.min(1, length / word.text.length);

/** Number and symbol of a row that `looksLikeNumberRow`. `expected` are symbols the type line and the body speak for. */
export function readNumberLine(
  sheet: Sheet,
  row: Row,
  profile: ExtractionProfile,
  expected: readonly string[],
): FieldProposal[] {
  const line = splitNumberLine(row, profile);
  if (!line) return [];
  const out: FieldProposal[] = [];
  const side = line.symbol.value.includes('/') ? 'party' : 'state';
  const symbol = corroborate(line, expected);
  const printed = printedNumber(line);
  const left = line.afterLabel ?? line.symbolWords[0]!.x0 - 3 * sheet.wordHeight;
  const right = line.symbolWords[0]!.x0;
  out.push({
    name: 'codeNumber',
    value: printed?.value ?? '',
    confidence: printed?.confidence ?? 0,
    box:
      placed(sheet, line.numberWords.length > 0 && printed ? line.numberWords : []) ??
      placedArea(
        sheet,
        Math.min(left, right - sheet.wordHeight),
        row.y0,
        Math.max(right, left + sheet.wordHeight),
        row.y1,
      ),
    rule: printed ? `${side}.number-line` : `${side}.number-line.unread`,
  });
  out.push({
    name: 'codeNotation',
    value: symbol.value,
    confidence: symbol.confidence,
    box: placed(sheet, line.symbolWords),
    rule: `${side}.number-line`,
  });
  return out;
}

function corroborate(line: NumberLine, expected: readonly string[]): { value: string; confidence: number } {
  const read = Math.min(...line.symbolWords.map((w) => w.confidence));
  const readKey = keyOf(line.symbol.read);
  for (const wanted of expected) {
    const key = keyOf(wanted);
    if (keyOf(line.symbol.value) === key) return { value: wanted, confidence: Math.max(0.93, read) };
    // Recognition loses the small r of CTr and TTr, but does not add one.
    const adds = line.symbol.typeAbbreviation !== null && readKey.length > key.length;
    if (!adds && keyDistance(readKey, key) <= 1.5 && keySimilarity(readKey, key) > 0.75)
      return { value: wanted, confidence: 0.8 };
  }
  return {
    value: line.symbol.value,
    confidence: Math.min(0.95, line.symbol.confidence * (0.6 + 0.4 * read)),
  };
}

/**
 * The number when it was printed in one go with its line. In nearly all scans the number was written by hand into a gap, and
 * recognition happily reads digits there; so digits count only when glued to the symbol, or standing as tight and as high as it.
 */
function printedNumber(line: NumberLine): { value: string; confidence: number } | null {
  const found = /^(\d{1,5}[a-zA-Z]?)$/.exec(line.numberText);
  if (!found || line.numberWords.length !== 1) return null;
  const word = line.numberWords[0]!;
  const symbol = line.symbolWords[0]!;
  const value = line.law ? `${found[1]}/${line.law}` : found[1]!;
  const labelGap = line.afterLabel === null ? 0 : word.x0 - line.afterLabel;
  if (word === symbol) {
    // Printed numbers read at 0.84 and more on good pages; a handwritten 209 came as "203/UBND-VP" at 0.77.
    if (word.confidence < 0.82 || labelGap > 1.6 * heightOf(symbol)) return null;
    return { value, confidence: Math.min(0.95, word.confidence) };
  }
  const height = heightOf(symbol);
  const ratio = heightOf(word) / height;
  if (word.confidence < 0.9 || ratio < 0.75 || ratio > 1.15) return null;
  if (Math.abs(word.y1 - symbol.y1) > 0.2 * height) return null;
  if (symbol.x0 - word.x1 > 0.45 * height || labelGap > 0.9 * height) return null;
  return { value, confidence: Math.min(0.85, word.confidence) };
}

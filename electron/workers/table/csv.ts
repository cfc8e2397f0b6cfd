// Reads .csv and .tsv in the encodings and with the separators that are met.
// Must not undo TCVN3 or VNI: their bytes become Latin-1 letters, as a spreadsheet would have them.
import { parse } from 'csv-parse/sync';
import { countSyllables, detectEncoding } from '../../../shared/text/legacy/index.ts';
import { type Limits, tooLarge } from './limits.ts';
import { damaged } from './package.ts';
import { sheetBuilder } from './sheet-builder.ts';
import type { Sheet } from './table-tasks.ts';

/** Errors: TABLE_DAMAGED, TABLE_TOO_LARGE. */
export function readCsv(bytes: Uint8Array, file: string, limits: Limits): Sheet[] {
  let text = textOf(bytes);
  // Excel writes and reads this line; it is no data.
  const declared = /^sep=(.)\r?\n/i.exec(text);
  if (declared) text = text.slice(declared[0].length);
  const delimiter = declared?.[1] ?? guessSeparator(text);
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: 4 * 1024 * 1024,
      to: limits.rows + 1,
    }) as string[][];
  } catch (error) {
    throw damaged(file, error);
  }
  if (rows.length > limits.rows) throw tooLarge(file, 'rows', limits);
  const builder = sheetBuilder({ sheet: 'CSV', hidden: false, file }, limits, { cells: 0 });
  for (const [row, values] of rows.entries())
    for (const [column, value] of values.entries()) builder.put(row, column, { text: value });
  return [builder.done()];
}

/**
 * The file's text. Without a mark, bytes that are valid UTF-8 are UTF-8 (other encodings never are by chance once they hold
 * Vietnamese); else Windows-1258 if its words read as Vietnamese, else Windows-1252, which carries TCVN3 and VNI.
 */
export function textOf(bytes: Uint8Array): string {
  const decode = (encoding: string, fatal = false) => new TextDecoder(encoding, { fatal }).decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode('utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode('utf-16be');
  const wide = unmarkedUtf16(bytes.subarray(0, 4096));
  if (wide !== null) return decode(wide);
  try {
    return decode('utf-8', true);
  } catch {
    const sample = bytes.subarray(0, 200_000);
    const latin = new TextDecoder('windows-1252').decode(sample);
    const vietnamese = new TextDecoder('windows-1258').decode(sample).normalize('NFC');
    const as1258 = countSyllables(vietnamese, 'unicode');
    const legacy = detectEncoding([{ text: latin }]);
    const legacyShare =
      legacy.encoding === 'unicode' ? 0 : legacy.evidence.syllables[legacy.encoding] / legacy.evidence.words;
    const share = as1258.words === 0 ? 0 : as1258.syllables / as1258.words;
    return share >= 0.6 && share > legacyShare
      ? decode('windows-1258').normalize('NFC')
      : decode('windows-1252');
  }
}

/**
 * UTF-16 without a mark, or null: separators, digits and ASCII letters leave every second byte zero, and no text of another
 * encoding holds a zero.
 */
export function unmarkedUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2]!++;
  const [even, odd] = zeros as [number, number];
  let encoding: 'utf-16le' | 'utf-16be';
  if (odd > head.length / 8 && even < odd / 4) encoding = 'utf-16le';
  else if (even > head.length / 8 && odd < even / 4) encoding = 'utf-16be';
  else return null;
  // Pictures and programs hold zeros too.
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  return /[\u0000-\u0008\u000E-\u001F\uFFFD]/.test(text) ? null : encoding;
}

/** The separator that parts the first lines most evenly; quoted text does not count. */
export function guessSeparator(text: string): string {
  const lines = text
    .slice(0, 100_000)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 60);
  let best = { separator: ',', score: 0 };
  for (const separator of ['\t', ';', ',', '|']) {
    const counts = lines.map((line) => line.split(separator).length - 1);
    const tally = new Map<number, number>();
    for (const count of counts) if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1);
    // Commas of sentences vary from line to line; separators are as many in each.
    for (const [count, times] of tally) {
      const score = times * Math.min(count, 6);
      if (score > best.score) best = { separator, score };
    }
  }
  return best.separator;
}

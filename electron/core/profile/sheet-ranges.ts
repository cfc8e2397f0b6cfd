// Sheet numbers as they stand in a list of documents: `5`, `5-9`, `1-3, 7`, `12a` for a number given twice.
// Must not know files: check-file.ts asks whether ranges overlap or leave gaps.

/** From and to, both included. Units: sheet × 32 + place of the letter, so that 12 < 12a < 12b < 13. */
export interface SheetRange {
  readonly from: number;
  readonly to: number;
}

const LETTERS = 32;
const range = /^0*(\d{1,6})([a-zA-Z]?)(?:\s*[-–—]\s*0*(\d{1,6})([a-zA-Z]?))?$/;

/** Undefined when it cannot be read or runs backwards. */
export function parseSheets(text: string): SheetRange[] | undefined {
  const ranges: SheetRange[] = [];
  for (const piece of text.split(/[,;]/)) {
    const match = range.exec(piece.trim());
    if (!match) return undefined;
    const from = position(match[1]!, match[2]!);
    const to = match[3] === undefined ? from : position(match[3], match[4]!);
    if (from < LETTERS || to < from) return undefined;
    ranges.push({ from, to });
  }
  return ranges;
}

const position = (digits: string, letter: string): number =>
  Number(digits) * LETTERS + (letter === '' ? 0 : letter.toLowerCase().charCodeAt(0) - 96);

/** Number on the sheet, without its letter. */
export const sheetNumber = (at: number): number => Math.floor(at / LETTERS);

/** `12a` */
export function sheetName(at: number): string {
  const letter = at % LETTERS;
  return `${sheetNumber(at)}${letter === 0 ? '' : String.fromCharCode(96 + letter)}`;
}

// Turns the cells of a sheet into Unicode: fonts tell run by run, the sheet as a whole tells the rest.
// Must not trim or join cells; the text as the file has it is kept beside.

import {
  type DetectedEncoding,
  decodeRuns,
  detectEncoding,
  fontEncoding,
  type TextEncoding,
  type TextRun,
} from '../../../shared/text/legacy/index.ts';
import { cleanInput } from '../../../shared/text/nfc.ts';
import type { Cell, CellDate, MergedRange, Sheet } from '../../workers/table/table-tasks.ts';

export interface TextCell {
  /** Unicode, cleaned as typed input is. */
  readonly text: string;
  /** As the file had it, where that is something else. */
  readonly raw?: string;
  /** Reads as Vietnamese both as it stands and decoded; nothing told which is meant. */
  readonly doubtful?: true;
  readonly number?: number;
  readonly date?: CellDate;
}

export interface TextSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly (readonly TextCell[])[];
  readonly merged: readonly MergedRange[];
  /** What the text without telling fonts is written in. */
  readonly detected: DetectedEncoding;
  /** Cells that were not Unicode, by encoding. */
  readonly decodedCells: Readonly<Partial<Record<TextEncoding, number>>>;
}

const empty: TextCell = { text: '' };
/** Enough to tell an encoding; a sheet of 200,000 rows is not read twice. */
const sampleCells = 4_000;

/** @param encoding what a person chose for the file; without it the sheet tells */
export function decodeSheet(sheet: Sheet, encoding?: TextEncoding): TextSheet {
  const runs = sample(sheet);
  const detected = detectEncoding(runs);
  // Fonts speak for their own runs only: what the others are written in is asked of the others.
  const untold = runs.filter((run) => fontEncoding(run.font) === null);
  const fallback = encoding ?? detectEncoding(untold).encoding;
  const decodedCells: Partial<Record<TextEncoding, number>> = {};
  const decoded = new Map<string, { cell: TextCell; encodings: readonly TextEncoding[] }>();
  const rows = sheet.rows.map((cells) =>
    cells.map((cell) => {
      if (cell.text === '') return empty;
      const numeric = cell.number !== undefined || cell.date !== undefined;
      if (numeric) return { text: cell.text, number: cell.number, date: cell.date };
      const key = cell.runs ? JSON.stringify(cell.runs) : cell.text;
      let made = decoded.get(key);
      if (!made) {
        const { text, encodings, doubtful } = decodeRuns(runsOf(cell), fallback);
        const clean = cleanInput(text);
        made = {
          cell: {
            text: clean,
            ...(clean === cell.text ? {} : { raw: cell.text }),
            ...(doubtful ? { doubtful } : {}),
          },
          encodings,
        };
        decoded.set(key, made);
      }
      for (const one of made.encodings) decodedCells[one] = (decodedCells[one] ?? 0) + 1;
      return made.cell;
    }),
  );
  const { name, hidden, merged } = sheet;
  return { name, hidden, rows, merged, detected, decodedCells };
}

const runsOf = (cell: Cell): readonly TextRun[] => cell.runs ?? [{ text: cell.text }];

function sample(sheet: Sheet): TextRun[] {
  const step = Math.max(1, Math.floor(sheet.rows.length / 500));
  const runs: TextRun[] = [];
  for (let row = 0; row < sheet.rows.length && runs.length < sampleCells; row += step)
    for (const cell of sheet.rows[row]!)
      if (cell.text !== '' && cell.number === undefined && cell.date === undefined)
        runs.push(...runsOf(cell));
  return runs;
}

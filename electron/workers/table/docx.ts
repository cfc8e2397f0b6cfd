// Reads the tables of a .docx, with the paragraphs between them, as one sheet.
// Must not read headers, footers, comments or deleted text: they are not part of the list.
import { AppError } from '../../../shared/errors/app-error.ts';
import { fontEncoding } from '../../../shared/text/legacy/index.ts';
import type { Limits } from './limits.ts';
import { type OfficePackage, relationsOf } from './package.ts';
import { type SheetBuilder, sheetBuilder } from './sheet-builder.ts';
import type { Cell, CellRun, Sheet } from './table-tasks.ts';
import { fontNamed, readWordFonts, type WordFonts } from './word-fonts.ts';

/** Errors: TABLE_DAMAGED, TABLE_TOO_LARGE. */
export async function readDocx(pack: OfficePackage, file: string, limits: Limits): Promise<Sheet[]> {
  const root = await relationsOf(pack, '');
  const main =
    [...root.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'word/document.xml';
  const relations = await relationsOf(pack, main);
  const stylesPart = [...relations.values()].find(({ type }) => type === 'styles')?.target;
  const fonts = await readWordFonts(pack, stylesPart ?? '');
  const builder = sheetBuilder({ sheet: 'Word', hidden: false, file }, limits, { cells: 0 });
  if (!(await pack.parse(main, documentReader(fonts, builder))))
    throw new AppError('TABLE_DAMAGED', { path: file, detail: 'thiếu phần document.xml' });
  return [builder.done()];
}

/** Alternatives for old programs and deleted text say things twice; text boxes float over the page. */
const ignored = new Set(['Fallback', 'del', 'moveFrom', 'txbxContent', 'instrText', 'delText', 'pict']);

function documentReader(fonts: WordFonts, builder: SheetBuilder) {
  let row = 0;
  let column = 0;
  let span = 1;
  let vMerge: 'restart' | 'continue' | null = null;
  let tableDepth = 0;
  let ignoring = 0;
  let inText = false;
  let inRunProperties = false;
  let inParagraphProperties = false;
  let runs: CellRun[] = [];
  let paragraphStyle: string | undefined;
  let runStyle: string | undefined;
  let runFont: string | null = null;
  let openMerges = new Map<number, { r0: number; c1: number; last: number }>();

  const font = () => runFont ?? fonts.fontOf(runStyle, paragraphStyle);
  const add = (text: string) => {
    if (text === '' || ignoring > 0) return;
    const last = runs.at(-1);
    const name = font();
    if (last && last.font === name) runs[runs.length - 1] = { text: last.text + text, font: name };
    else runs.push({ text, font: name });
  };
  const closeMerges = (before: number) => {
    for (const [c0, { r0, c1, last }] of openMerges) {
      if (last >= before) continue;
      if (last > r0) builder.merge({ r0, c0, r1: last, c1 });
      openMerges.delete(c0);
    }
  };
  const endCell = () => {
    const cell = cellOf(runs);
    runs = [];
    if (vMerge !== 'continue') {
      builder.put(row, column, cell);
      if (vMerge === 'restart') openMerges.set(column, { r0: row, c1: column + span - 1, last: row });
      else if (span > 1) builder.merge({ r0: row, c0: column, r1: row, c1: column + span - 1 });
    } else {
      const open = openMerges.get(column);
      if (open) open.last = row;
    }
    column += span;
  };

  return {
    open(element: string, attributes: Readonly<Record<string, string>>) {
      if (ignored.has(element)) ignoring++;
      if (ignoring > 0) return;
      const value = attributes.val;
      switch (element) {
        case 'tbl':
          tableDepth++;
          if (tableDepth === 1) openMerges = new Map();
          break;
        case 'tr':
          if (tableDepth === 1) column = 0;
          break;
        case 'gridBefore':
          if (tableDepth === 1) column += Number(value ?? 0);
          break;
        case 'tc':
          if (tableDepth !== 1) break;
          span = 1;
          vMerge = null;
          runs = [];
          break;
        case 'gridSpan':
          if (tableDepth === 1) span = Math.max(1, Math.min(200, Number(value) || 1));
          break;
        case 'vMerge':
          if (tableDepth === 1) vMerge = value === 'restart' ? 'restart' : 'continue';
          break;
        case 'p':
          paragraphStyle = undefined;
          runStyle = undefined;
          runFont = null;
          if (tableDepth === 0) runs = [];
          else if (runs.length > 0) add('\n');
          break;
        case 'pPr':
          inParagraphProperties = true;
          break;
        case 'pStyle':
          paragraphStyle = value;
          break;
        case 'r':
          runStyle = undefined;
          runFont = null;
          break;
        case 'rPr':
          inRunProperties = !inParagraphProperties;
          break;
        case 'rStyle':
          if (inRunProperties) runStyle = value;
          break;
        case 'rFonts':
          if (inRunProperties) runFont = fontNamed(attributes);
          break;
        case 't':
          inText = true;
          break;
        case 'tab':
          if (!inParagraphProperties) add('\t');
          break;
        case 'br':
        case 'cr':
          add('\n');
          break;
        case 'noBreakHyphen':
          add('-');
          break;
        case 'softHyphen':
          // Word may keep the TCVN3 letter ư so; in other fonts it is a place to break the word.
          if (fontEncoding(font())?.encoding === 'tcvn3') add('\u00AD');
          break;
        case 'sym':
          add(String.fromCharCode(Number.parseInt(attributes.char ?? '20', 16)));
      }
    },
    text(text: string) {
      if (inText) add(text);
    },
    close(element: string) {
      if (ignored.has(element)) ignoring--;
      if (ignoring > 0) return;
      if (element === 't') inText = false;
      else if (element === 'rPr') inRunProperties = false;
      else if (element === 'pPr') inParagraphProperties = false;
      else if (element === 'tc' && tableDepth === 1) endCell();
      else if (element === 'tr' && tableDepth === 1) {
        closeMerges(row);
        row++;
      } else if (element === 'tbl') {
        tableDepth--;
        if (tableDepth === 0) closeMerges(Number.POSITIVE_INFINITY);
        runs = tableDepth === 0 ? [] : runs;
      } else if (element === 'p' && tableDepth === 0) {
        builder.put(row, 0, cellOf(runs));
        row++;
        runs = [];
      }
    },
  };
}

function cellOf(runs: readonly CellRun[]): Cell {
  const text = runs.map((run) => run.text).join('');
  if (text.trim() === '') return { text: '' };
  return runs.some((run) => run.font !== null) ? { text, runs } : { text };
}

// Reads .xlsx: sheets, shared strings with their runs and fonts, dates by number format, merged cells.
// Must not use SheetJS here: it drops the fonts, and only they tell TCVN3 (.VnTime) from VNI and Unicode.
import { AppError } from '../../../shared/errors/app-error.ts';
import { builtinDateFormats, numberCell } from './cell-value.ts';
import { type Limits, tooLarge } from './limits.ts';
import { type OfficePackage, relationsOf } from './package.ts';
import { type CellBudget, type SheetBuilder, sheetBuilder } from './sheet-builder.ts';
import type { Cell, CellRun, Sheet } from './table-tasks.ts';

interface Style {
  readonly font: string | null;
  /** Null = General. */
  readonly format: string | null;
}

/** A shared string: its runs; font undefined where the cell's own font counts. */
type SharedString = readonly { readonly text: string; readonly font?: string }[];

interface Book {
  readonly sheets: readonly { name: string; part: string; hidden: boolean }[];
  readonly is1904: boolean;
  readonly styles: readonly Style[];
  readonly strings: readonly SharedString[];
}

/** Errors: TABLE_DAMAGED, TABLE_TOO_LARGE. */
export async function readXlsx(pack: OfficePackage, file: string, limits: Limits): Promise<Sheet[]> {
  const book = await readBook(pack, file, limits);
  const budget: CellBudget = { cells: 0 };
  const sheets: Sheet[] = [];
  for (const { name, part, hidden } of book.sheets) {
    const builder = sheetBuilder({ sheet: name, hidden, file }, limits, budget);
    if (!(await readSheet(pack, part, book, builder)))
      throw new AppError('TABLE_DAMAGED', { path: file, detail: `thiếu trang tính “${name}”` });
    sheets.push(builder.done());
  }
  return sheets;
}

async function readBook(pack: OfficePackage, file: string, limits: Limits): Promise<Book> {
  const root = await relationsOf(pack, '');
  const main = [...root.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const relations = await relationsOf(pack, main);
  const sheets: { name: string; part: string; hidden: boolean }[] = [];
  let is1904 = false;
  const found = await pack.parse(main, {
    open(element, attributes) {
      if (element === 'workbookPr') is1904 = /^(1|true|on)$/.test(attributes.date1904 ?? '');
      if (element !== 'sheet') return;
      const relation = relations.get(attributes['r:id'] ?? attributes.id ?? '');
      // Chart and macro sheets have no cells.
      if (relation?.type !== 'worksheet') return;
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      sheets.push({ name: attributes.name ?? '', part: relation.target, hidden });
    },
  });
  if (!found) throw new AppError('TABLE_DAMAGED', { path: file, detail: 'thiếu phần workbook.xml' });
  const partOf = (type: string) => [...relations.values()].find((one) => one.type === type)?.target ?? '';
  return {
    sheets,
    is1904,
    styles: await readStyles(pack, partOf('styles')),
    strings: await readStrings(pack, partOf('sharedStrings'), file, limits),
  };
}

async function readStyles(pack: OfficePackage, part: string): Promise<Style[]> {
  const fonts: (string | null)[] = [];
  const formats = new Map<number, string>();
  const styles: Style[] = [];
  const inside: string[] = [];
  await pack.parse(part, {
    open(element, attributes) {
      const parent = inside.at(-1);
      inside.push(element);
      if (element === 'font' && parent === 'fonts') fonts.push(null);
      else if (element === 'name' && parent === 'font' && inside.at(-3) === 'fonts')
        fonts[fonts.length - 1] = attributes.val ?? null;
      else if (element === 'numFmt' && parent === 'numFmts')
        formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (element === 'xf' && parent === 'cellXfs') {
        const id = Number(attributes.numFmtId ?? 0);
        styles.push({
          font: fonts[Number(attributes.fontId ?? 0)] ?? null,
          format: id === 0 ? null : (formats.get(id) ?? builtinDateFormats[id] ?? null),
        });
      }
    },
    close: () => void inside.pop(),
  });
  return styles;
}

/** Takes the elements of a rich text (`si`, `is`) and gives its runs. Phonetic hints are not part of the text. */
function richText(): {
  open(element: string, attributes: Readonly<Record<string, string>>): void;
  close(element: string): void;
  text(text: string): void;
  take(): SharedString;
} {
  let runs: { text: string; font?: string }[] = [];
  let font: string | undefined;
  let inText = false;
  let phonetic = false;
  return {
    open(element, attributes) {
      if (element === 'rPh') phonetic = true;
      else if (element === 'r') font = undefined;
      else if (element === 'rFont') font = attributes.val;
      else if (element === 't' && !phonetic) {
        inText = true;
        runs.push(font === undefined ? { text: '' } : { text: '', font });
      }
    },
    close(element) {
      if (element === 'rPh') phonetic = false;
      else if (element === 't') inText = false;
      else if (element === 'r') font = undefined;
    },
    text(text) {
      if (inText) runs.at(-1)!.text += text;
    },
    take() {
      const taken = runs.map((run) => ({ ...run, text: unescapeText(run.text) }));
      runs = [];
      return taken;
    },
  };
}

/** Office writes characters XML cannot hold as `_x000D_`, and a literal underscore before such as `_x005F_`. */
const unescapeText = (text: string) =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

async function readStrings(
  pack: OfficePackage,
  part: string,
  file: string,
  limits: Limits,
): Promise<SharedString[]> {
  const strings: SharedString[] = [];
  const rich = richText();
  await pack.parse(part, {
    open: rich.open,
    text: rich.text,
    close(element) {
      rich.close(element);
      if (element !== 'si') return;
      if (strings.length >= limits.cells) throw tooLarge(file, 'cells', limits);
      strings.push(rich.take());
    },
  });
  return strings;
}

async function readSheet(
  pack: OfficePackage,
  part: string,
  book: Book,
  builder: SheetBuilder,
): Promise<boolean> {
  let row = -1;
  let column = -1;
  let type = 'n';
  let style: Style | undefined;
  let value = '';
  let inValue = false;
  let inline: ReturnType<typeof richText> | null = null;
  let inlineText: SharedString = [];
  return pack.parse(part, {
    open(element, attributes) {
      if (element === 'c') {
        const place = cellPlace(attributes.r);
        // Some writers leave the references out: cells then follow each other.
        column = place?.column ?? column + 1;
        if (place) row = place.row;
        type = attributes.t ?? 'n';
        style = book.styles[Number(attributes.s ?? 0)];
        value = '';
        inlineText = [];
      } else if (element === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r) - 1;
        column = -1;
      } else if (element === 'v') inValue = true;
      else if (element === 'is') inline = richText();
      else if (inline) inline.open(element, attributes);
      else if (element === 'mergeCell') {
        const [from, to] = (attributes.ref ?? '').split(':').map(cellPlace);
        if (from && to) builder.merge({ r0: from.row, c0: from.column, r1: to.row, c1: to.column });
      }
    },
    text(text) {
      if (inValue) value += text;
      else inline?.text(text);
    },
    close(element) {
      if (element === 'v') inValue = false;
      else if (element === 'is') {
        inlineText = inline?.take() ?? [];
        inline = null;
      } else if (inline) inline.close(element);
      else if (element === 'c') {
        const cell = cellOf(type, value, inlineText, style, book);
        if (cell) builder.put(row, column, cell);
      }
    },
  });
}

function cellOf(
  type: string,
  value: string,
  inline: SharedString,
  style: Style | undefined,
  book: Book,
): Cell | null {
  const font = style?.font ?? null;
  switch (type) {
    case 's':
      return value === '' ? null : textCell(book.strings[Number(value)] ?? [], font);
    case 'inlineStr':
      return textCell(inline, font);
    case 'str':
      return textCell([{ text: unescapeText(value) }], font);
    case 'b':
      return { text: value === '1' ? 'TRUE' : 'FALSE' };
    case 'e':
      // What Excel shows; the row reader says that it is no value.
      return { text: value };
    case 'd': {
      const serial = (Date.parse(`${value.slice(0, 10)}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
      return Number.isFinite(serial)
        ? numberCell(serial, style?.format ?? 'dd/mm/yyyy', false)
        : { text: value };
    }
    default: {
      const number = Number(value);
      if (value.trim() === '') return null;
      return Number.isFinite(number)
        ? numberCell(number, style?.format ?? null, book.is1904)
        : { text: value };
    }
  }
}

function textCell(string: SharedString, cellFont: string | null): Cell {
  const runs: CellRun[] = [];
  for (const { text, font = cellFont } of string) {
    const last = runs.at(-1);
    if (last && last.font === font) runs[runs.length - 1] = { text: last.text + text, font };
    else if (text !== '') runs.push({ text, font });
  }
  const text = runs.map((run) => run.text).join('');
  return runs.some((run) => run.font !== null) ? { text, runs } : { text };
}

function cellPlace(reference: string | undefined): { row: number; column: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference ?? '');
  if (!match) return null;
  let column = 0;
  for (const letter of match[1]!) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(match[2]) - 1, column: column - 1 };
}

// Puts side-by-side parts of a page in reading order: the head (issuing body | national title) and the foot
// (recipients | signature) of an administrative document stand in two columns, the left one is read first.
// Must not move anything where no white corridor separates two columns.
import { boundsOf as bounds, type RawLine, type RawWord } from './engine.ts';
import type { CoreBox } from './tesseract-core.ts';

/** A line of the engine, or a part of it cut off at a wide gap; `origin` is the line's place in the list. */
interface Piece extends RawLine {
  readonly origin: number;
}

/** Pieces of text at about one height, left to right; the engine often takes both columns as one line. */
interface Row {
  readonly pieces: readonly Piece[];
  readonly top: number;
  readonly bottom: number;
}

interface Corridor {
  readonly from: number;
  readonly until: number;
}

/** A corridor is at least this wide, in line heights; long names of bodies come as close as this. */
const leastCorridor = 0.6;
/** Below the first row (the long names) it is wider; a title of typewritten words has gaps nearly as wide. */
const leastLaterGap = 1.5;
/** In one row at least it is this wide: rivers in justified text are not. */
const leastWidestGap = 2.2;
/** Columns begin in this part of the page, or hold the recipients ("Nơi nhận") of a document's foot. */
const headShare = 0.2;
/** More rows with text on both sides are a table, which is read row by row. */
const mostHeadRows = 7;
/** Where a corridor may run, as share of the text's width: list numbers and margins are not columns. */
const corridorRange = [0.22, 0.72] as const;
/** So many rows beginning with a dash on the left are a list of recipients. */
const leastListed = 3;
/** "Nơi nhận" as the engine reads it when the marks or the italics went wrong. */
const recipients = /^\W*n\S{1,2}\s*nh\S{1,2}n\b/iu;
/** "Kính gửi" opens the letter; it never belongs to the head above it. */
const salutation = /^k\S{1,2}nh\s+g\S/iu;
/** A row farther down than this, in line heights, does not belong to the columns above it. */
const widestRowGap = 4.5;

/** The lines in reading order, with blocks numbered anew: each column is a block of its own. */
export function inReadingOrder(lines: readonly RawLine[], pageHeightPx: number): RawLine[] {
  if (lines.length === 0) return [];
  const height = median(lines.map((line) => wordHeight(line)));
  const text = bounds(lines);
  const rows = intoRows(lines, height);
  const out: RawLine[] = [];
  let block = -1;
  let paragraph = -1;
  // Orders one group as the engine had it (by its block and paragraph), under numbers of its own.
  const put = (group: readonly RawLine[], newBlock: boolean): void => {
    let previous: RawLine | undefined;
    for (const line of group) {
      if (newBlock ? previous === undefined : previous?.block !== line.block) block++;
      if (previous === undefined || previous.block !== line.block || previous.paragraph !== line.paragraph)
        paragraph++;
      const { words, box, baseline } = line;
      out.push({ words, box, baseline, block, paragraph });
      previous = line;
    }
  };
  let single: Piece[] = [];
  for (let at = 0; at < rows.length; ) {
    const end = columnsEnd(rows, at, height, text, pageHeightPx);
    if (end === undefined) {
      single.push(...rows[at]!.pieces);
      at++;
      continue;
    }
    put(joined(single), false);
    single = [];
    const columns = rows.slice(at, end.row).map((row) => sides(row, end.corridor));
    put(joined(downwards(columns.map(({ left }) => left))), true);
    put(joined(downwards(columns.map(({ right }) => right))), true);
    at = end.row;
  }
  put(joined(single), false);
  return out;
}

/** Where the two columns that begin with row `start` end, or undefined when none begin there. */
function columnsEnd(
  rows: readonly Row[],
  start: number,
  height: number,
  text: CoreBox,
  pageHeightPx: number,
): { row: number; corridor: Corridor } | undefined {
  if (rows[start]!.pieces.length < 2) return undefined;
  const isHead = rows[start]!.top < headShare * pageHeightPx;
  const width = text.x1 - text.x0;
  let corridor: Corridor = {
    from: text.x0 + corridorRange[0] * width,
    until: text.x0 + corridorRange[1] * width,
  };
  let lastWithBoth = start - 1;
  let withBoth = 0;
  let firstGap = 0;
  let widestGap = 0;
  let end = start;
  for (; end < rows.length; end++) {
    const row = rows[end]!;
    if (end > start && row.top - rows[end - 1]!.bottom > widestRowGap * height) break;
    const narrowed = narrowedBy(corridor, row, height);
    if (narrowed === undefined) break;
    corridor = narrowed;
    const { left, right } = sides(row, corridor);
    if (left.length === 0 || right.length === 0) continue;
    const gap = bounds(right).x0 - bounds(left).x1;
    if (end === start) firstGap = gap;
    else if (gap < leastLaterGap * height) break;
    widestGap = Math.max(widestGap, gap);
    lastWithBoth = end;
    withBoth++;
  }
  if (withBoth === 0 || widestGap < leastWidestGap * height) return undefined;
  const within = rows.slice(start, end).map((row) => sides(row, corridor));
  const leftRows = within.filter(({ left }) => left.length > 0);
  const rightRows = within.filter(({ right }) => right.length > 0);
  // One row with a wide gap is a line with a tab in it, not two columns.
  if (leftRows.length < 2 || rightRows.length < (withBoth === 1 ? 1 : 2)) return undefined;
  const listed = leftRows.filter(({ left }) => /^[-–—]/u.test(textOf(left[0]!))).length;
  const isFoot = listed >= leastListed || leftRows.some(({ left }) => recipients.test(textOf(left[0]!)));
  // A foot begins with "Nơi nhận" and the signer's position far apart, not with the last line of the text.
  const fits = isFoot ? firstGap >= leastWidestGap * height : isHead && withBoth <= mostHeadRows;
  if (!fits) return undefined;
  return { row: withOneSidedRows(rows, start, lastWithBoth + 1, corridor, height, text), corridor };
}

/** One-sided rows below belong to a column when they stand as it stands: under its left edge or its middle. */
function withOneSidedRows(
  rows: readonly Row[],
  start: number,
  firstBelow: number,
  corridor: Corridor,
  height: number,
  text: CoreBox,
): number {
  const columns = rows.slice(start, firstBelow).map((row) => sides(row, corridor));
  const leftColumn = bounds(columns.flatMap(({ left }) => left));
  const rightColumn = bounds(columns.flatMap(({ right }) => right));
  let end = firstBelow;
  for (; end < rows.length; end++) {
    const row = rows[end]!;
    if (row.top - rows[end - 1]!.bottom > widestRowGap * height) break;
    if (narrowedBy(corridor, row, height) === undefined) break;
    const { left } = sides(row, corridor);
    const box = bounds(row.pieces);
    const column = left.length > 0 ? leftColumn : rightColumn;
    const off = Math.min(Math.abs(middleOf(box) - middleOf(column)), Math.abs(box.x0 - column.x0));
    if (salutation.test(textOf(row.pieces[0]!))) break;
    if (off > 2 * height || Math.abs(middleOf(box) - middleOf(text)) < off) break;
  }
  return end;
}

function sides(row: Row, corridor: Corridor): { left: Piece[]; right: Piece[] } {
  const middle = (corridor.from + corridor.until) / 2;
  return {
    left: row.pieces.filter((piece) => middleOf(piece.box) < middle),
    right: row.pieces.filter((piece) => middleOf(piece.box) >= middle),
  };
}

/** What stays white of the corridor beside this row; undefined when the row stands across it. */
function narrowedBy(corridor: Corridor, row: Row, height: number): Corridor | undefined {
  let best: Corridor | undefined;
  for (let i = 0; i <= row.pieces.length; i++) {
    const from = Math.max(corridor.from, row.pieces[i - 1]?.box.x1 ?? corridor.from);
    const until = Math.min(corridor.until, row.pieces[i]?.box.x0 ?? corridor.until);
    if (until - from < leastCorridor * height) continue;
    if (best === undefined || until - from > best.until - best.from) best = { from, until };
  }
  return best;
}

/** Cuts the lines at wide gaps and gathers what stands at one height, keeping the engine's order from row to row. */
function intoRows(lines: readonly RawLine[], height: number): Row[] {
  const pieces = lines.flatMap((line, origin) => cutAtGaps(line, origin, height));
  const rows: { pieces: Piece[]; top: number; bottom: number }[] = [];
  for (const piece of pieces) {
    const { y0, y1 } = piece.box;
    const home = rows.find((row) => {
      const shared = Math.min(row.bottom, y1) - Math.max(row.top, y0);
      if (shared < 0.5 * Math.min(row.bottom - row.top, y1 - y0)) return false;
      // Not beside but over each other: two lines of a tight paragraph.
      return row.pieces.every((other) => other.box.x1 <= piece.box.x0 || other.box.x0 >= piece.box.x1);
    });
    if (home === undefined) rows.push({ pieces: [piece], top: y0, bottom: y1 });
    else {
      home.pieces.push(piece);
      home.top = Math.min(home.top, y0);
      home.bottom = Math.max(home.bottom, y1);
    }
  }
  for (const row of rows) row.pieces.sort((a, b) => a.box.x0 - b.box.x0);
  return rows.sort((a, b) => a.top + a.bottom - (b.top + b.bottom));
}

function cutAtGaps(line: RawLine, origin: number, height: number): Piece[] {
  const groups: RawWord[][] = [];
  let previous: RawWord | undefined;
  for (const word of line.words) {
    const gap = previous === undefined ? 0 : word.box.x0 - previous.box.x1;
    if (previous === undefined || gap > leastCorridor * height) groups.push([word]);
    else groups.at(-1)!.push(word);
    previous = word;
  }
  if (groups.length === 1) return [{ ...line, origin, box: bounds(line.words) }];
  return groups.map((words) => {
    const box = bounds(words);
    return { ...line, origin, words, box, baseline: baselineBetween(line.baseline, words) };
  });
}

/** One column's pieces by their own height: on a slanted page the other column would shift the row. */
function downwards(rows: readonly (readonly Piece[])[]): Piece[] {
  const height = (row: readonly Piece[]): number => bounds(row).y0 + bounds(row).y1;
  return rows
    .filter((row) => row.length > 0)
    .sort((a, b) => height(a) - height(b))
    .flat();
}

/** Pieces of one line that stayed on one side are one line again, where its first piece stands. */
function joined(pieces: readonly Piece[]): Piece[] {
  const out = new Map<number, Piece>();
  for (const piece of pieces) {
    const before = out.get(piece.origin);
    if (before === undefined) out.set(piece.origin, piece);
    else {
      const words = [...before.words, ...piece.words].sort((a, b) => a.box.x0 - b.box.x0);
      const baseline =
        before.box.x0 <= piece.box.x0
          ? spanning(before.baseline, piece.baseline)
          : spanning(piece.baseline, before.baseline);
      out.set(piece.origin, { ...before, words, box: bounds(words), baseline });
    }
  }
  return [...out.values()];
}

function spanning(a: CoreBox, b: CoreBox): CoreBox {
  return { x0: a.x0, y0: a.y0, x1: b.x1, y1: b.y1 };
}

/** The part of a baseline over these words. A line the engine joined over two columns may fit neither of them. */
function baselineBetween(baseline: CoreBox, words: readonly RawWord[]): CoreBox {
  const { x0, x1, y0, y1 } = bounds(words);
  const slope = baseline.x1 === baseline.x0 ? 0 : (baseline.y1 - baseline.y0) / (baseline.x1 - baseline.x0);
  const at = (x: number): number => baseline.y0 + (x - baseline.x0) * slope;
  const middle = at((x0 + x1) / 2);
  const foot = median(words.map((word) => word.box.y1));
  if (middle > (y0 + y1) / 2 && middle < y1 + 2) return { x0, y0: at(x0), x1, y1: at(x1) };
  return { x0, y0: foot, x1, y1: foot };
}

function textOf(line: RawLine): string {
  return line.words.map((word) => word.text).join(' ');
}

function wordHeight(line: RawLine): number {
  return median(line.words.map((word) => word.box.y1 - word.box.y0));
}

function middleOf(box: CoreBox): number {
  return (box.x0 + box.x1) / 2;
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

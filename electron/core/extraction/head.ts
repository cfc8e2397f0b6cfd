// Finds the two-column head of a document: its kind, where the columns part, the rows of each, and the rows that matter in them.
// Must not read values out of the rows; organ.ts, number-line.ts and date-line.ts do.

import { dateAnchors } from './date-line.ts';
import type { Row, Sheet } from './layout.ts';
import { findPhrase, mergeRows, middle, midHeight, rowOf } from './layout.ts';
import { looksLikeNumberRow } from './number-line.ts';
import type { ExtractionProfile } from './profile.ts';
import { capitalShare, keyOf } from './text-match.ts';
import type { TypeRow } from './type-and-subject.ts';
import { findTypeRow } from './type-and-subject.ts';

export interface Head {
  readonly sheet: Sheet;
  /** Which national or Party title was found; null when neither. */
  readonly kind: 'state' | 'party' | null;
  /** Words left of this belong to the body's column. 0 when the head has one column only. */
  readonly splitX: number;
  /** Rows of the left column above the number, top to bottom. */
  readonly bodyRows: readonly Row[];
  readonly numberRow: Row | null;
  readonly dateRow: Row | null;
  readonly typeRow: TypeRow | null;
  /** Rows of the left column below the number, down to the middle of the page. */
  readonly underNumber: readonly Row[];
  /** How much speaks for this page being the first of a document. */
  readonly evidence: number;
}

const titleSimilarity = 0.7;

/** Share of the page height the head may take; the type line stands above this. */
const headShare = 0.45;
/** How far under the title the number may stand, in page widths (34 mm on A4). */
const numberReach = 0.16;

export function findHead(sheet: Sheet, profile: ExtractionProfile): Head {
  const zone = headShare * sheet.height;
  const rows = sheet.rows.filter((r) => midHeight(r) < zone);
  const state = bestTitle(rows, profile, 'state-title');
  // Subtle: the State title ends in words that resemble the Party's; the better of the two wins.
  const party = bestTitle(rows, profile, 'party-title');
  const partyWins = party !== null && (state === null || party.similarity > state.similarity + 0.1);
  const kind = partyWins ? 'party' : state ? 'state' : null;
  const title = partyWins ? party : state;

  const typeRow = findTypeRow(sheet, profile, title ? title.y1 : 0);
  const limit = typeRow ? typeRow.row.y0 : zone;
  const oneColumn = title !== null && title.x0 < 0.36;
  const dateAt = findDateRow(sheet, 0, limit);
  const starts = [...(title ? [title.leftmost] : []), ...(dateAt ? [dateAt.x0] : [])];
  const splitX = oneColumn ? 0 : starts.length > 0 ? Math.max(0.3, Math.min(...starts) - 0.004) : 0.47;

  const columns = title !== null || dateAt !== null;
  const leftRows = columnRows(sheet, splitX, zone, columns);
  const above = leftRows.filter((r) => midHeight(r) < limit);
  // The number stands one or two lines under the body; "số 15/…" further down is text.
  const reach = title ? title.y1 + numberReach : limit;
  const numberRow =
    above.find((r) => midHeight(r) < reach && looksLikeNumberRow(r, profile, true)) ??
    above.find((r) => midHeight(r) < reach && looksLikeNumberRow(r, profile, false)) ??
    null;
  const bodyEnd = numberRow ? numberRow.y0 : dateAt ? dateAt.y0 : limit;
  const bodyStart = title && !oneColumn ? title.y0 - 2.5 * sheet.wordHeight : 0;
  const hasHead = title !== null || numberRow !== null || dateAt !== null;
  return {
    sheet,
    kind,
    splitX,
    bodyRows: hasHead ? above.filter((r) => midHeight(r) < bodyEnd && midHeight(r) > bodyStart) : [],
    numberRow,
    dateRow: dateAt,
    typeRow,
    underNumber: numberRow ? leftRows.filter((r) => midHeight(r) > numberRow.y1) : [],
    evidence: (title ? 2 : 0) + (numberRow ? 1 : 0) + (dateAt ? 1 : 0) + (typeRow ? 1 : 0),
  };
}

interface Title extends Row {
  readonly similarity: number;
  /** Left end of all lines of the title, the motto under it included. */
  readonly leftmost: number;
}

/** The national or Party title (in capitals) or the motto, whichever was read best; null when none was read. */
function bestTitle(
  rows: readonly Row[],
  profile: ExtractionProfile,
  kind: 'state-title' | 'party-title',
): Title | null {
  let best: Title | null = null;
  let leftmost = 1;
  for (const mark of profile.marks.filter((m) => m.kind === kind)) {
    const capitals = !mark.text.includes(' - ');
    // The motto only stands in for a title that was not read.
    if (!capitals && best) continue;
    for (const row of rows) {
      if (capitals && capitalShare(row.text) < 0.15) continue;
      const found = findPhrase(row, keyOf(mark.text), titleSimilarity);
      if (!found) continue;
      const title = rowOf(found.words);
      // In running text the same words are small.
      if (capitals && capitalShare(title.text) < 0.7) continue;
      leftmost = Math.min(leftmost, title.x0);
      if (!best || found.similarity > best.similarity)
        best = { ...title, similarity: found.similarity, leftmost };
    }
  }
  return best && { ...best, leftmost };
}

/**
 * The row "Quảng Ngãi, ngày … tháng … năm …" in the right half of a page. Running text that names a date does not count:
 * the line must stand by itself, with nothing of its own size close before the place and nothing after the year.
 */
export function findDateRow(sheet: Sheet, from: number, to: number): Row | null {
  for (const row of mergeRows(sheet.rows.filter((r) => midHeight(r) > from && midHeight(r) < to))) {
    const anchors = dateAnchors(row.words);
    if (!anchors) continue;
    const date = rowOf(row.words.slice(anchors.from, anchors.to));
    if (middle(date) <= 0.5 || date.x0 <= 0.36) continue;
    const before = row.words[anchors.from - 1];
    const after = row.words.slice(anchors.to).filter((w) => w.key.length > 1 && w.confidence > 0.6);
    const loose = !before || date.x0 - before.x1 > 1.5 * sheet.wordHeight || before.key === '';
    if (loose && after.length < 2) return date;
  }
  return null;
}

/**
 * The rows of the left column; pieces of different lines at one height are joined. Where no title or date proves that there
 * are columns, a line that crosses the middle is text and has no left part.
 */
function columnRows(sheet: Sheet, splitX: number, zone: number, columns: boolean): Row[] {
  const pieces: Row[] = [];
  for (const row of sheet.rows) {
    if (midHeight(row) > zone || (!columns && row.x1 > splitX + 0.03)) continue;
    const words = row.words.filter((w) => middle(w) < splitX);
    if (words.length > 0) pieces.push(rowOf(words));
  }
  return mergeRows(pieces);
}

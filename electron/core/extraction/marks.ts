// Reads secrecy and urgency stamps: isolated capitals in the upper left of the first page.
// Must not read them out of running text ("bảo mật", "khẩn trương").
import type { FieldProposal } from '../../../shared/model/document.ts';
import type { PageLine } from '../../../shared/model/page-text.ts';
import type { Row, Sheet } from './layout.ts';
import { heightOf, meanConfidence, middle, midHeight, placed } from './layout.ts';
import type { ExtractionProfile } from './profile.ts';
import { capitalShare, keyOf, nearest } from './text-match.ts';

/**
 * Marks among the lines stamped in red. Such a line is no running text, so one letter may be off even in a short word:
 * a mark of secrecy that is missed does more harm than one that is looked at in vain.
 */
export function readStampedMarks(
  stamps: readonly PageLine[],
  page: number,
  profile: ExtractionProfile,
): FieldProposal[] {
  const out: FieldProposal[] = [];
  for (const kind of ['secrecy', 'urgency'] as const) {
    const known = profile.marks.filter((m) => m.kind === kind).map((m) => [keyOf(m.text), m.text] as const);
    let best: FieldProposal | null = null;
    for (const line of stamps) {
      const text = line.words.map((w) => w.text).join(' ');
      if (line.words.length > 3 || capitalShare(text) < 0.99) continue;
      const key = keyOf(text);
      const match = nearest(known, key, key.length < 6 ? 0.66 : 0.8);
      if (!match) continue;
      const certainty = line.words.reduce((sum, w) => sum + w.confidence, 0) / line.words.length;
      const confidence = Math.min(0.95, 0.5 + 0.45 * certainty) * (match.similarity === 1 ? 1 : 0.75);
      if (!best || confidence > best.confidence)
        best = {
          name: kind,
          value: match.item,
          confidence,
          box: { page, ...line.box },
          rule: `stamp.red.${kind}`,
        };
    }
    if (best) out.push(best);
  }
  return out;
}

export function readMarks(sheet: Sheet, profile: ExtractionProfile): FieldProposal[] {
  const out: FieldProposal[] = [];
  for (const kind of ['secrecy', 'urgency'] as const) {
    const known = profile.marks.filter((m) => m.kind === kind);
    let best: FieldProposal | null = null;
    for (const row of sheet.rows) {
      if (midHeight(row) > 0.4 * sheet.height || middle(row) > 0.52) continue;
      const words = row.words.filter((w) => w.key !== '' && w.confidence >= 0.3);
      const text = words.map((w) => w.text).join(' ');
      if (words.length === 0 || words.length > 3 || capitalShare(text) < 0.99) continue;
      const key = words.map((w) => w.key).join('');
      // A short word must be exact: MẬT is three letters away from anything.
      const match = nearest(
        known.map((m) => [keyOf(m.text), m.text] as const),
        key,
        key.length < 6 ? 1 : 0.8,
      );
      if (!match || !standsAlone(sheet, row)) continue;
      // "MẶT", "MẠT": the marks of a longer word are checked by its letters, those of a short one are all there is.
      const doubtful = key === 'mat' && !/^m[âấầẩẫậ]t$/iu.test(text.replace(/[^\p{L}]/gu, ''));
      const confidence = Math.min(0.92, 0.5 + 0.45 * meanConfidence(words)) * (doubtful ? 0.5 : 1);
      if (!best || confidence > best.confidence)
        best = {
          name: kind,
          value: match.item,
          confidence,
          box: placed(sheet, words),
          rule: `stamp.${kind}`,
        };
    }
    if (best) out.push(best);
  }
  return out;
}

/** Nothing readable beside it within three letter heights, so that it is no word of a line. */
function standsAlone(sheet: Sheet, row: Row): boolean {
  const reach = 3 * heightOf(row);
  return !sheet.words.some((w) => {
    if (row.words.includes(w) || w.key.length < 2 || w.confidence < 0.6) return false;
    const shared = Math.min(w.y1, row.y1) - Math.max(w.y0, row.y0);
    if (shared < 0.4 * Math.min(heightOf(w), heightOf(row))) return false;
    return w.x1 > row.x0 - reach && w.x0 < row.x1 + reach;
  });
}

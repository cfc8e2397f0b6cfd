// Reads the parent body and the issuing body from the left column of the head.
// Must not invent a parent: one body may wrap over two lines.
import type { FieldProposal } from '../../../shared/model/document.ts';
import type { ProperName } from './casing.ts';
import { properName } from './casing.ts';
import type { Row, Sheet, Word } from './layout.ts';
import { heightOf, meanConfidence, placed, rowOf } from './layout.ts';
import type { ExtractionProfile } from './profile.ts';
import type { Spellings } from './spellings.ts';
import { capitalShare, keyOf, keySimilarity, letterCount } from './text-match.ts';

export interface OrganReading {
  readonly proposals: readonly FieldProposal[];
  readonly organ: ProperName | null;
  /** The province named by either body. */
  readonly place: string | null;
}

const continues = /^(và|vÀ|của|cỦA)$/iu;
const levelKeys = ['tinh', 'thanhpho', 'thixa', 'thitran', 'huyen', 'quan', 'xa', 'phuong', 'dackhu', 'tp'];

export function readOrgan(
  sheet: Sheet,
  rows: readonly Row[],
  kind: 'state' | 'party' | null,
  profile: ExtractionProfile,
  spellings: Spellings,
): OrganReading {
  const bodies = groupRows(rows.map(cleanRow).filter((r) => r !== null && isNameRow(r)) as Row[], profile);
  if (bodies.length === 0) return { proposals: [], organ: null, place: null };
  const side = kind ?? 'head';
  const read = (words: readonly Word[]): ProperName => properName(words, profile, spellings);
  const organWords = bodies.at(-1)!.flatMap((r) => r.words);
  const organ = read(organWords);
  const proposals: FieldProposal[] = [];
  // The first line of the name was lost: what is left is no name.
  const headless = startsWithLevel(bodies.at(-1)![0]!);
  const honest = (name: ProperName, words: readonly Word[]): number =>
    Math.min(0.96, 0.75 * name.certainty + 0.25 * meanConfidence(words)) * (kind ? 1 : 0.8);
  let place = organ.place;
  if (bodies.length > 1) {
    const parentWords = bodies.at(-2)!.flatMap((r) => r.words);
    const parent = read(parentWords);
    place ??= parent.place;
    if (parent.text !== '')
      proposals.push({
        name: 'parentOrganName',
        value: parent.text,
        confidence: honest(parent, parentWords),
        box: placed(sheet, parentWords),
        rule: `${side}.parent-body`,
      });
  }
  if (organ.text !== '')
    proposals.unshift({
      name: 'organName',
      value: headless ? '' : organ.text,
      confidence: headless ? 0 : honest(organ, organWords) * (isOpen(organWords, profile) ? 0.5 : 1),
      box: placed(sheet, organWords),
      rule: `${side}.issuing-body`,
    });
  return { proposals, organ: headless ? null : organ, place };
}

/** Drops words that are no part of a name: rules, stars, strokes of a stamp. */
function cleanRow(row: Row): Row | null {
  const words = row.words.filter(
    (w) => (w.key !== '' && w.confidence >= 0.2) || (/^[-–]$/.test(w.text) && w.confidence > 0.5),
  );
  const strong = words.filter((w) => heightOf(w) < 2.2 * heightOf(row));
  return strong.length > 0 ? rowOf(strong) : null;
}

const isNameRow = (row: Row): boolean =>
  letterCount(row.text) >= 2 && capitalShare(row.text) >= 0.6 && meanConfidence(row.words) >= 0.4;

/** Rows that make one body together. */
function groupRows(rows: readonly Row[], profile: ExtractionProfile): Row[][] {
  const groups: Row[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && !opensBody(last, row, profile)) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

function opensBody(before: readonly Row[], row: Row, profile: ExtractionProfile): boolean {
  const previous = before.flatMap((r) => r.words);
  if (/[,–-]$/.test(previous.at(-1)!.text) || continues.test(previous.at(-1)!.text)) return false;
  const first = row.words[0]!;
  if (continues.test(first.text)) return false;
  if (startsWithLevel(row)) return false;
  const starter = startOf(row, profile);
  if (!starter) return false;
  // "BAN CHẤP HÀNH / ĐẢNG BỘ TỈNH …" is one body: the first line is not complete without the second.
  return !isOpen(previous, profile);
}

/** "ỦY BAN NHÂN DÂN" without saying whose. */
function isOpen(words: readonly Word[], profile: ExtractionProfile): boolean {
  const key = words.map((w) => w.key).join('');
  return profile.bodyNames.some((n) => n.open && keySimilarity(keyOf(n.text), key) >= 0.85);
}

/** "TỈNH QUẢNG NGÃI", but not "TỈNH ỦY". */
function startsWithLevel(row: Row): boolean {
  const one = row.words[0]!.key;
  const two = one + (row.words[1]?.key ?? '');
  const rest = levelKeys.includes(two) ? row.words[2] : levelKeys.includes(one) ? row.words[1] : undefined;
  return rest !== undefined && rest.key !== 'uy' && rest.key !== 'doan';
}

function startOf(row: Row, profile: ExtractionProfile): string | null {
  for (const name of profile.bodyNames) {
    if (!name.start) continue;
    const size = name.text.split(' ').length;
    if (size > row.words.length) continue;
    const key = row.words
      .slice(0, size)
      .map((w) => w.key)
      .join('');
    const wanted = keyOf(name.text);
    if (wanted.length < 6 ? key === wanted : keySimilarity(key, wanted) >= 0.8) return name.text;
  }
  return null;
}

/** Symbols of body names speak: "Ban Chỉ đạo 138" → BCĐ138, "Ủy ban nhân dân tỉnh …" → UBND. Best guess first. */
export function abbreviationsOf(organ: ProperName | null, profile: ExtractionProfile): string[] {
  if (!organ || organ.text === '') return [];
  const known = profile.bodyAbbreviations
    .filter((b) => b.name.split(', ').some((n) => keyOf(organ.text).startsWith(keyOf(n))))
    .sort((a, b) => b.name.length - a.name.length)
    .map((b) => b.abbreviation);
  const tokens = organ.text.split(' ');
  const stop = tokens.findIndex((t, i) => i > 0 && levelKeys.includes(keyOf(t)));
  const own = (stop > 0 ? tokens.slice(0, stop) : tokens).filter((t) => !/^(và|của|-|–)$/u.test(t));
  const initials = own.map((t) => (/^\d/.test(t) ? t : t.charAt(0).toLocaleUpperCase('vi'))).join('');
  const plain = initials
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  // Initials of a doubtful name would spoil a symbol that was read well.
  return [...new Set(organ.certainty >= 0.93 ? [...known, plain] : known)];
}

// Reads the type line ("CHỈ THỊ") and the subject under it, or the "V/v …" of a công văn.
// Must not take running text for a subject: where centring, spacing or wording change, it ends.
import type { FieldProposal } from '../../../shared/model/document.ts';
import type { Row, Sheet, Word } from './layout.ts';
import { heightOf, mergeRows, middle, midHeight, noSurerThanWeakest, placed, rowOf } from './layout.ts';
import type { ExtractionProfile } from './profile.ts';
import type { Spellings } from './spellings.ts';
import { capitalShare, keyOf, keySimilarity, letterCount } from './text-match.ts';

export interface TypeRow {
  readonly row: Row;
  /** Types the line resembles, best first. */
  readonly types: readonly { readonly name: string; readonly similarity: number }[];
  /** Words after the type's name on its line: "NGHỊ QUYẾT | ĐẠI HỘI …". */
  readonly rest: readonly Word[];
}

export function findTypeRow(sheet: Sheet, profile: ExtractionProfile, below: number): TypeRow | null {
  for (const row of sheet.rows) {
    if (midHeight(row) <= below || midHeight(row) > 0.55 * sheet.height) continue;
    if (middle(row) < 0.36 || middle(row) > 0.72 || letterCount(row.text) < 5) continue;
    if (capitalShare(row.text) < 0.75 || /:\s*$/.test(row.text)) continue;
    const words = row.words.filter((w) => w.key !== '');
    const found = typesOf(words, profile);
    if (found) return { row, ...found };
  }
  return null;
}

function typesOf(words: readonly Word[], profile: ExtractionProfile): Pick<TypeRow, 'types' | 'rest'> | null {
  const whole = words.map((w) => w.key).join('');
  const like: { name: string; similarity: number; size: number }[] = [];
  for (const type of profile.documentTypes) {
    const key = keyOf(type.name);
    const size = type.name.split(' ').length;
    const all = keySimilarity(whole, key);
    if (all >= 0.78) like.push({ name: type.name, similarity: all, size: words.length });
    else if (words.length > size) {
      const start = keySimilarity(
        words
          .slice(0, size)
          .map((w) => w.key)
          .join(''),
        key,
      );
      if (start >= 0.9) like.push({ name: type.name, similarity: start - 0.05, size });
    }
  }
  if (like.length === 0) return null;
  // Subtle: "THÔNG TƯ LIÊN TỊCH" starts like "THÔNG TƯ"; the longer name wins.
  like.sort((a, b) => b.similarity - a.similarity || b.name.length - a.name.length);
  return { types: like, rest: words.slice(like[0]!.size) };
}

/** `symbolTypes`: what the symbol's abbreviation may stand for; it corroborates, and decides only between equals. */
export function readType(
  sheet: Sheet,
  found: TypeRow | null,
  symbolTypes: readonly string[],
): { readonly proposals: FieldProposal[]; readonly type: string | null } {
  if (!found) return { proposals: [], type: null };
  const best = found.types[0]!.similarity;
  const equals = found.types.filter((t) => t.similarity > best - 0.06);
  const chosen = (best < 1 ? equals.find((t) => symbolTypes.includes(t.name)) : undefined) ?? equals[0]!;
  const agrees = symbolTypes.includes(chosen.name);
  const ambiguous = best < 1 && equals.length > 1 && !agrees;
  if (ambiguous) return { proposals: [], type: null };
  const confidence = agrees
    ? 0.98
    : symbolTypes.length > 0
      ? 0.85 * chosen.similarity
      : 0.93 * chosen.similarity;
  const words = found.row.words.filter((w) => !found.rest.includes(w));
  return {
    type: chosen.name,
    proposals: [
      { name: 'typeName', value: chosen.name, confidence, box: placed(sheet, words), rule: 'type-line' },
    ],
  };
}

const ruleOnly = /^[\s\-–—_*.=~oO0]*$/;
/** Words that open the text itself, as keys of the first two words. */
const openers = ['kinhgui', 'cancu', 'xetde', 'theode', 'dieu1', 'phanthu', 'phani', 'chuongi'];
const opensText = (row: Row): boolean => {
  const first = row.words[0]?.key ?? '';
  return openers.includes(first + (row.words[1]?.key ?? '')) || /^(i|1|a)[.)\-/]/i.test(row.text);
};

export function readSubject(sheet: Sheet, found: TypeRow, spellings: Spellings): FieldProposal[] {
  const centre = middle(found.row);
  const rows: Row[] = [];
  let previous: Row = found.row;
  let pitch = 0;
  for (const whole of mergeRows(
    sheet.rows.filter((r) => midHeight(r) > midHeight(found.row) + 0.4 * sheet.wordHeight),
  )) {
    const row = trimToCentre(whole, centre);
    if (!row) {
      // Junk beside the title, or text that is not centred: only the latter can end the subject.
      if (isTextRow(sheet, whole)) break;
      continue;
    }
    const step = midHeight(row) - midHeight(previous);
    const usual = pitch > 0 ? 1.4 * pitch : 2.9 * sheet.wordHeight;
    if (step > usual || ruleOnly.test(row.text) || rows.length >= 8) break;
    if (opensText(row) || (isTextRow(sheet, row) && startsParagraph(sheet, row, rows.at(-1)))) break;
    if (rows.length > 0 && capitalShare(row.text) > 0.85 && capitalShare(rows.at(-1)!.text) < 0.5) break;
    if (rows.length > 0) pitch = pitch === 0 ? step : Math.max(pitch, step);
    rows.push(row);
    previous = row;
  }
  const first = found.rest.length > 0 ? [rowOf(found.rest)] : [];
  return subjectOf(sheet, [...first, ...rows], 'type-line.subject', spellings);
}

const isTextRow = (sheet: Sheet, row: Row): boolean =>
  row.x1 > sheet.textRight - 0.015 && row.words.filter((w) => w.confidence > 0.6).length >= 4;

/** A full row that is indented, or that follows a short one, is text: a centred title is as far from both margins. */
function startsParagraph(sheet: Sheet, row: Row, before: Row | undefined): boolean {
  if (row.x0 > sheet.textLeft + 0.03) return true;
  return before !== undefined && before.x1 - before.x0 < 0.7 * (sheet.textRight - sheet.textLeft);
}

/** A rule or the frame of a stamp read as a letter; none of these is a word of its own. */
const loneStroke = /^[ÌÍỊĨìíịĩl!'‘’`]$/u;

/** The part of a row that is centred under the type line; null when no part is. Stamps beside the title are cut off. */
function trimToCentre(row: Row, centre: number): Row | null {
  let words = row.words.filter((w) => heightOf(w) < 2.5 * heightOf(row) && !loneStroke.test(w.text));
  const loose = (w: Word | undefined): boolean => w !== undefined && (w.key === '' || w.confidence < 0.3);
  while (loose(words[0])) words = words.slice(1);
  while (loose(words.at(-1))) words = words.slice(0, -1);
  if (words.length === 0) return null;
  const off = (part: readonly Word[]): number =>
    Math.abs((Math.min(...part.map((w) => w.x0)) + Math.max(...part.map((w) => w.x1))) / 2 - centre);
  // A stroke is no word of a title: the frame of a stamp, or a rule read as a letter.
  const stroke = words.some((w) => w.key === '' && !/^[-–—&"“”(]+$/.test(w.text));
  const edges = [words[0]!, words.at(-1)!].some((w) => w.confidence < 0.6);
  const whole = off(words);
  if (!stroke && whole <= (edges ? 0.008 : 0.032)) return rowOf(words);
  // An unsure word at an edge goes only when the rest is centred better without it.
  let best: readonly Word[] | null = !stroke && whole <= 0.032 ? words : null;
  const usualGap = 1.1 * heightOf(row);
  for (let from = 0; from < words.length; from++) {
    for (let to = words.length; to > from; to--) {
      const part = words.slice(from, to);
      if (off(part) > 0.032 || part.length < 2) continue;
      if (part.some((w) => w.key === '' && !/^[-–—&"“”(]+$/.test(w.text))) continue;
      // A cut needs a reason: a stroke, an unsure word or a wide gap beside it.
      const before = words[from - 1];
      const after = words[to];
      const cutBefore =
        !before || before.key === '' || before.confidence < 0.6 || part[0]!.x0 - before.x1 > usualGap;
      const cutAfter =
        !after || after.key === '' || after.confidence < 0.6 || after.x0 - part.at(-1)!.x1 > usualGap;
      if (!cutBefore || !cutAfter) continue;
      if (!best || off(part) < off(best) - 0.006) best = part;
    }
  }
  if (best) return rowOf(best);
  const plain = words.filter((w) => w.key !== '');
  return stroke && plain.length > 0 && off(plain) <= 0.032 ? rowOf(plain) : null;
}

const aboutMark = /^[v][/|il1']{0,2}[vy][.:]?$/i;
const isAbout = (row: Row): boolean => {
  const first = row.words[0]!;
  return (
    aboutMark.test(first.text) ||
    /^v\/\s?v/i.test(first.text) ||
    /^veviec/.test(first.key + (row.words[1]?.key ?? ''))
  );
};

/** A stamp for secrecy or urgency stands where the subject ends. */
const isMark = (row: Row, profile: ExtractionProfile): boolean => {
  const key = row.words.map((w) => w.key).join('');
  return (
    capitalShare(row.text) > 0.9 &&
    profile.marks.some(
      (m) => (m.kind === 'secrecy' || m.kind === 'urgency') && keySimilarity(keyOf(m.text), key) > 0.8,
    )
  );
};

/**
 * The subject of a công văn: the rows under its number that begin with "V/v". Empty when there are none.
 * `sure`: the symbol says it is one, so that a "V/v" too small to be read is not missed.
 */
export function readAbout(
  sheet: Sheet,
  under: readonly Row[],
  after: Row,
  spellings: Spellings,
  profile: ExtractionProfile,
  sure: boolean,
): FieldProposal[] {
  const rows: Row[] = [];
  let previous = after;
  for (const row of under) {
    if (isMark(row, profile)) {
      if (rows.length > 0) break;
      continue;
    }
    if (rows.length === 0 && !isAbout(row) && !(sure && capitalShare(row.text) < 0.5)) {
      if (midHeight(row) - midHeight(after) > 6 * sheet.wordHeight) break;
      continue;
    }
    const step = midHeight(row) - midHeight(previous);
    if (rows.length > 0 && (step > 2.6 * sheet.wordHeight || rows.length >= 8)) break;
    if (opensText(row) || ruleOnly.test(row.text)) break;
    rows.push(row);
    previous = row;
  }
  return subjectOf(sheet, rows, 'number-line.about', spellings);
}

function subjectOf(sheet: Sheet, rows: readonly Row[], rule: string, spellings: Spellings): FieldProposal[] {
  const words = rows.flatMap((r) => r.words).filter((w) => !ruleOnly.test(w.text) || /^[-–]$/.test(w.text));
  if (letterCount(words.map((w) => w.text).join('')) < 4) return [];
  let value = '';
  rows.forEach((row) => {
    const text = row.words
      .filter((w) => words.includes(w))
      .map((w) => repairedWord(w, words, spellings))
      .join(' ');
    // A hyphen at a line's end belongs to both halves: "TTr-" + "HĐND".
    value += value === '' ? text : /[\p{L}\d][-–]$/u.test(value) ? text : ` ${text}`;
  });
  value = value
    .replace(/^[vw](?:[/|il1']{0,2}[vwy]|[/|])?[.:]?(?=\s)/i, 'V/v')
    .replace(/^V[Ề](?= \p{Ll})/u, 'Về')
    .replace(/[\s_*~]+$/u, '')
    .trim();
  value = value.charAt(0).toLocaleUpperCase('vi') + value.slice(1);
  let doubt = 0;
  for (const w of words) doubt += Math.log(Math.max(0.2, w.confidence));
  return [
    {
      name: 'subject',
      value,
      // The whole text must be right: each unsure word counts against it.
      confidence: noSurerThanWeakest(Math.min(0.95, Math.exp(0.25 * doubt)), words),
      box: placed(sheet, words),
      rule,
    },
  ];
}

/** An unsure word takes the spelling it has beside the same neighbour in the running text. */
function repairedWord(word: Word, words: readonly Word[], spellings: Spellings): string {
  if (word.confidence > 0.8 || !/^[\p{Ll}\p{Lu}][\p{Ll}]+[,.;:]?$/u.test(word.text)) return word.text;
  const at = words.indexOf(word);
  const heard = spellings.bestSpelling(
    word.key,
    words[at - 1]?.text ?? null,
    words[at + 1]?.text ?? null,
    word,
  );
  if (!heard || heard.weight < 1.2) return word.text;
  const end = /[,.;:]$/.exec(word.text)?.[0] ?? '';
  const cased = /^\p{Lu}/u.test(word.text)
    ? heard.text.charAt(0).toLocaleUpperCase('vi') + heard.text.slice(1)
    : heard.text;
  return cased + end;
}

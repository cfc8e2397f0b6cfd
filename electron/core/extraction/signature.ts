// Reads the signature block: authority and position in capitals, the signer's name below, bottom right of the last text page.
// Must not take words of a stamp, of the list of receivers or of the text for a name.
import type { FieldProposal } from '../../../shared/model/document.ts';
import { marksOf } from './casing.ts';
import type { Row, Sheet, Word } from './layout.ts';
import {
  cutAtGaps,
  heightOf,
  meanConfidence,
  mergeRows,
  middle,
  midHeight,
  noSurerThanWeakest,
  placed,
  rowOf,
} from './layout.ts';
import type { ExtractionProfile } from './profile.ts';
import { capitalShare, keyOf, keySimilarity, letterCount, nearest } from './text-match.ts';

/** Pages without receivers that are still looked at from the end: annexes may follow the signature. */
const lastPages = 3;

/** Nothing for pages without a signature block. The last page with receivers ("Nơi nhận:") has it, however long the annexes. */
export function readSignature(sheets: readonly Sheet[], profile: ExtractionProfile): FieldProposal[] {
  let fallback: FieldProposal[] = [];
  const backwards = [...sheets].reverse();
  const signed = backwards.find((sheet) => receiversOf(sheet) !== null);
  if (signed) {
    const block = readBlock(signed, profile);
    if (block.length > 0) return block;
  }
  for (const sheet of backwards.slice(0, lastPages)) {
    if (fallback.length === 0 && sheet !== signed) fallback = readBlock(sheet, profile);
  }
  return fallback;
}

/** Ends in the signer's own title. "KT. GIÁM ĐỐC / GIÁM ĐỐC" lost a word: nobody signs for himself. */
function isWhole(rows: readonly PositionRow[]): boolean {
  const last = rows.at(-1)!;
  const key = keyOf(last.text);
  return (
    last.complete && !rows.some((r) => r !== last && keyOf(r.text).replace(/^(kt|tl|tuq|tm|q)/, '') === key)
  );
}

/** The row "Nơi nhận:"; the signature stands level with it. */
function receiversOf(sheet: Sheet): Row | null {
  for (const row of sheet.rows) {
    if (row.x0 > 0.45) continue;
    const key = (row.words[0]?.key ?? '') + (row.words[1]?.key ?? '');
    if (
      /:/.test(
        row.words
          .slice(0, 2)
          .map((w) => w.text)
          .join(''),
      ) &&
      keySimilarity(key, 'noinhan') >= 0.7
    )
      return row;
  }
  return null;
}

function readBlock(sheet: Sheet, profile: ExtractionProfile): FieldProposal[] {
  const receivers = receiversOf(sheet);
  const top = receivers ? receivers.y0 - 2.5 * sheet.wordHeight : lastTextBottom(sheet);
  const rows = rightRows(sheet, top);
  const positions = positionRows(rows, profile);
  const name = nameRow(sheet, rows, positions.at(-1) ?? null, receivers !== null, profile);
  const out: FieldProposal[] = [];
  if (name)
    out.push({
      name: 'signer',
      value: name.value,
      confidence: noSurerThanWeakest(
        Math.min(0.95, name.confidence * (positions.length > 0 || receivers ? 1 : 0.6)),
        name.words,
      ),
      box: placed(sheet, name.words),
      rule: receivers ? 'signature.beside-receivers' : 'signature.bottom-right',
    });
  else {
    const unread = positions.length > 0 || receivers ? unreadName(rows, positions.at(-1) ?? null) : null;
    if (unread)
      out.push({
        name: 'signer',
        value: '',
        confidence: 0,
        box: placed(sheet, unread.words),
        rule: 'signature.unread',
      });
  }
  const above = name
    ? positions.filter((p) => p.row.y0 < Math.min(...name.words.map((w) => w.y1)))
    : positions;
  // A title alone in the right half proves nothing without receivers or a name.
  if (above.length > 0 && (receivers || name))
    out.push({
      name: 'signerPosition',
      value: above.map((p) => p.text).join(' '),
      confidence: Math.min(0.93, ...above.map((p) => p.confidence)) * (isWhole(above) ? 0.95 : 0.45),
      box: placed(
        sheet,
        above.flatMap((p) => p.row.words),
      ),
      rule: receivers ? 'signature.beside-receivers' : 'signature.bottom-right',
    });
  return out;
}

/** Bottom of the last full line of running text. */
function lastTextBottom(sheet: Sheet): number {
  const full = sheet.rows.filter((r) => r.x0 < 0.3 && r.x1 > 0.6 && r.words.length > 5);
  return Math.max(0.25 * sheet.height, ...full.map((r) => r.y1 - 0.2 * heightOf(r)));
}

function rightRows(sheet: Sheet, top: number): Row[] {
  const pieces = sheet.rows
    .filter((r) => midHeight(r) > top)
    .flatMap((r) => cutAtGaps(r.words, 1.6 * sheet.wordHeight))
    .filter((r) => middle(r) > 0.5 && r.x0 > 0.38)
    .map((r) => r.words.filter((w) => w.key !== '' && heightOf(w) < 2.6 * sheet.wordHeight))
    .filter((words) => words.length > 0)
    .map(rowOf);
  return mergeRows(pieces);
}

interface PositionRow {
  readonly row: Row;
  readonly text: string;
  readonly confidence: number;
  /** False for "TM. ỦY BAN NHÂN DÂN" and "KT. CHỦ TỊCH": the signer's own title must follow. */
  readonly complete: boolean;
}

const authority = /^(TM|KT|TL|TUQ|Q|T\/M|K\/T|T\/L|T\/U)[.,]?$/i;

function positionRows(rows: readonly Row[], profile: ExtractionProfile): PositionRow[] {
  const titles = profile.marks.filter((m) => m.kind === 'title').map((m) => m.text);
  const vocabulary = new Map<string, Set<string>>();
  for (const text of [...titles, ...profile.bodyNames.map((b) => b.text.toLocaleUpperCase('vi'))])
    for (const syllable of text.split(' ')) {
      const key = keyOf(syllable);
      vocabulary.set(key, (vocabulary.get(key) ?? new Set()).add(syllable));
    }
  const out: PositionRow[] = [];
  for (const row of rows) {
    const words = row.words.filter((w) => w.confidence >= 0.3 && capitalShare(w.text) > 0.6);
    if (words.length === 0 || words.length < 0.5 * row.words.length) continue;
    const found = positionText(words, titles, vocabulary, profile);
    if (found) out.push({ row: rowOf(words), ...found });
  }
  return out;
}

function positionText(
  words: readonly Word[],
  titles: readonly string[],
  vocabulary: Map<string, Set<string>>,
  profile: ExtractionProfile,
): Omit<PositionRow, 'row'> | null {
  const mark = authority.test(words[0]!.text) ? words[0]! : null;
  const rest = mark ? words.slice(1) : words;
  const key = rest.map((w) => w.key).join('');
  const starts = (list: readonly string[], least: number): string | null => {
    let best: string | null = null;
    for (const text of list) {
      const wanted = keyOf(text);
      const size = text.split(' ').length;
      const start = rest
        .slice(0, size)
        .map((w) => w.key)
        .join('');
      if (wanted.length >= 5 && keySimilarity(start, wanted) >= least && (!best || text.length > best.length))
        best = text;
    }
    return best;
  };
  const title = starts(titles, 0.85);
  const body = mark
    ? starts(
        profile.bodyNames.filter((b) => b.start).map((b) => b.text),
        0.85,
      )
    : null;
  if (!title && !body && !(mark && key.length >= 5)) return null;
  const collective = profile.bodyNames.some(
    (b) => b.start && title !== null && keyOf(b.text) === keyOf(title),
  );
  const titleSpelling = new Map<Word, string>();
  title?.split(' ').forEach((syllable, i) => {
    const word = rest[i];
    if (word && marksOf(word.text) !== marksOf(syllable)) titleSpelling.set(word, syllable);
  });
  const text = words
    .map((w) => {
      if (w === mark) return markText(w.text, profile);
      if (titleSpelling.has(w)) return titleSpelling.get(w)!;
      const spellings = vocabulary.get(w.key);
      // One spelling only: the marks of "CHU TỊCH" can be put back; "BAN"/"BẢN" cannot.
      const known = spellings && [...spellings].some((s) => marksOf(s) === marksOf(w.text));
      if (!spellings || known || spellings.size > 1) return w.text;
      return [...spellings][0]! + (/[,]$/.exec(w.text)?.[0] ?? '');
    })
    .join(' ')
    .replace(/\s+/g, ' ');
  const known = title && keySimilarity(key, keyOf(title)) >= 0.85;
  return {
    text,
    confidence: (known ? 0.95 : 0.8) * (0.4 + 0.6 * meanConfidence(words)),
    complete: mark === null && !collective,
  };
}

function markText(text: string, profile: ExtractionProfile): string {
  const bare = keyOf(text);
  const known = profile.marks.filter((m) => m.kind === 'authority' && keyOf(m.text) === bare);
  // "TM" may have lost either; the Party's form is the one whose sign is read as part of a letter.
  const slash = text.includes('/') || !text.includes('.');
  return (known.find((m) => m.text.includes('/') === slash) ?? known[0])?.text ?? text;
}

const syllable = /^\p{Lu}\p{Ll}*$/u;

/** The lowest row under the position that has the form of a person's name. */
function nameRow(
  sheet: Sheet,
  rows: readonly Row[],
  position: PositionRow | null,
  sure: boolean,
  profile: ExtractionProfile,
): { value: string; confidence: number; words: readonly Word[] } | null {
  const surnames = profile.surnames.map((s) => s.name);
  let best: { value: string; confidence: number; words: readonly Word[] } | null = null;
  for (const row of rows) {
    if (position && midHeight(row) <= midHeight(position.row)) {
      // A position may also stand between signature and name; the name is still below all of them.
      continue;
    }
    if (position && midHeight(row) - midHeight(position.row) > 0.25) continue;
    for (const part of cutAtGaps(
      row.words.filter((w) => w.confidence >= 0.3),
      1.3 * sheet.wordHeight,
    )) {
      const found = personName(joinFragments(part.words), surnames);
      if (!found) continue;
      if (!position && !sure && found.confidence < 0.8) continue;
      if (!best || found.confidence > best.confidence) best = { ...found, words: part.words };
    }
  }
  return best;
}

/** A row below the position with at least two syllables of a name whose surname was lost under the seal. */
function unreadName(rows: readonly Row[], position: PositionRow | null): Row | null {
  for (const row of rows) {
    if (position && midHeight(row) <= midHeight(position.row)) continue;
    const syllables = row.words.filter(
      (w) => syllable.test(w.text) && w.text.length > 1 && w.confidence > 0.6,
    );
    if (syllables.length >= 2 && row.words.length <= 6) return row;
  }
  return null;
}

/** "N guyễn": a seal or a pen stroke parts a capital from its syllable. */
function joinFragments(words: readonly Word[]): Word[] {
  const out: Word[] = [];
  for (const word of words) {
    const last = out.at(-1);
    if (last && /^\p{Lu}$/u.test(last.text) && /^\p{Ll}{2,}$/u.test(word.text))
      out[out.length - 1] = {
        ...last,
        text: last.text + word.text,
        key: last.key + word.key,
        confidence: Math.min(last.confidence, word.confidence),
        x1: word.x1,
      };
    else out.push(word);
  }
  return out;
}

/** Capitals that differ from their small letter only in size are read as the small one: "Trần văn Mẫu". */
const withCapital = (text: string): string =>
  /^[cosuvxzôơưóõ]/.test(text) ? text.charAt(0).toLocaleUpperCase('vi') + text.slice(1) : text;

function personName(
  words: readonly Word[],
  surnames: readonly string[],
): { value: string; confidence: number } | null {
  if (words.length < 2 || words.length > 5) return null;
  const texts = words.map((w) => w.text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''));
  const [first, ...rawGiven] = texts;
  const given = rawGiven.map(withCapital);
  if (!first || given.some((t) => !syllable.test(t) || t.length > 7)) return null;
  if (given.some((t) => letterCount(t) < 1)) return null;
  const confidence = meanConfidence(words);
  if (confidence < 0.6) return null;
  const rest = given.join(' ');
  // Subtle: what is left of a longer name ("Trường Thọ") looks like a short one whose surname lost a mark.
  if (given.length === 1 && !surnames.includes(first)) return null;
  if (surnames.includes(first)) return { value: `${first} ${rest}`, confidence: confidence * 0.97 };
  const same = surnames.filter((s) => keyOf(s) === keyOf(first));
  if (same.length === 1) return { value: `${same[0]} ${rest}`, confidence: confidence * 0.85 };
  if (same.length > 1) return { value: `${first} ${rest}`, confidence: confidence * 0.5 };
  // The seal covers the left third of the signature and eats first letters: "hạm Trường Thọ".
  const eaten = surnames.filter((s) => s.slice(1) === first && first.length >= 2);
  if (eaten.length === 1) return { value: `${eaten[0]} ${rest}`, confidence: confidence * 0.7 };
  const near = nearest(
    surnames.map((s) => [keyOf(s), s] as const),
    keyOf(first),
    0.74,
  );
  if (near && first.length >= 3) return { value: `${near.item} ${rest}`, confidence: confidence * 0.6 };
  return syllable.test(first) && words.length >= 3 && confidence > 0.85
    ? { value: `${first} ${rest}`, confidence: confidence * 0.5 }
    : null;
}

// Guesses which field each column of an inventory holds, from its header alone, and names layouts so that answers are remembered.
// Must not look at the rows and must not decide: a person confirms the guess.
import { createHash } from 'node:crypto';
import { fold } from '../../../shared/text/fold.ts';
import { headerWords, type InventoryField, inventoryFields } from './fields.ts';

export interface FieldGuess {
  readonly field: InventoryField;
  /** 0–1; 1 = the header is a wording of the field, word for word. */
  readonly confidence: number;
}

export interface ColumnGuess {
  /** Counts from 0 in the sheet. */
  readonly column: number;
  readonly header: string;
  /** Null: nothing fits, or another column fits the same field better. */
  readonly field: InventoryField | null;
  readonly confidence: number;
  /** Other fields that fit, the best first; at most four. */
  readonly alternatives: readonly FieldGuess[];
}

/** A header from the outermost merged cell to the innermost: `['Thời gian', 'Bắt đầu']`. Empty for a column without header. */
export type HeaderPath = readonly string[];

/** Which field a column is mapped to; columns that are left out are not imported. */
export type ColumnMapping = Readonly<Record<number, InventoryField>>;

/** From this confidence a guess counts as recognised. */
export const recognised = 0.75;

const phrases = inventoryFields.flatMap((field) =>
  headerWords[field].split('|').map((phrase) => ({ field, phrase, tokens: phrase.split(' ') })),
);
const exact = new Map<string, InventoryField>();
for (const { field, phrase } of phrases) if (!exact.has(phrase)) exact.set(phrase, field);

/** Folded words of a header; numbers of columns, brackets and punctuation are no words. */
export function headerTokens(text: string): string[] {
  return (fold(text).match(/[a-z]+/g) ?? []).slice(0, 20);
}

const remembered = new Map<string, readonly FieldGuess[]>();

/** The fields a wording can mean, the best first. Explanations in brackets count only where they make it fit better. */
export function guessHeader(text: string): readonly FieldGuess[] {
  const whole = guessWording(text);
  const bare = text.replace(/\([^)]*\)/g, ' ');
  if (bare === text || bare.trim() === '') return whole;
  const without = guessWording(bare);
  return (without[0]?.confidence ?? 0) > (whole[0]?.confidence ?? 0) ? without : whole;
}

function guessWording(text: string): readonly FieldGuess[] {
  const tokens = headerTokens(text);
  const key = tokens.join(' ');
  const known = remembered.get(key);
  if (known) return known;
  const best = new Map<InventoryField, number>();
  if (tokens.length > 0 && tokens.length <= 14)
    for (const { field, phrase, tokens: words } of phrases) {
      const score = phrase === key ? 1 : similarity(tokens, words);
      if (score >= 0.4 && score > (best.get(field) ?? 0)) best.set(field, score);
    }
  const guesses = [...best]
    .map(([field, confidence]) => ({ field, confidence: Math.round(confidence * 100) / 100 }))
    .sort((a, b) => b.confidence - a.confidence);
  if (remembered.size > 5_000) remembered.clear();
  remembered.set(key, guesses);
  return guesses;
}

/** Shared words over all words (Dice); long words may differ by a letter. Below 1 even when the words are the same. */
function similarity(header: readonly string[], phrase: readonly string[]): number {
  // A short word by itself (tờ, hộp, từ) means its field only when it stands alone.
  if (phrase.length === 1 && phrase[0]!.length <= 4) return 0;
  const left = [...phrase];
  let shared = 0;
  for (const word of header) {
    const at = left.findIndex((other) => alike(word, other));
    if (at < 0) continue;
    left.splice(at, 1);
    shared++;
  }
  return (0.95 * (2 * shared)) / (header.length + phrase.length);
}

function alike(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length < 4 || b.length < 4 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return Math.max(a.length, b.length) - start - end <= 1;
}

/** The inner header alone can be a word like `Từ`; with the outer one it says more. */
function guessPath(path: HeaderPath): readonly FieldGuess[] {
  const parts = path.map((text) => text.trim()).filter((text) => text !== '');
  if (parts.length <= 1) return guessHeader(parts[0] ?? '');
  const best = new Map<InventoryField, number>();
  const add = (guesses: readonly FieldGuess[], weight: number) => {
    for (const { field, confidence } of guesses)
      best.set(field, Math.max(best.get(field) ?? 0, confidence * weight));
  };
  add(guessHeader(parts.join(' ')), 1);
  add(guessHeader(parts.at(-1)!), 0.98);
  add(guessHeader(parts[0]!), 0.5);
  return [...best]
    .map(([field, confidence]) => ({ field, confidence: Math.round(confidence * 100) / 100 }))
    .sort((a, b) => b.confidence - a.confidence);
}

/**
 * One guess per column. Each field is given once, to the column it fits best (the left one when equal); a column whose first
 * choice is taken gets none, since a second best is more often wrong than useful, but has it among its alternatives.
 */
export function guessColumns(header: readonly HeaderPath[]): ColumnGuess[] {
  const guesses = header.map(guessPath);
  const isDocumentList = guesses.some(
    (one) => one[0]?.field.startsWith('document.') && one[0].confidence >= recognised,
  );
  const ranked = guesses
    .flatMap((one, column) =>
      one[0] && one[0].confidence >= 0.5 ? [{ column, ...prefer(one, isDocumentList) }] : [],
    )
    .sort((a, b) => b.confidence - a.confidence || a.column - b.column);
  const taken = new Set<InventoryField>();
  const chosen = new Map<number, FieldGuess>();
  for (const { column, field, confidence } of ranked) {
    if (taken.has(field)) continue;
    taken.add(field);
    chosen.set(column, { field, confidence });
  }
  return header.map((path, column) => {
    const choice = chosen.get(column);
    return {
      column,
      header: path.filter((text) => text !== '').join(' / '),
      field: choice?.field ?? null,
      confidence: choice?.confidence ?? 0,
      alternatives: guesses[column]!.filter(({ field }) => field !== choice?.field).slice(0, 4),
    };
  });
}

/** Where two fields fit nearly alike (số trang of a file or of a document), the kind of list decides. */
function prefer(guesses: readonly FieldGuess[], isDocumentList: boolean): FieldGuess {
  const best = guesses[0]!;
  const near = guesses.find(
    ({ field, confidence }) =>
      best.confidence - confidence < 0.02 && field.startsWith('document.') === isDocumentList,
  );
  return near ?? best;
}

/** The guess as a mapping, without the columns that have no field. */
export function mappingOf(guesses: readonly ColumnGuess[]): ColumnMapping {
  return Object.fromEntries(
    guesses.flatMap(({ column, field }) => (field === null ? [] : [[column, field]])),
  );
}

/**
 * A name for the layout: the same for headers that differ in case, marks, punctuation or spacing, and for empty columns at the
 * end. Stable over versions, since it is stored beside the mapping a person confirmed.
 */
export function layoutKey(header: readonly HeaderPath[]): string {
  const columns = header.map((path) => path.flatMap(headerTokens).join(' '));
  while (columns.length > 0 && columns.at(-1) === '') columns.pop();
  return `v1-${createHash('sha256').update(columns.join('|')).digest('hex').slice(0, 20)}`;
}

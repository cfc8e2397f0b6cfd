// Finds a query's terms again in a stored text: which words matched, with the marks typed or without, and a snippet.
// Must not search: the index says which pages match, this says where on the page.
import { HIT_END, HIT_START } from '../../../shared/model/search.ts';
import { exactForm } from '../../../shared/text/fold.ts';
import type { TextTokens } from './page-record.ts';
import { isMarked, type ParsedQuery, prefixForms, type Term } from './query-syntax.ts';

/** One place where a term stands: tokens `first` to `last`, both included. */
export interface Occurrence {
  readonly term: number;
  readonly first: number;
  readonly last: number;
  /** The text has the marks that were typed there. */
  readonly exact: boolean;
}

/** In the order of the text. */
export function findOccurrences(page: TextTokens, query: ParsedQuery): Occurrence[] {
  const found: Occurrence[] = [];
  const { tokens } = page;
  for (let i = 0; i < tokens.length; i++) {
    query.terms.forEach((term, number) => {
      const last = i + term.folded.length - 1;
      if (!standsAt(page, term, i)) return;
      found.push({ term: number, first: i, last, exact: isExactAt(page, term, i, query.hasMarks) });
    });
  }
  return found;
}

function standsAt({ tokens }: TextTokens, term: Term, at: number): boolean {
  const count = term.folded.length;
  if (at + count > tokens.length) return false;
  for (let k = 0; k < count; k++) {
    const have = tokens[at + k]!.folded;
    const want = term.folded[k]!;
    const same = term.prefix && k === count - 1 ? have.startsWith(want) : have === want;
    if (!same) return false;
  }
  return true;
}

/**
 * With marks in the query only the words typed with marks are compared: "chỉ thi" typed in haste asks for chỉ.
 * Without marks every word is, so "an" is exact on "an" and not on "án".
 */
function isExactAt({ text, tokens }: TextTokens, term: Term, at: number, onlyMarked: boolean): boolean {
  return term.exact.every((want, k) => {
    if (onlyMarked && !isMarked(want)) return true;
    const token = tokens[at + k]!;
    const have = exactForm(text.slice(token.start, token.end));
    if (!term.prefix || k < term.exact.length - 1) return have === want;
    return prefixForms(want).some((form) => have.startsWith(form));
  });
}

/** Numbers of the terms that occur; with `exact`, those that occur with the marks typed. */
export function termsOf(occurrences: readonly Occurrence[], exact = false): Set<number> {
  return new Set(occurrences.filter((found) => found.exact || !exact).map((found) => found.term));
}

/** Numbers of the words (parts between spaces and line feeds) that hold a matched token, ascending. */
export function matchedWords({ text, tokens }: TextTokens, occurrences: readonly Occurrence[]): number[] {
  const matched = new Set<number>();
  for (const { first, last } of occurrences) for (let i = first; i <= last; i++) matched.add(i);
  const words = new Set<number>();
  let word = 0;
  let at = 0;
  let inside = false;
  for (const i of [...matched].sort((a, b) => a - b)) {
    for (const start = tokens[i]!.start; at <= start; at++) {
      const gap = text[at] === ' ' || text[at] === '\n';
      if (gap && inside) word++;
      inside = !gap;
    }
    words.add(word);
  }
  return [...words];
}

const snippetLength = 160;
const lead = 48;

/**
 * About 160 characters around the first place where most of the terms stand together, matches between HIT_START and
 * HIT_END; of several such places the one where they stand closest. When marks were typed and some occurrences have
 * them, one of these is in the middle.
 * @param lineFeed what stands for a line feed: a space for page text, a dot between fields.
 */
export function makeSnippet(
  page: TextTokens,
  occurrences: readonly Occurrence[],
  marksTyped: boolean,
  lineFeed = ' ',
): string {
  const { text, tokens } = page;
  const begin = (found: Occurrence): number => tokens[found.first]!.start;
  const end = (found: Occurrence): number => tokens[found.last]!.end;
  // Subtle: without marks in the query "quan" is exact only on a bare "quan", and that says nothing about what is meant.
  const exact = marksTyped ? occurrences.filter((found) => found.exact) : [];
  const candidates = exact.length > 0 ? exact : occurrences;
  let anchor = candidates[0];
  let best = 0;
  let bestSpan = Number.POSITIVE_INFINITY;
  let from0 = 0;
  for (const candidate of candidates) {
    while (begin(occurrences[from0]!) < begin(candidate)) from0++;
    const near = new Set<number>();
    let span = 0;
    for (let i = from0; i < occurrences.length; i++) {
      const other = occurrences[i]!;
      if (begin(other) > begin(candidate) + snippetLength - lead) break;
      if (near.has(other.term) || end(other) > begin(candidate) + snippetLength - lead) continue;
      near.add(other.term);
      span = end(other) - begin(candidate);
    }
    if (near.size < best || (near.size === best && span >= bestSpan)) continue;
    best = near.size;
    bestSpan = span;
    anchor = candidate;
  }
  const centre = anchor ? begin(anchor) : 0;
  const from = wordStart(text, Math.max(0, Math.min(centre - lead, text.length - snippetLength)), centre);
  const to = wordEnd(text, Math.min(text.length, from + snippetLength));
  let out = from > 0 ? '…' : '';
  let at = from;
  for (const [start, stop] of ranges(occurrences.map((found) => [begin(found), end(found)]))) {
    const [s, e] = [Math.max(start, from), Math.min(stop, to)];
    if (s >= e) continue;
    out += `${text.slice(at, s)}${HIT_START}${text.slice(s, e)}${HIT_END}`;
    at = e;
  }
  out += text.slice(at, to) + (to < text.length ? '…' : '');
  return out.replace(/\n+/g, lineFeed);
}

/** Sorted, overlapping ones joined. */
function ranges(all: [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [start, end] of all.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = joined.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

/** The first start of a word at or after `at` but not after `limit`; never inside a surrogate pair. */
function wordStart(text: string, at: number, limit: number): number {
  if (at === 0) return 0;
  for (let i = at; i < limit; i++) if (/\s/.test(text[i - 1]!) && !/\s/.test(text[i]!)) return i;
  return isLowSurrogate(text, at) ? at - 1 : at;
}

/** The last end of a word at or before `at`, if one is near. */
function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  for (let i = at; i > at - 30 && i > 0; i--) if (/\s/.test(text[i]!)) return i;
  return isLowSurrogate(text, at) ? at - 1 : at;
}

const isLowSurrogate = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text[at] ?? '');

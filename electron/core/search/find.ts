// Answers a query: which pages match, in which order, and what each hit shows.
// Must not change the index, and never throws for anything a person can type but an empty query.
import type { Box } from '../../../shared/model/page-text.ts';
import type { IndexDatabase } from './index-file.ts';
import { findOccurrences, makeSnippet, matchedWords, type Occurrence, termsOf } from './match.ts';
import type { PageDirectory } from './page-directory.ts';
import { fieldTokens, pageTokens, type TextTokens, unpackBoxes, unpackText } from './page-record.ts';
import {
  foldedExpression,
  isMarked,
  markedExpression,
  type ParsedQuery,
  parseQuery,
  togetherExpression,
} from './query-syntax.ts';

export interface IndexQuery {
  /** As typed: words, "phrases", prefix*, -excluded. */
  readonly query: string;
  readonly limit?: number;
  readonly offset?: number;
  /** Only pages of this document. */
  readonly documentId?: string | undefined;
}

export interface IndexHit {
  readonly documentId: string;
  readonly pageId: string;
  /** From 1. */
  readonly page: number;
  readonly snippet: string;
  /** Matched words, at most 200, in reading order. Empty when only the document's fields match. */
  readonly boxes: readonly Box[];
  readonly exact: boolean;
}

export interface IndexAnswer {
  /** Pages. */
  readonly total: number;
  readonly totalDocuments: number;
  readonly tookMs: number;
  readonly hits: readonly IndexHit[];
}

/** Above so many hits bm25 costs more than it tells (1.4–1.9 µs a hit): newest pages first instead. */
const rankedHits = 50_000;
/** More than any bm25 score: pages with the words in a row make a class of their own. */
const togetherLead = 1000;
/** Weight of a word in the description against one in the text. */
const fieldWeight = 4;
/** Phrases with marks are compared with the text itself, for at most so many pages of a query (about 50 µs each). */
const verifiedPages = 2000;
/** Reading a page costs as much as so many rows of the table of marked words (about 70 µs against 0.1 µs). */
const rowsPerReading = 700;
const maxBoxes = 200;

export function createFinder(
  db: IndexDatabase,
  directory: PageDirectory,
): (query: IndexQuery) => IndexAnswer {
  const matching = db.prepare('SELECT rowid FROM folded WHERE folded MATCH ?').pluck();
  const scored = db
    .prepare(`SELECT rowid, bm25(folded, 1.0, ${fieldWeight}.0) FROM folded WHERE folded MATCH ?`)
    .raw();
  const marked = db.prepare('SELECT rowid FROM marked WHERE marked MATCH ?').pluck();
  const document = db.prepare('SELECT id FROM document WHERE document_id = ?').pluck();
  const content = db.prepare('SELECT words, fields FROM page_content WHERE id = ?');
  const place = db.prepare(
    'SELECT document_id, page_id, ordinal FROM page JOIN document ON document.id = page.document WHERE page.id = ?',
  );

  /** Pages that match, ascending, with bm25 scores unless there are too many. */
  function pagesOf(query: ParsedQuery, documentId: string | undefined): Ranking {
    const expression = foldedExpression(query);
    // A small archive cannot have too many, so its pages are only asked for once.
    const few = directory.lastPage() <= rankedHits;
    const found = few ? undefined : (matching.all(expression) as number[]);
    if (found && found.length > rankedHits) return { pages: within(found, documentId), score: undefined };
    const rows = scored.all(expression) as [number, number][];
    const pages = rows.map((row) => row[0]);
    const score = new Float64Array((pages.at(-1) ?? 0) + 1);
    for (const [page, value] of rows) score[page] = value;
    // Who types several words mostly means them as they follow each other: such pages go before scattered syllables.
    const together = togetherExpression(query);
    if (together)
      for (const page of matching.all(together) as number[])
        if (page < score.length) score[page]! -= togetherLead;
    return { pages: within(pages, documentId), score };
  }

  function within(pages: number[], documentId: string | undefined): number[] {
    if (documentId === undefined) return pages;
    const only = document.get(documentId) as number | undefined;
    return only === undefined ? [] : directory.only(pages, only);
  }

  /** Of the pages, those that have every marked word of the query; and the others. */
  function splitByMarks(pages: readonly number[], expression: string): [number[], number[]] {
    const withMarks = new Uint8Array(directory.lastPage() + 1);
    for (const page of marked.all(expression) as number[]) withMarks[page] = 1;
    return [pages.filter((page) => withMarks[page] === 1), pages.filter((page) => withMarks[page] !== 1)];
  }

  function read(page: number, query: ParsedQuery): Reading {
    const row = content.get(page) as { words: Buffer; fields: string };
    const text = pageTokens(unpackText(row.words));
    const fields = fieldTokens(row.fields);
    const inText = findOccurrences(text, query);
    const inFields = row.fields === '' ? [] : findOccurrences(fields, query);
    const exact = new Set([...termsOf(inText, true), ...termsOf(inFields, true)]).size === query.terms.length;
    return { text, fields, inText, inFields, exact, packed: row.words };
  }

  function show(page: number, reading: Reading, hasMarks: boolean): IndexHit {
    const { text, fields, inText, inFields, exact, packed } = reading;
    const at = place.get(page) as { document_id: string; page_id: string; ordinal: number };
    const fromText = inFields.length === 0 || (inText.length > 0 && preferText(inText, inFields));
    const words = matchedWords(text, inText).slice(0, maxBoxes);
    const all = words.length === 0 ? [] : unpackBoxes(packed);
    return {
      documentId: at.document_id,
      pageId: at.page_id,
      page: at.ordinal,
      snippet: fromText
        ? makeSnippet(text, inText, hasMarks)
        : makeSnippet(fields, inFields, hasMarks, ' · '),
      boxes: words.flatMap((word) => all[word] ?? []),
      exact,
    };
  }

  return db.transaction(({ query: typed, limit = 20, offset = 0, documentId }: IndexQuery): IndexAnswer => {
    const started = performance.now();
    const query = parseQuery(typed);
    directory.refresh();
    const { pages, score } = pagesOf(query, documentId);
    const wanted = Math.max(0, Math.trunc(offset)) + Math.max(0, Math.trunc(limit));
    const expression = markedExpression(query);
    let order: number[];
    if (expression === undefined) order = best(pages, score, wanted);
    else {
      // A rare number beside a common "QĐ": reading the few pages is quicker than the many rows of the common word.
      const few = pages.length * rowsPerReading < directory.lastPage();
      const [first, later] = few ? [pages, []] : splitByMarks(pages, expression);
      const isExact = (page: number): boolean => read(page, query).exact;
      order = exactFirst(first, later, score, wanted, few || needsReading(query) ? isExact : undefined);
    }
    const shown = order.slice(Math.max(0, Math.trunc(offset)), wanted);
    return {
      total: pages.length,
      totalDocuments: directory.countDocuments(pages),
      hits: shown.map((page) => show(page, read(page, query), query.hasMarks)),
      tookMs: Math.round((performance.now() - started) * 10) / 10,
    };
  });
}

type Score = Float64Array | undefined;

interface Ranking {
  /** Ascending. */
  readonly pages: readonly number[];
  /** bm25 by page, smaller is better; undefined when newest goes first. */
  readonly score: Score;
}

interface Reading {
  readonly text: TextTokens;
  readonly fields: TextTokens;
  readonly inText: readonly Occurrence[];
  readonly inFields: readonly Occurrence[];
  readonly exact: boolean;
  readonly packed: Buffer;
}

/** A phrase: the table of marked words knows that all its words are on the page, not that they stand together. */
const needsReading = (query: ParsedQuery): boolean =>
  query.terms.some((term) => term.folded.length > 1 && term.exact.some(isMarked));

const preferText = (inText: readonly Occurrence[], inFields: readonly Occurrence[]): boolean =>
  termsOf(inText, true).size >= termsOf(inFields, true).size &&
  termsOf(inText).size >= termsOf(inFields).size;

/**
 * The best `count` of the pages (ascending) in order: by score and then the older one, or newest first without scores.
 * Only these are sorted: it keeps a query with many hits quick.
 */
function best(pages: readonly number[], score: Score, count: number): number[] {
  if (count <= 0) return [];
  if (!score) return pages.slice(-count).reverse();
  let candidates = pages.slice();
  if (candidates.length > count * 4) {
    const limit = Float64Array.from(candidates, (page) => score[page]!).sort()[count - 1]!;
    candidates = candidates.filter((page) => score[page]! <= limit);
  }
  return candidates.sort((a, b) => score[a]! - score[b]! || a - b).slice(0, count);
}

/**
 * Pages with the marks typed, then the others; both ascending. With `isExact` candidates are read in order until
 * `count` are sure, and those that turn out otherwise go to the others. Paging stays steady: asking for more pages
 * only goes on reading.
 */
function exactFirst(
  first: readonly number[],
  later: readonly number[],
  score: Score,
  count: number,
  isExact: ((page: number) => boolean) | undefined,
): number[] {
  const sure: number[] = [];
  const others: number[] = [];
  const candidates = best(first, score, isExact ? first.length : count);
  for (const [place, page] of candidates.entries()) {
    if (sure.length >= count) return sure;
    if (!isExact || place >= verifiedPages || isExact(page)) sure.push(page);
    else others.push(page);
  }
  const rest = others.length === 0 ? later : [...later, ...others].sort((a, b) => a - b);
  return sure.concat(best(rest, score, count - sure.length));
}

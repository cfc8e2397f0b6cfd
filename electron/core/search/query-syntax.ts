// Reads what a person typed into the search box: words, "phrases", prefix*, -excluded.
// Must accept every string; only a query without any word to look for is an error.
import { AppError } from '../../../shared/errors/app-error.ts';
import { exactForm, fold, tokenize } from '../../../shared/text/fold.ts';

/** One or more words that must stand next to each other. */
export interface Term {
  readonly folded: readonly string[];
  /** The same words with their marks (exactForm). */
  readonly exact: readonly string[];
  /** The last word may go on: `quy*`. */
  readonly prefix: boolean;
}

export interface ParsedQuery {
  /** A page must hold all of them. At least one. */
  readonly terms: readonly Term[];
  /** Pages with one of them are left out, with or without marks. */
  readonly excluded: readonly Term[];
  /** The user typed at least one mark (or đ), so pages with the very marks go first. */
  readonly hasMarks: boolean;
}

/** Beyond these a query is a pasted page; the rest of it is not looked for. */
const maxTerms = 64;
const maxWordsInTerm = 256;

const quotes = /["“”„‟«»]/;
const pieces = /((?<=^|\s)-)?(?:["“”„‟«»]([^"“”„‟«»]*)(?:["“”„‟«»]|$)(\*?)|([^\s"“”„‟«»]+))/gu;

/** Throws SEARCH_QUERY_EMPTY when there is no letter or digit to look for (or only excluded words). */
export function parseQuery(query: string): ParsedQuery {
  const terms = new Map<string, Term>();
  const excluded = new Map<string, Term>();
  for (const match of query.normalize('NFC').matchAll(pieces)) {
    const [, minus, quoted, star, bare] = match;
    const text = quoted === undefined ? bare! : quoted + star;
    // A hyphen excludes only at the start of a word; in "11-CT" and after a quotation mark it is punctuation.
    const into = minus ? excluded : terms;
    const term = readTerm(text);
    if (term && into.size < maxTerms) into.set(`${term.prefix}${term.exact.join(' ')}`, term);
  }
  if (terms.size === 0) throw new AppError('SEARCH_QUERY_EMPTY', {});
  const all = [...terms.values()];
  return {
    terms: all,
    excluded: [...excluded.values()],
    hasMarks: all.some((term) => term.exact.some(isMarked)),
  };
}

function readTerm(text: string): Term | undefined {
  const tokens = tokenize(text).slice(0, maxWordsInTerm);
  const last = tokens.at(-1);
  if (!last) return undefined;
  return {
    folded: tokens.map((token) => token.folded),
    exact: tokens.map((token) => exactForm(text.slice(token.start, token.end))),
    prefix: text.slice(last.end).replace(quotes, '').startsWith('*'),
  };
}

/** True for a word that folding changes: only such words can be told apart by their marks. */
export const isMarked = (exact: string): boolean => fold(exact) !== exact;

/** The query for the folded table. Subtle: words hold letters and digits only, so quoting them is always safe. */
export function foldedExpression(query: ParsedQuery): string {
  const wanted = query.terms.map((term) => phrase(term.folded, term.prefix)).join(' AND ');
  if (query.excluded.length === 0) return wanted;
  return `(${wanted}) NOT (${query.excluded.map((term) => phrase(term.folded, term.prefix)).join(' OR ')})`;
}

/** All words of the query in a row, as typed; undefined when it has only one term and the phrase would ask nothing new. */
export function togetherExpression({ terms }: ParsedQuery): string | undefined {
  if (terms.length < 2 || terms.slice(0, -1).some((term) => term.prefix)) return undefined;
  return phrase(
    terms.flatMap((term) => term.folded),
    terms.at(-1)?.prefix ?? false,
  );
}

/** The query for the table of marked words: every marked word typed, wherever it stands. Undefined when there is none. */
export function markedExpression(query: ParsedQuery): string | undefined {
  const wanted = new Set<string>();
  for (const term of query.terms) {
    term.exact.forEach((exact, place) => {
      if (!isMarked(exact)) return;
      if (!term.prefix || place < term.exact.length - 1) wanted.add(phrase([exact], false));
      else
        wanted.add(
          `(${prefixForms(exact)
            .map((form) => phrase([form], true))
            .join(' OR ')})`,
        );
    });
  }
  return wanted.size === 0 ? undefined : [...wanted].join(' AND ');
}

/** `hoà*` also begins hoàn, where the tone never moves; exactForm alone would only look for hòa. */
export function prefixForms(exact: string): string[] {
  const moved = exact.replace(/([òóỏõọùúủũụ])([aey])$/u, (_, first: string, second: string) => {
    const tone = first.normalize('NFD').slice(1);
    return (first.normalize('NFD')[0]! + second + tone).normalize('NFC');
  });
  return moved === exact ? [exact] : [exact, moved];
}

const phrase = (words: readonly string[], prefix: boolean): string =>
  `"${words.join(' ')}"${prefix ? '*' : ''}`;

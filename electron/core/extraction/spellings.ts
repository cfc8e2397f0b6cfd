// What the running text of the document says about the spelling of a syllable next to its neighbour.
// Must not decide alone: it only helps where recognition of a headline was unsure.
import type { Sheet } from './layout.ts';
import { keyOf } from './text-match.ts';

export interface Spellings {
  /**
   * The spelling of the syllable `key` (lower case, with marks) that occurs in the document beside the same neighbour;
   * null when nothing was read well beside either neighbour. `own` is left out of the count.
   */
  bestSpelling(
    key: string,
    before: string | null,
    after: string | null,
    own?: { readonly text: string; readonly confidence: number },
  ): { text: string; weight: number } | null;
}

const bare = (text: string): string => text.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, '');

export function gatherSpellings(sheets: readonly Sheet[]): Spellings {
  // pair of keys → spelling of the one in question → weight
  const pairs = new Map<string, Map<string, number>>();
  const count = (pair: string, spelling: string, weight: number): void => {
    const list = pairs.get(pair) ?? new Map<string, number>();
    list.set(spelling, (list.get(spelling) ?? 0) + weight);
    pairs.set(pair, list);
  };
  for (const sheet of sheets) {
    for (const row of sheet.rows) {
      for (let i = 0; i + 1 < row.words.length; i++) {
        const a = row.words[i]!;
        const b = row.words[i + 1]!;
        // Capitals lose their marks most; they are what is to be repaired, not what to learn from.
        if (a.confidence < 0.6 || b.confidence < 0.6 || !/\p{Ll}/u.test(a.text + b.text)) continue;
        const [left, right] = [bare(a.text).toLocaleLowerCase('vi'), bare(b.text).toLocaleLowerCase('vi')];
        const [leftKey, rightKey] = [keyOf(left), keyOf(right)];
        if (leftKey === '' || rightKey === '') continue;
        count(`${leftKey}>${rightKey}`, left, a.confidence);
        count(`<${leftKey}>${rightKey}`, right, b.confidence);
      }
    }
  }
  return {
    bestSpelling(key, before, after, own) {
      const ownText = own ? bare(own.text).toLocaleLowerCase('vi') : '';
      const sum = new Map<string, number>();
      const add = (list: Map<string, number> | undefined): void => {
        for (const [text, weight] of list ?? []) {
          const others = text === ownText && own ? weight - own.confidence : weight;
          if (others > 0.01) sum.set(text, (sum.get(text) ?? 0) + others);
        }
      };
      if (after) add(pairs.get(`${key}>${keyOf(after)}`));
      if (before) add(pairs.get(`<${keyOf(before)}>${key}`));
      let best: { text: string; weight: number } | null = null;
      let total = 0;
      for (const [text, weight] of sum) {
        total += weight;
        if (!best || weight > best.weight) best = { text, weight };
      }
      return best && best.weight >= 0.7 * total ? best : null;
    },
  };
}

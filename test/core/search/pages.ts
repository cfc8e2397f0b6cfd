// Pages for the tests of the index: text in, recognised page out, with boxes that tell which word is which.
// Must not be used by the program.
import type { IndexedPage } from '../../../electron/core/search/index.ts';
import type { Box, PageText } from '../../../shared/model/page-text.ts';

/** A line of the page a line of the text, an empty line a new paragraph. Word w of line l lies at x = w/100, y = l/100. */
export function pageText(text: string): PageText {
  let paragraph = 0;
  const lines: PageText['lines'][number][] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      paragraph++;
      continue;
    }
    const y = lines.length / 100;
    const words = line
      .trim()
      .split(/ +/)
      .map((word, w) => ({ text: word, confidence: 0.9, box: { x: w / 100, y, w: 0.008, h: 0.008 } }));
    const box = { x: 0, y, w: 1, h: 0.01 };
    lines.push({ words, box, baseline: [0, y + 0.01, 1, y + 0.01], block: 0, paragraph });
  }
  return { widthPx: 2480, heightPx: 3508, dpi: 300, rotation: 0, skewDegrees: 0, lines, meanConfidence: 0.9 };
}

export const page = (
  pageId: string,
  text: string,
  more: Partial<Omit<IndexedPage, 'pageId' | 'text'>> = {},
): IndexedPage => ({
  pageId,
  documentId: `doc-${pageId}`,
  page: 1,
  fields: {},
  ...more,
  text: pageText(text),
});

/** [line, word] of each box made by pageText. */
export const boxPlaces = (boxes: readonly Box[]): [number, number][] =>
  boxes.map((box) => [Math.round(box.y * 100), Math.round(box.x * 100)]);

/** Fictitious administrative text, the same for the same number. */
export function syntheticPage(number: number): IndexedPage {
  let state = (number + 1) * 2654435761;
  const next = (limit: number): number => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    return state % limit;
  };
  const lines: string[] = [`Số: ${number}/QĐ-UBND ngày ${1 + next(28)}/${1 + next(12)}/${1990 + next(30)}`];
  for (let l = 0; l < 28; l++) {
    const words: string[] = [];
    // Squaring makes the first words of the list common and the last ones rare, as in real text.
    for (let w = 0; w < 10; w++) {
      const at = next(1000) / 1000;
      words.push(vocabulary[Math.floor(at * at * at * vocabulary.length)]!);
    }
    lines.push(words.join(' '));
  }
  const documentId = `d${Math.floor(number / 3)}`;
  return page(`p${number}`, lines.join('\n'), { documentId, page: (number % 3) + 1 });
}

const onsets = [
  '',
  'b',
  'c',
  'ch',
  'd',
  'đ',
  'g',
  'gi',
  'h',
  'kh',
  'l',
  'm',
  'n',
  'nh',
  'ph',
  'qu',
  'r',
  's',
];
const rimes = [
  'a',
  'à',
  'á',
  'ạ',
  'an',
  'án',
  'ang',
  'ảng',
  'ất',
  'ật',
  'iệm',
  'inh',
  'ịnh',
  'oà',
  'òa',
  'ông',
];
const common =
  'của và các ủy ban nhân dân về việc theo quyết định chỉ thị đảng huyện tỉnh xã công tác năm thực hiện';
const vocabulary = common
  .split(' ')
  .concat(onsets.flatMap((onset) => rimes.concat('ưởng', 'uyết', 'ớc', 'yền').map((rime) => onset + rime)));

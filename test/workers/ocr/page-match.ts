// How much of what stands on a page was read, and whether it was read where it stands.
// Must not be lenient about places: a right word in the wrong place is a wrong word.
import type { Box, PageText, PageWord } from '../../../shared/model/page-text.ts';
import { pageWords } from '../../../shared/model/page-text.ts';
import type { PageTruth } from '../../fixtures/index.ts';

/** Share of the printed words found with the same letters, their middle inside the true box and of like size. */
export function shareFoundInPlace(read: PageText, truth: PageTruth): number {
  const words = pageWords(read);
  const printed = truth.words.filter((word) => !word.hand);
  const found = printed.filter((word) =>
    words.some((other) => other.text === word.text && inPlace(other, word)),
  );
  return found.length / printed.length;
}

function inPlace(word: PageWord, truth: PageWord): boolean {
  const x = word.box.x + word.box.w / 2;
  const y = word.box.y + word.box.h / 2;
  return contains(truth.box, x, y) && word.box.w > truth.box.w * 0.7 && word.box.w < truth.box.w * 1.4 + 0.01;
}

function contains(box: Box, x: number, y: number): boolean {
  return x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h;
}

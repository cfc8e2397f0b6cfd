// Recognition of one page, from its image file to words in reading order.
// Must not know jobs, threads or the database.
import type { Box, PageLine, PageText, PageWord } from '../../../shared/model/page-text.ts';
import type { OcrTasks } from '../tasks.ts';
import { type RawLine, readLines } from './engine.ts';
import { loadPage } from './grey-picture.ts';
import type { CoreBox } from './tesseract-core.ts';

/** See OcrTasks.recognise. */
export const recognise: OcrTasks['recognise'] = async ({ image, rotation, dpi, languages }) => {
  const page = await loadPage(image, rotation, dpi);
  const raw = await readLines(page.grey, page.dpi, languages);
  const { widthPx, heightPx } = page.grey;
  const lines = raw.map((line) => placedLine(line, widthPx, heightPx));
  return {
    widthPx: page.uprightWidthPx,
    heightPx: page.uprightHeightPx,
    dpi,
    rotation,
    skewDegrees: 0,
    lines,
    meanConfidence: meanConfidence(lines),
  } satisfies PageText;
};

function placedLine(line: RawLine, widthPx: number, heightPx: number): PageLine {
  const place = (box: CoreBox): Box => ({
    x: box.x0 / widthPx,
    y: box.y0 / heightPx,
    w: (box.x1 - box.x0) / widthPx,
    h: (box.y1 - box.y0) / heightPx,
  });
  const { x0, y0, x1, y1 } = line.baseline;
  return {
    words: line.words.map(
      (word): PageWord => ({
        text: word.text.normalize('NFC'),
        confidence: word.confidence,
        box: place(word.box),
      }),
    ),
    box: place(line.box),
    baseline: [x0 / widthPx, y0 / heightPx, x1 / widthPx, y1 / heightPx],
    block: line.block,
    paragraph: line.paragraph,
  };
}

function meanConfidence(lines: readonly PageLine[]): number {
  let weight = 0;
  let sum = 0;
  for (const word of lines.flatMap((line) => line.words)) {
    weight += word.text.length;
    sum += word.text.length * word.confidence;
  }
  return weight === 0 ? 0 : sum / weight;
}

// Sets words on an imaginary A4 page at 300 dpi for the tests of extraction.
// Must not hold text of real documents.
import type { FieldName, FieldProposal } from '../../../shared/model/document.ts';
import type { PageLine, PageText, PageWord } from '../../../shared/model/page-text.ts';
import { boundingBox } from '../../../shared/model/page-text.ts';

const widthPx = 2480;
const heightPx = 3508;
/** A character of 13 pt type. */
const characterWidth = 0.0098;
const capitalHeight = 0.0095;

export interface SetWord {
  readonly text: string;
  readonly confidence?: number;
  /** Times the usual height; handwriting is taller. */
  readonly tall?: number;
  /** Times the usual height below the baseline. */
  readonly sink?: number;
  /** Space before it, in characters. */
  readonly gap?: number;
}

export interface SetLine {
  /** Left end, or the middle when `centred`. */
  readonly x: number;
  readonly y: number;
  readonly words: readonly SetWord[];
  readonly centred?: boolean;
}

type Words = string | readonly (string | SetWord)[];

const wordsOf = (words: Words): SetWord[] =>
  typeof words === 'string'
    ? words.split(' ').map((text) => ({ text }))
    : words.flatMap((w) => (typeof w === 'string' ? w.split(' ').map((text) => ({ text })) : [w]));

/** A line that starts at `x`; strings are words of confidence 0.96. */
export const at = (x: number, y: number, words: Words): SetLine => ({ x, y, words: wordsOf(words) });
/** A line whose middle is at `x`. */
export const centred = (x: number, y: number, words: Words): SetLine => ({
  x,
  y,
  words: wordsOf(words),
  centred: true,
});
/** Lines of running text over the full width, the first one indented. */
export function paragraph(y: number, ...lines: string[]): SetLine[] {
  return lines.map((text, i) => {
    const words = wordsOf(text);
    const x = i === 0 ? 0.22 : 0.16;
    // Justified: the last line stays as it is, the others reach the right margin.
    if (i === lines.length - 1 && i > 0) return { x, y: y + i * 0.02, words };
    const used = words.reduce((sum, w) => sum + w.text.length, 0);
    const gap = ((0.92 - x) / characterWidth - used) / Math.max(1, words.length - 1);
    return {
      x,
      y: y + i * 0.02,
      words: words.map((w, k) => (k === 0 ? w : { ...w, gap: Math.max(0.4, gap) })),
    };
  });
}

function lineOf(line: SetLine, block: number): PageLine {
  const total = line.words.reduce(
    (sum, w, i) => sum + w.text.length * characterWidth + (i === 0 ? 0 : (w.gap ?? 0.8) * characterWidth),
    0,
  );
  let x = line.centred ? line.x - total / 2 : line.x;
  const words = line.words.map((w, i): PageWord => {
    if (i > 0) x += (w.gap ?? 0.8) * characterWidth;
    const h = capitalHeight * (w.tall ?? 1);
    const bottom = line.y + capitalHeight + capitalHeight * (w.sink ?? 0);
    const word = {
      text: w.text.normalize('NFC'),
      confidence: w.confidence ?? 0.96,
      box: { x, y: bottom - h, w: w.text.length * characterWidth, h },
    };
    x += w.text.length * characterWidth;
    return word;
  });
  const box = boundingBox(words.map((w) => w.box))!;
  const foot = line.y + capitalHeight;
  return { words, box, baseline: [box.x, foot, box.x + box.w, foot], block, paragraph: 1 };
}

export function page(...lines: readonly (SetLine | readonly SetLine[])[]): PageText {
  return {
    widthPx,
    heightPx,
    dpi: 300,
    rotation: 0,
    skewDegrees: 0,
    lines: lines.flat().map((line, i) => lineOf(line, i + 1)),
    meanConfidence: 0.96,
  };
}

/** The value proposed first for a field; undefined when nothing is proposed. */
export const fieldValue = (proposals: readonly FieldProposal[], name: FieldName): string | undefined =>
  proposals.find((p) => p.name === name)?.value;

export const proposalOf = (proposals: readonly FieldProposal[], name: FieldName): FieldProposal | undefined =>
  proposals.find((p) => p.name === name);

export const stateTitle: readonly SetLine[] = [
  centred(0.68, 0.07, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
  centred(0.68, 0.09, 'Độc lập - Tự do - Hạnh phúc'),
];
export const partyTitle: readonly SetLine[] = [centred(0.7, 0.07, 'ĐẢNG CỘNG SẢN VIỆT NAM')];

export const someText = (y: number): SetLine[] =>
  paragraph(
    y,
    'Để việc giữ gìn hồ sơ của các cơ quan được tốt hơn trong những năm tới',
    'các đơn vị trực thuộc tổ chức kiểm kê toàn bộ hồ sơ đang giữ trong kho',
    'và báo cáo kết quả đúng hạn.',
  );

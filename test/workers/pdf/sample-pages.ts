// Makes small pages for the PDF tests: pictures by sharp, recognised text with known boxes.
// Must not use fonts or an OCR engine: what matters here is where words stand, not what they look like.
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { PdfMetadata, PdfPageInput } from '../../../electron/workers/tasks.ts';
import type { PageLine, PageText, PageWord } from '../../../shared/model/page-text.ts';

export const DPI = 100;
/** Stored size of the sample pictures: a sheet of 420 × 594 pt. */
export const WIDTH_PX = 583;
export const HEIGHT_PX = 825;

export const metadata: PdfMetadata = {
  title: 'Chỉ thị 15/CT-UBND về "phòng, chống" <dịch> & thiên tai',
  author: 'ỦY BAN NHÂN DÂN TỈNH',
  subject: 'Về việc thử (một) \\ hai',
  keywords: 'chỉ thị; phòng chống',
  identifier: 'H29.05.012.003',
  createdAt: '2026-03-05T08:30:00+07:00',
  language: 'vi-VN',
};

/** Words of very different heights, one-character words, words that touch. */
export const sampleLines = [
  'ỦY BAN NHÂN DÂN TỈNH',
  'Số: 15 /CT-UBND - năm 2021',
  'Căn cứ Luật tổ chức chính quyền địa phương',
  'a ă ơ 8 . , - và người nghỉ hưu',
  'đường Nguyễn Huệ “trích yếu” (nếu có);',
];

/**
 * Recognised text of a page `widthPx` × `heightPx` (upright): each line of `lines` on its own baseline, boxes around the
 * ink an ordinary typeface would have, the whole turned by `skewDegrees` about the page's centre (positive = downhill).
 */
export function sampleText(
  lines: readonly string[],
  options: {
    widthPx?: number;
    heightPx?: number;
    skewDegrees?: number;
    rotation?: PageText['rotation'];
    firstLinePx?: number;
  } = {},
): PageText {
  const {
    widthPx = WIDTH_PX,
    heightPx = HEIGHT_PX,
    skewDegrees = 0,
    rotation = 0,
    firstLinePx = 120,
  } = options;
  const size = 17;
  const angle = (skewDegrees * Math.PI) / 180;
  const centre = [widthPx / 2, heightPx / 2] as const;
  const turn = (x: number, y: number): [number, number] => [
    centre[0] + (x - centre[0]) * Math.cos(angle) - (y - centre[1]) * Math.sin(angle),
    centre[1] + (x - centre[0]) * Math.sin(angle) + (y - centre[1]) * Math.cos(angle),
  ];
  const pageLines = lines.map((line, i): PageLine => {
    const y = firstLinePx + i * 40;
    let x = 60;
    const words = line.split(' ').map((text): PageWord => {
      const width = [...text].length * size * 0.5;
      const [up, down] = inkOf(text, size);
      const box = boundingBoxOf([
        turn(x, y - up),
        turn(x + width, y - up),
        turn(x, y + down),
        turn(x + width, y + down),
      ]);
      x += width + size * 0.35;
      return {
        text,
        confidence: 0.9,
        box: { x: box.x / widthPx, y: box.y / heightPx, w: box.w / widthPx, h: box.h / heightPx },
      };
    });
    const [start, end] = [turn(60, y), turn(x, y)];
    return {
      words,
      box: words[0]!.box,
      baseline: [start[0] / widthPx, start[1] / heightPx, end[0] / widthPx, end[1] / heightPx],
      block: 1,
      paragraph: 1,
    };
  });
  return { widthPx, heightPx, dpi: DPI, rotation, skewDegrees, lines: pageLines, meanConfidence: 0.9 };
}

/** Ink above and below the baseline, in pixels. */
function inkOf(text: string, size: number): [number, number] {
  const up = /[\p{Lu}\dbdđfhklt“”/()]/u.test(text)
    ? /[ỦỈẤẾỐỔỖỂỄ]/u.test(text)
      ? 0.95
      : 0.72
    : /[.,]/.test(text) && text.length === 1
      ? 0.1
      : 0.52;
  return [up * size, (/[gpqyị;,(]/.test(text) ? 0.22 : 0) * size];
}

function boundingBoxOf(points: readonly (readonly [number, number])[]): {
  x: number;
  y: number;
  w: number;
  h: number;
} {
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y };
}

/** A picture without symmetry: tinted paper, a dark bar at the top, a red square at the left, noise-free. */
export function sampleSvg(widthPx = WIDTH_PX, heightPx = HEIGHT_PX): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}">` +
      `<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="#fdf6e3"/><stop offset="1" stop-color="#c9d8e8"/></linearGradient></defs>` +
      `<rect width="100%" height="100%" fill="url(#g)"/><rect x="20" y="10" width="${widthPx - 40}" height="40" fill="#222"/>` +
      '<rect x="20" y="300" width="120" height="120" fill="#d01020"/></svg>',
  );
}

/** The same as a black and white drawing of 0 and 255. */
export function sampleBitonal(): Sharp {
  return sharp(sampleSvg()).removeAlpha().toColourspace('b-w').threshold(128);
}

export async function writeImage(folder: string, name: string, picture: Sharp): Promise<string> {
  const path = join(folder, name);
  await picture.toFile(path);
  return path;
}

export async function jpegPage(
  folder: string,
  change: Partial<PdfPageInput> = {},
  name = 'page.jpg',
): Promise<PdfPageInput> {
  const path = await writeImage(folder, name, sharp(sampleSvg()).jpeg({ quality: 85 }));
  return {
    image: { path, mediaType: 'image/jpeg', frame: 0 },
    rotation: 0,
    dpi: DPI,
    text: sampleText(sampleLines),
    ...change,
  };
}

/** The words of `lines` in order. */
export function wordsOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}

export function foldedWords(text: string): string[] {
  return text.normalize('NFC').split(/\s+/u).filter(Boolean);
}

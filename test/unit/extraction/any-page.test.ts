import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractFields, loadExtractionProfile } from '../../../electron/core/extraction/index.ts';
import { fieldNames } from '../../../shared/model/document.ts';
import type { PageText } from '../../../shared/model/page-text.ts';

const profile = loadExtractionProfile();
const known =
  'Số: 15/QĐ-UBND /CT-UBND Số 12-NQ/TU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ĐẢNG CỘNG SẢN Độc lập - Tự do Hạnh phúc ngày tháng năm 2019 05 CHỈ THỊ QUYẾT ĐỊNH V/v Về việc MẬT KHẨN Nơi nhận: TM. CHỦ TỊCH Nguyễn Văn Mẫu UBND TỈNH SỞ NỘI VỤ Lâm Đồng, | * ---'.split(
    ' ',
  );

// Also boxes outside the page, without size, and not numbers at all: recognition engines have produced each.
const length = fc.oneof(
  { weight: 20, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ min: -2, max: 3 }) },
);
const word = fc.record({
  text: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...known) },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }) },
  ),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  box: fc.record({
    x: length,
    y: length,
    w: fc.double({ min: 0, max: 0.3, noNaN: true }),
    h: fc.double({ min: 0, max: 0.05, noNaN: true }),
  }),
});
const line = fc.record({
  words: fc.array(word, { maxLength: 8 }),
  box: fc.constant({ x: 0, y: 0, w: 1, h: 1 }),
  baseline: fc.constant([0, 0, 1, 0] as const),
  block: fc.nat(9),
  paragraph: fc.nat(9),
});
const pageText: fc.Arbitrary<PageText> = fc.record({
  widthPx: fc.nat(3000),
  heightPx: fc.nat(4000),
  dpi: fc.nat(600),
  rotation: fc.constantFrom(0, 90, 180, 270),
  skewDegrees: fc.double({ min: -90, max: 90 }),
  lines: fc.array(line, { maxLength: 14 }),
  meanConfidence: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('any page whatever', () => {
  it('is read without an error, into ordered proposals with boxes on a page and confidence between 0 and 1', () => {
    let proposed = 0;
    fc.assert(
      fc.property(fc.array(pageText, { maxLength: 3 }), (pages) => {
        const fields = extractFields(pages, profile);
        proposed += fields.length;
        let rank = 0;
        for (const field of fields) {
          expect(fieldNames.indexOf(field.name)).toBeGreaterThanOrEqual(rank);
          rank = fieldNames.indexOf(field.name);
          expect(field.confidence).toBeGreaterThanOrEqual(0);
          expect(field.confidence).toBeLessThanOrEqual(1);
          expect(field.value).toBe(field.value.normalize('NFC').trim());
          if (!field.box) continue;
          const { page, x, y, w, h } = field.box;
          expect(page).toBeGreaterThanOrEqual(1);
          expect(page).toBeLessThanOrEqual(pages.length);
          for (const v of [x, y, w, h, x + w, y + h]) {
            expect(v).toBeGreaterThanOrEqual(0);
            expect(v).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }),
      { numRuns: 300 },
    );
    // The pages must be real enough to be read at all, or this test would show nothing.
    expect(proposed).toBeGreaterThan(100);
  });
});

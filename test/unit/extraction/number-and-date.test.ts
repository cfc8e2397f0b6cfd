import { describe, expect, it } from 'vitest';
import { extractFields, loadExtractionProfile } from '../../../electron/core/extraction/index.ts';
import type { SetWord } from './page-builder.ts';
import { at, centred, fieldValue, page, proposalOf, someText, stateTitle } from './page-builder.ts';

const profile = loadExtractionProfile();

function document(
  number: readonly (string | SetWord)[],
  date: readonly (string | SetWord)[] = ['Lâm Đồng, ngày 05 tháng 02 năm 2019'],
) {
  return extractFields(
    [
      page(
        centred(0.28, 0.07, 'ỦY BAN NHÂN DÂN'),
        centred(0.28, 0.09, 'TỈNH LÂM ĐỒNG'),
        ...stateTitle,
        at(0.2, 0.125, number),
        at(0.54, 0.125, date),
        centred(0.54, 0.165, 'CHỈ THỊ'),
        centred(0.54, 0.185, 'Về việc giữ gìn hồ sơ'),
        someText(0.24),
      ),
    ],
    profile,
  );
}
const numberOf = (...words: (string | SetWord)[]) => proposalOf(document(words), 'codeNumber')!;
const dateOf = (...words: (string | SetWord)[]) =>
  proposalOf(document(['Số: 15/CT-UBND'], words), 'issuedDate')!;

describe('the number', () => {
  it('is read when it is printed in one piece with the symbol', () => {
    expect(numberOf('Số:', '15/CT-UBND').value).toBe('15');
    expect(numberOf('Số:15/CT-UBND').value).toBe('15');
  });

  it('is left empty, with its place, when the gap was left blank', () => {
    const blank = numberOf('Số:', { text: '/CT-UBND', gap: 6 });
    expect(blank.value).toBe('');
    expect(blank.confidence).toBe(0);
    expect(blank.box!.x).toBeGreaterThan(0.2);
    expect(blank.box!.x + blank.box!.w).toBeLessThan(0.35);
    expect(blank.box!.w).toBeGreaterThan(0.03);
  });

  it('is left empty when digits stand loose in the gap, however sure recognition was', () => {
    expect(numberOf('Số:', { text: '16', gap: 1.5 }, { text: '/CT-UBND', gap: 2.5 }).value).toBe('');
    expect(numberOf('Số:', { text: '16', tall: 1.6, sink: 0.3 }, { text: '/CT-UBND', gap: 0.2 }).value).toBe(
      '',
    );
  });

  it('is left empty when handwriting came out as junk', () => {
    for (const junk of ['0+', 'Ø7', '@#', '4ổ', '44.', '⁄‡6'])
      expect(numberOf('Số:', { text: junk, confidence: 0.7 }, '/CT-UBND').value, junk).toBe('');
    expect(numberOf({ text: 'Số:⁄‡6', confidence: 0.44 }, '/CT-UBND').value).toBe('');
    expect(numberOf({ text: 'Sôi', confidence: 0.15 }, '/CT-UBND').value).toBe('');
    expect(numberOf('Số:', { text: '16/CT-UBND', confidence: 0.5 }).value).toBe('');
  });

  it('keeps the year of a legal document with the number', () => {
    const fields = document(['Số: 30/2020/NĐ-CP']);
    expect(fieldValue(fields, 'codeNumber')).toBe('30/2020');
    expect(fieldValue(fields, 'codeNotation')).toBe('NĐ-CP');
  });
});

describe('the symbol', () => {
  const symbolOf = (text: string) => fieldValue(document(['Số:', `15/${text}`]), 'codeNotation');
  it('is repaired with what the type line and the body speak for', () => {
    expect(symbolOf('CI-UBND')).toBe('CT-UBND');
    expect(symbolOf('CT-UBNĐ')).toBe('CT-UBND');
    expect(symbolOf('CT-U8ND')).toBe('CT-UBND');
  });
  it('is not changed by the initials of a body that was read badly', () => {
    const fields = extractFields(
      [
        page(
          centred(0.28, 0.07, 'UBND TỈNH LÂM ĐỒNG'),
          centred(0.28, 0.09, ['SỞ', { text: 'VƯỜM', confidence: 0.4 }, { text: 'HOÀ', confidence: 0.4 }]),
          ...stateTitle,
          centred(0.28, 0.125, 'Số: 15/CT-SVT'),
          centred(0.54, 0.165, 'CHỈ THỊ'),
          someText(0.24),
        ),
      ],
      profile,
    );
    expect(fieldValue(fields, 'codeNotation')).toBe('CT-SVT');
  });

  it('stays as read when nothing known resembles it', () => {
    expect(symbolOf('QWX-ZKV')).toBe('QWX-ZKV');
  });
  it('keeps the small r that tells Tờ trình from Thông tư', () => {
    expect(symbolOf('TTr-UBND')).toBe('TTr-UBND');
    expect(symbolOf('CTr-UBND')).toBe('CTr-UBND');
  });
});

describe('the date', () => {
  it('is whole when day, month and year are printed', () => {
    expect(dateOf('Lâm Đồng, ngày 05 tháng 02 năm 2019').value).toBe('2019-02-05');
    expect(dateOf('Lâm Đồng, ngày 5 tháng 12 năm 1998').value).toBe('1998-12-05');
  });

  it('stops at the month when the day ran into handwriting', () => {
    for (const day of ['ngàW/†', 'ngày0)', 'ngày‡4'])
      expect(dateOf('Lâm Đồng,', { text: day, confidence: 0.86 }, 'tháng 5 năm 2021').value, day).toBe(
        '2021-05',
      );
    expect(dateOf('Lâm Đồng, ngày', { text: '2-', confidence: 0.9 }, 'tháng 5 năm 2021').value).toBe(
      '2021-05',
    );
    expect(dateOf('Lâm Đồng, ngày', { text: '2ÿ“tháng', confidence: 0.3 }, '12 năm 2021').value).toBe(
      '2021-12',
    );
  });

  it('does not trust a well-read day that stands like handwriting', () => {
    const written: SetWord[] = [
      { text: '27', tall: 1.5 },
      { text: '27', sink: 0.5 },
      { text: '27', gap: 3 },
      { text: '27', confidence: 0.6 },
    ];
    for (const day of written)
      expect(dateOf('Lâm Đồng, ngày', day, 'tháng 5 năm 2021').value, JSON.stringify(day)).toBe('2021-05');
  });

  it('stops at the year when the month was written too', () => {
    expect(dateOf('Lâm Đồng, ngày 2-', { text: 'tháng', confidence: 0 }, 'năm 2021').value).toBe('2021');
    expect(dateOf('Lâm Đồng, ngày 2#', { text: 'tháng21', confidence: 0 }, 'năm 2021').value).toBe('2021');
    expect(dateOf('Lâm Đồng, ngày 04 tháng', { text: '01', tall: 1.6 }, 'năm 2021').value).toBe('2021');
    expect(dateOf('Lâm Đồng, ngày 04 tháng 13 năm 2021').value).toBe('2021');
  });

  it('is read whole on a page scanned askew', () => {
    const straight = page(
      ...stateTitle,
      centred(0.28, 0.125, 'Số: 15/CT-UBND'),
      centred(0.68, 0.125, 'Lâm Đồng, ngày 18 tháng 8 năm 2015'),
      someText(0.24),
      someText(0.32),
    );
    const slope = Math.tan((1.2 * Math.PI) / 180) * (straight.widthPx / straight.heightPx);
    const askew = {
      ...straight,
      lines: straight.lines.map((line) => ({
        ...line,
        words: line.words.map((w) => ({
          ...w,
          box: { ...w.box, y: w.box.y + slope * (w.box.x + w.box.w / 2) },
        })),
      })),
    };
    const fields = extractFields([askew], profile);
    expect(fieldValue(fields, 'issuedDate')).toBe('2015-08-18');
    expect(fieldValue(fields, 'codeNumber')).toBe('15');
    // Boxes are those of the page as people see it, not of the straightened one.
    const day = askew.lines.flatMap((l) => l.words).find((w) => w.text === '18')!;
    const box = proposalOf(fields, 'issuedDate')!.box!;
    expect(box.y).toBeLessThanOrEqual(day.box.y);
    expect(box.y + box.h).toBeGreaterThanOrEqual(day.box.y + day.box.h);
  });

  it('is taken from above the signature when the head has none, but never from running text', () => {
    const dated = extractFields(
      [
        page(
          someText(0.1),
          at(0.16, 0.4, 'Các bên đã thống nhất như trên.'),
          centred(0.7, 0.45, 'Mẫu Sơn, ngày 05 tháng 02 năm 1985'),
          centred(0.72, 0.48, 'CHỦ TỊCH'),
          centred(0.72, 0.58, 'Lê Thị Mẫu'),
        ),
      ],
      profile,
    );
    expect(fieldValue(dated, 'issuedDate')).toBe('1985-02-05');
    expect(proposalOf(dated, 'issuedDate')!.rule).toBe('end.date-line');
    for (const y of [0.1, 0.5]) {
      const text = page(
        someText(0.2),
        at(0.16, y, 'Theo nghị quyết của hội nghị họp ở Mẫu Sơn, ngày 05 tháng 02 năm 1985'),
        at(0.36, y + 0.02, 'họp lần thứ hai ở Mẫu Sơn, ngày 05 tháng 02 năm 1985 và các'),
      );
      expect(extractFields([text], profile)).toEqual([]);
    }
  });

  it('does not make up a day the month does not have', () => {
    expect(dateOf('Lâm Đồng, ngày 31 tháng 02 năm 2019').value).toBe('2019-02');
  });

  it('repairs the place with the list of provinces but leaves other places as read', () => {
    const placeOf = (...words: (string | SetWord)[]) =>
      fieldValue(document(['Số: 15/CT-UBND'], words), 'issuedPlace');
    expect(placeOf('Lâm Đông, ngày 05 tháng 02 năm 2019')).toBe('Lâm Đồng');
    expect(placeOf('Mẫu Sơn, ngày 05 tháng 02 năm 2019')).toBe('Mẫu Sơn');
  });
});

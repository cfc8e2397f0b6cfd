import { describe, expect, it } from 'vitest';
import { properName } from '../../../electron/core/extraction/casing.ts';
import { extractFields, loadExtractionProfile } from '../../../electron/core/extraction/index.ts';
import { readSheet } from '../../../electron/core/extraction/layout.ts';
import { gatherSpellings } from '../../../electron/core/extraction/spellings.ts';
import { keyDistance, keyOf, keySimilarity, nearest } from '../../../electron/core/extraction/text-match.ts';
import type { SetWord } from './page-builder.ts';
import {
  at,
  centred,
  fieldValue,
  page,
  paragraph,
  proposalOf,
  someText,
  stateTitle,
} from './page-builder.ts';

const profile = loadExtractionProfile();
const nameOf = (...words: (string | SetWord)[]) => {
  const sheet = readSheet(page(at(0.1, 0.1, words)), 1);
  return properName(sheet.words, profile, gatherSpellings([sheet])).text;
};

describe('names of bodies in capitals', () => {
  it('get the casing of running text', () => {
    expect(nameOf('ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG')).toBe('Ủy ban nhân dân tỉnh Lâm Đồng');
    expect(nameOf('BAN CHỈ ĐẠO 138')).toBe('Ban Chỉ đạo 138');
    expect(nameOf('SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH')).toBe('Sở Văn hóa, Thể thao và Du lịch');
    expect(nameOf('UBND THÀNH PHỐ ĐÀ LẠT')).toBe('UBND thành phố Đà Lạt');
    expect(nameOf('ĐẢNG BỘ XÃ TÂN HỘI LẦN THỨ XIV')).toBe('Đảng bộ xã Tân Hội lần thứ XIV');
    expect(nameOf('ỦY BAN KIỂM TRA HUYỆN ỦY')).toBe('Ủy ban Kiểm tra Huyện ủy');
  });

  it('are found although syllables were glued together', () => {
    expect(nameOf('SỞ TÀI NGUYÊN VÀMÔI', { text: 'TRƯỜNG', confidence: 0.3 })).toBe(
      'Sở Tài nguyên và Môi trường',
    );
    expect(nameOf('ỦY BANNHÂN DÂN TỈNH LÂMĐỒNG')).toBe('Ủy ban nhân dân tỉnh Lâm Đồng');
  });

  it('take a misread province only where the name of a province belongs', () => {
    expect(nameOf('UBND TỈNH', { text: 'THÁY', confidence: 0.5 }, 'NGUYÊN')).toBe('UBND tỉnh Thái Nguyên');
    expect(nameOf('SỞ TÀI NGUYÊN')).toBe('Sở Tài nguyên');
    expect(nameOf('TRƯỜNG THÁY NGUYÊN')).toBe('Trường Tháy Nguyên');
  });

  it('keep the tone placement of the printer', () => {
    expect(nameOf('HUYỆN UỶ MẪU SƠN')).toBe('Huyện uỷ Mẫu Sơn');
    expect(nameOf('SỞ VĂN HOÁ, THỂ THAO VÀ DU LỊCH')).toBe('Sở Văn hoá, Thể thao và Du lịch');
  });

  it('are not turned into other words that only look alike', () => {
    expect(nameOf('HUYỆN ỦY ĐÔNG LĨNH')).toBe('Huyện ủy Đông Lĩnh');
    expect(nameOf('PHƯỜNG QUANG NAM')).toBe('Phường Quảng Nam');
    expect(nameOf('XÃ QUẢNG NGỌC')).toBe('Xã Quảng Ngọc');
  });

  it('take a lost mark of an unlisted name from the text of the document', () => {
    const fields = extractFields(
      [
        page(
          centred(0.28, 0.07, 'ỦY BAN NHÂN DÂN'),
          centred(0.28, 0.09, ['HUYỆN', { text: 'MAU', confidence: 0.5 }, 'SƠN']),
          ...stateTitle,
          centred(0.28, 0.125, 'Số: 07/CT-UBND'),
          centred(0.54, 0.165, 'CHỈ THỊ'),
          centred(0.54, 0.185, ['Về việc giữ', { text: 'gin', confidence: 0.5 }, 'hồ sơ']),
          paragraph(
            0.24,
            'Để việc giữ gìn hồ sơ trên địa bàn huyện Mẫu Sơn được tốt hơn nữa trong',
            'các năm tới, việc giữ gìn hồ sơ ở Mẫu Sơn cần làm ngay.',
          ),
        ),
      ],
      profile,
    );
    expect(fieldValue(fields, 'organName')).toBe('Ủy ban nhân dân huyện Mẫu Sơn');
    expect(fieldValue(fields, 'subject')).toBe('Về việc giữ gìn hồ sơ');
  });

  it('are empty, with their place, when the first line is lost, and doubted when the last is', () => {
    const fields = (...lines: string[]) =>
      extractFields(
        [
          page(
            ...lines.map((text, i) => centred(0.28, 0.07 + 0.02 * i, text)),
            ...stateTitle,
            centred(0.28, 0.125, 'Số: 07/CT-UBND'),
            someText(0.24),
          ),
        ],
        profile,
      );
    const lost = proposalOf(fields('TỈNH LÂM ĐỒNG'), 'organName')!;
    expect(lost).toMatchObject({ value: '', confidence: 0 });
    expect(lost.box).not.toBeNull();
    const whole = proposalOf(fields('ỦY BAN NHÂN DÂN', 'TỈNH LÂM ĐỒNG'), 'organName')!;
    const half = proposalOf(fields('ỦY BAN NHÂN DÂN'), 'organName')!;
    expect(half.confidence).toBeLessThan(0.6 * whole.confidence);
  });
});

describe('comparing what was read with what is known', () => {
  it('forgives marks and look-alike letters more than other letters', () => {
    expect(keyOf('TĨNH Quảng-Ngãi, Đ0')).toBe('tinhquangngaid0');
    expect(keyDistance('chithi', 'chlthi')).toBeLessThan(keyDistance('chithi', 'chathi'));
    expect(keyDistance('ngai', 'ngaai')).toBeLessThanOrEqual(1);
    expect(keySimilarity('', '')).toBe(1);
    expect(keySimilarity('a', 'thongbao')).toBe(0);
  });

  it('gives nothing when two known texts are equally near', () => {
    const known = [
      ['thongbao', 'Thông báo'],
      ['thongcao', 'Thông cáo'],
    ] as const;
    expect(nearest(known, 'thongbao', 0.8)?.item).toBe('Thông báo');
    expect(nearest(known, 'thongrao', 0.8)).toBeNull();
    expect(nearest(known, 'quyche', 0.8)).toBeNull();
  });
});

describe('the shipped profile', () => {
  it('names every row once and gives types the two-digit code of Thông tư 05/2025', () => {
    for (const list of [
      profile.documentTypes.map((r) => r.name),
      profile.bodyAbbreviations.map((r) => `${r.abbreviation} ${r.name}`),
      profile.bodyNames.map((r) => r.text),
      profile.places.map((r) => r.name),
      profile.marks.map((r) => `${r.kind} ${r.text}`),
      profile.surnames.map((r) => r.name),
    ]) {
      expect(list.length).toBeGreaterThan(10);
      expect(list.filter((name, i) => list.indexOf(name) !== i)).toEqual([]);
      expect(list.filter((name) => name !== name.normalize('NFC').trim())).toEqual([]);
    }
    for (const type of profile.documentTypes) expect(type.tt05).toMatch(/^(0[1-9]|[12]\d|3[0-2])$/);
    expect(new Set(profile.documentTypes.map((r) => r.name)).size).toBe(profile.documentTypes.length);
    expect(new Set(profile.places.map((r) => keyOf(r.name))).size).toBe(profile.places.length);
    expect(profile.version).toContain('document-types@');
  });
});

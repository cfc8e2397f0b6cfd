import { describe, expect, it } from 'vitest';
import { extractFields, loadExtractionProfile } from '../../../electron/core/extraction/index.ts';
import type { SetLine } from './page-builder.ts';
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
const receivers: readonly SetLine[] = [
  at(0.16, 0.3, 'Nơi nhận:'),
  at(0.16, 0.32, '- Ông Trần Văn Nhận;'),
  at(0.16, 0.34, '- Lưu: VT.'),
];
const signed = (...lines: SetLine[]) =>
  extractFields([page(someText(0.08), ...receivers, ...lines)], profile);

describe('the signature', () => {
  it('gives authority and titles as written, in one line', () => {
    const fields = signed(
      centred(0.72, 0.3, 'TM. ỦY BAN NHÂN DÂN'),
      centred(0.72, 0.32, 'KT. CHỦ TỊCH'),
      centred(0.72, 0.34, 'PHÓ CHỦ TỊCH'),
      centred(0.72, 0.44, 'Lê Thị Mẫu'),
    );
    expect(fieldValue(fields, 'signerPosition')).toBe('TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH');
    expect(fieldValue(fields, 'signer')).toBe('Lê Thị Mẫu');
  });

  it('repairs marks of titles and of the surname where only one spelling is known', () => {
    const fields = signed(centred(0.72, 0.3, 'CHU TICH'), centred(0.72, 0.4, 'Đấng Văn Mẫu'));
    expect(fieldValue(fields, 'signerPosition')).toBe('CHỦ TỊCH');
    expect(fieldValue(fields, 'signer')).toBe('Đặng Văn Mẫu');
  });

  it('gives a first letter eaten by the seal back with less confidence', () => {
    const whole = signed(centred(0.72, 0.3, 'CHỦ TỊCH'), centred(0.72, 0.4, 'Phạm Trung Mẫu'));
    const eaten = signed(centred(0.72, 0.3, 'CHỦ TỊCH'), centred(0.72, 0.4, 'hạm Trung Mẫu'));
    expect(fieldValue(eaten, 'signer')).toBe('Phạm Trung Mẫu');
    expect(proposalOf(eaten, 'signer')!.confidence).toBeLessThan(
      proposalOf(whole, 'signer')!.confidence - 0.2,
    );
  });

  it('says where an unreadable name stands instead of guessing it', () => {
    const signer = proposalOf(
      signed(centred(0.72, 0.3, 'CHỦ TỊCH'), centred(0.72, 0.4, 'm Trung Mẫu')),
      'signer',
    )!;
    expect(signer.value).toBe('');
    expect(signer.confidence).toBe(0);
    expect(signer.box!.y).toBeCloseTo(0.4, 2);
  });

  it('does not make a short name of what the seal left over', () => {
    const fields = signed(centred(0.72, 0.3, 'CHỦ TỊCH'), centred(0.72, 0.4, 'Trường Mẫu'));
    expect(fieldValue(fields, 'signer')).toBe('');
    expect(
      fieldValue(signed(centred(0.72, 0.3, 'CHỦ TỊCH'), centred(0.72, 0.4, 'Trương Mẫu')), 'signer'),
    ).toBe('Trương Mẫu');
  });

  it('joins a capital parted from its syllable and raises one read small', () => {
    const name = (text: string) =>
      fieldValue(signed(centred(0.72, 0.3, 'CHỦ TỊCH'), centred(0.72, 0.4, text)), 'signer');
    expect(name('N guyễn Văn Mẫu')).toBe('Nguyễn Văn Mẫu');
    expect(name('Trần văn Mẫu')).toBe('Trần Văn Mẫu');
  });

  it('doubts a position that stops before the title of the signer', () => {
    const name = centred(0.72, 0.44, 'Lê Thị Mẫu');
    const whole = signed(centred(0.72, 0.3, 'TM. ỦY BAN NHÂN DÂN'), centred(0.72, 0.32, 'CHỦ TỊCH'), name);
    const half = signed(centred(0.72, 0.3, 'TM. ỦY BAN NHÂN DÂN'), name);
    expect(proposalOf(whole, 'signerPosition')!.confidence).toBeGreaterThan(0.8);
    expect(proposalOf(half, 'signerPosition')!.confidence).toBeLessThan(0.5);
    const twice = signed(centred(0.72, 0.3, 'KT. CHỦ TỊCH'), centred(0.72, 0.32, 'CHỦ TỊCH'), name);
    expect(proposalOf(twice, 'signerPosition')!.confidence).toBeLessThan(0.5);
  });

  it('does not take junk of the seal or a receiver for the signer', () => {
    const fields = signed(
      centred(0.72, 0.3, 'CHỦ TỊCH'),
      at(0.6, 0.36, [
        { text: 'g®S', confidence: 0.1 },
        { text: 'tỔ', confidence: 0.3 },
      ]),
    );
    expect(fieldValue(fields, 'signer')).toBeUndefined();
  });

  it('is found before annexes of any length', () => {
    const signature = page(
      someText(0.08),
      ...receivers,
      centred(0.72, 0.3, 'CHỦ TỊCH'),
      centred(0.72, 0.4, 'Lê Thị Mẫu'),
    );
    const annex = page(someText(0.08), someText(0.2), someText(0.3));
    const fields = extractFields([signature, annex, annex, annex, annex], profile);
    expect(fieldValue(fields, 'signer')).toBe('Lê Thị Mẫu');
    expect(proposalOf(fields, 'signer')!.box!.page).toBe(1);
  });

  it('proposes no signer for a text page without a signature', () => {
    expect(extractFields([page(someText(0.08), someText(0.2))], profile)).toEqual([]);
  });
});

describe('secrecy and urgency', () => {
  const head = (...extra: (SetLine | SetLine[])[]) =>
    extractFields(
      [
        page(
          centred(0.28, 0.09, 'SỞ NỘI VỤ'),
          ...stateTitle,
          centred(0.28, 0.125, 'Số: 15/BC-SNV'),
          centred(0.68, 0.125, 'Lâm Đồng, ngày 05 tháng 02 năm 2019'),
          centred(0.54, 0.2, 'BÁO CÁO'),
          centred(0.54, 0.22, 'Kết quả công tác bảo mật'),
          ...extra,
        ),
      ],
      profile,
    );

  it('are read from stamped capitals standing alone in the upper left', () => {
    expect(fieldValue(head(at(0.24, 0.16, 'MẬT')), 'secrecy')).toBe('Mật');
    expect(fieldValue(head(at(0.24, 0.16, 'TỐI MẬT')), 'secrecy')).toBe('Tối mật');
    expect(fieldValue(head(at(0.24, 0.16, 'TUYỆT MẬT')), 'secrecy')).toBe('Tuyệt mật');
    expect(fieldValue(head(at(0.24, 0.16, 'HOẢ TỐC')), 'urgency')).toBe('Hỏa tốc');
    expect(fieldValue(head(at(0.24, 0.16, 'THƯỢNG KHẨN')), 'urgency')).toBe('Thượng khẩn');
  });

  it('are read with little trust when the marks do not fit', () => {
    const sure = proposalOf(head(at(0.24, 0.16, 'MẬT')), 'secrecy')!;
    const doubtful = proposalOf(head(at(0.24, 0.16, 'MẶT')), 'secrecy')!;
    expect(doubtful.confidence).toBeLessThan(0.6 * sure.confidence);
  });

  it('are never read from running text, names of bodies or the lower page', () => {
    const fields = head(
      paragraph(
        0.26,
        'Công tác BẢO MẬT được các đơn vị khẩn trương thực hiện theo quy định của',
        'cơ quan và MẬT mã.',
      ),
      at(0.16, 0.3, 'BẢO MẬT'),
      at(0.16, 0.6, 'MẬT'),
      at(0.7, 0.3, 'KHẨN'),
      at(0.16, 0.34, 'Khẩn'),
    );
    expect(fieldValue(fields, 'secrecy')).toBeUndefined();
    expect(fieldValue(fields, 'urgency')).toBeUndefined();
  });
});

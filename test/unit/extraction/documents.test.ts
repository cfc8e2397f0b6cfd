import { describe, expect, it } from 'vitest';
import { extractFields, loadExtractionProfile } from '../../../electron/core/extraction/index.ts';
import {
  at,
  centred,
  fieldValue,
  page,
  paragraph,
  partyTitle,
  proposalOf,
  someText,
  stateTitle,
} from './page-builder.ts';

const profile = loadExtractionProfile();
const fieldsOf = (...pages: Parameters<typeof extractFields>[0]) => extractFields(pages, profile);

describe('whole documents', () => {
  it('reads a decision of the State with a parent body', () => {
    const fields = fieldsOf(
      page(
        centred(0.28, 0.07, 'UBND TỈNH LÂM ĐỒNG'),
        centred(0.28, 0.09, 'SỞ NỘI VỤ'),
        ...stateTitle,
        centred(0.28, 0.125, 'Số: 15/QĐ-SNV'),
        centred(0.68, 0.125, 'Lâm Đồng, ngày 05 tháng 02 năm 2019'),
        centred(0.54, 0.165, 'QUYẾT ĐỊNH'),
        centred(0.54, 0.185, 'Về việc thành lập tổ kiểm kê hồ sơ'),
        centred(0.54, 0.205, 'lưu trữ năm 2019'),
        centred(0.54, 0.245, 'GIÁM ĐỐC SỞ NỘI VỤ'),
        paragraph(
          0.28,
          'Căn cứ Quy chế làm việc của Sở đã được ban hành năm 2015 và các quy',
          'định có liên quan;',
        ),
        at(0.16, 0.5, 'Nơi nhận:'),
        at(0.16, 0.52, '- Như trên;'),
        at(0.16, 0.54, '- Lưu: VT.'),
        centred(0.72, 0.5, 'KT. GIÁM ĐỐC'),
        centred(0.72, 0.52, 'PHÓ GIÁM ĐỐC'),
        centred(0.72, 0.62, 'Trần Thị Mẫu'),
      ),
    );
    expect(Object.fromEntries(fields.map((f) => [f.name, f.value]))).toEqual({
      typeName: 'Quyết định',
      codeNumber: '15',
      codeNotation: 'QĐ-SNV',
      issuedDate: '2019-02-05',
      issuedPlace: 'Lâm Đồng',
      parentOrganName: 'UBND tỉnh Lâm Đồng',
      organName: 'Sở Nội vụ',
      subject: 'Về việc thành lập tổ kiểm kê hồ sơ lưu trữ năm 2019',
      signer: 'Trần Thị Mẫu',
      signerPosition: 'KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC',
    });
    for (const field of fields) expect(field.confidence, field.name).toBeGreaterThan(0.6);
  });

  it('reads a resolution of the Party: hyphen before the type, slash before the body, signed T/M', () => {
    const fields = fieldsOf(
      page(
        centred(0.28, 0.07, 'ĐẢNG BỘ TỈNH LÂM ĐỒNG'),
        centred(0.28, 0.09, 'HUYỆN ỦY MẪU SƠN'),
        centred(0.28, 0.105, '*'),
        ...partyTitle,
        centred(0.28, 0.125, 'Số 15-NQ/HU'),
        centred(0.7, 0.125, 'Mẫu Sơn, ngày 20 tháng 8 năm 2016'),
        centred(0.54, 0.165, 'NGHỊ QUYẾT'),
        centred(0.54, 0.185, 'về công tác lưu trữ của Đảng bộ huyện'),
        centred(0.54, 0.203, '-----'),
        someText(0.24),
      ),
      page(
        someText(0.08),
        at(0.16, 0.3, 'Nơi nhận:'),
        at(0.16, 0.32, '- Lưu Văn phòng Huyện ủy.'),
        centred(0.72, 0.3, 'T/M BAN THƯỜNG VỤ'),
        centred(0.72, 0.32, 'BÍ THƯ'),
        centred(0.72, 0.42, 'Nguyễn Văn Mẫu'),
      ),
    );
    expect(Object.fromEntries(fields.map((f) => [f.name, f.value]))).toEqual({
      typeName: 'Nghị quyết',
      codeNumber: '15',
      codeNotation: 'NQ/HU',
      issuedDate: '2016-08-20',
      issuedPlace: 'Mẫu Sơn',
      parentOrganName: 'Đảng bộ tỉnh Lâm Đồng',
      organName: 'Huyện ủy Mẫu Sơn',
      subject: 'Về công tác lưu trữ của Đảng bộ huyện',
      signer: 'Nguyễn Văn Mẫu',
      signerPosition: 'T/M BAN THƯỜNG VỤ BÍ THƯ',
    });
    expect(proposalOf(fields, 'signer')?.box?.page).toBe(2);
    expect(proposalOf(fields, 'codeNotation')?.rule).toBe('party.number-line');
  });

  it('reads a công văn by its V/v under the number, up to the address', () => {
    const fields = fieldsOf(
      page(
        centred(0.28, 0.07, 'ỦY BAN NHÂN DÂN'),
        centred(0.28, 0.09, 'HUYỆN MẪU SƠN'),
        ...stateTitle,
        centred(0.28, 0.125, 'Số: 105/UBND-VP'),
        centred(0.28, 0.145, 'V/v chuẩn bị hồ sơ giao nộp'),
        centred(0.28, 0.165, 'vào lưu trữ lịch sử'),
        centred(0.68, 0.125, 'Mẫu Sơn, ngày 05 tháng 02 năm 2019'),
        centred(0.54, 0.21, 'Kính gửi: Các phòng, ban thuộc huyện'),
        someText(0.25),
      ),
    );
    expect(fieldValue(fields, 'typeName')).toBe('Công văn');
    expect(fieldValue(fields, 'subject')).toBe('V/v chuẩn bị hồ sơ giao nộp vào lưu trữ lịch sử');
    expect(fieldValue(fields, 'codeNumber')).toBe('105');
    expect(fieldValue(fields, 'codeNotation')).toBe('UBND-VP');
    expect(fieldValue(fields, 'organName')).toBe('Ủy ban nhân dân huyện Mẫu Sơn');
    expect(fieldValue(fields, 'parentOrganName')).toBeUndefined();
  });

  it('is not sure of a subject in which a single word was read unsurely', () => {
    const letter = (word: string | { text: string; confidence: number }) =>
      proposalOf(
        fieldsOf(
          page(
            centred(0.28, 0.09, 'SỞ NỘI VỤ'),
            ...stateTitle,
            centred(0.28, 0.125, 'Số: 105/SNV-VP'),
            centred(0.28, 0.145, ['V/v chuẩn bị hồ sơ lưu', word]),
            centred(0.54, 0.21, 'Kính gửi: Các phòng, ban thuộc huyện'),
            someText(0.25),
          ),
        ),
        'subject',
      );
    expect(letter('trữ')?.confidence).toBeGreaterThan(0.75);
    expect(letter({ text: 'trừ', confidence: 0.8 })?.confidence).toBeLessThan(0.75);
  });

  it('ends the V/v text at a stamp under it, and finds a Party letter whose V/v was too small to read', () => {
    const state = fieldsOf(
      page(
        centred(0.28, 0.09, 'SỞ NỘI VỤ'),
        ...stateTitle,
        centred(0.28, 0.125, 'Số: 105/SNV-VP'),
        centred(0.28, 0.145, 'V/v chuẩn bị hồ sơ'),
        centred(0.28, 0.17, 'HỎA TỐC'),
        centred(0.54, 0.21, 'Kính gửi: Các phòng, ban thuộc huyện'),
        someText(0.25),
      ),
    );
    expect(fieldValue(state, 'subject')).toBe('V/v chuẩn bị hồ sơ');
    expect(fieldValue(state, 'urgency')).toBe('Hỏa tốc');
    const party = fieldsOf(
      page(
        centred(0.28, 0.09, 'HUYỆN ỦY MẪU SƠN'),
        ...partyTitle,
        centred(0.28, 0.125, 'Số 08-CV/HU'),
        centred(0.28, 0.145, [{ text: 'V', confidence: 0.5 }, 'chuẩn bị hồ sơ']),
        centred(0.54, 0.21, 'Kính gửi: Các phòng, ban thuộc huyện'),
        someText(0.25),
      ),
    );
    expect(fieldValue(party, 'typeName')).toBe('Công văn');
    expect(fieldValue(party, 'subject')).toBe('V/v chuẩn bị hồ sơ');
  });

  it('reads the head of a document from before 1976', () => {
    const fields = fieldsOf(
      page(
        centred(0.28, 0.07, 'TY VĂN HÓA'),
        centred(0.68, 0.07, 'VIỆT NAM DÂN CHỦ CỘNG HÒA'),
        centred(0.68, 0.09, 'Độc lập - Tự do - Hạnh phúc'),
        centred(0.28, 0.125, 'Số: 15/BC-TVH'),
        centred(0.68, 0.125, 'Lâm Đồng, ngày 05 tháng 02 năm 1969'),
        centred(0.54, 0.165, 'BÁO CÁO'),
        centred(0.54, 0.185, 'Kết quả kiểm kê hồ sơ'),
        someText(0.24),
      ),
    );
    expect(fieldValue(fields, 'issuedDate')).toBe('1969-02-05');
    expect(fieldValue(fields, 'typeName')).toBe('Báo cáo');
    expect(proposalOf(fields, 'codeNotation')?.value).toBe('BC-TVH');
  });

  it('puts back the marks that capitals lose', () => {
    const fields = fieldsOf(
      page(
        centred(0.28, 0.07, [{ text: 'UY', confidence: 0.7 }, 'BAN NHAN', { text: 'DẪN', confidence: 0.6 }]),
        centred(0.28, 0.09, [
          { text: 'TĨNH', confidence: 0.5 },
          { text: 'QUANG', confidence: 0.9 },
          { text: 'NGAÀI', confidence: 0.3 },
        ]),
        centred(0.68, 0.07, 'CỌNG HOA XA HỘI CHU NGHIA VIET NAM'),
        centred(0.28, 0.125, 'Số: 07/CT-UBND'),
        centred(0.68, 0.125, 'Quảng Ngãi, ngày 05 tháng 02 năm 2019'),
        centred(0.54, 0.165, [{ text: 'CHÍ', confidence: 0.8 }, 'THỊ']),
        centred(0.54, 0.185, 'Về việc giữ gìn hồ sơ'),
        someText(0.24),
      ),
    );
    expect(fieldValue(fields, 'typeName')).toBe('Chỉ thị');
    expect(fieldValue(fields, 'organName')).toBe('Ủy ban nhân dân tỉnh Quảng Ngãi');
    expect(fieldValue(fields, 'issuedPlace')).toBe('Quảng Ngãi');
  });

  it('lets the type line decide where a symbol has two meanings', () => {
    const rule = (type: string) =>
      fieldValue(
        fieldsOf(
          page(
            centred(0.28, 0.09, 'TỈNH ỦY LÂM ĐỒNG'),
            ...partyTitle,
            centred(0.28, 0.125, 'Số 10-QĐ/TU'),
            centred(0.7, 0.125, 'Lâm Đồng, ngày 20 tháng 8 năm 2016'),
            centred(0.54, 0.165, type),
            centred(0.54, 0.185, 'về công tác lưu trữ'),
            someText(0.24),
          ),
        ),
        'typeName',
      );
    expect(rule('QUY ĐỊNH')).toBe('Quy định');
    expect(rule('QUYẾT ĐỊNH')).toBe('Quyết định');
  });

  it('finds the head on the second page when the first is a cover', () => {
    const fields = fieldsOf(
      page(centred(0.5, 0.4, 'HỒ SƠ LƯU TRỮ'), centred(0.5, 0.45, 'Mục lục số 1')),
      page(
        centred(0.28, 0.09, 'SỞ NỘI VỤ'),
        ...stateTitle,
        centred(0.28, 0.125, 'Số: 15/BC-SNV'),
        centred(0.68, 0.125, 'Lâm Đồng, ngày 05 tháng 02 năm 2019'),
        centred(0.54, 0.165, 'BÁO CÁO'),
        centred(0.54, 0.185, 'Kết quả kiểm kê hồ sơ'),
        someText(0.24),
      ),
    );
    expect(fieldValue(fields, 'typeName')).toBe('Báo cáo');
    expect(proposalOf(fields, 'typeName')?.box?.page).toBe(2);
  });

  it('does not take the wording of the text for a head when the head is lost', () => {
    const fields = fieldsOf(
      page(
        paragraph(
          0.08,
          'Căn cứ Quyết định số 15/QĐ-UBND ngày 05 tháng 02 năm 2019 của Ủy ban nhân',
          'dân tỉnh Lâm Đồng, ngày 05 tháng 02 năm 2019 Sở Nội vụ đã có công văn gửi các',
          'đơn vị về công tác bảo mật, yêu cầu khẩn trương thực hiện.',
        ),
      ),
    );
    expect(fields).toEqual([]);
  });

  it('proposes nothing for French pages, blank pages and no pages', () => {
    expect(fieldsOf()).toEqual([]);
    expect(fieldsOf(page())).toEqual([]);
    expect(
      fieldsOf(
        page(
          centred(0.5, 0.07, 'RÉPUBLIQUE FRANÇAISE'),
          at(0.16, 0.1, 'GOUVERNEMENT GÉNÉRAL DE L’INDOCHINE'),
          at(0.55, 0.13, 'Hanoi, le 5 février 1919'),
          paragraph(
            0.2,
            'Le Résident Supérieur au Tonkin a l’honneur de vous faire connaître que le',
            'classement des archives sera achevé avant la fin du mois.',
          ),
        ),
      ),
    ).toEqual([]);
  });

  it('ends the subject where running text begins, without a gap to show it', () => {
    const fields = fieldsOf(
      page(
        centred(0.28, 0.09, 'SỞ NỘI VỤ'),
        ...stateTitle,
        centred(0.28, 0.125, 'Số: 15/TB-SNV'),
        centred(0.68, 0.125, 'Lâm Đồng, ngày 05 tháng 02 năm 2019'),
        centred(0.54, 0.165, 'THÔNG BÁO'),
        centred(0.54, 0.185, 'Về việc nghỉ lễ của cơ quan'),
        someText(0.207),
      ),
    );
    expect(fieldValue(fields, 'subject')).toBe('Về việc nghỉ lễ của cơ quan');
  });

  it('cuts a received stamp off the line of the title it stands beside', () => {
    const fields = fieldsOf(
      page(
        centred(0.28, 0.09, 'SỞ NỘI VỤ'),
        ...stateTitle,
        centred(0.28, 0.125, 'Số: 15/TB-SNV'),
        centred(0.68, 0.125, 'Lâm Đồng, ngày 05 tháng 02 năm 2019'),
        centred(0.54, 0.165, 'THÔNG BÁO'),
        at(0.3, 0.185, [
          { text: 'ĐẾN', confidence: 0.9 },
          { text: '|', confidence: 0.7 },
          { text: 'Về', gap: 3.8 },
          'việc nghỉ lễ của cơ quan',
        ]),
        someText(0.24),
      ),
    );
    expect(fieldValue(fields, 'subject')).toBe('Về việc nghỉ lễ của cơ quan');
  });
});

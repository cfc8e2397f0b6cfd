// Guessing columns from headers, and the names of layouts.
// Must not test finding the header: layouts.test.ts does.
import { describe, expect, it } from 'vitest';
import { guessColumns, layoutKey, mappingOf } from '../../../electron/core/inventory/index.ts';

const fieldsOf = (...headers: (string | string[])[]) =>
  guessColumns(headers.map((one) => (typeof one === 'string' ? [one] : one))).map(({ field }) => field);

describe('guessing columns', () => {
  it('knows the archive inventory', () => {
    expect(
      fieldsOf(
        'Hộp số',
        'Hồ sơ số',
        'Tiêu đề hồ sơ',
        'Ngày tháng bắt đầu và kết thúc',
        'Số lượng tờ',
        'Thời hạn bảo quản',
        'Ghi chú',
      ),
    ).toEqual(['boxNumber', 'fileNumber', 'title', 'dates', 'numberOfPaper', 'maintenance', 'description']);
  });

  it('knows the list of files handed over (Nghị định 30/2020)', () => {
    expect(
      fieldsOf(
        'Số TT',
        'Số, ký hiệu hồ sơ',
        'Tiêu đề hồ sơ',
        'Thời gian tài liệu',
        'Thời hạn bảo quản',
        'Số tờ/ Số trang',
        'Ghi chú',
      ),
    ).toEqual(['ordinal', 'fileNumber', 'title', 'dates', 'maintenance', 'paperAndPage', 'description']);
  });

  it('knows the list of documents in a file (Nghị định 30/2020)', () => {
    expect(
      fieldsOf(
        'STT',
        'Số, ký hiệu văn bản',
        'Ngày tháng năm văn bản',
        'Tên loại và trích yếu nội dung',
        'Tác giả văn bản',
        'Tờ số/ Trang số',
        'Ghi chú',
      ),
    ).toEqual([
      'ordinal',
      'document.numberAndNotation',
      'document.issuedDate',
      'document.typeAndSubject',
      'document.organName',
      'document.sheetNumber',
      'description',
    ]);
  });

  it('knows the sheet by which digitised fonds are loaded, all 26 columns', () => {
    const headers =
      'Tên phông|Phông số|Nhiệm kỳ|Mục lục số|Hộp số|Hồ sơ số|Thời hạn bảo quản|Tiêu đề hồ sơ|Ngày bắt đầu|Ngày kết thúc|Tổng số văn bản|Số tờ|Số trang|Cơ quan ban hành|Số văn bản|Ký hiệu văn bản|Ngày ký|Thể loại văn bản|Ký hiệu loại|Trích yếu nội dung|Người ký|Loại bản|Số trang văn bản|Địa chỉ tài liệu gốc|Số thứ tự trong hồ sơ|Path gốc';
    expect(fieldsOf(...headers.split('|'))).toEqual([
      'fondName',
      'organId',
      'term',
      'inventoryNumber',
      'boxNumber',
      'fileNumber',
      'maintenance',
      'title',
      'startDate',
      'endDate',
      'totalDoc',
      'numberOfPaper',
      'numberOfPage',
      'document.organName',
      'document.codeNumber',
      'document.codeNotation',
      'document.issuedDate',
      'document.typeName',
      'document.typeCode',
      'document.subject',
      'document.signer',
      'document.copyType',
      'document.numberOfPage',
      'originalAddress',
      'document.docOrdinal',
      'document.path',
    ]);
  });

  it('reads merged headers from the outside in', () => {
    expect(
      fieldsOf(
        ['Số', 'Hộp'],
        ['Số', 'ĐVBQ'],
        ['Tiêu đề'],
        ['Thời gian', 'Bắt đầu'],
        ['Thời gian', 'Kết thúc'],
        ['Số lượng', 'Tờ'],
      ),
    ).toEqual(['boxNumber', 'fileNumber', 'title', 'startDate', 'endDate', 'numberOfPaper']);
    expect(fieldsOf(['Thời gian', 'Từ'], ['Thời gian', 'Đến'])).toEqual(['startDate', 'endDate']);
  });

  it('bears capitals, missing marks, column numbers, line breaks and slips of the pen', () => {
    expect(
      fieldsOf(
        'HỘP SỐ (1)',
        'Ho so so',
        'Tiêu đề\nhồ sơ',
        'Thơì han bảo quản (vĩnh viễn, 50 năm, 20 năm)',
        'Ghi chu:',
      ),
    ).toEqual(['boxNumber', 'fileNumber', 'title', 'maintenance', 'description']);
  });

  it('gives each field once, says how sure it is, and offers others', () => {
    const guesses = guessColumns([['Tiêu đề hồ sơ'], ['Tiêu đề'], ['Thời gian'], ['Màu bìa'], []]);
    expect(guesses.map(({ field }) => field)).toEqual(['title', null, 'dates', null, null]);
    expect(guesses[0]!.confidence).toBe(1);
    expect(guesses[1]!.alternatives[0]).toEqual({ field: 'title', confidence: 1 });
    expect(guesses[2]!.alternatives.map(({ field }) => field)).toContain('startDate');
    expect(mappingOf(guesses)).toEqual({ 0: 'title', 2: 'dates' });
  });
});

describe('the key of a layout', () => {
  it('is the same for the same columns, whatever the typing, and another for others', () => {
    const key = layoutKey([['Hộp số'], ['Tiêu đề hồ sơ'], ['Thời gian', 'Từ']]);
    expect(key).toMatch(/^v1-[0-9a-f]{20}$/);
    expect(layoutKey([['HỘP  SỐ:'], ['Tieu de\nho so'], ['Thời gian', 'Từ'], [], []])).toBe(key);
    expect(layoutKey([['Tiêu đề hồ sơ'], ['Hộp số'], ['Thời gian', 'Từ']])).not.toBe(key);
    expect(layoutKey([['Hộp số'], [], ['Tiêu đề hồ sơ'], ['Thời gian', 'Từ']])).not.toBe(key);
  });
});

// Reading tables of every kind: texts, fonts, dates, merged cells, and what is refused.
// Must not test headers and mappings: test/unit/inventory does.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createThreadPool } from '../../../electron/core/jobs/index.ts';
import { limits } from '../../../electron/workers/table/limits.ts';
import { readWorkbook } from '../../../electron/workers/table/read-workbook.ts';
import type { Sheet, Workbook } from '../../../electron/workers/table/table-tasks.ts';
import { encodeTcvn3 } from '../../../shared/text/legacy/index.ts';
import {
  docxParts,
  writeDocx,
  writeWithSheetJs,
  writeXlsx,
  xlsxParts,
  zip,
} from '../../support/workbooks.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tangthu-table-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const read = (path: string, most?: Partial<typeof limits>) =>
  readWorkbook({ path, name: 'so-lieu' }, { ...limits, ...most });
const texts = (sheet: Sheet) => sheet.rows.map((row) => row.map((cell) => cell.text));
const codeOf = async (path: string, most?: Partial<Record<keyof typeof limits, number>>) =>
  readWorkbook({ path, name: 'so-lieu' }, { ...limits, ...most }).then(
    () => 'read',
    (error: { code: string; message: string }) => {
      expect(error.message).toContain('so-lieu');
      return error.code;
    },
  );
const written = (name: string, content: string | Uint8Array) => {
  writeFileSync(at(name), content);
  return at(name);
};

describe('.xlsx', () => {
  it('gives texts, numbers, inline strings, cached formulas and several sheets, gaps as empty cells', async () => {
    const path = writeXlsx(at('a.xlsx'), [
      { name: 'Hộp 1', rows: [['Tiêu đề', 'Số tờ'], [], ['Hồ sơ <A> & B', 12], [null, null, 'C']] },
      {
        name: 'Ẩn',
        hidden: true,
        rows: [
          [
            { text: 'trong ô', inline: true },
            { text: 'Tờ 12', formula: '"Tờ "&12' },
            { number: 3, format: '000' },
          ],
        ],
      },
    ]);
    const { format, sheets } = await read(path);
    expect(format).toBe('xlsx');
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Hộp 1', false],
      ['Ẩn', true],
    ]);
    expect(texts(sheets[0]!)).toEqual([['Tiêu đề', 'Số tờ'], [], ['Hồ sơ <A> & B', '12'], ['', '', 'C']]);
    expect(sheets[0]!.rows[2]![1]!.number).toBe(12);
    expect(texts(sheets[1]!)).toEqual([['trong ô', 'Tờ 12', '003']]);
  });

  it('keeps the font of cells and of runs in a cell, and the soft hyphen of TCVN3', async () => {
    const path = writeXlsx(at('fonts.xlsx'), [
      {
        name: 'S',
        rows: [
          [
            { text: 'C«ng v¨n l\u00ADu', font: '.VnTime' },
            { runs: [{ text: 'uû ban ', font: '.VnTimeH' }, { text: 'tỉnh' }] },
          ],
        ],
      },
    ]);
    const [row] = (await read(path)).sheets[0]!.rows;
    expect(row![0]).toEqual({
      text: 'C«ng v¨n l\u00ADu',
      runs: [{ text: 'C«ng v¨n l\u00ADu', font: '.VnTime' }],
    });
    expect(row![1]!.runs).toEqual([
      { text: 'uû ban ', font: '.VnTimeH' },
      { text: 'tỉnh', font: 'Times New Roman' },
    ]);
  });

  it('tells dates by their number format, in both date systems, as precisely as they are shown', async () => {
    const cells = ['dd/mm/yyyy', '[$-42A]mm/yyyy', 'yyyy', 'General', '0'].map((format) => ({
      number: 31909,
      format,
    }));
    for (const [name, date1904, days] of [
      ['1900.xlsx', false, 0],
      ['1904.xlsx', true, 1462],
    ] as const) {
      const shifted = cells.map((cell) => ({ ...cell, number: cell.number - days }));
      const { sheets } = await read(writeXlsx(at(name), [{ name: 'S', rows: [shifted] }], { date1904 }));
      const [row] = sheets[0]!.rows;
      expect(row!.map((cell) => cell.text)).toEqual([
        '12/05/1987',
        '05/1987',
        '1987',
        String(31909 - days),
        String(31909 - days),
      ]);
      expect(row![1]!.date).toEqual({ serial: 31909, iso: '1987-05-12', precision: 'month' });
      expect(row![3]!.date).toBeUndefined();
    }
  });

  it('gives merged ranges, and reads cells without references', async () => {
    const parts = xlsxParts([
      {
        name: 'S',
        rows: [
          ['Thời gian', null],
          ['Từ', 'Đến'],
        ],
        merges: ['A1:B1', 'C1:C1'],
      },
    ]);
    const bare = parts['xl/worksheets/sheet1.xml']!.replaceAll(/ r="[A-Z]*\d+"/g, '');
    for (const xml of [parts['xl/worksheets/sheet1.xml']!, bare]) {
      const path = written('merged.xlsx', zip({ ...parts, 'xl/worksheets/sheet1.xml': xml }));
      const { sheets } = await read(path);
      expect(sheets[0]!.merged).toEqual([{ r0: 0, c0: 0, r1: 0, c1: 1 }]);
      expect(texts(sheets[0]!)).toEqual([['Thời gian'], ['Từ', 'Đến']]);
    }
  });

  it('reads elements under any prefix', async () => {
    const parts = xlsxParts([{ name: 'S', rows: [['a', 1]] }]);
    const prefixed = Object.fromEntries(
      Object.entries(parts).map(([name, xml]) => [
        name,
        /^xl\/(worksheets|shared|styles)/.test(name)
          ? xml.replace(/<(\/?)(\w)/g, '<$1x:$2').replace('xmlns=', 'xmlns:x=')
          : xml,
      ]),
    );
    const { sheets } = await read(written('prefix.xlsx', zip(prefixed)));
    expect(texts(sheets[0]!)).toEqual([['a', '1']]);
  });

  it('reads 20,000 rows of eight columns in less than five seconds of CPU', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [
      Math.floor(index / 20) + 1,
      index + 1,
      { text: encodeTcvn3(`Tập lưu quyết định số ${index} của Ủy ban`), font: '.VnTime' },
      { number: 31909 + (index % 3000), format: 'dd/mm/yyyy' },
      'Vĩnh viễn',
      (index * 7) % 200,
      'Ghi chú',
      null,
    ]);
    const path = writeXlsx(at('large.xlsx'), [{ name: 'S', rows }]);
    const before = process.cpuUsage();
    const { sheets } = await read(path);
    const { user, system } = process.cpuUsage(before);
    expect(sheets[0]!.rows.length).toBe(20_000);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});

describe('.xls, .ods and tables that pass for them', () => {
  const rows = [
    ['Mục lục hồ sơ', null, null],
    ['Hộp', 'Hå s¬', 'Ngày'],
    [1, 'Céng hßa', 31909],
  ];

  for (const [type, name, format] of [
    ['biff8', 'a.xls', 'xls'],
    ['ods', 'a.ods', 'ods'],
    ['xlsb', 'a.xlsb', 'xlsx'],
    ['xlsx', 'other-writer.xlsx', 'xlsx'],
  ] as const)
    it(`come with texts, dates and merged cells: ${name}`, async () => {
      const path = writeWithSheetJs(at(name), type, rows, {
        merges: ['A1:C1'],
        formats: { C3: 'dd/mm/yyyy' },
      });
      const book = await read(path);
      expect(book.format).toBe(format);
      const [sheet] = book.sheets;
      expect(sheet!.name).toBe('Mục lục');
      expect(texts(sheet!)).toEqual([
        ['Mục lục hồ sơ'],
        ['Hộp', 'Hå s¬', 'Ngày'],
        ['1', 'Céng hßa', '12/05/1987'],
      ]);
      expect(sheet!.rows[2]![2]!.date).toEqual({ serial: 31909, iso: '1987-05-12', precision: 'day' });
      expect(sheet!.merged).toEqual([{ r0: 0, c0: 0, r1: 0, c1: 2 }]);
    });

  it('are read from HTML and Excel 2003 XML named .xls', async () => {
    for (const type of ['html', 'xlml'] as const) {
      const { format, sheets } = await read(writeWithSheetJs(at(`${type}.xls`), type, rows.slice(1, 2)));
      expect([type, format, texts(sheets[0]!)]).toEqual([type, 'xls', [['Hộp', 'Hå s¬', 'Ngày']]]);
    }
  });
});

describe('.csv', () => {
  const lines = ['Hộp số;Tiêu đề;Ngày', '1;"Đơn thư, khiếu nại; tố cáo";12/5/1987', '2;Hồ sơ "mật";1987', ''];
  const expected = [
    ['Hộp số', 'Tiêu đề', 'Ngày'],
    ['1', 'Đơn thư, khiếu nại; tố cáo', '12/5/1987'],
    ['2', 'Hồ sơ "mật"', '1987'],
  ];

  it('is read in UTF-8 with and without a mark and in UTF-16', async () => {
    const text = lines.join('\r\n');
    const files: Record<string, Uint8Array> = {
      utf8: Buffer.from(text),
      bom: Buffer.from(`\uFEFF${text}`),
      utf16: Buffer.from(`\uFEFF${text}`, 'utf16le'),
      utf16be: Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
      utf16bare: Buffer.from(text, 'utf16le'),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const { sheets } = await read(written(`${name}.csv`, bytes));
      expect([name, texts(sheets[0]!)]).toEqual([name, expected]);
    }
  });

  it('is read in Windows-1258, whose tones are characters of their own', async () => {
    // In this code page 0xCC, 0xF2 and 0xEC are combining huyền, nặng and sắc; 0xD0 is Đ, 0xFD ư, 0xF5 ơ.
    const bytes = Buffer.from([
      0x48, 0xf4, 0xcc, 0x3b, 0x56, 0x69, 0xea, 0xf2, 0x74, 0x3b, 0xd0, 0xe0, 0x6e, 0x67, 0x3b, 0x6e, 0xfd,
      0xf5, 0xec, 0x63, 0x0a,
    ]);
    const { sheets } = await read(written('cp1258.csv', bytes));
    expect(texts(sheets[0]!)).toEqual([['Hồ', 'Việt', 'Đàng', 'nước']]);
  });

  it('keeps TCVN3 bytes as the letters a spreadsheet would show, the soft hyphen too', async () => {
    const text = 'Tiªu ®Ò,Hép sè\nC«ng v¨n l\u00ADu tr÷,14\n';
    const { sheets } = await read(written('tcvn3.csv', Buffer.from(text, 'latin1')));
    expect(texts(sheets[0]!)).toEqual([
      ['Tiªu ®Ò', 'Hép sè'],
      ['C«ng v¨n l\u00ADu tr÷', '14'],
    ]);
  });

  it('finds its separator: comma, tab, semicolon, or as its first line says', async () => {
    const shape = async (text: string) => texts((await read(written('sep.csv', text))).sheets[0]!);
    expect(await shape('a,b,c\n"1,5",2,3\n')).toEqual([
      ['a', 'b', 'c'],
      ['1,5', '2', '3'],
    ]);
    expect(await shape('a\tb, c\n1\t2, 3\n')).toEqual([
      ['a', 'b, c'],
      ['1', '2, 3'],
    ]);
    expect(await shape('sep=|\na,x|b\n')).toEqual([['a,x', 'b']]);
  });
});

describe('.docx', () => {
  it('gives tables with spanned and merged cells, the paragraphs between them, and fonts of runs and styles', async () => {
    const path = writeDocx(at('a.docx'), [
      { paragraph: [{ text: 'môc lôc hå s¬' }], style: 'TieuDe' },
      {
        table: [
          [
            'Hộp',
            { runs: [{ text: 'Thời gian' }], columns: 2 },
            { runs: [{ text: 'Tªn', font: '.VnTime' }] },
          ],
          [
            { runs: [{ text: '1' }], merge: 'restart' },
            '1987',
            '1988',
            { paragraphs: ['dòng một', 'dòng hai'] },
          ],
          [{ merge: 'continue' }, '1989', '1990', 'B'],
        ],
      },
      { paragraph: [{ text: 'Hộp số ' }, { text: '2' }] },
      { table: [['x', 'y']] },
    ]);
    const { format, sheets } = await read(path);
    expect(format).toBe('docx');
    expect(sheets.length).toBe(1);
    expect(texts(sheets[0]!)).toEqual([
      ['môc lôc hå s¬'],
      ['Hộp', 'Thời gian', '', 'Tªn'],
      ['1', '1987', '1988', 'dòng một\ndòng hai'],
      ['', '1989', '1990', 'B'],
      ['Hộp số 2'],
      ['x', 'y'],
    ]);
    expect(sheets[0]!.merged).toEqual([
      { r0: 1, c0: 1, r1: 1, c1: 2 },
      { r0: 2, c0: 0, r1: 3, c1: 0 },
    ]);
    expect(sheets[0]!.rows[0]![0]!.runs![0]!.font).toBe('.VnTimeH');
    expect(sheets[0]!.rows[1]![3]!.runs![0]!.font).toBe('.VnTime');
    expect(sheets[0]!.rows[1]![0]!.runs![0]!.font).toBe('Times New Roman');
  });

  it('leaves deleted text and doubles for old programs out, and keeps optional hyphens of TCVN3', async () => {
    const parts = docxParts([{ paragraph: [{ text: 'MARK' }] }]);
    const run = (inner: string, font = 'Arial') =>
      `<w:r><w:rPr><w:rFonts w:ascii="${font}"/></w:rPr>${inner}</w:r>`;
    const xml = parts['word/document.xml']!.replace(
      /<w:r>.*<\/w:r>/,
      `${run('<w:t>còn</w:t>')}<w:del>${run('<w:delText>xóa</w:delText>')}</w:del><mc:AlternateContent xmlns:mc="x"><mc:Choice>${run('<w:t> một</w:t>')}</mc:Choice><mc:Fallback>${run('<w:t> hai</w:t>')}</mc:Fallback></mc:AlternateContent>${run('<w:t> l</w:t><w:softHyphen/><w:t>u</w:t>', '.VnTime')}${run('<w:softHyphen/>')}`,
    );
    const { sheets } = await read(written('b.docx', zip({ ...parts, 'word/document.xml': xml })));
    expect(texts(sheets[0]!)).toEqual([['còn một l\u00ADu']]);
  });
});

describe('the worker thread', () => {
  it('answers with the cells, and with the code of what went wrong', async () => {
    const pool = createThreadPool({
      entry: new URL('../../../electron/workers/table/main.ts', import.meta.url),
      size: 1,
    });
    try {
      const ask = (path: string) =>
        pool.run<Workbook>('readWorkbook', { path, name: 'x' }, { timeoutMs: 30_000 });
      const { sheets } = await ask(written('thread.csv', 'a,b\n'));
      expect(texts(sheets[0]!)).toEqual([['a', 'b']]);
      await expect(ask(written('thread.bin', '\0\x01\x02'))).rejects.toMatchObject({
        code: 'TABLE_UNSUPPORTED',
      });
    } finally {
      await pool.close();
    }
  });
});

describe('a file that cannot be read', () => {
  it('is refused when it is no file at all', async () => {
    expect(await codeOf(folder)).toBe('TABLE_UNSUPPORTED');
    execFileSync('mkfifo', [at('pipe')]);
    expect(await codeOf(at('pipe'))).toBe('TABLE_UNSUPPORTED');
  });

  it('is refused by what it is, whatever it is called', async () => {
    expect(await codeOf(written('empty.xlsx', ''))).toBe('TABLE_UNSUPPORTED');
    expect(await codeOf(written('picture.csv', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')))).toBe(
      'TABLE_UNSUPPORTED',
    );
    expect(await codeOf(written('other.xlsx', zip({ 'a.txt': 'x' })))).toBe('TABLE_UNSUPPORTED');
    expect(await codeOf(written('page.xls', '<?xml version="1.0"?><note/>'))).toBe('TABLE_UNSUPPORTED');
    await expect(read(at('none.xlsx'))).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });

  it('is called damaged when it is cut short or not well formed', async () => {
    const parts = xlsxParts([{ name: 'S', rows: [['a']] }]);
    const whole = zip(parts);
    expect(await codeOf(written('cut.xlsx', whole.subarray(0, whole.length - 40)))).toBe('TABLE_DAMAGED');
    const broken = { ...parts, 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' };
    expect(await codeOf(written('xml.xlsx', zip(broken)))).toBe('TABLE_DAMAGED');
    const { 'xl/worksheets/sheet1.xml': _, ...missing } = parts;
    expect(await codeOf(written('part.xlsx', zip(missing)))).toBe('TABLE_DAMAGED');
    const entity = parts['xl/worksheets/sheet1.xml']!.replace(
      /^/,
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    ).replace('<v>0</v>', '<v>&b;</v>');
    expect(await codeOf(written('bomb.xlsx', zip({ ...parts, 'xl/worksheets/sheet1.xml': entity })))).toBe(
      'TABLE_DAMAGED',
    );
  });

  it('is told to be encrypted', async () => {
    const { CFB } = await import('@e965/xlsx');
    const envelope = CFB.utils.cfb_new();
    CFB.utils.cfb_add(envelope, '/EncryptionInfo', Buffer.from('x'));
    CFB.utils.cfb_add(envelope, '/EncryptedPackage', Buffer.alloc(5000));
    expect(await codeOf(written('locked.xlsx', CFB.write(envelope, { type: 'buffer' }) as Buffer))).toBe(
      'TABLE_ENCRYPTED',
    );
    const manifest =
      '<manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:encryption-data/></manifest:manifest>';
    expect(
      await codeOf(written('locked.ods', zip({ 'META-INF/manifest.xml': manifest, 'content.xml': 'x' }))),
    ).toBe('TABLE_ENCRYPTED');
    const word = CFB.utils.cfb_new();
    CFB.utils.cfb_add(word, '/WordDocument', Buffer.alloc(5000));
    expect(await codeOf(written('old.doc', CFB.write(word, { type: 'buffer' }) as Buffer))).toBe(
      'TABLE_UNSUPPORTED',
    );
  });

  it('is too large: bytes, rows, columns, cells, entries, or what it unpacks to', async () => {
    const many = writeXlsx(at('many.xlsx'), [
      { name: 'S', rows: Array.from({ length: 12 }, (_, row) => [row, 'x']) },
    ]);
    expect(await codeOf(many, { rows: 11 })).toBe('TABLE_TOO_LARGE');
    expect(await codeOf(many, { columns: 1 })).toBe('TABLE_TOO_LARGE');
    expect(await codeOf(many, { cells: 23 })).toBe('TABLE_TOO_LARGE');
    expect(await codeOf(many, { cells: 24, rows: 12, columns: 2 })).toBe('read');
    expect(await codeOf(many, { fileBytes: 100 })).toBe('TABLE_TOO_LARGE');
    expect(await codeOf(many, { zipEntries: 3 })).toBe('TABLE_TOO_LARGE');
    expect(await codeOf(many, { unpackedBytes: 1000 })).toBe('TABLE_TOO_LARGE');
    const csv = written('many.csv', 'a,b\n'.repeat(12));
    expect(await codeOf(csv, { rows: 11 })).toBe('TABLE_TOO_LARGE');
    const xls = writeWithSheetJs(
      at('many.xls'),
      'biff8',
      Array.from({ length: 12 }, () => ['x']),
    );
    expect(await codeOf(xls, { rows: 11 })).toBe('TABLE_TOO_LARGE');
  });

  it('is stopped when it unpacks to more than it declares', async () => {
    const parts = xlsxParts([{ name: 'S', rows: [['a'.repeat(50_000)]] }]);
    expect(await codeOf(written('liar.xlsx', zip(parts, { declaredBytes: 200 })))).toBe('TABLE_DAMAGED');
  });
});

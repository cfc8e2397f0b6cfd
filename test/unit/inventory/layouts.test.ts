// Whole inventories in the layouts and encodings of real ones, from the file to the rows.
// Must not test single dates or headers: those have their own tests.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decodeSheet,
  findTables,
  guessColumns,
  mappingOf,
  type RetentionTable,
  readRetention,
  readRows,
  tableAt,
} from '../../../electron/core/inventory/index.ts';
import { readWorkbook } from '../../../electron/workers/table/read-workbook.ts';
import { encodeTcvn3, encodeViqr, encodeVni } from '../../../shared/text/legacy/index.ts';
import { type CellSpec, writeDocx, writeWithSheetJs, writeXlsx } from '../../support/workbooks.ts';

const retention: RetentionTable = {
  permanent: '01',
  years: { 70: '02', 50: '03', 30: '04', 20: '05', 10: '06' },
  other: '07',
};
const options = { dates: { latestYear: 2026 }, retention };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tangthu-inventory-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

async function tablesOf(path: string) {
  const { sheets } = await readWorkbook({ path, name: path });
  return sheets.flatMap((sheet) => findTables(decodeSheet(sheet)));
}
async function rowsOf(path: string) {
  const tables = await tablesOf(path);
  return tables.flatMap((table) => readRows(table, mappingOf(guessColumns(table.header)), options).rows);
}
const codes = (row: { problems: readonly { code: string }[] }) => row.problems.map(({ code }) => code);

const header = ['Hộp số', 'Hồ sơ số', 'Tiêu đề hồ sơ', 'Thời gian', 'Số tờ', 'Thời hạn bảo quản', 'Ghi chú'];
const entries: [string, string, string, string, number, string, string][] = [
  ['1', '1', 'Tập lưu quyết định của Ủy ban nhân dân tỉnh quý I năm 1987', '12/5/1987', 45, 'Vĩnh viễn', ''],
  ['1', '2', 'Báo cáo tổng kết phong trào hợp tác xã nông nghiệp', '1985-1987', 120, '50 năm', 'Bản sao'],
  ['1', '3', 'Hồ sơ về việc xử lý vi phạm lĩnh vực thủy lợi', '12.V.87', 8, 'Lâu dài', 'thiếu tờ 3'],
];
const expected = [
  {
    boxNumber: '1',
    fileNumber: '1',
    title: entries[0]![2],
    startDate: '1987-05-12',
    endDate: '1987-05-12',
    numberOfPaper: '45',
    maintenance: '01',
  },
  {
    boxNumber: '1',
    fileNumber: '2',
    title: entries[1]![2],
    startDate: '1985',
    endDate: '1987',
    numberOfPaper: '120',
    maintenance: '03',
    description: 'Bản sao',
  },
  {
    boxNumber: '1',
    fileNumber: '3',
    title: entries[2]![2],
    startDate: '1987-05-12',
    endDate: '1987-05-12',
    numberOfPaper: '8',
    maintenance: '07',
    description: 'thiếu tờ 3',
  },
];

describe('an inventory with a header and rows', () => {
  it('gives normalised values, the wording of the paper beside, and doubts', async () => {
    const rows = await rowsOf(writeXlsx(at('plain.xlsx'), [{ name: 'S', rows: [header, ...entries] }]));
    expect(rows.map(({ values }) => values)).toEqual(expected);
    expect(rows.map(({ row, status }) => [row, status])).toEqual([
      [2, 'good'],
      [3, 'good'],
      [4, 'doubtful'],
    ]);
    expect(rows[2]!.paper).toMatchObject({ dates: '12.V.87', maintenance: 'Lâu dài', numberOfPaper: '8' });
    expect(codes(rows[2]!)).toEqual(['RETENTION_UNDECIDED']);
  });

  it('is the same from .xls, .ods, CSV and a Word table', async () => {
    const all = [header, ...entries];
    const csv = all.map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\r\n');
    writeFileSync(at('same.csv'), `\uFEFF${csv}`);
    const paths = [
      writeWithSheetJs(at('same.xls'), 'biff8', all),
      writeWithSheetJs(at('same.ods'), 'ods', all),
      at('same.csv'),
      writeDocx(at('same.docx'), [{ table: all.map((row) => row.map(String)) }]),
    ];
    for (const path of paths)
      expect([path, (await rowsOf(path)).map(({ values }) => values)]).toEqual([path, expected]);
  });

  it('is the same in every encoding, with and without fonts that tell', async () => {
    const encoded = (encode: (text: string) => string, font?: string): CellSpec[][] =>
      [header, ...entries].map((row) =>
        row.map((cell) =>
          typeof cell === 'number' ? cell : { text: encode(cell), ...(font ? { font } : {}) },
        ),
      );
    const sheets: Record<string, CellSpec[][]> = {
      tcvn3: encoded(encodeTcvn3, '.VnTime'),
      tcvn3WithoutFont: encoded(encodeTcvn3),
      vni: encoded(encodeVni, 'VNI-Times'),
      vniWithoutFont: encoded(encodeVni),
      viqr: encoded(encodeViqr),
      nfd: encoded((text) => text.normalize('NFD')),
      wrongLetters: encoded((text) => text.replaceAll('ư', 'ƣ').replaceAll('Đ', 'Ð')),
    };
    for (const [name, rows] of Object.entries(sheets)) {
      const read = await rowsOf(writeXlsx(at(`${name}.xlsx`), [{ name: 'S', rows }]));
      // TCVN3 has no toned capitals: Ủ in a small-letter font was always typed with another font or left small.
      const titles = expected.map((one) =>
        name.startsWith('tcvn3') ? one.title.replace('Ủy', 'ủy') : one.title,
      );
      expect([name, read.map(({ values }) => values)]).toEqual([
        name,
        expected.map((one, index) => ({ ...one, title: titles[index] })),
      ]);
    }
  });

  it('keeps capitals of .VnTimeH and what the file had', async () => {
    const { sheets } = await readWorkbook({
      path: writeXlsx(at('upper.xlsx'), [
        { name: 'S', rows: [[{ text: 'môc lôc hå s¬', font: '.VnTimeH' }, 'Tỉnh']] },
      ]),
      name: 'x',
    });
    const sheet = decodeSheet(sheets[0]!);
    expect(sheet.rows[0]).toEqual([{ text: 'MỤC LỤC HỒ SƠ', raw: 'môc lôc hå s¬' }, { text: 'Tỉnh' }]);
    expect(sheet.decodedCells).toEqual({ tcvn3: 1 });
  });
});

describe('titles, merged headers and numbers of columns', () => {
  const rows: CellSpec[][] = [
    ['ỦY BAN NHÂN DÂN TỈNH'],
    ['MỤC LỤC HỒ SƠ'],
    ['Phông: Ủy ban nhân dân huyện An Bình, mục lục số 2'],
    ['Từ năm 1985 đến năm 1990'],
    [],
    ['Số', null, 'Tiêu đề hồ sơ', 'Thời gian', null, 'Số lượng', 'Ghi chú'],
    ['Hộp', 'ĐVBQ', null, 'Bắt đầu', 'Kết thúc', 'Tờ', null],
    ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)'],
    [1, 1, 'Tập công văn đi', { number: 31909, format: 'dd/mm/yyyy' }, '12/1987', 12, null],
  ];
  const merges = ['A1:G1', 'A2:G2', 'A3:G3', 'A6:B6', 'C6:C7', 'D6:E6', 'G6:G7'];

  it('are told apart, and what the titles say goes to the rows', async () => {
    const [table, ...more] = await tablesOf(writeXlsx(at('titles.xlsx'), [{ name: 'S', rows, merges }]));
    expect(more).toEqual([]);
    expect(table!.headerRows).toEqual({ first: 5, last: 7 });
    expect(table!.header.map((path) => path.join(' / '))).toEqual([
      'Số / Hộp',
      'Số / ĐVBQ',
      'Tiêu đề hồ sơ',
      'Thời gian / Bắt đầu',
      'Thời gian / Kết thúc',
      'Số lượng / Tờ',
      'Ghi chú',
    ]);
    expect(table!.titles).toContain('MỤC LỤC HỒ SƠ');
    const [row] = readRows(table!, mappingOf(guessColumns(table!.header)), options).rows;
    expect(row!.values).toEqual({
      boxNumber: '1',
      fileNumber: '1',
      title: 'Tập công văn đi',
      startDate: '1987-05-12',
      endDate: '1987-12',
      numberOfPaper: '12',
      fondName: 'Ủy ban nhân dân huyện An Bình',
      inventoryNumber: '2',
    });
    expect(row!.status).toBe('good');
  });

  it('are found without merged cells too, as CSV has them', async () => {
    const text = rows
      .map((row) =>
        row.map((cell) => (typeof cell === 'object' ? (cell === null ? '' : '12/5/1987') : cell)).join(';'),
      )
      .join('\n');
    writeFileSync(at('titles.csv'), text);
    const [row] = await rowsOf(at('titles.csv'));
    expect(row!.values).toMatchObject({
      boxNumber: '1',
      fileNumber: '1',
      startDate: '1987-05-12',
      endDate: '1987-12',
      numberOfPaper: '12',
    });
  });

  it('can be shown by a person when no header is recognised', async () => {
    const odd = writeXlsx(at('odd.xlsx'), [
      {
        name: 'S',
        rows: [
          ['Cột A', 'Cột B'],
          ['1', 'Một tiêu đề'],
        ],
      },
    ]);
    expect(await tablesOf(odd)).toEqual([]);
    const { sheets } = await readWorkbook({ path: odd, name: 'x' });
    const table = tableAt(decodeSheet(sheets[0]!), { first: 0, last: 0 });
    const { rows: read } = readRows(table, { 0: 'fileNumber', 1: 'title' }, options);
    expect(read.map(({ values }) => values)).toEqual([{ fileNumber: '1', title: 'Một tiêu đề' }]);
  });
});

describe('rows that are no entries', () => {
  const noBox = header.slice(1);
  const rows: CellSpec[][] = [
    noBox,
    ['Hộp số 14'],
    ['I. VĂN PHÒNG'],
    ['1', 'Tập lưu công văn', '1987', 3, 'VV', ''],
    ['2', 'Sổ công văn đến', '1988', 4, '10 năm', ''],
    ['Trang 1/2'],
    noBox,
    ['HỘP SỐ: 15 (từ hồ sơ 3)'],
    ['3', 'Kế hoạch năm 1989', '1989', 5, '70 năm', ''],
    ['', 'và các báo cáo kèm theo'],
    ['Cặp số', '16'],
    ['II', 'Khối tổng hợp'],
    ['4', 'Tổng số liệu thống kê', '1990', 6, '15 năm', ''],
    ['Mục lục này gồm: 4 hồ sơ (đơn vị bảo quản)'],
    ['Viết bằng chữ: bốn hồ sơ'],
    [null, null, 'An Bình, ngày 5 tháng 6 năm 1995'],
    [null, null, 'Người lập'],
  ];

  it('give their box and heading to the rows below, or are left out with a reason', async () => {
    const [table] = await tablesOf(
      writeXlsx(at('blocks.xlsx'), [{ name: 'S', rows, merges: ['A2:F2', 'A3:F3', 'A8:F8'] }]),
    );
    const { rows: read, skipped } = readRows(table!, mappingOf(guessColumns(table!.header)), options);
    expect(
      read.map(({ row, section, values }) => [
        row,
        section,
        values.boxNumber,
        values.fileNumber,
        values.title,
      ]),
    ).toEqual([
      [4, 'I. VĂN PHÒNG', '14', '1', 'Tập lưu công văn'],
      [5, 'I. VĂN PHÒNG', '14', '2', 'Sổ công văn đến'],
      [9, 'I. VĂN PHÒNG', '15', '3', 'Kế hoạch năm 1989 và các báo cáo kèm theo'],
      [13, 'II Khối tổng hợp', '16', '4', 'Tổng số liệu thống kê'],
    ]);
    expect(codes(read[2]!)).toEqual(['CONTINUED']);
    expect(codes(read[3]!)).toEqual(['RETENTION_NOT_IN_LIST']);
    expect(skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'block'],
      [3, 'heading'],
      [6, 'footer'],
      [7, 'repeatedHeader'],
      [8, 'block'],
      [11, 'block'],
      [12, 'heading'],
      [14, 'footer'],
      [15, 'footer'],
      [16, 'footer'],
      [17, 'footer'],
    ]);
  });

  it('are paragraphs between the tables of a Word file', async () => {
    const table = (from: number) => [
      noBox.map(String),
      [String(from), `Hồ sơ thứ ${from}`, '1987', '3', 'VV', ''],
    ];
    const rowsRead = await rowsOf(
      writeDocx(at('boxes.docx'), [
        { paragraph: [{ text: 'phông: huyÖn uû An B×nh' }], style: 'TieuDe' },
        { paragraph: [{ text: 'Hộp số 1' }] },
        { table: table(1) },
        { paragraph: [{ text: 'Hộp số 2' }] },
        { table: table(2) },
      ]),
    );
    expect(rowsRead.map(({ values }) => [values.boxNumber, values.title])).toEqual([
      ['1', 'Hồ sơ thứ 1'],
      ['2', 'Hồ sơ thứ 2'],
    ]);
  });

  it('part two tables of different layouts in one sheet', async () => {
    const documents = [
      'STT',
      'Số, ký hiệu văn bản',
      'Ngày tháng năm văn bản',
      'Trích yếu nội dung',
      'Tác giả',
    ];
    const tables = await tablesOf(
      writeXlsx(at('two.xlsx'), [
        {
          name: 'S',
          rows: [
            header,
            ...entries,
            [],
            ['Mục lục văn bản'],
            documents,
            [1, '15-CT/HU', '3/2/1990', 'Về sản xuất', 'Huyện ủy'],
          ],
        },
      ]),
    );
    expect(tables.map(({ body }) => body.length)).toEqual([3, 1]);
    expect(tables[1]!.titles).toEqual(['Mục lục văn bản']);
    const [row] = readRows(tables[1]!, mappingOf(guessColumns(tables[1]!.header)), options).rows;
    expect(row!.values).toEqual({
      ordinal: '1',
      'document.codeNumber': '15',
      'document.codeNotation': 'CT/HU',
      'document.issuedDate': '1990-02-03',
      'document.subject': 'Về sản xuất',
      'document.organName': 'Huyện ủy',
    });
  });
});

describe('cells that lean on others', () => {
  it('take ditto marks from above, merged cells from their range, and say when there is nothing above', async () => {
    const rows: CellSpec[][] = [
      header,
      ['"', '1', 'A', '1987', 1, '-nt-', ''],
      [2, '2', 'B', '12/5/1987', 2, 'Vĩnh viễn', ''],
      [null, '3', '"', 'nt', 3, '"', 'như trên'],
      [null, '4', 'C', '-', '-', '- nt -', ''],
    ];
    const read = await rowsOf(writeXlsx(at('ditto.xlsx'), [{ name: 'S', rows, merges: ['A3:A5'] }]));
    expect(codes(read[0]!)).toEqual(['NOTHING_ABOVE', 'NOTHING_ABOVE']);
    expect(read[2]!.values).toEqual({
      boxNumber: '2',
      fileNumber: '3',
      title: 'B',
      startDate: '1987-05-12',
      endDate: '1987-05-12',
      numberOfPaper: '3',
      maintenance: '01',
    });
    expect(read[2]!.paper).toMatchObject({ title: '"', dates: 'nt', maintenance: '"' });
    expect(codes(read[2]!)).toEqual(['NOTHING_ABOVE']);
    expect(read[3]).toMatchObject({ status: 'good', values: { boxNumber: '2', maintenance: '01' } });
    expect(read[3]!.values.startDate).toBeUndefined();
  });

  it('carry a box that is written once, and tell when one is missing among many', async () => {
    const once = [header, ['7', '1', 'A'], ['', '2', 'B'], ['', '3', 'C'], ['8', '4', 'D'], ['', '5', 'E']];
    const quiet = await rowsOf(writeXlsx(at('once.xlsx'), [{ name: 'S', rows: once }]));
    expect(quiet.map(({ values, status }) => [values.boxNumber, status])).toEqual([
      ['7', 'good'],
      ['7', 'good'],
      ['7', 'good'],
      ['8', 'good'],
      ['8', 'good'],
    ]);
    const slip = [header, ['7', '1', 'A'], ['7', '2', 'B'], ['', '3', 'C'], ['8', '4', 'D']];
    const told = await rowsOf(writeXlsx(at('slip.xlsx'), [{ name: 'S', rows: slip }]));
    expect(told.map((row) => [row.values.boxNumber, codes(row)])).toEqual([
      ['7', []],
      ['7', []],
      ['7', ['BOX_CARRIED']],
      ['8', []],
    ]);
  });
});

describe('what is wrong with a row', () => {
  it('is told at its field in a whole sentence, and the wording is kept', async () => {
    const rows: CellSpec[][] = [
      header,
      ['1', '1', '', '1987', 1, 'VV', ''],
      ['1', '', 'B', '1987', 1, 'VV', ''],
      ['1', '3', 'C', '31/2/1987', 'vài tờ', 'chưa rõ', ''],
      ['1', '3', 'D', '1990-1985', '1-12', 'VV', ''],
      ['1', '5', '#N/A', '1987', 1, 'VV', ''],
    ];
    const read = await rowsOf(writeXlsx(at('wrong.xlsx'), [{ name: 'S', rows }]));
    expect(read.map((row) => [row.status, codes(row)])).toEqual([
      ['refused', ['TITLE_MISSING']],
      ['refused', ['NUMBER_MISSING']],
      ['doubtful', ['DATE_IMPOSSIBLE', 'COUNT_UNREADABLE', 'RETENTION_UNKNOWN']],
      ['doubtful', ['DATE_REVERSED', 'COUNT_FROM_RANGE', 'NUMBER_REPEATED']],
      ['refused', ['CELL_ERROR', 'TITLE_MISSING']],
    ]);
    expect(read[2]!.paper).toMatchObject({
      dates: '31/2/1987',
      numberOfPaper: 'vài tờ',
      maintenance: 'chưa rõ',
    });
    expect(read[2]!.values).toEqual({ boxNumber: '1', fileNumber: '3', title: 'C' });
    expect(read[3]!.values.numberOfPaper).toBe('12');
    for (const { problems } of read)
      for (const { message } of problems) expect(message).toMatch(/^\p{Lu}.*\.$|^“.*\.$/u);
  });
});

describe('retention periods', () => {
  it('become codes of the given list, old words with a doubt', () => {
    const cases: [string, string | null, string | null][] = [
      ['Vĩnh viễn', '01', null],
      ['VV', '01', null],
      ['70 năm', '02', null],
      ['50', '03', null],
      ['10n', '06', null],
      ['03', '03', null],
      ['lâu dài', '07', 'undecided'],
      ['Tạm thời', '07', 'undecided'],
      ['15 năm', '07', 'notInList'],
      ['?', null, 'unknown'],
    ];
    for (const [wording, code, doubt] of cases)
      expect([wording, readRetention(wording, retention)]).toEqual([wording, { code, doubt }]);
  });
});

describe('a large inventory', () => {
  it('of 20,000 rows in TCVN3 is decoded, found and read in less than five seconds of CPU', async () => {
    const rows: CellSpec[][] = [
      header.map((text) => ({ text: encodeTcvn3(text), font: '.VnTimeH' })),
      ...Array.from({ length: 20_000 }, (_, index): CellSpec[] => [
        index % 20 === 0 ? String(index / 20 + 1) : null,
        index + 1,
        { text: encodeTcvn3(`Tập lưu công văn số ${index} về đất đai của huyện`), font: '.VnTime' },
        ['12/5/1987', '1985-1987', '12.V.87', '5/1987'][index % 4]!,
        index % 200,
        { text: encodeTcvn3('Vĩnh viễn'), font: '.VnTime' },
        null,
      ]),
    ];
    const { sheets } = await readWorkbook({
      path: writeXlsx(at('large.xlsx'), [{ name: 'S', rows }]),
      name: 'x',
    });
    const before = process.cpuUsage();
    const [table] = findTables(decodeSheet(sheets[0]!));
    const read = readRows(table!, mappingOf(guessColumns(table!.header)), options);
    const { user, system } = process.cpuUsage(before);
    expect(read.rows.length).toBe(20_000);
    expect(read.rows[19_999]!.values).toMatchObject({
      boxNumber: '1000',
      fileNumber: '20000',
      startDate: '1987-05',
      maintenance: '01',
    });
    expect(read.rows.every(({ status }) => status === 'good')).toBe(true);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});

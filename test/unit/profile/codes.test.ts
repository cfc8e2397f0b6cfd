// Codes and names made by pattern come apart again into the same parts; wordings find their codes.
// Must not load anything but the shipped profiles.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  codeOf,
  codeProblem,
  fieldSpec,
  loadProfiles,
  makeCode,
  normaliseCode,
  normaliseRetention,
  parseCode,
  profileById,
  splitValues,
} from '../../../electron/core/profile/index.ts';

const profiles = loadProfiles(fileURLToPath(new URL('../../../resources/profiles/fields', import.meta.url)));
const state = profileById(profiles, 'STATE_TT05');
const old = profileById(profiles, 'STATE_TT02_2019');

const digits = (most: number) => fc.integer({ min: 1, max: most }).map(String);
const level = fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(2, '0'));
const agency = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('H', 'G', 'A'),
      fc.integer({ min: 10, max: 99 }),
      fc.array(level, { maxLength: 3 }),
    )
    .map(([letter, number, levels]) => [`${letter}${number}`, ...levels].join('.')),
  fc.constant('000.00.07.G11'),
);
const fonds = fc.constantFrom('P623', 'G09', 'Phong_BNV', 'P_KHCN', 'Đ12');
const year = fc.integer({ min: 1930, max: 2030 }).map(String);
const notation = fc.constantFrom('160', '01.HC', '12.TCCB', '1999.2', 'Đ-7', '2020');
const plain = fc.constantFrom('160', '01', 'A12', '2020');

describe('codes come apart into the parts they were made of', () => {
  const cases: [string, fc.Arbitrary<Record<string, string>>][] = [
    ['fileCode', fc.record({ agencyCode: agency, year, fileNumber: notation })],
    ['fileCodeClosed', fc.record({ fondsCode: fonds, year, fileNumber: notation })],
    [
      'sipDocumentsCode',
      fc.record({ agencyCode: agency, year, handover: digits(99), ordinal: digits(9_999_999) }),
    ],
    [
      'paperFileCode',
      fc.record({
        archiveCode: agency,
        shelfAddress: fc.constantFrom('2/5/13', 'K1', '7'),
        paperFileNumber: plain,
      }),
    ],
    [
      'docCode',
      fc.record({
        fileCode: fc.constantFrom('H49.64.33.2001.160', 'P623.1995.1'),
        ordinal: digits(9_999_999),
      }),
    ],
    [
      'docId',
      fc.record({ fileCode: fc.constantFrom('H49.64.33.2001.160', 'P623.1995.1'), ordinal: digits(9999) }),
    ],
    [
      'documentFileName',
      fc.record({ fileCode: fc.constantFrom('H49.64.33.2001.160'), ordinal: digits(9_999_999) }),
    ],
    [
      'oldImageName',
      fc.record({
        archiveCode: plain,
        fondsCode: plain,
        inventoryNumber: plain,
        fileNumber: plain,
        sheet: plain,
        page: plain,
      }),
    ],
  ];
  it.each(cases)('%s', (name, parts) => {
    fc.assert(
      fc.property(parts, (given) => {
        expect(parseCode(state, name, makeCode(state, name, given))).toEqual(given);
      }),
      { numRuns: 200 },
    );
  });

  it('fileCode of the old circular, whose four parts are dotted too', () => {
    const parts = fc.record({ archiveCode: agency, fondsCode: fonds, fileCatalog: plain, fileNumber: plain });
    fc.assert(
      fc.property(parts, (given) => {
        expect(parseCode(old, 'fileCode', makeCode(old, 'fileCode', given))).toEqual(given);
      }),
      { numRuns: 200 },
    );
  });

  it('as the rules give them', () => {
    const fileCode = makeCode(state, 'fileCode', { agencyCode: 'H49.64.33', year: 2001, fileNumber: 160 });
    expect(fileCode).toBe('H49.64.33.2001.160');
    expect(makeCode(state, 'docCode', { fileCode, ordinal: 1 })).toBe('H49.64.33.2001.160.0000001');
    expect(makeCode(state, 'docId', { fileCode, ordinal: '0001' })).toBe('H49.64.33.2001.160.1');
    expect(makeCode(state, 'wholeFileName', { fileCode })).toBe('H49.64.33.2001.160');
    expect(parseCode(state, 'fileCode', 'H05.02.02.2008.01.HC')).toEqual({
      agencyCode: 'H05.02.02',
      year: '2008',
      fileNumber: '01.HC',
    });
  });
});

describe('a code that cannot be made or read', () => {
  it('is refused with the part named', () => {
    expect(codeProblem(state, 'fileCode', { agencyCode: 'H49', fileNumber: '1' })).toBe(
      'Thiếu năm hình thành hồ sơ.',
    );
    expect(codeProblem(state, 'fileCode', { agencyCode: 'H49', year: '2001', fileNumber: '1/HC' })).toMatch(
      /“1\/HC” có ký tự không dùng được/,
    );
    expect(() => makeCode(state, 'docId', { fileCode: `H49.2001.${'1'.repeat(20)}`, ordinal: 1 })).toThrow(
      /dài 31 ký tự, quá mức 25/,
    );
    expect(codeProblem(state, 'fileCode', { agencyCode: 'H49', year: 2001, fileNumber: 1 })).toBeNull();
  });

  it('has no parts', () => {
    expect(parseCode(state, 'fileCode', '160')).toBeUndefined();
    expect(parseCode(state, 'docCode', 'H49.2001.160.1')).toBeUndefined();
    expect(parseCode(state, 'fileCode', 'H49.2001.160', { agencyCode: 'H50' })).toBeUndefined();
  });
});

describe('wordings find their codes', () => {
  const types = state.codeLists.typeName!;
  it('by code, name, without marks, by alias and by abbreviation', () => {
    for (const wording of [
      '22',
      'Công văn',
      'CONG VAN',
      'cong  van',
      'Công văn hành chính',
      'CV',
      'Công văn'.normalize('NFD'),
    ])
      expect([wording, normaliseCode(types, wording)]).toEqual([
        wording,
        { code: '22', name: 'Công văn', doubtful: false },
      ]);
  });

  it('keep the true name of a type without a code of its own', () => {
    expect(normaliseCode(types, 'Kết luận')).toEqual({ code: '32', name: 'Kết luận', doubtful: false });
  });

  it('tell the small r of CTr and TTr', () => {
    expect(normaliseCode(types, 'CT')?.name).toBe('Chỉ thị');
    expect(normaliseCode(types, 'CTr')?.name).toBe('Chương trình');
  });

  it('doubt an abbreviation that means two things', () => {
    expect(normaliseCode(types, 'TT', 'party')).toMatchObject({ name: 'Thông tri', doubtful: false });
    expect(normaliseCode(types, 'TT', 'state')).toMatchObject({ name: 'Thông tư', doubtful: false });
    expect(normaliseCode(types, 'TT')?.doubtful).toBe(true);
    expect(normaliseCode(types, 'QĐ', 'party')?.doubtful).toBe(true);
    expect(normaliseCode(types, 'KL', 'state')).toMatchObject({ name: 'Kết luận', doubtful: true });
  });

  it('doubt a lone digit that lost its zero, and do not know what is not there', () => {
    expect(normaliseCode(types, '1')).toEqual({ code: '01', name: 'Nghị quyết', doubtful: true });
    expect(normaliseCode(types, 'Thơ')).toBeUndefined();
    expect(normaliseCode(types, '  ')).toBeUndefined();
  });

  it.each([
    ['Vĩnh viễn', '01', false, null],
    ['VĨNH VIỄN', '01', false, null],
    ['VV', '01', false, null],
    ['70 năm', '02', false, 70],
    ['20 nam', '05', false, 20],
    ['30n', '04', false, 30],
    ['V/v', '01', false, null],
    ['LĐ', '07', true, null],
    ['15 năm', '07', false, 15],
    ['12 năm', '07', false, 12],
    ['Lâu dài', '07', true, null],
    ['tạm thời', '07', true, null],
  ])('of retention: %s', (wording, code, doubtful, years) => {
    expect(normaliseRetention(state, wording)).toMatchObject({ code, doubtful, years });
  });

  it('give way to the code an archivist decided on', () => {
    const spec = fieldSpec(state, 'file', 'maintenance')!;
    expect(codeOf(state, spec, { maintenance: 'Lâu dài' })).toMatchObject({ code: '07', doubtful: true });
    expect(codeOf(state, spec, { maintenance: 'Lâu dài', maintenanceCode: '04' })).toEqual({
      code: '04',
      name: 'Lâu dài',
      doubtful: false,
    });
  });

  it('come one by one from a field with several', () => {
    expect(splitValues(state, 'Việt; Pháp, Hán Nôm;')).toEqual(['Việt', 'Pháp', 'Hán Nôm']);
  });
});

// Every rule on an example that breaks it and one that keeps it, and its words as people read them.
// Must not test code lists or patterns themselves; codes.test.ts does.
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type CheckContext,
  checkDocument,
  checkFile,
  checkFonds,
  type DescribedDocument,
  type DescribedFile,
  type FindingCode,
  type FondsStreams,
  findingCodes,
  loadProfiles,
  numberKey,
  type Profile,
  type ProfileFinding,
  profileById,
} from '../../../electron/core/profile/index.ts';

const profiles = loadProfiles(fileURLToPath(new URL('../../../resources/profiles/fields', import.meta.url)));
const state = profileById(profiles, 'STATE_TT05');
const party = profileById(profiles, 'PARTY_40HD');
const now: CheckContext = { purpose: 'describe', today: '2026-11-20' };
const transfer: CheckContext = { ...now, purpose: 'transfer' };

const goodFile = {
  fileCode: 'H49.64.33.2001.160',
  fileNumber: '160',
  paperFileCode: 'H49.01.13.160',
  title: 'Hồ sơ về công tác thi đua, khen thưởng năm 2001',
  startDate: '2001',
  endDate: '2002-03',
  maintenance: 'Vĩnh viễn',
  mode: 'Công khai',
  language: 'Việt; Pháp',
  totalDoc: '2',
  numberOfPaper: '12',
  numberOfPage: '20',
  confidenceLevel: 'Số hóa',
};
const goodDocument = {
  docOrdinal: '1',
  docId: 'H49.64.33.2001.160.1',
  docCode: 'H49.64.33.2001.160.0000001',
  typeName: 'Quyết định',
  codeNumber: '15',
  codeNotation: 'QĐ-UBND',
  issuedDate: '2001-05-12',
  organName: 'Ủy ban nhân dân tỉnh Đồng Nai',
  subject: 'Về việc tặng bằng khen cho các tập thể, cá nhân',
  language: 'Việt',
  numberOfPage: '12',
  numberOfPaper: '7',
  mode: 'Công khai',
  sheets: '1-7',
};
const secondDocument = {
  ...goodDocument,
  docOrdinal: '2',
  docId: 'H49.64.33.2001.160.2',
  docCode: 'H49.64.33.2001.160.0000002',
  codeNumber: '16',
  issuedDate: '2001-06',
  numberOfPage: '8',
  numberOfPaper: '5',
  sheets: '8-12',
};
const goodFonds = {
  organId: 'P623',
  fondName: 'Ủy ban nhân dân tỉnh Đồng Nai',
  fondState: 'Mở',
  agencyCode: 'H49.64.33',
  fondHistory: 'Thành lập năm 1976.',
  archivesTime: '1976–2015',
  totalDoc: '2',
  keyGroups: 'Tổng hợp; Nội chính; Kinh tế',
  language: 'Việt',
};
type Values = Record<string, string | undefined>;
type Made = { findings: readonly ProfileFinding[] };

const seen: ProfileFinding[] = [];
const keep = (findings: Iterable<ProfileFinding>): Made => {
  const all = [...findings];
  seen.push(...all);
  return { findings: all };
};
const codes = ({ findings }: Made) => findings.map((finding) => finding.code);

const document = (
  change: Values = {},
  {
    facts,
    context = now,
    profile = state,
    file = {},
  }: { facts?: DescribedDocument['facts']; context?: CheckContext; profile?: Profile; file?: Values } = {},
) =>
  keep(
    checkDocument(
      profile,
      { id: 'd1', values: { ...goodDocument, ...change }, facts },
      { id: 'f1', values: { ...goodFile, ...file } },
      context,
    ),
  );
const file = (
  change: Values = {},
  {
    facts,
    context = now,
    documents = [goodDocument, secondDocument],
    fonds = goodFonds,
    profile = state,
  }: {
    facts?: DescribedFile['facts'];
    context?: CheckContext;
    documents?: Values[] | null;
    fonds?: Values;
    profile?: Profile;
  } = {},
) =>
  keep(
    checkFile(
      profile,
      { id: 'f1', values: { ...goodFile, ...change }, facts },
      documents ? documents.map((values, index) => ({ id: `d${index + 1}`, values })) : null,
      { id: 'p1', values: fonds },
      context,
    ),
  );
const fonds = (streams: FondsStreams, change: Values = {}) =>
  keep(checkFonds(state, { id: 'p1', values: { ...goodFonds, ...change } }, now, streams));

describe('a good description', () => {
  it('has no finding, neither while describing nor for the transfer', () => {
    for (const context of [now, transfer]) {
      expect(codes(document({}, { context }))).toEqual([]);
      expect(codes(file({}, { context }))).toEqual([]);
      expect([...checkFonds(state, { id: 'p1', values: goodFonds }, context, { documentCount: 2 })]).toEqual(
        [],
      );
    }
  });
});

describe('single values', () => {
  it.each<[FindingCode, string, Values, Values]>([
    ['FIELD_REQUIRED', 'an empty subject', { subject: ' ' }, { keyword: '' }],
    [
      'FIELD_TOO_LONG',
      'a subject of 501 characters',
      { subject: `A${'b'.repeat(500)}` },
      { subject: `A${'b'.repeat(499)}` },
    ],
    ['NUMBER_INVALID', 'a count in words', { numberOfPage: 'mười' }, { numberOfPage: '12' }],
    ['DATE_INVALID', '31 February', { issuedDate: '2001-02-31' }, { issuedDate: '2001-02' }],
    ['DATE_FUTURE', 'tomorrow', { issuedDate: '2026-11-21' }, { issuedDate: '2001' }],
    ['DATE_EARLY', 'a year of 1091', { issuedDate: '1091' }, { issuedDate: '2001' }],
    ['CODE_UNKNOWN', 'a type that is not in the list', { typeName: 'Thơ' }, { typeName: 'bao cao' }],
    [
      'CODE_UNKNOWN',
      'one of several languages unknown',
      { language: 'Việt; Klingon' },
      { language: 'Việt; Anh' },
    ],
    ['CODE_UNKNOWN', 'a boolean in words', { hasAutograph: 'có' }, { hasAutograph: '1' }],
    ['CODE_UNKNOWN', 'a decided code that does not exist', { typeNameCode: '99' }, { typeNameCode: '02' }],
    ['CODE_DOUBTFUL', 'a lone digit', { typeName: '2' }, { typeName: '02' }],
    ['SHEETS_UNREADABLE', 'sheets running backwards', { sheets: '9-5' }, { sheets: '5–7, 9' }],
    [
      'TEXT_WRONG_LETTER',
      'the letter OI',
      { subject: 'Báo cáo của Tỉnh uỷ về thƣ viện' },
      { subject: 'Báo cáo về thư viện' },
    ],
    ['TEXT_NOT_COMPOSED', 'split marks', { subject: 'Báo cáo'.normalize('NFD') }, { subject: 'Báo cáo' }],
    ['TEXT_SPACES', 'two spaces', { subject: 'Báo  cáo' }, { subject: 'Báo cáo, kèm phụ lục' }],
    [
      'TEXT_SPACES',
      'a space before a comma',
      { subject: 'Báo cáo , phụ lục' },
      { subject: 'Báo cáo ... phụ lục' },
    ],
    [
      'TEXT_ALL_CAPITALS',
      'a title in capitals',
      { subject: 'BÁO CÁO TỔNG KẾT NĂM' },
      { subject: 'Báo cáo HĐND, UBND' },
    ],
    [
      'TONES_MIXED',
      'two tone placements',
      { subject: 'Báo cáo của Tỉnh ủy và Huyện uỷ' },
      { subject: 'Quý III của Huyện uỷ, quýt' },
    ],
  ])('%s: %s', (code, _what, bad, good) => {
    expect(codes(document(bad))).toContain(code);
    expect(codes(document(good))).not.toContain(code);
  });

  it('are asked for at the transfer only where the package wants them', () => {
    expect(codes(document({ docCode: '' }))).toEqual([]);
    expect(codes(document({ docCode: '' }, { context: transfer }))).toEqual(['FIELD_REQUIRED']);
  });

  it('are required when another field says so', () => {
    expect(codes(file({ paperFileCode: '' }, { context: transfer }))).toEqual(['FIELD_REQUIRED']);
    expect(codes(file({ paperFileCode: '', confidenceLevel: 'Gốc điện tử' }, { context: transfer }))).toEqual(
      [],
    );
    expect(codes(file({ riskRecovery: '1' }, { context: transfer }))).toEqual(['FIELD_REQUIRED']);
    expect(codes(file({ riskRecovery: '0' }, { context: transfer }))).toEqual([]);
  });

  it('that are empty inherit from the file where the profile says so', () => {
    expect(codes(document({ maintenance: '' }, { context: transfer }))).toEqual([]);
    expect(codes(document({ maintenance: '' }, { context: transfer, file: { maintenance: '' } }))).toEqual([
      'FIELD_REQUIRED',
    ]);
  });

  it('count the length of the code a package carries, not of the words', () => {
    expect(codes(document({ typeName: 'Bản vẽ kỹ thuật' }))).toEqual([]);
  });

  it('out of force are told', () => {
    const profile = structuredClone(state);
    profile.codeLists.typeName!.entries.find((e) => e.code === '03')!.effectiveUntil = '2026-01-01';
    expect(codes(document({ typeName: 'Chỉ thị' }, { profile }))).toEqual(['CODE_NOT_IN_FORCE']);
    expect(codes(document({ typeName: 'Chỉ thị' }))).toEqual([]);
  });

  it('follow the severity of the profile, which can switch a rule off', () => {
    const profile = structuredClone(state);
    profile.rules.findings = { DATE_FUTURE: 'info', TEXT_SPACES: 'off' };
    const { findings } = document(
      { issuedDate: '2027', subject: 'Báo  cáo' },
      { profile, file: { endDate: '2027' } },
    );
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['DATE_FUTURE', 'info']]);
  });
});

describe('a document', () => {
  it('lies inside the dates of its file, as far as its date is known', () => {
    expect(codes(document({ issuedDate: '2000-12-31' }))).toEqual(['DATE_OUTSIDE_FILE']);
    expect(codes(document({ issuedDate: '2002-04' }))).toEqual(['DATE_OUTSIDE_FILE']);
    expect(codes(document({ issuedDate: '2002' }))).toEqual([]);
    expect(document({ issuedDate: '2002-04-01' }).findings[0]!.message).toBe(
      'Ngày tài liệu 01/04/2002 nằm ngoài thời gian của hồ sơ (từ 2001 đến 03/2002). Hãy xem lại ngày trên bản quét, hoặc sửa thời gian của hồ sơ.',
    );
  });

  it('carries the code of its file', () => {
    expect(codes(document({ docCode: 'H49.64.33.2001.161.0000001' }))).toEqual([
      'DOCUMENT_CODE_OF_OTHER_FILE',
    ]);
  });

  it('with a secrecy level is not open to everyone', () => {
    expect(codes(document({ secrecy: 'Tối mật' }))).toEqual(['MODE_AGAINST_SECRECY']);
    expect(codes(document({ secrecy: 'Tối mật', mode: 'Mật' }))).toEqual([]);
  });

  it('has between one and two pages a sheet', () => {
    expect(codes(document({ numberOfPage: '15' }))).toEqual(['SHEETS_AGAINST_PAGES']);
    expect(codes(document({ numberOfPage: '6' }))).toEqual(['SHEETS_AGAINST_PAGES']);
    expect(codes(document({ numberOfPage: '14' }))).toEqual([]);
    expect(codes(document({ numberOfPage: '7' }))).toEqual([]);
  });

  it('has as many pages as were scanned', () => {
    expect(codes(document({}, { facts: { pageCount: 11 } }))).toEqual(['PAGES_SCANNED_DIFFER']);
    expect(codes(document({}, { facts: { pageCount: 13 } }))).toEqual(['PAGES_SCANNED_DIFFER']);
    expect(codes(document({}, { facts: { pageCount: 12 } }))).toEqual([]);
  });

  it('is alive when a person confirmed it and its PDF/A is up to date', () => {
    expect(codes(document({}, { facts: { waiting: true, pdf: 'missing' } }))).toEqual([
      'DOCUMENT_WAITING',
      'PDF_MISSING',
    ]);
    expect(codes(document({}, { facts: { pdf: 'outdated' } }))).toEqual(['PDF_OUTDATED']);
    expect(codes(document({}, { facts: { waiting: false, pdf: 'current' } }))).toEqual([]);
  });
});

describe('a file', () => {
  it('starts before it ends', () => {
    expect(codes(file({ startDate: '2002-04', endDate: '2002-03-31' }))).toContain('DATES_REVERSED');
    expect(codes(file({ startDate: '2002-03-15', endDate: '2002-03' }))).not.toContain('DATES_REVERSED');
  });

  it('goes to the historical archive only when it is kept for ever', () => {
    expect(codes(file({ maintenance: '70 năm' }, { context: transfer }))).toEqual([
      'RETENTION_NOT_PERMANENT',
    ]);
    expect(codes(file({ maintenance: '70 năm' }))).toEqual([]);
    expect(file({ maintenance: '70 năm' }, { context: transfer }).findings[0]!.message).toContain(
      'chỉ nhận hồ sơ “Vĩnh viễn”',
    );
  });

  it('whose retention is doubtful waits for a decision, and then is silent', () => {
    expect(codes(file({ maintenance: 'Lâu dài' }))).toEqual(['CODE_DOUBTFUL']);
    expect(codes(file({ maintenance: 'Lâu dài', maintenanceCode: '02' }))).toEqual([]);
  });

  it('whose retention ended is told', () => {
    expect(codes(file({ maintenance: '10 năm' }))).toEqual(['RETENTION_ENDED']);
    expect(codes(file({ maintenance: '15 năm' }))).toEqual(['RETENTION_ENDED']);
    expect(codes(file({ maintenance: '30 năm' }))).toEqual([]);
  });

  it('has as many sheets and pages as were scanned', () => {
    const { findings } = file({}, { facts: { scannedSheets: 11 } });
    expect(findings.map((f) => f.code)).toEqual(['SHEETS_SCANNED_DIFFER']);
    expect(findings[0]!.message).toMatch(/^12 tờ theo mục lục, 11 tờ đã quét\. /);
    expect(codes(file({}, { facts: { scannedSheets: 12, scannedPages: 19 } }))).toEqual([
      'PAGES_SCANNED_DIFFER',
    ]);
    expect(codes(file({}, { facts: { scannedSheets: 12, scannedPages: 20 } }))).toEqual([]);
    expect(codes(file({ numberOfPage: '' }, { facts: { scannedPages: 25 } }))).toEqual([
      'SHEETS_SCANNED_DIFFER',
    ]);
    expect(codes(file({ numberOfPage: '' }, { facts: { scannedPages: 24 } }))).toEqual([]);
  });

  it('has as many documents as its inventory says', () => {
    expect(codes(file({ totalDoc: '3' }))).toEqual(['DOCUMENT_COUNT_DIFFERS']);
    expect(codes(file({}, { documents: [] }))).toEqual(['FILE_EMPTY']);
    expect(codes(file({ totalDoc: '3' }, { documents: null }))).toEqual([]);
  });

  it('has each sheet in one document', () => {
    const overlap = file({}, { documents: [goodDocument, { ...secondDocument, sheets: '7-12' }] });
    expect(overlap.findings).toMatchObject([
      { code: 'SHEETS_OVERLAP', level: 'document', id: 'd2', fieldName: 'sheets' },
    ]);
    expect(overlap.findings[0]!.message).toMatch(/^Tờ 7 /);
    const gap = file(
      {},
      {
        documents: [
          { ...goodDocument, sheets: '2-6' },
          { ...secondDocument, sheets: '8-10' },
        ],
      },
    );
    expect(codes(gap)).toEqual(['SHEETS_MISSING']);
    expect(gap.findings[0]!.message).toMatch(/^Tờ 1, 7, 11–12 /);
    expect(
      codes(
        file(
          {},
          {
            documents: [
              { ...goodDocument, sheets: '1-7' },
              { ...secondDocument, sheets: '7a-12' },
            ],
          },
        ),
      ),
    ).toEqual([]);
    expect(
      codes(
        file(
          {},
          {
            documents: [
              { ...goodDocument, sheets: '' },
              { ...secondDocument, sheets: '' },
            ],
          },
        ),
      ),
    ).toEqual([]);
  });

  it('numbers its documents from 1 without gap or repetition', () => {
    expect(codes(file({}, { documents: [goodDocument, { ...secondDocument, docOrdinal: '1' }] }))).toEqual([
      'ORDINAL_REPEATED',
    ]);
    const gap = file({}, { documents: [goodDocument, { ...secondDocument, docOrdinal: '4' }] });
    expect(codes(gap)).toEqual(['ORDINAL_MISSING']);
    expect(gap.findings[0]!.message).toContain('số thứ tự 2–3');
  });

  it('keeps its documents in the order of their dates, unless the profile does not ask', () => {
    const documents = [goodDocument, { ...secondDocument, issuedDate: '2001-04' }];
    expect(codes(file({}, { documents }))).toEqual(['DOCUMENT_ORDER']);
    const profile = { ...state, rules: { ...state.rules, documentOrder: 'any' as const } };
    expect(codes(file({}, { documents, profile }))).toEqual([]);
    expect(codes(file({}, { documents: [goodDocument, { ...secondDocument, issuedDate: '2001' }] }))).toEqual(
      [],
    );
  });

  it('has a code made by the pattern of its fonds, asked at the transfer', () => {
    expect(codes(file({ fileCode: '160' }, { documents: null }))).toEqual([]);
    expect(codes(file({ fileCode: '160' }, { documents: null, context: transfer }))).toEqual([
      'CODE_MALFORMED',
    ]);
    const closed = { ...goodFonds, fondState: 'Đóng' };
    expect(codes(file({}, { context: transfer, fonds: closed }))).toEqual(['CODE_MALFORMED']);
    expect(
      codes(file({ fileCode: 'P623.2001.160' }, { context: transfer, fonds: closed, documents: null })),
    ).toEqual([]);
  });
});

describe('a fonds', () => {
  const numbered = (profile: Profile, rows: { values: Values; term?: string; organ?: string }[]) =>
    rows
      .map(({ values, ...context }, index) => ({
        id: `d${index + 1}`,
        values: { ...goodDocument, ...values },
        key: numberKey(profile, { ...goodDocument, ...values }, context),
        place: `hồ sơ ${index + 1}`,
      }))
      .filter((one): one is typeof one & { key: string } => one.key !== null)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
  const repeated = (profile: Profile, rows: { values: Values; term?: string; organ?: string }[]) =>
    fonds({ documents: numbered(profile, rows) }).findings.filter((f) => f.code === 'NUMBER_REPEATED');

  it('has a number once per body and symbol within the year for the State', () => {
    const again = repeated(state, [
      { values: {} },
      { values: { codeNumber: '015', issuedDate: '2001-12', organName: 'ỦY BAN NHÂN DÂN TỈNH ĐỒNG NAI' } },
    ]);
    expect(again).toMatchObject([{ level: 'document', fieldName: 'codeNumber' }]);
    expect(again[0]!.message).toMatch(/^“Quyết định 015\/QĐ-UBND” trùng .* trong cùng năm \(hồ sơ 1\)/);
    expect(repeated(state, [{ values: {} }, { values: { issuedDate: '2002' } }])).toEqual([]);
    expect(
      repeated(state, [{ values: {} }, { values: { organName: 'Ủy ban nhân dân tỉnh Đắk Lắk' } }]),
    ).toEqual([]);
    expect(repeated(state, [{ values: {} }, { values: { codeNotation: 'QyĐ-UBND' } }])).toEqual([]);
  });

  it('has a number once per body and type within the term for the Party, also inside a State fonds', () => {
    const values = { codeNotation: 'QĐ/TU', organName: 'Tỉnh ủy' };
    for (const profile of [state, party]) {
      expect(
        repeated(profile, [
          { values, term: '2015–2020' },
          { values: { ...values, issuedDate: '2003' }, term: '2015–2020' },
        ]),
      ).toHaveLength(1);
      expect(
        repeated(profile, [
          { values, term: '2015–2020' },
          { values, term: '2020–2025' },
        ]),
      ).toEqual([]);
      expect(
        repeated(profile, [
          { values, term: '2015–2020' },
          { values: { ...values, typeName: 'Quy định' }, term: '2015–2020' },
        ]),
      ).toEqual([]);
    }
    expect(repeated(party, [{ values }, { values: { ...values, issuedDate: '2003' } }])).toEqual([]);
    expect(repeated(party, [{ values }, { values }])).toHaveLength(1);
  });

  it('may hold copies of a document beside the original, and papers without a number', () => {
    expect(
      repeated(state, [{ values: { copyType: 'Bản chính' } }, { values: { copyType: 'Sao y' } }]),
    ).toEqual([]);
    expect(repeated(state, [{ values: { copyType: 'Sao y' } }, { values: {} }, { values: {} }])).toHaveLength(
      1,
    );
    expect(repeated(state, [{ values: { codeNumber: '' } }, { values: { codeNumber: '' } }])).toEqual([]);
    expect(repeated(state, [{ values: { issuedDate: '' } }, { values: { issuedDate: '' } }])).toEqual([]);
  });

  it('knows two wordings of a body as one when the list of bodies does', () => {
    const organ = 'Ủy ban nhân dân tỉnh';
    expect(
      repeated(state, [
        { values: { organName: 'UBND tỉnh' }, organ },
        { values: {}, organ },
      ]),
    ).toHaveLength(1);
  });

  it('is read as a stream: a million documents never stand in memory', () => {
    let given = 0;
    const stream = function* () {
      for (let i = 0; i < 1_000_000; i++) {
        given++;
        yield { id: `d${i}`, key: String(i === 1 ? 0 : i), values: { codeNumber: String(i) } };
      }
    };
    const findings = checkFonds(state, { id: 'p1', values: goodFonds }, now, { documents: stream() });
    expect(findings.next().value).toMatchObject({ code: 'NUMBER_REPEATED', id: 'd1' });
    expect(given).toBe(2);
    expect(findings.next().done).toBe(true);
    expect(given).toBe(1_000_000);
  });

  it('has each file code once', () => {
    const files = ['A.1', 'A.1', 'A.2', '', ''].map((fileCode, index) => ({ id: `f${index}`, fileCode }));
    expect(fonds({ files }).findings).toMatchObject([
      { code: 'FILE_CODE_REPEATED', id: 'f1', level: 'file' },
    ]);
  });

  it('misses no box', () => {
    const { findings } = fonds({ boxNumbers: ['4', '1', '02', '7', '4'] });
    expect(findings.map((f) => f.code)).toEqual(['BOX_MISSING']);
    expect(findings[0]!.message).toMatch(/^Không có hộp số 3, 5–6 /);
    expect(codes(fonds({ boxNumbers: ['2', '1'] }))).toEqual([]);
  });

  it('holds as many documents as it says, and writes tones one way', () => {
    expect(codes(fonds({ documentCount: 1_234_567 }))).toEqual(['DOCUMENT_COUNT_DIFFERS']);
    expect(codes(fonds({ tones: { old: 120, new: 3 } }))).toEqual(['TONES_MIXED']);
    expect(codes(fonds({ documentCount: 2, tones: { old: 120, new: 0 } }))).toEqual([]);
  });
});

describe('the words of the findings', () => {
  afterAll(() => expect(seen.length).toBeGreaterThan(50));

  it('were seen for every rule there is', () => {
    expect(findingCodes.filter((code) => !seen.some((finding) => finding.code === code))).toEqual([]);
  });

  it('are whole Vietnamese sentences without code names or English', () => {
    for (const { message, code } of seen) {
      const own = message
        .replace(/“[^”]*”/g, '')
        .replace(/PDF\/A|Unicode/g, '')
        .replace(/\([^)]*\)/g, '');
      expect(message, code).toBe(message.normalize('NFC'));
      expect(message, code).toMatch(/^[\p{Lu}\d“].*[.]$/u);
      expect(message, code).toMatch(/[Hh]ãy /);
      expect(own, code).not.toMatch(/[A-Z]{2,}_|[a-z][A-Z]|undefined|null|NaN|\bNFC\b|\bcode\b/);
      // No Vietnamese word has f, j, w or z, nor such endings.
      expect(own, code).not.toMatch(/[fjwz]|\b\w*(?:ed|ing|tion|ment|le|ge)\b/i);
    }
  });
});

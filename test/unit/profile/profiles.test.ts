// The shipped profiles: they load, say what the domain note says, and an administrator's copies take their place.
// Must not test rules; rules.test.ts does.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldSpec, loadProfiles, normaliseCode, profileById } from '../../../electron/core/profile/index.ts';
import type { AppError } from '../../../shared/errors/app-error.ts';

const resources = fileURLToPath(new URL('../../../resources/profiles/', import.meta.url));
const folder = join(resources, 'fields');
const profiles = loadProfiles(folder);
const [party, old, state] = ['PARTY_40HD', 'STATE_TT02_2019', 'STATE_TT05'].map((id) =>
  profileById(profiles, id),
);

describe('shipped profiles', () => {
  it('are the three of the start, each with a version and the day it took effect', () => {
    expect(profiles.all.map(({ id, effectiveFrom }) => [id, effectiveFrom])).toEqual([
      ['PARTY_40HD', '2018-11-07'],
      ['STATE_TT02_2019', '2019-03-10'],
      ['STATE_TT05', '2025-07-01'],
    ]);
    expect(profiles.passedOver).toEqual([]);
  });

  it.each([
    ['typeName', 32, 'Nghị quyết', 'Khác'],
    ['language', 11, 'Việt', 'Khác'],
    ['maintenance', 7, 'Vĩnh viễn', 'Khác'],
    ['mode', 3, 'Công khai', 'Mật'],
    ['confidenceLevel', 3, 'Gốc điện tử', 'Hỗn hợp'],
    ['format', 3, 'Tốt', 'Hỏng'],
    ['riskRecoveryStatus', 2, 'Đã dự phòng', 'Chưa dự phòng'],
  ])('carry the whole table %s of Thông tư 05/2025', (name, size, first, last) => {
    for (const profile of profiles.all) {
      const entries = profile.codeLists[name]!.entries;
      expect(entries.map((entry) => entry.code)).toEqual(
        Array.from({ length: size }, (_, index) => String(index + 1).padStart(2, '0')),
      );
      expect([entries[0]!.name, entries.at(-1)!.name]).toEqual([first, last]);
    }
  });

  it('carry the 18 elements of a file and the 21 of a document in their package, with the lengths of the annex', () => {
    const elements = (level: 'file' | 'document') =>
      Object.fromEntries(
        state!.levels[level].fields.flatMap((f) => (f.element ? [[f.element, f.maxLength]] : [])),
      );
    expect(elements('file')).toEqual({
      fileCode: 100,
      title: 1000,
      maintenance: 100,
      mode: 30,
      language: 100,
      startDate: undefined,
      endDate: undefined,
      keyword: 100,
      totalDoc: 10,
      numberOfPaper: 10,
      numberOfPage: 10,
      format: 50,
      inforSign: 30,
      confidenceLevel: 40,
      paperFileCode: 100,
      riskRecovery: 1,
      riskRecoveryStatus: 2,
      description: 2000,
    });
    expect(elements('document')).toEqual({
      docId: 25,
      docCode: 100,
      maintenance: 100,
      typeName: 10,
      codeNumber: 11,
      codeNotation: 30,
      issuedDate: undefined,
      organName: 200,
      subject: 500,
      language: 100,
      numberOfPage: 4,
      inforSign: 30,
      keyword: 100,
      mode: 20,
      confidenceLevel: 30,
      autograph: 2000,
      format: 50,
      process: 1,
      riskRecovery: 1,
      riskRecoveryStatus: 2,
      description: 500,
    });
  });

  it('name the elements of other packages: 19 in the document of an AIP, 20 in that of a DIP', () => {
    const inPackage = (name: string) =>
      state!.levels.document.fields.flatMap((field) => {
        const element = field.elements?.[name] === undefined ? field.element : field.elements[name];
        return element === null ? [] : [element];
      });
    // arcFileCode of the file stands in each document of an AIP as well.
    expect([...inPackage('AIP_hoso'), 'arcFileCode']).toHaveLength(19);
    expect(inPackage('DIP')).toHaveLength(20);
    expect(inPackage('DIP')).toContain('arcDocCode');
  });

  it('keep the local fields of Party practice that no package names', () => {
    for (const id of ['signer', 'signerPosition', 'copyType', 'secrecy', 'urgency', 'hasAutograph'])
      expect(fieldSpec(state!, 'document', id)?.element).toBeNull();
  });

  it('keep a field id across profiles and give it the name each package uses', () => {
    expect(fieldSpec(old!, 'file', 'mode')?.element).toBe('Rights');
    expect(fieldSpec(old!, 'file', 'numberOfPaper')?.element).toBe('NumberSheet');
    expect(fieldSpec(old!, 'file', 'paperFileCode')).toBeUndefined();
    expect(fieldSpec(old!, 'document', 'typeName')?.writes).toBe('name');
    expect(fieldSpec(party!, 'inventory', 'term')?.required).toBe('always');
    expect(fieldSpec(party!, 'file', 'fileNumber')?.label).toContain('Đơn vị bảo quản');
  });

  it('agree with the document types that recognition reads by', () => {
    const types = JSON.parse(readFileSync(join(resources, 'document-types.json'), 'utf8')) as {
      rows: { name: string; tt05: string }[];
    };
    for (const { name, tt05 } of types.rows)
      expect([name, normaliseCode(state!.codeLists.typeName!, name)?.code]).toEqual([name, tt05]);
  });

  it('say for every field where it comes from, and what to write in one sentence', () => {
    for (const profile of profiles.all)
      for (const { fields } of Object.values(profile.levels))
        for (const field of fields) {
          expect(field.help, field.id).toMatch(/^\p{Lu}.*\.$/u);
          expect(field.source.length, field.id).toBeGreaterThan(5);
        }
  });
});

describe("an administrator's profiles", () => {
  let own: string;
  beforeEach(() => {
    own = mkdtempSync(join(tmpdir(), 'tangthu-profiles-'));
  });
  afterEach(() => rmSync(own, { recursive: true, force: true }));

  const copy = (id: string, change: Record<string, unknown>, name = 'own.json') => {
    const data = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as object;
    writeFileSync(join(own, name), JSON.stringify({ ...data, ...change }));
  };
  const failure = (): AppError => {
    try {
      loadProfiles(folder, own);
    } catch (thrown) {
      return thrown as AppError;
    }
    throw new Error('loadProfiles accepted the file');
  };

  it('of the same id and a newer version take the place of the shipped one, also under those that extend it', () => {
    const levels = structuredClone(state!.levels);
    levels.document.fields.find((f) => f.id === 'subject')!.maxLength = 700;
    copy('STATE_TT05', { version: '2026.10', levels });
    const loaded = loadProfiles(folder, own);
    expect(fieldSpec(profileById(loaded, 'STATE_TT05'), 'document', 'subject')?.maxLength).toBe(700);
    expect(fieldSpec(profileById(loaded, 'PARTY_40HD'), 'document', 'subject')?.maxLength).toBe(700);
    expect(loaded.passedOver).toMatchObject([{ id: 'STATE_TT05', version: '2026.1', used: '2026.10' }]);
  });

  it('of an older version are passed over, and it is said so', () => {
    copy('STATE_TT05', { version: '2025.9', name: 'Bản cũ' });
    const loaded = loadProfiles(folder, own);
    expect(profileById(loaded, 'STATE_TT05').name).toBe(state!.name);
    expect(loaded.passedOver).toEqual([
      { path: join(own, 'own.json'), id: 'STATE_TT05', version: '2025.9', used: '2026.1' },
    ]);
  });

  it('of another id stand beside the shipped ones', () => {
    copy('PARTY_40HD', { id: 'PARTY_TINH', name: 'Tỉnh ủy' });
    expect(loadProfiles(folder, own).all.map((p) => p.id)).toContain('PARTY_TINH');
  });

  it('need not exist', () => {
    expect(loadProfiles(folder, join(own, 'none')).all).toHaveLength(3);
  });

  it.each([
    ['a list that is not there', { codeLists: {} }, /bảng mã “fondState” không có/],
    ['a misspelt key', { versoin: '1' }, /có tên mục lạ “versoin”/],
    ['a missing value', { name: undefined }, /mục name: thiếu giá trị/],
    [
      'a severity that does not exist',
      { rules: { ...state!.rules, findings: { DATE_FUTURE: 'bad' } } },
      /mục rules › findings › DATE_FUTURE: chỉ được là một trong/,
    ],
    [
      'a pattern its own example does not follow',
      { codes: { ...state!.codes, docCode: { ...state!.codes.docCode, example: 'abc' } } },
      /ví dụ “abc” không theo mẫu/,
    ],
    [
      'a broken expression',
      {
        codes: {
          ...state!.codes,
          docCode: {
            ...state!.codes.docCode,
            parts: { fileCode: { label: 'mã', pattern: '(' }, ordinal: { label: 'số' } },
          },
        },
      },
      /biểu thức của một phần sai cú pháp/,
    ],
    [
      'a base that is not there',
      { extends: 'NOT_THERE', levels: undefined, codeLists: undefined, codes: undefined },
      /dựa trên bộ quy định “NOT_THERE” không có/,
    ],
    [
      'itself as its base',
      { extends: 'STATE_TT05', levels: undefined, codeLists: undefined, codes: undefined },
      /dựa trên chính nó/,
    ],
  ])('with %s are refused with the place named', (_what, change, reason) => {
    copy('STATE_TT05', { version: '2027.1', ...change });
    const error = failure();
    expect(error.code).toBe('PROFILE_INVALID');
    expect(error.params).toMatchObject({ path: join(own, 'own.json') });
    expect(error.message).toMatch(reason);
  });

  it('that are no JSON are refused', () => {
    writeFileSync(join(own, 'own.json'), '{ "id": ');
    expect(failure().message).toMatch(/sai cú pháp JSON/);
  });

  it('that claim one id and version twice are refused', () => {
    copy('STATE_TT05', { version: '2027.1' }, 'a.json');
    copy('STATE_TT05', { version: '2027.1' }, 'b.json');
    expect(failure().message).toMatch(/trùng mã “STATE_TT05”/);
  });
});

// Searching as a clerk does it: with and without marks, numbers, phrases, prefixes, and what a hit shows.
// Files, damage and concurrency are in index-file.test.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type IndexQuery, openSearchIndex, type SearchIndex } from '../../../electron/core/search/index.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { HIT_END, HIT_START } from '../../../shared/model/search.ts';
import { boxPlaces, page, syntheticPage } from './pages.ts';

let folder: string;
let index: SearchIndex;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'search-'));
  index = openSearchIndex(join(folder, 'search.sqlite'));
});
afterEach(() => {
  index.close();
  rmSync(folder, { recursive: true });
});

const found = (query: string, more: Partial<IndexQuery> = {}): string[] =>
  index.query({ query, ...more }).hits.map((hit) => hit.pageId);
const shown = (snippet: string): string => snippet.replaceAll(HIT_START, '[').replaceAll(HIT_END, ']');
const first = (query: string) => index.query({ query }).hits[0]!;

const directive = `ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN TÂN HÒA Độc lập - Tự do - Hạnh phúc
Số: 11/CT-UBND Tân Hoà, ngày 20/3/2018
CHỈ THỊ
Về việc kiểm tra đột xuất công tác văn thư

Căn cứ Nghị quyết của Đảng bộ huyện, Chủ tịch Uỷ ban nhân dân
huyện yêu cầu các cơ quan, đơn vị thực hiện.`;

describe('finding words', () => {
  beforeEach(() => {
    index.upsertPages([page('a', directive), page('b', 'Tờ trình về việc khác, tháng 5 năm 2019')]);
  });

  it.each([
    'chi thi',
    'chỉ thị',
    'CHỈ THỊ',
    'Chỉ Thị'.normalize('NFD'),
    'dot xuat',
    'đột xuất',
    'ĐỘT XUẤT',
    'dang',
    'Đảng',
    'Ðảng',
    'ủy ban',
    'uỷ ban',
    'ủy',
    'uỷ',
    'hòa',
    'hoà',
    'uy ban nhan dan huyen',
    '11/CT-UBND',
    '11/ct-ubnd',
    'so 11',
    '20/3/2018',
    '20/03/2018',
    '2018',
    'ct-ubnd',
    'Độc lập - Tự do',
    '"Độc lập - Tự do - Hạnh phúc"',
    '"nhân dân huyện yêu cầu"',
    '“kiểm tra đột xuất”',
    '"văn thư căn cứ"',
    'kiem*',
    'đột xu*',
    '"cong tac va*"',
    'chỉ -tờ',
    'thuc hien.',
  ])('finds the directive by %s and nothing else', (query) => {
    expect(found(query)).toEqual(['a']);
  });

  it.each([
    'chi thị không',
    '"thị chỉ"',
    '12/CT-UBND',
    '11/QĐ-UBND',
    '20/4/2018',
    'kie',
    'xuat -dot',
    '"ban huyện"',
  ])('does not find it by %s', (query) => {
    expect(found(query)).toEqual([]);
  });

  it('leaves out pages with an excluded word or phrase', () => {
    expect(found('việc').sort()).toEqual(['a', 'b']);
    expect(found('việc -chỉ')).toEqual(['b']);
    expect(found('việc -"tờ trình"')).toEqual(['a']);
  });

  it('counts pages and documents, and limits the search to a document', () => {
    index.upsertPages([page('a2', 'về việc này', { documentId: 'doc-a', page: 2 })]);
    expect(index.query({ query: 'việc', limit: 1 })).toMatchObject({ total: 3, totalDocuments: 2 });
    expect(index.query({ query: 'việc', limit: 1 }).hits).toHaveLength(1);
    expect(index.query({ query: 'việc', documentId: 'doc-a' })).toMatchObject({
      total: 2,
      totalDocuments: 1,
    });
    expect(found('việc', { documentId: 'doc-a' }).sort()).toEqual(['a', 'a2']);
    expect(index.query({ query: 'việc', documentId: 'nobody' })).toMatchObject({ total: 0, hits: [] });
  });

  it('says so when there is nothing to look for', () => {
    for (const query of ['', '  ', '- . /', '""', '-việc', '*']) {
      expect(() => index.query({ query })).toThrow(expect.objectContaining({ code: 'SEARCH_QUERY_EMPTY' }));
    }
  });

  it('takes whatever is typed', () => {
    const pieces = [
      '"',
      '“',
      '-',
      '*',
      '(',
      ')',
      ':',
      '^',
      'AND',
      'NOT',
      'NEAR(',
      'text:',
      'chỉ',
      'thị',
      ' ',
      "'",
      '\0',
      '+',
    ];
    const typed = fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    fc.assert(
      fc.property(typed, (query) => {
        try {
          expect(index.query({ query }).total).toBeGreaterThanOrEqual(0);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
          expect(thrown).toMatchObject({ code: 'SEARCH_QUERY_EMPTY' });
        }
      }),
      { numRuns: 3000 },
    );
    expect(found('AND')).toEqual([]);
    expect(found(`chỉ ${'thị '.repeat(3000)}`)).toEqual(['a']);
    expect(() =>
      found('x '.repeat(20_000) + Array.from({ length: 500 }, (_, i) => `"a ${i}" -b${i}`).join(' ')),
    ).not.toThrow();
  });

  it('finds every page by any of its words, by any two and by any phrase of it', () => {
    const words = directive.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
    fc.assert(
      fc.property(
        fc.nat(words.length - 1),
        fc.nat(words.length - 1),
        fc.integer({ min: 1, max: 6 }),
        (i, j, n) => {
          expect(found(words[i]!.toUpperCase())).toContain('a');
          expect(found(`${words[i]} ${words[j]}`)).toContain('a');
          expect(found(`"${words.slice(i, i + n).join(' ')}"`)).toContain('a');
        },
      ),
    );
  });
});

describe('order', () => {
  it('puts pages with the very marks typed first, the others behind', () => {
    index.upsertPages([
      page('1', 'an an an an'),
      page('2', 'bản án'),
      page('3', 'bình an, ban nhạc, đáp án xa hơn một đoạn dài nữa'),
      page('4', 'an ninh'),
    ]);
    const answer = index.query({ query: 'án' });
    expect(answer.total).toBe(4);
    expect(answer.hits.slice(0, 2).map((hit) => [hit.pageId, hit.exact])).toEqual([
      ['2', true],
      ['3', true],
    ]);
    expect(answer.hits.slice(2).map((hit) => hit.exact)).toEqual([false, false]);
    expect(found('án', { limit: 2, offset: 2 }).sort()).toEqual(['1', '4']);
  });

  it('does not prefer marks when none were typed, and calls the unmarked text exact', () => {
    index.upsertPages([page('long', `án ${'lời văn khác '.repeat(30)} an`), page('short', 'án')]);
    const answer = index.query({ query: 'an' });
    expect(answer.hits.map((hit) => [hit.pageId, hit.exact])).toEqual([
      ['short', false],
      ['long', true],
    ]);
  });

  it('takes both tone placements for the very marks', () => {
    index.upsertPages([page('old', 'Hòa khỏe ủy thúy'), page('new', 'hoà khoẻ uỷ thuý')]);
    for (const query of ['hoà', 'hòa', 'khoẻ', 'khỏe', 'uỷ', 'ủy', 'thuý', 'thúy', 'hoà*']) {
      expect(index.query({ query }).hits.map((hit) => hit.exact)).toEqual([true, true]);
    }
  });

  it('compares only the words that were typed with marks', () => {
    index.upsertPages([page('1', 'chi thị'), page('2', 'chỉ thị')]);
    expect(index.query({ query: 'chỉ thi' }).hits.map((hit) => [hit.pageId, hit.exact])).toEqual([
      ['2', true],
      ['1', false],
    ]);
  });

  it('wants the marks of a phrase to stand in the phrase', () => {
    index.upsertPages([
      page('scattered', 'chi thị. chi thị. chi thị. Chỉ có thị xã'),
      page('together', `chỉ thị ${'và một đoạn văn dài hơn '.repeat(10)}`),
      page('none', 'chi thi'),
    ]);
    const answer = index.query({ query: '"chỉ thị"' });
    expect(answer.hits[0]).toMatchObject({ pageId: 'together', exact: true });
    expect(answer.hits.slice(1).map((hit) => hit.exact)).toEqual([false, false]);
    expect(found('"chỉ thị"', { limit: 1 })).toEqual(['together']);
    const paged = [0, 1, 2].flatMap((offset) => found('"chỉ thị"', { limit: 1, offset }));
    expect(paged).toEqual(found('"chỉ thị"'));
  });

  it('ranks a page that is about the word above one that mentions it', () => {
    const filler = 'lời văn bình thường nói chuyện khác '.repeat(20);
    index.upsertPages([
      page('mentions', `đê điều ${filler}`),
      page('about', 'đê điều: tu bổ đê điều, hộ đê'),
      page('c', filler),
    ]);
    expect(found('đê')).toEqual(['about', 'mentions']);
  });

  it('is the same each time, and pages join without gap or repetition', () => {
    index.upsertPages(
      Array.from({ length: 60 }, (_, i) => page(`p${i}`, i % 2 ? 'cùng một lời' : 'cung mot loi')),
    );
    for (const query of ['cung', 'cùng', '"cùng một"']) {
      const whole = found(query, { limit: 200 });
      expect(new Set(whole).size).toBe(60);
      const parts = [0, 1, 2, 3, 4, 5].flatMap((part) => found(query, { limit: 10, offset: part * 10 }));
      expect(parts).toEqual(whole);
    }
    expect(found('cùng', { limit: 30 }).every((id) => Number(id.slice(1)) % 2 === 1)).toBe(true);
  });
});

describe('what a hit shows', () => {
  it('has a box for each matched word, one for a word of several parts', () => {
    index.upsertPages([page('a', directive)]);
    expect(boxPlaces(first('11/CT-UBND').boxes)).toEqual([[2, 1]]);
    expect(boxPlaces(first('ct').boxes)).toEqual([[2, 1]]);
    expect(boxPlaces(first('nghia').boxes)).toEqual([[0, 9]]);
    expect(boxPlaces(first('"dân huyện"').boxes)).toEqual([
      [5, 13],
      [6, 0],
    ]);
    expect(boxPlaces(first('Độc - lập').boxes)).toEqual([
      [1, 3],
      [1, 4],
    ]);
    expect(first('11').boxes[0]).toEqual({
      x: expect.closeTo(0.01, 3),
      y: expect.closeTo(0.02, 3),
      w: expect.closeTo(0.008, 3),
      h: expect.closeTo(0.008, 3),
    });
  });

  it('keeps words and boxes together when recognition gave odd words', () => {
    const odd = page('odd', 'một hai ba');
    const words = odd.text.lines[0]!.words;
    const texts = ['\u0001', 'hai\u0002\u00A0hai', 'Nghĩa,'.normalize('NFD')];
    const line = { ...odd.text.lines[0]!, words: words.map((word, i) => ({ ...word, text: texts[i]! })) };
    index.upsertPages([{ ...odd, text: { ...odd.text, lines: [line] } }]);
    expect(boxPlaces(first('nghĩa').boxes)).toEqual([[0, 2]]);
    expect(shown(first('nghĩa').snippet)).toBe('haihai [Nghĩa],');
  });

  it('gives at most 200 boxes', () => {
    index.upsertPages([page('many', 'từ '.repeat(300))]);
    expect(first('tu').boxes).toHaveLength(200);
  });

  it('shows the text around the match as written, on one line, with the matches marked', () => {
    index.upsertPages([page('a', directive)]);
    expect(shown(first('dot xuat').snippet)).toBe(
      '…Hoà, ngày 20/3/2018 CHỈ THỊ Về việc kiểm tra [đột] [xuất] công tác văn thư Căn cứ Nghị quyết của Đảng bộ huyện, Chủ tịch Uỷ ban nhân dân huyện yêu cầu các cơ quan,…',
    );
    expect(shown(first('"huyện yêu cầu"').snippet)).toContain('nhân dân [huyện yêu cầu] các');
    expect(shown(first('11/ct-ubnd').snippet)).toContain('Số: [11/CT-UBND] Tân');
  });

  it('shows the place with the marks typed, and where most words stand together', () => {
    const filler = 'lời văn khác xa nhau '.repeat(20);
    index.upsertPages([
      page('a', `an ${filler} bản án ${filler}`),
      page('b', `mưa ${filler} gió ${filler} mưa to gió lớn`),
    ]);
    expect(shown(first('án').snippet)).toContain('bản [án]');
    expect(shown(first('mưa gió').snippet)).toContain('[mưa] to [gió] lớn');
  });

  it('puts pages with the words in a row before pages where they stand scattered', () => {
    const filler = 'lời văn khác xa nhau '.repeat(20);
    index.upsertPages([
      page(
        'scattered',
        'hóa đơn tay, hóa chất, đơn thư, điện lực, điện tử, tử tuất, điện hóa, tử đơn, hóa, đơn',
      ),
      page('together', `${filler} triển khai sử dụng hóa đơn điện tử trên địa bàn ${filler}`),
    ]);
    expect(index.query({ query: 'hoa don dien tu' }).hits.map((hit) => hit.pageId)).toEqual([
      'together',
      'scattered',
    ]);
  });

  it('of several places with all the words, shows where they stand closest, also for a query without marks', () => {
    const filler = 'lời văn khác xa nhau '.repeat(20);
    index.upsertPages([
      page(
        'c',
        `cơ quan tâm huyết với lý lẽ về đất và dai dẳng ${filler} công tác quản lý đất đai ${filler}`,
      ),
    ]);
    expect(shown(first('quan ly dat dai').snippet)).toContain('công tác [quản] [lý] [đất] [đai]');
  });

  it('stays near 160 characters and never cuts a word or a marker, wherever the match is', () => {
    for (let at = 0; at < 90; at += 7) {
      const words = Array.from({ length: 90 }, (_, i) => (i === at ? 'đích' : `từ${i}`));
      index.upsertPages([page('x', words.join(' '))]);
      const text = shown(first('đích').snippet);
      expect(text.length).toBeLessThanOrEqual(166);
      expect(text.length).toBeGreaterThan(110);
      for (const word of text.replaceAll(/[…[\]]/g, '').split(' ')) expect(words).toContain(word);
      expect(text).toContain('[đích]');
    }
  });

  it('shows a page that is one endless word without breaking a character', () => {
    index.upsertPages([page('x', `${'𝒜'.repeat(400)} đích ${'𝒜'.repeat(400)}`)]);
    const text = first('dich').snippet;
    expect(text).not.toMatch(/\p{Surrogate}/u);
    expect(text.length).toBeLessThan(200);
  });
});

describe('the description', () => {
  const fields = {
    typeName: 'Nghị quyết',
    codeNumber: '05',
    codeNotation: 'NQ/HU',
    issuedDate: '2018-03-20',
    organName: 'Huyện ủy Tân Hòa',
    subject: 'Về công tác\nphòng chống lụt bão',
    signer: 'Trần Văn Mẫu',
  };
  beforeEach(() => {
    index.upsertPages([
      page('p1', 'trang đầu bị mờ', { documentId: 'd', page: 1, fields }),
      page('p2', 'trang hai', { documentId: 'd', page: 2, fields }),
    ]);
  });

  it.each([
    'tran van mau',
    '05-NQ/HU',
    '5/NQ-HU',
    '20/3/2018',
    '"phòng chống lụt bão"',
    '"cong tac phong"',
    'nghị quyết mờ',
  ])('finds the first page by %s', (query) => {
    expect(found(query)).toEqual(['p1']);
  });

  it('does not read one field on into the next', () => {
    expect(found('"lụt bão trần văn"')).toEqual([]);
    expect(found('bão trần')).toEqual(['p1']);
  });

  it('shows the description when the match is there, and the text when it is there', () => {
    const hit = first('lut bao');
    expect(shown(hit.snippet)).toContain('chống [lụt] [bão] · Trần Văn Mẫu');
    expect(hit).toMatchObject({ boxes: [], exact: false });
    expect(first('lụt bão').exact).toBe(true);
    expect(shown(first('mờ').snippet)).toBe('trang đầu bị [mờ]');
    expect(first('mờ mẫu')).toMatchObject({ exact: true, boxes: [expect.anything()] });
  });

  it('ranks a document described by the word above one whose text has it', () => {
    index.upsertPages([page('text', 'lụt bão lớn ở trang này'), page('more', 'chuyện khác hẳn')]);
    expect(found('lụt bão')).toEqual(['p1', 'text']);
  });

  it('follows a change of the description', () => {
    index.upsertPages([
      page('p1', 'trang đầu bị mờ', {
        documentId: 'd',
        page: 1,
        fields: { ...fields, signer: 'Lê Thị Thử' },
      }),
    ]);
    expect(found('trần văn mẫu')).toEqual([]);
    expect(found('Lê Thị Thử')).toEqual(['p1']);
  });
});

describe('replacing and removing', () => {
  it('replaces a page by its id', () => {
    index.upsertPages([page('a', 'lời cũ'), page('b', 'lời khác')]);
    index.upsertPages([page('a', 'chữ mới')]);
    expect(found('cũ')).toEqual([]);
    expect(found('mới')).toEqual(['a']);
    expect(found('lời')).toEqual(['b']);
    expect(index.pageCount()).toBe(2);
    expect(index.check()).toEqual([]);
  });

  it('changes nothing when the same pages come again', () => {
    const pages = Array.from({ length: 20 }, (_, i) => syntheticPage(i));
    index.upsertPages(pages);
    const before = index.query({ query: 'uy ban', limit: 100 });
    index.upsertPages(pages);
    index.upsertPages([...pages, ...pages]);
    const after = index.query({ query: 'uy ban', limit: 100 });
    expect({ ...after, tookMs: 0 }).toEqual({ ...before, tookMs: 0 });
    expect(index.pageCount()).toBe(20);
    expect(index.check()).toEqual([]);
  });

  it('takes new boxes and a new document for the same text', () => {
    const moved = page('a', 'một hai', { documentId: 'other', page: 4 });
    index.upsertPages([page('a', 'một hai')]);
    const shifted = moved.text.lines.map((line) => ({
      ...line,
      words: line.words.map((word) => ({ ...word, box: { ...word.box, y: 0.5 } })),
    }));
    index.upsertPages([{ ...moved, text: { ...moved.text, lines: shifted } }]);
    expect(first('hai')).toMatchObject({ documentId: 'other', page: 4, boxes: [{ y: 0.5 }] });
    expect(index.documentIds()).toEqual(['other']);
    expect(index.check()).toEqual([]);
  });

  it('removes documents and pages, and knows what is left', () => {
    index.upsertPages(Array.from({ length: 12 }, (_, i) => syntheticPage(i)));
    expect(index.documentPageIds('d1')).toEqual(['p3', 'p4', 'p5']);
    index.removeDocuments(['d1', 'unknown']);
    index.removePages(['p0', 'unknown', 'p9', 'p10', 'p11']);
    expect(index.documentPageIds('d1')).toEqual([]);
    expect(index.documentPageIds('d0')).toEqual(['p1', 'p2']);
    expect(index.documentIds()).toEqual(['d0', 'd2']);
    expect(index.pageCount()).toBe(5);
    expect(found('qd-ubnd').sort()).toEqual(['p1', 'p2', 'p6', 'p7', 'p8']);
    expect(index.query({ query: 'qd-ubnd' }).totalDocuments).toBe(2);
    index.upsertPages([syntheticPage(3)]);
    expect(found('3/QĐ-UBND')).toEqual(['p3']);
    expect(index.check()).toEqual([]);
  });

  it('puts all the pages of a call in, or none', () => {
    const broken = { ...page('bad', 'một'), documentId: null as unknown as string };
    expect(() => index.upsertPages([page('good', 'hai'), broken])).toThrow();
    expect(index.pageCount()).toBe(0);
    expect(found('hai')).toEqual([]);
    index.upsertPages([page('good', 'hai')]);
    expect(index.query({ query: 'hai' })).toMatchObject({ total: 1, totalDocuments: 1 });
  });

  it('agrees with a plain reading of the pages after any sequence of changes', () => {
    const words = ['an', 'án', 'ban', 'bán', 'đất', 'dat'];
    const text = fc
      .array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 })
      .map((list) => list.join(' '));
    const change = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), id: fc.nat(5), document: fc.nat(2), text }),
      fc.record({ kind: fc.constant('drop' as const), document: fc.nat(2) }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 15 }), fc.constantFrom(...words), (changes, query) => {
        index.removeDocuments(index.documentIds());
        const model = new Map<string, { documentId: string; text: string }>();
        for (const step of changes) {
          const documentId = `d${step.document}`;
          if (step.kind === 'put') {
            index.upsertPages([page(`p${step.id}`, step.text, { documentId, page: 2 })]);
            model.set(`p${step.id}`, { documentId, text: step.text });
          } else {
            index.removeDocuments([documentId]);
            for (const [id, entry] of model) if (entry.documentId === documentId) model.delete(id);
          }
        }
        const plain = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').replace('đ', 'd');
        const expected = [...model].filter(([, { text }]) =>
          text.split(' ').some((word) => plain(word) === plain(query)),
        );
        const answer = index.query({ query });
        expect(answer.hits.map((hit) => hit.pageId).sort()).toEqual(expected.map(([id]) => id).sort());
        expect(answer.totalDocuments).toBe(new Set(expected.map(([, { documentId }]) => documentId)).size);
        for (const hit of answer.hits) {
          expect(hit.exact).toBe(model.get(hit.pageId)!.text.split(' ').includes(query));
        }
      }),
      { numRuns: 60 },
    );
    expect(index.check()).toEqual([]);
  });
});

// Dates of inventories: every way of writing them, and what must stay doubtful.
// Must not test columns or rows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DateDoubt, isDitto, parseInventoryDate } from '../../../electron/core/inventory/index.ts';
import { parsePartialDate } from '../../../shared/model/partial-date.ts';

const options = { latestYear: 2026 };
const read = (text: string) => {
  const { start, end, doubts, wording } = parseInventoryDate(text, options);
  expect(wording).toBe(text);
  return [start, end, ...doubts];
};

describe('a date of an inventory', () => {
  it('is read in every common form, the day before the month', () => {
    const cases: [string, string][] = [
      ['12/5/1987', '1987-05-12'],
      ['12/05/1987 00:00:00', '1987-05-12'],
      ['12.V.87', '1987-05-12'],
      ['12.V.1987', '1987-05-12'],
      ['05/IX/1975', '1975-09-05'],
      ['12-5-87', '1987-05-12'],
      ['12 / 5 / 1987', '1987-05-12'],
      ['ngày 12 tháng 5 năm 1987', '1987-05-12'],
      ['Ngày 12/5/1987', '1987-05-12'],
      ['1987-05-12', '1987-05-12'],
      ['29/2/1988', '1988-02-29'],
      ['5/1987', '1987-05'],
      ['05.1987', '1987-05'],
      ['5-1987', '1987-05'],
      ['V/1987', '1987-05'],
      ['XII-1987', '1987-12'],
      ['5/87', '1987-05'],
      ['tháng 5 năm 1987', '1987-05'],
      ['Tháng 5/1987', '1987-05'],
      ['1987', '1987'],
      ['năm 1987', '1987'],
      ['1987.', '1987'],
      ['1/2/05', '2005-02-01'],
    ];
    for (const [text, iso] of cases) expect([text, ...read(text)]).toEqual([text, iso, iso]);
  });

  it('is a range in words, with hyphens, or with its year given once', () => {
    const cases: [string, string, string][] = [
      ['từ 12/5/1987 đến 30/6/1988', '1987-05-12', '1988-06-30'],
      ['Từ năm 1985 đến năm 1987', '1985', '1987'],
      ['từ ngày 1 tháng 5 năm 1987 đến ngày 3 tháng 6 năm 1987', '1987-05-01', '1987-06-03'],
      ['1985-1987', '1985', '1987'],
      ['1985 – 1987', '1985', '1987'],
      ['1985-87', '1985', '1987'],
      ['12/5/1987 - 30/6/1988', '1987-05-12', '1988-06-30'],
      ['12/5/1987-30/6/1988', '1987-05-12', '1988-06-30'],
      ['12-5-1987 - 30-6-1988', '1987-05-12', '1988-06-30'],
      ['12.5.87-30.6.88', '1987-05-12', '1988-06-30'],
      ['1/1985 - 12/1987', '1985-01', '1987-12'],
      ['01/01-31/12/1987', '1987-01-01', '1987-12-31'],
      ['12-15/5/1987', '1987-05-12', '1987-05-15'],
      ['3-5/1987', '1987-03', '1987-05'],
      ['V-VIII/1987', '1987-05', '1987-08'],
      ['tháng 3 đến tháng 5 năm 1987', '1987-03', '1987-05'],
      ['quý II/1987', '1987-04', '1987-06'],
      ['Quý 4 năm 1987', '1987-10', '1987-12'],
      ['12/5/1987\n30/6/1988', '1987-05-12', '1988-06-30'],
      ['12/5/1987 -\n30/6/1988', '1987-05-12', '1988-06-30'],
      ['từ 12/5/1987\nđến 30/6/1988', '1987-05-12', '1988-06-30'],
      ['1985 đến 5/1987', '1985', '1987-05'],
    ];
    for (const [text, start, end] of cases) expect([text, ...read(text)]).toEqual([text, start, end]);
  });

  it('says what is doubtful in it and keeps what it can', () => {
    const cases: [string, string | null, string | null, ...DateDoubt[]][] = [
      ['khoảng 1954', '1954', '1954', 'approximate'],
      ['[1954]', '1954', '1954', 'approximate'],
      ['1954?', '1954', '1954', 'approximate'],
      ['cuối năm 1975', '1975', '1975', 'approximate'],
      ['những năm 1960', '1960', '1969', 'approximate'],
      ['trước 1954', null, '1954', 'oneSided', 'approximate'],
      ['từ 1975', '1975', null, 'oneSided'],
      ['đến 5/1975', null, '1975-05', 'oneSided'],
      ['5/23/1987', '1987-05-23', '1987-05-23', 'monthFirst'],
      ['1999-05', '1999-05', '1999-05', 'ambiguous'],
      ['1988-1985', '1988', '1985', 'reversed'],
      ['1985, 1987', '1985', '1987', 'severalYears'],
      ['12/5/2087', '2087-05-12', '2087-05-12', 'future'],
      ['31/2/1987', null, null, 'impossible'],
      ['12/5/1987 - 31/6/1987', null, null, 'unreadable'],
      ['nhiều năm', null, null, 'unreadable'],
      ['12/5', null, null, 'unreadable'],
    ];
    for (const [text, ...expected] of cases) expect([text, ...read(text)]).toEqual([text, ...expected]);
  });

  it('takes the century that no document contradicts, and says when both are possible', () => {
    expect(parseInventoryDate('12/5/30', { latestYear: 2031 })).toMatchObject({
      start: '1930-05-12',
      doubts: ['centuryAssumed'],
    });
    expect(parseInventoryDate('12/5/30', { latestYear: 2026 }).doubts).toEqual([]);
    expect(parseInventoryDate('12/5/45', { latestYear: 2026, earliestYear: 1960 })).toMatchObject({
      start: '1945-05-12',
      doubts: ['centuryAssumed'],
    });
  });

  it('may be absent, which is no doubt', () => {
    for (const text of ['', '-', 'không ngày', 'Không rõ', 'k/n', 's.d.', '?'])
      expect([text, parseInventoryDate(text, options)]).toMatchObject([
        text,
        { absent: true, start: null, doubts: [] },
      ]);
  });

  it('comes from Excel dates as precisely as the cell shows them', () => {
    const cell = (serial: number, iso: string, precision: 'day' | 'month' | 'year') =>
      parseInventoryDate({ text: iso, date: { serial, iso, precision } }, options);
    expect(cell(31909, '1987-05-12', 'day')).toMatchObject({
      start: '1987-05-12',
      precision: 'day',
      doubts: [],
    });
    expect(cell(31909, '1987-05-12', 'month')).toMatchObject({ start: '1987-05', precision: 'month' });
    expect(cell(31909, '1987-05-12', 'year')).toMatchObject({
      start: '1987',
      end: '1987',
      precision: 'year',
    });
    expect(cell(1987, '1905-06-09', 'day')).toMatchObject({ start: '1987', doubts: ['yearInDateCell'] });
  });

  it('comes from bare numbers: years, serials that lost their format, month.year', () => {
    const number = (value: number) => parseInventoryDate({ text: String(value), number: value }, options);
    expect(number(1987)).toMatchObject({ start: '1987', doubts: [] });
    expect(number(31909)).toMatchObject({ start: '1987-05-12', doubts: ['serialNumber'] });
    expect(number(5.1987)).toMatchObject({ start: '1987-05', doubts: [] });
    expect(number(5.199)).toMatchObject({ start: '1990-05', doubts: ['ambiguous'] });
    expect(number(7)).toMatchObject({ start: null, doubts: ['unreadable'] });
  });

  it('is read back from every way a real day, month or year is written', () => {
    const roman = 'I II III IV V VI VII VIII IX X XI XII'.split(' ');
    const forms: ((y: number, m: number, d: number) => string)[] = [
      (y, m, d) => `${d}/${m}/${y}`,
      (y, m, d) => `${d}.${roman[m - 1]}.${y}`,
      (y, m, d) => `ngày ${d} tháng ${m} năm ${y}`,
      (y, m, d) => `${String(d).padStart(2, '0')}-${String(m).padStart(2, '0')}-${y}`,
      (y, m, d) => `${d}/${m}/${String(y).slice(2)}`,
    ];
    const day = fc.record({
      year: fc.integer({ min: 1930, max: 2026 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      form: fc.constantFrom(...forms),
    });
    const iso = (one: { year: number; month: number; day: number }) =>
      `${one.year}-${String(one.month).padStart(2, '0')}-${String(one.day).padStart(2, '0')}`;
    fc.assert(
      fc.property(day, day, (a, b) => {
        fc.pre(iso(a) < iso(b) && !(a.year <= 1930 || b.year <= 1930));
        const [left, right] = [a, b].map((one) => one.form(one.year, one.month, one.day));
        expect(read(left!)).toEqual([iso(a), iso(a)]);
        expect(read(`${left} - ${right}`)).toEqual([iso(a), iso(b)]);
        expect(read(`từ ${left} đến ${right}`)).toEqual([iso(a), iso(b)]);
      }),
    );
  });

  it('never throws, and what it gives is a real partial date', () => {
    const piece = fc.constantFrom(
      ...'0123456789/-. ',
      '1987',
      'từ',
      ' đến ',
      'năm',
      'V',
      'khoảng',
      '?',
      'quý',
      '"',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const { start, end } = parseInventoryDate(pieces.join(''), options);
        for (const iso of [start, end])
          expect(iso === null || parsePartialDate(iso) !== undefined).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a ditto mark', () => {
  it('is any of the signs for “as above”, and never a lone hyphen or a word', () => {
    for (const text of [
      '"',
      '”',
      "''",
      'nt',
      '-nt-',
      '- nt -',
      'NT',
      'n.t',
      'như trên',
      '- " -',
      '-"-',
      '〃',
      '//',
    ])
      expect([text, isDitto(text)]).toEqual([text, true]);
    for (const text of ['-', '', 'int', 'nội dung', '"mật"', '1', '/', '--'])
      expect([text, isDitto(text)]).toEqual([text, false]);
  });
});

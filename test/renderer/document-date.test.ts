// Says what people may write as a document's date and what is kept of it.
// Must not touch the screen.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDocumentDate, parseDocumentDate } from '../../renderer/components/document-date.ts';

const kept = (typed: string) => {
  const parsed = parseDocumentDate(typed);
  return parsed.ok ? parsed.value : `✗ ${parsed.message}`;
};

describe('a document date', () => {
  it('is kept with the precision it was written in', () => {
    expect(kept('08/05/1998')).toBe('1998-05-08');
    expect(kept('05/1998')).toBe('1998-05');
    expect(kept('1998')).toBe('1998');
    expect(kept('')).toBe('');
    expect(kept('   ')).toBe('');
  });

  it('may be written with one-digit parts and with points, dashes or spaces', () => {
    for (const typed of ['8/5/1998', '8.5.1998', '8-5-1998', ' 8 / 5 / 1998 ', '8 5 1998']) {
      expect(kept(typed), typed).toBe('1998-05-08');
    }
  });

  it('is refused with a sentence when there is no such day or month', () => {
    expect(kept('31/02/1998')).toBe('✗ Tháng 2 năm 1998 không có ngày 31.');
    expect(kept('29/02/1900')).toMatch(/^✗/);
    expect(kept('29/02/2000')).toBe('2000-02-29');
    expect(kept('08/13/1998')).toBe('✗ Không có tháng 13.');
    expect(kept('00/05/1998')).toMatch(/^✗/);
    expect(kept('31/04/1998')).toMatch(/^✗/);
  });

  it('is refused when the century is not said or the text is no date', () => {
    expect(kept('08/05/98')).toBe('✗ Năm cần đủ bốn chữ số, ví dụ 1998.');
    for (const typed of ['hôm qua', '1998-05-08-01', '8/', '/5/1998', '8/5/19980', '1998/05/08']) {
      expect(kept(typed), typed).toMatch(/^✗/);
    }
  });

  it('is shown as day/month/year, and unknown forms are shown as they are', () => {
    expect(formatDocumentDate('1998-05-08')).toBe('08/05/1998');
    expect(formatDocumentDate('1998-05')).toBe('05/1998');
    expect(formatDocumentDate('1998')).toBe('1998');
    expect(formatDocumentDate('khoảng 1998')).toBe('khoảng 1998');
    expect(formatDocumentDate('')).toBe('');
  });

  it('comes back the same after being shown and read again', () => {
    const real = fc
      .date({ min: new Date('1000-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
      .chain((day) => fc.constantFrom(day, day.slice(0, 7), day.slice(0, 4)));
    fc.assert(fc.property(real, (value) => kept(formatDocumentDate(value)) === value));
  });
});

// Says how numbers, sizes, times, titles and snippets read in Vietnamese, and what the new-archive form asks for.
// Must not touch the screen.
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatPercent,
  formatTimeLeft,
  formatTook,
  titleOf,
} from '../../renderer/components/format.ts';
import { snippetParts } from '../../renderer/screens/search/snippet.ts';
import { problemsOf } from '../../renderer/screens/welcome/new-archive.ts';
import { HIT_END, HIT_START } from '../../shared/model/search.ts';

describe('numbers', () => {
  it('have Vietnamese separators', () => {
    expect(formatCount(1_018_442)).toBe('1.018.442');
    expect(formatPercent(0.923)).toBe('92\u00a0%');
    expect(formatBytes(412_300)).toBe('412\u00a0kB');
    expect(formatBytes(12_440_000_000)).toBe('12,4\u00a0GB');
    expect(formatBytes(0)).toBe('0\u00a0byte');
    expect(formatBytes(999_900)).toBe('1\u00a0MB');
    expect(formatTook(67)).toBe('0,07 giây');
    expect(formatTook(0.4)).toBe('0,01 giây');
    expect(formatTook(1530)).toBe('1,5 giây');
  });
});

describe('the time left', () => {
  it('is said in words one can trust', () => {
    expect(formatTimeLeft(null)).toBe('đang ước lượng');
    expect(formatTimeLeft(20)).toBe('còn dưới 1 phút');
    expect(formatTimeLeft(372)).toBe('còn khoảng 6 phút');
    expect(formatTimeLeft(4800)).toBe('còn khoảng 1 giờ 20 phút');
    expect(formatTimeLeft(3600)).toBe('còn khoảng 1 giờ');
    expect(formatTimeLeft(7190)).toBe('còn khoảng 2 giờ');
  });
});

describe('the name of a document', () => {
  it('joins number and notation as its side of the state does', () => {
    expect(titleOf({ codeNumber: '15', codeNotation: 'CT/HU' }, '')).toBe('15-CT/HU');
    expect(titleOf({ codeNumber: '86', codeNotation: 'QĐ-UB' }, '')).toBe('86/QĐ-UB');
    expect(titleOf({ codeNotation: 'CT/HU' }, '')).toBe('…-CT/HU');
  });

  it('falls back to the subject and then to the scan', () => {
    expect(titleOf({ typeName: 'Chỉ thị', codeNumber: '15', codeNotation: 'CT/HU' }, 'a.tif')).toBe(
      'Chỉ thị 15-CT/HU',
    );
    expect(titleOf({ subject: 'Về việc' }, 'a.tif')).toBe('Về việc');
    expect(titleOf({}, 'a.tif')).toBe('a.tif');
  });
});

describe('a snippet', () => {
  it('is cut at the marks and loses no text', () => {
    expect(snippetParts(`về ${HIT_START}đột${HIT_END} xuất`)).toEqual([
      { text: 'về ', hit: false },
      { text: 'đột', hit: true },
      { text: ' xuất', hit: false },
    ]);
    expect(snippetParts(`a${HIT_START}b`)).toEqual([
      { text: 'a', hit: false },
      { text: 'b', hit: true },
    ]);
    expect(snippetParts('')).toEqual([]);
  });
});

describe('a new archive', () => {
  it('needs a folder, a code without spaces and a name', () => {
    expect(Object.keys(problemsOf({ path: '', agencyCode: ' ', agencyName: '' }))).toEqual([
      'path',
      'agencyCode',
      'agencyName',
    ]);
    expect(problemsOf({ path: '/kho', agencyCode: 'H52 01', agencyName: 'Lưu trữ' })).toHaveProperty(
      'agencyCode',
    );
    expect(problemsOf({ path: '/kho', agencyCode: 'x'.repeat(26), agencyName: 'Lưu trữ' })).toHaveProperty(
      'agencyCode',
    );
    expect(problemsOf({ path: '/kho', agencyCode: 'H52.01', agencyName: 'Lưu trữ' })).toEqual({});
  });
});

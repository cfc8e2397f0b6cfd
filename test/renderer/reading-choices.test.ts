// Says how the choice of languages and thoroughness is told and what an odd memory of it becomes.
// Must not touch the screen.
import { describe, expect, it } from 'vitest';
import { takenWords } from '../../renderer/screens/digitise/intake.ts';
import {
  knownLanguages,
  knownModel,
  languageChoices,
  modelChoices,
  readingWords,
} from '../../renderer/screens/digitise/reading-choices.ts';
import { contract } from '../../shared/contract/index.ts';

describe('what is said when scans were taken in', () => {
  it('counts files, and tells of other kinds only where a folder was walked', () => {
    expect(takenWords('Số hóa 3 tệp', 3)).toBe('Đã nhận 3 tệp.');
    expect(takenWords('Số hóa 1.204 tệp', 1)).toBe(
      'Đã nhận 1.204 tệp; trong thư mục chỉ lấy ảnh và PDF, loại tệp khác được bỏ qua.',
    );
    expect(takenWords('', 2)).toBe('Đã nhận 2 mục.');
  });
});

describe('how pages are read', () => {
  it('is told in a few words', () => {
    expect(readingWords(['vie'], 'fast')).toBe('Việt · nhanh');
    expect(readingWords(['eng', 'vie'], 'best')).toBe('Việt, Anh · kỹ');
  });

  it('is Vietnamese and fast when nothing known is remembered', () => {
    expect(knownLanguages(['klingon'])).toEqual(['vie']);
    expect(knownModel('slow')).toBe('best');
    expect(knownModel('best')).toBe('best');
  });

  it('offers only what the program takes', () => {
    for (const { value: model } of modelChoices)
      for (const { value } of languageChoices)
        expect(
          contract['intake.digitise'].input.safeParse({ paths: ['/a'], languages: [value], model }).success,
        ).toBe(true);
  });
});

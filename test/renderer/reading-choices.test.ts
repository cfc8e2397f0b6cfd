// Says how the choice of languages and thoroughness is told and what an odd memory of it becomes.
// Must not touch the screen.
import { describe, expect, it } from 'vitest';
import {
  knownLanguages,
  knownModel,
  languageChoices,
  modelChoices,
  readingWords,
} from '../../renderer/screens/digitise/reading-choices.ts';
import { contract } from '../../shared/contract/index.ts';

describe('how pages are read', () => {
  it('is told in a few words', () => {
    expect(readingWords(['vie'], 'fast')).toBe('Việt · nhanh');
    expect(readingWords(['eng', 'vie'], 'best')).toBe('Việt, Anh · kỹ hơn');
  });

  it('is Vietnamese and fast when nothing known is remembered', () => {
    expect(knownLanguages(['klingon'])).toEqual(['vie']);
    expect(knownModel('slow')).toBe('fast');
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

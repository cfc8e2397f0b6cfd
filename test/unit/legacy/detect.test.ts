// Telling encodings apart by font and by syllables, and never damaging Unicode.
// Must not test single letters: codecs.test.ts does.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeRuns,
  detectEncoding,
  encodeTcvn3,
  encodeViqr,
  encodeVni,
  fontEncoding,
} from '../../../shared/text/legacy/index.ts';
import { sentences, vietnameseText } from './sentences.ts';

describe('a font name', () => {
  it('tells TCVN3 and its capitals', () => {
    for (const font of ['.VnTime', '.VnArial', '.VnArial Narrow', 'VnTime', '.VnHelvetIns'])
      expect([font, fontEncoding(font)]).toEqual([font, { encoding: 'tcvn3', upper: false }]);
    for (const font of ['.VnTimeH', '.VnArialH', '.VnArial NarrowH', '.VnTimeH Bold'])
      expect([font, fontEncoding(font)]).toEqual([font, { encoding: 'tcvn3', upper: true }]);
  });

  it('tells VNI, and says nothing of other fonts', () => {
    for (const font of ['VNI-Times', 'VNI-Helve-Condense', 'VNI Times'])
      expect([font, fontEncoding(font)]).toEqual([font, { encoding: 'vni', upper: false }]);
    for (const font of ['Times New Roman', 'Arial', 'Vnative', 'VnExpress'.toLowerCase(), '', null])
      expect([font, fontEncoding(font)]).toEqual([font, null]);
  });

  it('decides before statistics', () => {
    const found = detectEncoding([{ text: 'Hái ®¸p', font: '.VnTime' }]);
    expect(found).toMatchObject({
      encoding: 'tcvn3',
      confidence: 1,
      evidence: { by: 'font', fonts: ['.VnTime'] },
    });
  });

  it('does not turn Unicode letters typed under it into rubbish', () => {
    expect(detectEncoding([{ text: 'Tỉnh ủy Thái Bình', font: '.VnTime' }]).encoding).toBe('unicode');
    expect(decodeRuns([{ text: 'Tỉnh ủy Thái Bình', font: '.VnTime' }]).text).toBe('Tỉnh ủy Thái Bình');
  });
});

describe('statistics', () => {
  it('tell every sentence in every encoding', () => {
    for (const sentence of sentences) {
      const seen = {
        unicode: detectEncoding([{ text: sentence }]).encoding,
        nfd: detectEncoding([{ text: sentence.normalize('NFD') }]).encoding,
        tcvn3: detectEncoding([{ text: encodeTcvn3(sentence) }]).encoding,
        vni: detectEncoding([{ text: encodeVni(sentence) }]).encoding,
        viqr: detectEncoding([{ text: encodeViqr(sentence) }]).encoding,
      };
      expect([sentence, seen]).toEqual([
        sentence,
        { unicode: 'unicode', nfd: 'unicode', tcvn3: 'tcvn3', vni: 'vni', viqr: 'viqr' },
      ]);
    }
  });

  it('tell a few cells from each other and give their evidence', () => {
    const found = detectEncoding([{ text: 'Hå s¬ vÒ ®Êt ®ai' }, { text: 'Hép sè' }, { text: '1987' }]);
    expect(found.encoding).toBe('tcvn3');
    expect(found.confidence).toBeGreaterThan(0.8);
    expect(found.evidence).toMatchObject({ by: 'statistics', words: 7 });
    expect(found.evidence.syllables.tcvn3).toBe(7);
  });

  it('leave other languages and abbreviations alone', () => {
    for (const text of [
      'Président de la République française, été 1945',
      'Résumé',
      'T.T. U.B.N.D. a.b.c',
      'Who is it? co. ltd. e.g. a.m.',
      '12/5/1987',
      '',
    ])
      expect([text, detectEncoding([{ text }]).encoding]).toEqual([text, 'unicode']);
  });
});

describe('Unicode text', () => {
  it('is never taken for anything else and comes through unchanged', () => {
    fc.assert(
      fc.property(vietnameseText, (text) => {
        const { encoding } = detectEncoding([{ text }]);
        expect(encoding).toBe('unicode');
        expect(decodeRuns([{ text }], encoding).text).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('is never taken for anything else in capitals either', () => {
    fc.assert(
      fc.property(vietnameseText, (text) => {
        expect(detectEncoding([{ text: text.toUpperCase() }]).encoding).toBe('unicode');
      }),
      { numRuns: 300 },
    );
  });

  it('keeps its own letters even in a sheet that is TCVN3 or VNI as a whole', () => {
    for (const sentence of sentences)
      for (const sheet of ['tcvn3', 'vni'] as const)
        expect(decodeRuns([{ text: sentence }], sheet).text).toBe(sentence);
  });

  it('is marked doubtful where a TCVN3 sheet leaves two readings', () => {
    expect(decodeRuns([{ text: 'Hái' }], 'tcvn3')).toEqual({
      text: 'Hỏi',
      encodings: ['tcvn3'],
      doubtful: true,
    });
    expect(decodeRuns([{ text: 'Hå s¬' }], 'tcvn3')).toMatchObject({ text: 'Hồ sơ', doubtful: false });
  });
});

describe('a cell of another kind than its sheet', () => {
  it('keeps French words and codes as they are', () => {
    expect(decodeRuns([{ text: 'Résumé, été' }], 'tcvn3')).toEqual({
      text: 'Résumé, été',
      encodings: [],
      doubtful: true,
    });
    expect(decodeRuns([{ text: '§/c' }], 'tcvn3').text).toBe('Đ/c');
    expect(decodeRuns([{ text: "so^' 15-CT/TU. dd/mm/yyyy II. Tha'i? Ha` No^.i." }], 'viqr').text).toBe(
      'số 15-CT/TU. dd/mm/yyyy II. Thái? Hà Nội.',
    );
  });
});

describe('a cell of several runs', () => {
  it('is decoded run by run', () => {
    const runs = [
      { text: 'uû ban ', font: '.VnTimeH' },
      { text: 'nh©n d©n', font: '.VnTime' },
      { text: ' tỉnh ', font: 'Times New Roman' },
      { text: 'Vónh Long', font: 'VNI-Times' },
    ];
    expect(decodeRuns(runs)).toEqual({
      text: 'UỶ BAN nhân dân tỉnh Vĩnh Long',
      encodings: ['tcvn3', 'vni'],
      doubtful: false,
    });
  });
});

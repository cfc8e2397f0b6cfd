// Folding, exact forms and words: the Vietnamese alphabet by table, everything else by property.
// Must not touch the index; test/core/search does that.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactForm, fold, tokenize } from '../../../shared/text/fold.ts';
import { cleanInput } from '../../../shared/text/nfc.ts';

/** Base letter → its forms with and without the five tones. With đ: 67 marked letters in each case. */
const vowels: Record<string, string> = {
  a: 'aàáảãạ ăằắẳẵặ âầấẩẫậ',
  e: 'eèéẻẽẹ êềếểễệ',
  i: 'iìíỉĩị',
  o: 'oòóỏõọ ôồốổỗộ ơờớởỡợ',
  u: 'uùúủũụ ưừứửữự',
  y: 'yỳýỷỹỵ',
  d: 'đ',
};
const letters = Object.entries(vowels).flatMap(([base, forms]) =>
  [...forms.replaceAll(' ', '')].filter((form) => form !== base).map((form) => [form, base] as const),
);

const vietnamese = [...'abcdeghiklmnopqrstuvxy 0123456789/-.,:;"()\n'].concat(letters.map(([form]) => form));
const anyText = fc.oneof(
  fc.string({
    unit: fc.constantFrom(...vietnamese, ...vietnamese.map((c) => c.toUpperCase())),
    maxLength: 200,
  }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
);
const folded = (text: string) => tokenize(text).map((token) => token.folded);
const count = (text: string) => (text.normalize('NFC').match(/[\p{L}\p{N}]/gu) ?? []).length;

describe('fold', () => {
  it('takes the marks off all 134 marked letters, composed or not, in both cases', () => {
    expect(letters.length * 2).toBe(134);
    for (const [form, base] of letters) {
      for (const written of [form, form.toUpperCase()]) {
        expect([written, fold(written.normalize('NFC')), fold(written.normalize('NFD'))]).toEqual([
          written,
          base,
          base,
        ]);
      }
    }
  });

  it('reads look-alike letters as the Vietnamese ones', () => {
    expect(fold('Ðảng Ɖảng ðảng đảng Đảng')).toBe('dang dang dang dang dang');
    expect(fold('NHƢ ngƣời ngƣ\u0301')).toBe('nhu nguoi ngu');
  });

  it('does not tell the two tone placements apart', () => {
    expect(fold('hoà khoẻ thuý uỷ')).toBe(fold('hòa khỏe thúy ủy'));
  });

  it('keeps punctuation, spaces and digits where they were', () => {
    expect(fold('Số: 123/QĐ-UBND,\nngày 03/12')).toBe('so: 123/qd-ubnd,\nngay 03/12');
  });

  it('folds French marks and ligatures of the second recognition language', () => {
    expect(fold('Œuvre, façade, ﬁn')).toBe('oeuvre, facade, fin');
  });

  it('is the same twice, for NFC and NFD, and for upper and lower case of Vietnamese', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = fold(text);
        expect(fold(once)).toBe(once);
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
      { numRuns: 3000 },
    );
    for (const [form] of letters) expect(fold(form.toUpperCase())).toBe(fold(form));
  });

  it('is the same twice for every character of the basic plane', () => {
    const wrong: string[] = [];
    for (let unit = 0; unit < 0x10000; unit++) {
      const once = fold(String.fromCharCode(unit));
      if (fold(once) !== once) wrong.push(unit.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('never loses a letter or a digit', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(count(fold(text))).toBeGreaterThanOrEqual(count(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('does not lose text at the seams of its buffer', () => {
    const long = 'Đường ﬁ 漢 '.repeat(5000);
    expect(fold(long)).toBe('duong fi 漢 '.repeat(5000));
    expect(folded('ệ'.repeat(30_000))).toEqual(['e'.repeat(30_000)]);
  });
});

describe('tokenize', () => {
  it('parts a symbol with inner punctuation into a sequence of words', () => {
    expect(folded('123/QĐ-UBND')).toEqual(['123', 'qd', 'ubnd']);
    expect(folded('“Nghĩa,” 11/CT-UBND; 20-3-2018')).toEqual([
      'nghia',
      '11',
      'ct',
      'ubnd',
      '20',
      '3',
      '2018',
    ]);
  });

  it('reads 03 as 3 but leaves longer numbers alone', () => {
    expect(folded('03/04/2018 00 007 0912')).toEqual(['3', '4', '2018', '00', '007', '0912']);
  });

  it('takes every Han and Nôm character as a word', () => {
    expect(folded('字喃 𡨸')).toEqual(['字', '喃', '𡨸']);
  });

  it('joins a word that holds a soft hyphen or loose marks', () => {
    expect(folded('tài\u00ADliệu')).toEqual(['tailieu']);
    expect(folded('ba\u0309n'.normalize('NFD'))).toEqual(['ban']);
  });

  it('names places in the NFC text, in order and without overlap', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const nfc = text.normalize('NFC');
        let end = 0;
        for (const token of tokenize(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          expect(folded(nfc.slice(token.start, token.end))).toEqual([token.folded]);
          end = token.end;
        }
        expect(end).toBeLessThanOrEqual(nfc.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same words for NFC, NFD and already folded text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...vietnamese), maxLength: 200 }), (text) => {
        expect(folded(text.normalize('NFD'))).toEqual(folded(text));
        expect(folded(fold(text))).toEqual(folded(text));
        expect(folded(text.toUpperCase())).toEqual(folded(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('leaves nothing in a word that the index would cut at or read as syntax', () => {
    for (let unit = 0; unit < 0x10000; unit++) {
      for (const word of folded(`a${String.fromCharCode(unit)}b`))
        expect(word).not.toMatch(/[\0-/:-@[-`{-\x7f]/);
    }
  });

  it('puts every letter and digit into a word, and nothing else', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const nfc = text.normalize('NFC');
        let inside = 0;
        for (const token of tokenize(text)) inside += count(nfc.slice(token.start, token.end));
        expect(inside).toBe(count(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('exactForm', () => {
  it.each([
    ['hoà', 'hòa'],
    ['HOÁ', 'hóa'],
    ['khoẻ', 'Khỏe'],
    ['uỷ', 'Ủy'],
    ['thuý', 'THÚY'],
    ['toạ đàm', 'tọa đàm'],
    ['ngƣời', 'người'],
    ['Ðảng', 'đảng'],
    ['hoà'.normalize('NFD'), 'hòa'],
    ['Hoà-bình', 'hòa-bình'],
  ])('takes %s and %s for the same', (one, other) => {
    expect(exactForm(one)).toBe(exactForm(other));
  });

  it.each([
    ['án', 'an'],
    ['thị', 'thi'],
    ['đất', 'dất'],
    ['hòa', 'họa'],
    ['hoàn', 'hoan'],
    ['ư', 'u'],
  ])('tells %s from %s', (one, other) => {
    expect(exactForm(one)).not.toBe(exactForm(other));
  });

  it('leaves closed syllables as they are', () => {
    expect(exactForm('hoàn toán ngoài quýt xoáy')).toBe('hoàn toán ngoài quýt xoáy');
  });

  it('is the same twice and folds to the fold of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...vietnamese), maxLength: 100 }), (text) => {
        const once = exactForm(text);
        expect(exactForm(once)).toBe(once);
        expect(fold(once)).toBe(fold(text));
        expect(exactForm(text.normalize('NFD').toUpperCase())).toBe(once);
      }),
    );
  });
});

describe('cleanInput', () => {
  it('composes, repairs look-alike letters and trims', () => {
    expect(cleanInput('  NHƢ Ðảng uỷ '.normalize('NFD'))).toBe('NHƯ Đảng uỷ');
  });

  it('turns control characters into one space and keeps line ends', () => {
    expect(cleanInput('a\u0000\u0002\tb\u00A0 c\r\nd \u2028 e\n\n\n\nf\u200B')).toBe('a b c\nd\ne\n\nf');
  });

  it('is the same twice, NFC, and free of control characters', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = cleanInput(text);
        expect(cleanInput(once)).toBe(once);
        expect(once.normalize('NFC')).toBe(once);
        expect(once).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
      }),
      { numRuns: 2000 },
    );
  });
});

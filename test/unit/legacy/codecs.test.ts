// TCVN3, VNI and VIQR to Unicode and back, letter by letter and by property.
// Must not test guessing: detect.test.ts does.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeTcvn3,
  decodeViqr,
  decodeVni,
  encodeTcvn3,
  encodeViqr,
  encodeVni,
  isVietnameseSyllable,
  repairUnicode,
} from '../../../shared/text/legacy/index.ts';
import { markedLetters, vowels } from '../../../shared/text/legacy/letters.ts';
import { sentences, vietnameseText } from './sentences.ts';

const latin1 = (...bytes: number[]) => String.fromCharCode(...bytes);

describe('the letter table', () => {
  it('holds the 134 marked letters of Vietnamese, each composed', () => {
    expect(markedLetters.size).toBe(134);
    for (const letter of markedLetters) expect(letter).toBe(letter.normalize('NFC'));
    expect(vowels.map((row) => row.length)).toEqual(Array(12).fill(6));
  });
});

describe('TCVN3', () => {
  it('reads what .VnTime shows', () => {
    expect(decodeTcvn3('Céng hßa x· héi chñ nghÜa ViÖt Nam')).toBe('Cộng hòa xã hội chủ nghĩa Việt Nam');
    expect(decodeTcvn3('Uû ban nh©n d©n tØnh; §éc lËp - Tù do - H¹nh phóc')).toBe(
      'Uỷ ban nhân dân tỉnh; Độc lập - Tự do - Hạnh phúc',
    );
  });

  it('reads the soft hyphen as ư and the byte D0 as é', () => {
    expect(decodeTcvn3(`T${latin1(0xad)} ph${latin1(0xb8)}p, m${latin1(0xd0)}, l${latin1(0xad)}u`)).toBe(
      'Tư pháp, mé, lưu',
    );
  });

  it('makes capitals of a text in an H font, the only way it has to write Ủ or Ộ', () => {
    expect(decodeTcvn3('uû ban nh©n d©n', { upper: true })).toBe('UỶ BAN NHÂN DÂN');
    expect(decodeTcvn3('§éc lËp', { upper: true })).toBe('ĐỘC LẬP');
    expect(decodeTcvn3('hå s¬ ®¶ng bé', { upper: true })).toBe('HỒ SƠ ĐẢNG BỘ');
  });

  it('keeps Windows quotes, read as Latin-1 controls or as characters, and reads Word’s symbol-font characters', () => {
    expect(decodeTcvn3(latin1(0x93, 0x97, 0x94, 0xae))).toBe('“—”đ');
    expect(decodeTcvn3('“®”')).toBe('“đ”');
    expect(decodeTcvn3('\uF0AE\uF0B8')).toBe('đá');
  });

  it('comes back from every small letter, the eight capitals and all sentences in small letters', () => {
    for (const letter of [...markedLetters].filter((one) => one === one.toLowerCase()))
      expect(decodeTcvn3(encodeTcvn3(letter))).toBe(letter);
    for (const letter of 'ĂÂĐÊÔƠƯ') expect(decodeTcvn3(encodeTcvn3(letter))).toBe(letter);
    for (const sentence of sentences) {
      const small = sentence.toLowerCase();
      expect(decodeTcvn3(encodeTcvn3(small))).toBe(small);
      expect(decodeTcvn3(encodeTcvn3(sentence), { upper: true })).toBe(sentence.toUpperCase());
      expect(encodeTcvn3(sentence)).not.toMatch(/[ĐđƠơƯư\u1EA0-\u1EF9]/);
    }
  });
});

describe('VNI', () => {
  it('matches pairs before single characters, where the npm converter fails', () => {
    expect(decodeVni('nhöõng ngöôøi, kyû nieäm, myõ thuaät, UÛY BAN, Tieáng Vieät')).toBe(
      'những người, kỷ niệm, mỹ thuật, ỦY BAN, Tiếng Việt',
    );
    expect(decodeVni('ñöôøng loä, lónh vöïc, thò xaõ, tyû leä, kî, ÑÖÔØNG')).toBe(
      'đường lộ, lĩnh vực, thị xã, tỷ lệ, kỵ, ĐƯỜNG',
    );
  });

  it('accepts a small accent after a capital', () => {
    expect(decodeVni('Aùn, Uûy, Ñaûng, AÙN')).toBe('Án, Ủy, Đảng, ÁN');
  });

  it('comes back from every letter and every text', () => {
    for (const letter of markedLetters) expect(decodeVni(encodeVni(letter))).toBe(letter);
    fc.assert(fc.property(vietnameseText, (text) => decodeVni(encodeVni(text)) === text));
    for (const sentence of sentences) {
      expect(decodeVni(encodeVni(sentence.toUpperCase()))).toBe(sentence.toUpperCase());
      expect(encodeVni(sentence)).not.toMatch(/[ĂăĐđƠơƯư\u1EA0-\u1EF9]/);
    }
  });
});

describe('VIQR', () => {
  it('reads marks after letters, both signs of the horn, and escapes', () => {
    expect(decodeViqr("Tie^'ng Vie^.t")).toBe('Tiếng Việt');
    expect(decodeViqr('DDo^.c la^.p, ddu+o+`ng, ddu*o*`ng, Ha(`ng, DDA?NG, Dda?ng')).toBe(
      'Độc lập, đường, đường, Hằng, ĐẢNG, Đảng',
    );
    expect(decodeViqr('Ai\\? La\\. C:\\\\d\\d')).toBe('Ai? La. C:\\dd');
  });

  it('comes back from any text, marks and backslashes in it too', () => {
    for (const letter of markedLetters) expect(decodeViqr(encodeViqr(letter))).toBe(letter);
    const units = [...markedLetters, ..."adAD.?'`~^(+*\\ 1", 'ddo'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...units), { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        expect(decodeViqr(encodeViqr(text))).toBe(text);
        expect(encodeViqr(text)).toMatch(/^[\u0000-\u007F]*$/);
      }),
    );
  });
});

describe('repairing Unicode', () => {
  it('composes, and replaces Ƣ and look-alikes of Đ', () => {
    expect(repairUnicode('Tư pháp'.normalize('NFD'))).toBe('Tư pháp');
    expect(repairUnicode('Ƣu tiên, ngƣời, Ðảng, ðỏ')).toBe('Ưu tiên, người, Đảng, đỏ');
  });

  it('leaves right text alone', () => {
    fc.assert(fc.property(vietnameseText, (text) => repairUnicode(text) === text));
    fc.assert(fc.property(vietnameseText, (text) => repairUnicode(text.normalize('NFD')) === text));
  });
});

describe('a Vietnamese syllable', () => {
  it('is every word of the sentences, in small letters and capitals', () => {
    const words = sentences.join(' ').match(/\p{L}+/gu) ?? [];
    const refused = words.filter((word) => word !== 'III' && !isVietnameseSyllable(word));
    expect(refused).toEqual([]);
    expect(words.every((word) => word === 'III' || isVietnameseSyllable(word.toUpperCase()))).toBe(true);
  });

  it('covers the hard spellings', () => {
    const words =
      'gì gìn giếng giết giữ giờ giá quý quỳ quốc quyết quyển quýt quấy quơ khuỷu khuya nguyễn nghiêng nghỉ ghế kỹ lý mỹ sỹ yêu yến ý uỷ ủy thuỷ thủy hoà hòa hoạch khoẻ khỏe thuở huơ xoong ngoằn ngoèo tuần thuế huệ ưu cứu rượu mười đường của mía ngọc ách ếch ích';
    expect(words.split(' ').filter((word) => !isVietnameseSyllable(word))).toEqual([]);
  });

  it('is not what a wrong reading makes', () => {
    const words = 'Céng hßa x· héi cêa ceo kà nghà ghá tàt báp̀ ngưòi viẹt mèc tường1 thìch họát'.split(' ');
    expect(words.filter((word) => isVietnameseSyllable(word))).toEqual(['héi'].filter(isVietnameseSyllable));
  });
});

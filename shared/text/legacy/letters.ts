// The Vietnamese letters and how TCVN3 (ABC) and VNI write them, as data.
// Must hold no scanning: tcvn3.ts, vni.ts and viqr.ts read these tables.

/** Order of the six forms of a vowel everywhere in this folder: level, huyền, sắc, hỏi, ngã, nặng. */
export const toneCount = 6;

/** The twelve vowels with their six tones, lower case, NFC. */
export const vowels = [
  'aàáảãạ',
  'ăằắẳẵặ',
  'âầấẩẫậ',
  'eèéẻẽẹ',
  'êềếểễệ',
  'iìíỉĩị',
  'oòóỏõọ',
  'ôồốổỗộ',
  'ơờớởỡợ',
  'uùúủũụ',
  'ưừứửữự',
  'yỳýỷỹỵ',
] as const;

/** TCVN3 bytes of the same vowels, two hexadecimal digits each; `..` = plain ASCII. There are no toned capitals. */
export const tcvn3Vowels = [
  '.. B5 B8 B6 B7 B9',
  'A8 BB BE BC BD C6',
  'A9 C7 CA C8 C9 CB',
  '.. CC D0 CE CF D1',
  'AA D2 D5 D3 D4 D6',
  '.. D7 DD D8 DC DE',
  '.. DF E3 E1 E2 E4',
  'AB E5 E8 E6 E7 E9',
  'AC EA ED EB EC EE',
  '.. EF F3 F1 F2 F4',
  'AD F5 F8 F6 F7 F9',
  '.. FA FD FB FC FE',
] as const;

/** The other TCVN3 letters: đ and the capitals that need no tone. */
export const tcvn3Others: readonly (readonly [letter: string, byte: number])[] = [
  ['đ', 0xae],
  ['Đ', 0xa7],
  ['Ă', 0xa1],
  ['Â', 0xa2],
  ['Ê', 0xa3],
  ['Ô', 0xa4],
  ['Ơ', 0xa5],
  ['Ư', 0xa6],
];

/** VNI strings of the same vowels, lower case. A capital is the capital of each character. */
export const vniVowels = [
  'a aø aù aû aõ aï',
  'aê aè aé aú aü aë',
  'aâ aà aá aå aã aä',
  'e eø eù eû eõ eï',
  'eâ eà eá eå eã eä',
  'i ì í æ ó ò',
  'o oø où oû oõ oï',
  'oâ oà oá oå oã oä',
  'ô ôø ôù ôû ôõ ôï',
  'u uø uù uû uõ uï',
  'ö öø öù öû öõ öï',
  'y yø yù yû yõ î',
] as const;

export const vniOthers: readonly (readonly [letter: string, vni: string])[] = [['đ', 'ñ']];

/** VIQR marks that make another vowel, by letter, and the tone marks in the order of the forms. */
export const viqrModifiers: Readonly<Record<string, string>> = {
  ă: 'a(',
  â: 'a^',
  ê: 'e^',
  ô: 'o^',
  ơ: 'o+',
  ư: 'u+',
};
export const viqrTones = ['', '`', "'", '?', '~', '.'] as const;

/** Every Vietnamese letter that is not ASCII, both cases, NFC. */
export const markedLetters: ReadonlySet<string> = new Set(
  [...vowels.join(''), 'đ']
    .filter((letter) => letter > '\u007F')
    .flatMap((letter) => [letter, letter.toUpperCase()]),
);

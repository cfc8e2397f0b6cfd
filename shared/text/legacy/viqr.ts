// VIQR, Vietnamese in ASCII as in old e-mail (Tie^'ng Vie^.t), to Unicode and back (RFC 1456).
// Must not guess whether a text is VIQR: every question that ends in a vowel looks like it.
import { viqrModifiers, viqrTones, vowels } from './letters.ts';
import { scanner } from './scan.ts';

const small: (readonly [letter: string, viqr: string])[] = [];
for (const row of vowels) {
  const written = viqrModifiers[row[0]!] ?? row[0]!;
  viqrTones.forEach((tone, index) => {
    small.push([row[index]!, written + tone]);
  });
}
const pairs = small.flatMap(
  ([letter, viqr]) =>
    [
      [letter, viqr],
      [letter.toUpperCase(), viqr.toUpperCase()],
    ] as const,
);
const decodeTable = new Map<string, string>();
for (const [letter, viqr] of pairs) {
  decodeTable.set(viqr, letter);
  if (viqr.includes('+')) decodeTable.set(viqr.replace('+', '*'), letter);
}
for (const [viqr, letter] of [
  ['dd', 'đ'],
  ['DD', 'Đ'],
  ['Dd', 'Đ'],
] as const)
  decodeTable.set(viqr, letter);
for (let code = 0x20; code < 0x7f; code++) {
  const character = String.fromCharCode(code);
  decodeTable.set(`\\${character}`, character);
}
const decode = scanner(decodeTable);
const encodeTable = new Map(pairs.filter(([letter]) => letter > '\u007F'));
encodeTable.set('đ', 'dd').set('Đ', 'DD').set('\\', '\\\\');
const marks = new Set("^(+*'`?~.");

/** VIQR as Unicode (NFC). A backslash takes the next character literally. */
export function decodeViqr(text: string): string {
  return decode(text);
}

/** Unicode as VIQR for tests and round trips; marks and a d before another d that mean themselves get a backslash. */
export function encodeViqr(text: string): string {
  const characters = [...text.normalize('NFC')];
  return characters
    .map((character, index) => {
      const written = encodeTable.get(character);
      if (written !== undefined) return written;
      const beforeD = /d/i.test(character) && /[dđ]/i.test(characters[index + 1] ?? '');
      return beforeD || (marks.has(character) && index > 0) ? `\\${character}` : character;
    })
    .join('');
}

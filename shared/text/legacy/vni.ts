// VNI, the encoding of the VNI- fonts (one letter or a letter and an accent character), to Unicode and back.
// Must not guess whether a text is VNI.
import { vniOthers, vniVowels, vowels } from './letters.ts';
import { eightBit, scanner } from './scan.ts';

const small: (readonly [letter: string, vni: string])[] = [...vniOthers];
vniVowels.forEach((row, index) => {
  row.split(' ').forEach((vni, tone) => {
    if (vni > '\u007F' || vni.length > 1) small.push([vowels[index]![tone]!, vni]);
  });
});
const capital = small.map(([letter, vni]) => [letter.toUpperCase(), vni.toUpperCase()] as const);
// A capital followed by a small accent ("Aù") is met as well as the regular form ("AÙ").
const mixed = capital
  .map(([letter, vni]) => [letter, vni[0]! + vni.slice(1).toLowerCase()] as const)
  .filter(([, vni]) => vni.length > 1);

const decode = scanner(new Map([...small, ...capital, ...mixed].map(([letter, vni]) => [vni, letter])));
const encode = scanner(new Map([...small, ...capital]));

/** VNI characters, read as Latin-1 or Windows-1252, as Unicode (NFC). Pairs are matched before single characters. */
export function decodeVni(text: string): string {
  return decode(eightBit(text));
}

/** Unicode as VNI for tests and round trips. */
export function encodeVni(text: string): string {
  return encode(text.normalize('NFC'));
}

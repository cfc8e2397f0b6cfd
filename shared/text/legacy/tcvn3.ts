// TCVN3 (ABC), the encoding of the .Vn fonts, to Unicode and back.
// Must not guess whether a text is TCVN3: detect.ts does, because every TCVN3 text is also some Latin-1 text.
import { tcvn3Others, tcvn3Vowels, vowels } from './letters.ts';
import { eightBit, scanner } from './scan.ts';

const pairs: (readonly [letter: string, byte: string])[] = tcvn3Others.map(([letter, byte]) => [
  letter,
  String.fromCharCode(byte),
]);
tcvn3Vowels.forEach((row, index) => {
  row.split(' ').forEach((hex, tone) => {
    if (hex !== '..') pairs.push([vowels[index]![tone]!, String.fromCharCode(Number.parseInt(hex, 16))]);
  });
});
const decode = scanner(new Map(pairs.map(([letter, byte]) => [byte, letter])));
const encode = scanner(new Map(pairs));

/**
 * TCVN3 bytes, read as Latin-1 or Windows-1252, as Unicode (NFC). `upper`: the text stood in a font whose name ends in H, which
 * draws small letters as capitals; only so can TCVN3 write toned capitals.
 * Subtle: U+00AD is the letter ư and 0xD0 the letter é here, so nothing may clean the text before.
 */
export function decodeTcvn3(text: string, { upper = false }: { upper?: boolean } = {}): string {
  const decoded = decode(eightBit(text));
  return upper ? decoded.toUpperCase() : decoded;
}

/** Unicode as TCVN3 for tests and round trips. Toned capitals become small letters: TCVN3 has none. */
export function encodeTcvn3(text: string): string {
  return encode(
    text
      .normalize('NFC')
      .replace(/[À-ỹ]/g, (letter) =>
        tcvn3Others.some(([capital]) => capital === letter) ? letter : letter.toLowerCase(),
      ),
  );
}

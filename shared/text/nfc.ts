// Cleans Unicode text that was typed or imported before it is stored: NFC, known wrong letters, control characters.
// Must not fold marks or case, and must not be given TCVN3 or VNI bytes (there U+00AD and U+00D0 are letters).

/**
 * Letters that stand for a Vietnamese one by mistake. The letter OI (Ƣ ƣ) comes from PDF text layers with a faulty
 * font map and never occurs in Vietnamese; Ð Ɖ ð look like Đ đ and come from OCR and copied text.
 */
const wrongLetters: Readonly<Record<string, string>> = { Ƣ: 'Ư', ƣ: 'ư', Ð: 'Đ', Ɖ: 'Đ', ð: 'đ', ɖ: 'đ' };
const anyWrongLetter = /[ƢƣÐƉðɖ]/g;

/** NFC with the letters above replaced. Toned forms of the letter OI (ƣ + combining mark) come out composed. */
export function repairLetters(text: string): string {
  const nfc = text.normalize('NFC');
  if (nfc.search(anyWrongLetter) < 0) return nfc;
  return nfc.replace(anyWrongLetter, (letter) => wrongLetters[letter]!).normalize('NFC');
}

/**
 * Text as it is kept in a field: letters repaired, line ends as `\n`, other control characters and unusual spaces as
 * one space, invisible format characters removed, no white space at either end of a line, at most one empty line.
 */
export function cleanInput(text: string): string {
  return repairLetters(text.replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g, ''))
    .replace(/\r\n?|[\u000B\u000C\u0085\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0009\u000E-\u001F\u007F-\u009F\p{Zs}]+/gu, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

// Replaces the longest known sequences of a text from left to right.
// Must not know any encoding.

/** A function that replaces sequences by their values; longer ones win, unknown characters stay. */
export function scanner(table: ReadonlyMap<string, string>): (text: string) => string {
  const longest = Math.max(...[...table.keys()].map((key) => key.length));
  const firsts = new Set([...table.keys()].map((key) => key[0]!));
  return (text) => {
    let out = '';
    let at = 0;
    while (at < text.length) {
      let length = firsts.has(text[at]!) ? Math.min(longest, text.length - at) : 0;
      let value: string | undefined;
      for (; length > 0 && value === undefined; length--) value = table.get(text.slice(at, at + length));
      if (value === undefined) out += text[at++]!;
      else {
        out += value;
        at += length + 1;
      }
    }
    return out;
  };
}

/** Windows-1252 at 0x80–0x9F, where Latin-1 has control characters. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/**
 * Text of an eight-bit font as Latin-1 letters with Windows-1252 punctuation: bytes that were read as Latin-1 (C1 controls), and
 * the private-use characters U+F020–U+F0FF by which Word keeps the bytes of fonts marked as symbol fonts.
 */
export function eightBit(text: string): string {
  return text.replace(/[\u0080-\u009F\uF020-\uF0FF]/g, (character) => {
    const byte = character.charCodeAt(0) & 0xff;
    return byte >= 0x80 && byte <= 0x9f ? windows1252[byte - 0x80]! : String.fromCharCode(byte);
  });
}

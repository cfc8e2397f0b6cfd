// Splits a PDF content stream into operators with their operands (ISO 32000-1, 7.8.2).
// Must not interpret operators; strings and dictionaries are only kept as far as page-marks.ts needs them.

export type Operand = number | string | { readonly text: number } | readonly Operand[] | null;

export interface Operation {
  readonly operator: string;
  /** Names keep their slash. Strings become { text: byte count }; dictionaries null. */
  readonly operands: readonly Operand[];
  /** Only with operator `BI`: keys and values of the inline image. */
  readonly inlineImage?: ReadonlyMap<string, Operand>;
}

const whitespace = new Set([0, 9, 10, 12, 13, 32]);
const delimiters = new Set([...'()<>[]{}/%'].map((c) => c.charCodeAt(0)));

/** Calls `visit` for each operation in order. Garbage is passed over as PDF readers do. */
export function readOperations(bytes: Uint8Array, visit: (operation: Operation) => void): void {
  const reader = { bytes, at: 0 };
  let operands: Operand[] = [];
  for (;;) {
    const token = nextToken(reader);
    if (token === end) return;
    if (token === closer) continue;
    if (!(token instanceof Keyword)) {
      operands.push(token);
      if (operands.length > 4096) operands = [];
      continue;
    }
    if (token.name === 'BI') visit({ operator: 'BI', operands: [], inlineImage: readInlineImage(reader) });
    else visit({ operator: token.name, operands });
    operands = [];
  }
}

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

class Keyword {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}
const end = Symbol('end');
const closer = Symbol('closer');
type Token = Operand | Keyword | typeof end | typeof closer;

function nextToken(reader: Reader): Token {
  const { bytes } = reader;
  skipSpace(reader);
  const c = bytes[reader.at];
  if (c === undefined) return end;
  switch (c) {
    case 0x28:
      return { text: skipString(reader) };
    case 0x3c:
      if (bytes[reader.at + 1] === 0x3c) {
        reader.at += 2;
        readUntilCloser(reader);
        return null;
      }
      return { text: skipHexString(reader) };
    case 0x5b:
      reader.at += 1;
      return readUntilCloser(reader);
    case 0x3e:
      reader.at += bytes[reader.at + 1] === 0x3e ? 2 : 1;
      return closer;
    case 0x5d:
    case 0x7d:
    case 0x29:
      reader.at += 1;
      return closer;
    case 0x7b:
      reader.at += 1;
      return null;
    case 0x2f:
      reader.at += 1;
      return `/${decodeName(readWord(reader))}`;
    default:
      return numberOrKeyword(readWord(reader));
  }
}

function numberOrKeyword(word: string): Token {
  // PDF knows no exponents: what follows the digits is passed over.
  const number = /^[+-]?(\d+\.?\d*|\.\d+)/.exec(word);
  if (number) return Number.parseFloat(number[0]);
  if (word === 'true' || word === 'false' || word === 'null') return word;
  return new Keyword(word);
}

function readUntilCloser(reader: Reader): Operand[] {
  const items: Operand[] = [];
  for (;;) {
    const token = nextToken(reader);
    if (token === end || token === closer) return items;
    if (!(token instanceof Keyword)) items.push(token);
  }
}

// BI key value … ID data EI. The data's end is the first "EI" between white space that is followed by text.
function readInlineImage(reader: Reader): ReadonlyMap<string, Operand> {
  const entries = new Map<string, Operand>();
  let key: string | null = null;
  for (;;) {
    const token = nextToken(reader);
    if (token === end) return entries;
    if (token === closer) continue;
    if (token instanceof Keyword) {
      if (token.name === 'ID') break;
      continue;
    }
    if (key === null) key = typeof token === 'string' ? token : null;
    else {
      entries.set(key, token);
      key = null;
    }
  }
  const { bytes } = reader;
  for (let at = reader.at + 1; at < bytes.length; at++) {
    const isEnd =
      bytes[at] === 0x45 &&
      bytes[at + 1] === 0x49 &&
      whitespace.has(bytes[at - 1]!) &&
      (at + 2 >= bytes.length || whitespace.has(bytes[at + 2]!)) &&
      looksLikeText(bytes.subarray(at + 2, at + 18));
    if (isEnd) {
      reader.at = at + 2;
      return entries;
    }
  }
  reader.at = bytes.length;
  return entries;
}

function looksLikeText(bytes: Uint8Array): boolean {
  return bytes.every((c) => whitespace.has(c) || (c >= 0x20 && c < 0x7f));
}

function skipSpace(reader: Reader): void {
  const { bytes } = reader;
  for (; reader.at < bytes.length; reader.at++) {
    const c = bytes[reader.at]!;
    if (c === 0x25) {
      while (reader.at < bytes.length && bytes[reader.at] !== 10 && bytes[reader.at] !== 13) reader.at++;
    } else if (!whitespace.has(c)) return;
  }
}

function readWord(reader: Reader): string {
  const from = reader.at;
  const { bytes } = reader;
  while (reader.at < bytes.length && !whitespace.has(bytes[reader.at]!) && !delimiters.has(bytes[reader.at]!))
    reader.at++;
  // A stray byte must not stop the reader.
  if (reader.at === from) reader.at++;
  return Buffer.from(bytes.subarray(from, reader.at)).toString('latin1');
}

function decodeName(word: string): string {
  return word.replace(/#([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function skipString(reader: Reader): number {
  const from = reader.at;
  let depth = 0;
  for (; reader.at < reader.bytes.length; reader.at++) {
    const c = reader.bytes[reader.at];
    if (c === 0x5c) reader.at++;
    else if (c === 0x28) depth++;
    else if (c === 0x29 && --depth === 0) break;
  }
  reader.at++;
  return reader.at - from - 2;
}

function skipHexString(reader: Reader): number {
  const from = reader.at;
  while (reader.at < reader.bytes.length && reader.bytes[reader.at] !== 0x3e) reader.at++;
  reader.at++;
  return Math.ceil((reader.at - from - 2) / 2);
}

// The fonts of the text layer: one TrueType file with a full rectangle per word height, and PDF fonts that each show one of them.
// Must not be used for anything visible.
import { deflateSync } from 'node:zlib';
import type { ObjectWriter } from './object-writer.ts';
import { hexUnit, pdfReference } from './pdf-syntax.ts';

/** Advance of every glyph, in 1/1000 of the font size. */
export const GLYPH_ADVANCE = 500;

/** A glyph's rectangle above and below the baseline, in 1/1000 of the font size; `descent` is zero or negative. */
export interface GlyphHeight {
  readonly ascent: number;
  readonly descent: number;
}

/**
 * The fonts and codes of one file. All words of a line share font size and baseline, because readers split lines, and poppler
 * paragraphs, where these change; the height of a word's own box comes from choosing a font with that ascent and descent.
 */
export interface InvisibleFonts {
  /** Makes fonts for the commonest of these heights, as far as the file may have more; call with the words of each page. */
  offer(wanted: readonly GlyphHeight[]): void;
  /** Resource name of the font with this height, e.g. "F3", or of the nearest there is. Needs an `offer` before. */
  fontName(height: GlyphHeight): string;
  /** Codes of `text` in hexadecimal, four digits a character. */
  encode(text: string): { hex: string; count: number };
  /** Writes all fonts; call after the last page. The resource dictionary goes under the number `resourcesObject`. */
  write(writer: ObjectWriter, resourcesObject: number): void;
}

const FONT_NAME = 'TangThuInvisible';
/** What the font file as a whole says; readers that look there instead of in the descriptor get an ordinary font. */
const FILE_HEIGHT: GlyphHeight = { ascent: 800, descent: -200 };
const LAST_CODE = 0xffff;
/** A font costs about 0.6 kB: so many for the first page, so many more for each further one, so many at most. */
const FONTS = { first: 20, more: 8, most: 60 } as const;

export function createInvisibleFonts(): InvisibleFonts {
  // Codes (CIDs) are handed out in order of first use: any character, also beyond the basic plane, has one.
  const codes = new Map<string, number>();
  const heights = new Map<string, { name: string; height: GlyphHeight }>();
  let allowed: number = FONTS.first - FONTS.more;
  return {
    offer(wanted) {
      allowed = Math.min(allowed + FONTS.more, FONTS.most);
      const counts = new Map<string, { height: GlyphHeight; count: number }>();
      for (const height of wanted) {
        const entry = counts.get(keyOf(height)) ?? { height, count: 0 };
        entry.count++;
        counts.set(keyOf(height), entry);
      }
      // Sorting is stable, so equal counts keep the order of the page: the same inputs make the same bytes.
      for (const [key, { height }] of [...counts].sort(([, a], [, b]) => b.count - a.count)) {
        if (heights.size >= allowed) return;
        if (!heights.has(key)) heights.set(key, { name: `F${heights.size}`, height });
      }
    },
    fontName(height) {
      const exact = heights.get(keyOf(height));
      if (exact) return exact.name;
      const miss = (h: GlyphHeight) =>
        Math.max(Math.abs(h.ascent - height.ascent), Math.abs(h.descent - height.descent));
      const fonts = [...heights.values()];
      return fonts.reduce((best, font) => (miss(font.height) < miss(best.height) ? font : best)).name;
    },
    encode(text) {
      let hex = '';
      let count = 0;
      for (const character of text) {
        let code = codes.get(character);
        if (code === undefined) {
          code = codes.size + 1;
          if (code > LAST_CODE) throw new RangeError('too many different characters for one font');
          codes.set(character, code);
        }
        hex += hexUnit(code);
        count++;
      }
      return { hex, count };
    },
    write(writer, resourcesObject) {
      const fonts = [...heights.values()];
      const file = writer.reserve();
      const toUnicode = writer.reserve();
      const objects = fonts.map(({ height }, i) => {
        const glyph = i + 1;
        return writeFont(writer, { height, glyph, file, toUnicode, codeCount: codes.size + 1 });
      });
      const data = makeFontFile(fonts.map((f) => f.height));
      writer.stream(file, `/Length1 ${data.length} /Filter /FlateDecode`, deflateSync(data, { level: 9 }));
      writer.deflatedStream(toUnicode, '', Buffer.from(toUnicodeMap(codes), 'latin1'));
      const entries = fonts.map(({ name }, i) => `/${name} ${pdfReference(objects[i]!)}`);
      writer.object(resourcesObject, `<< ${entries.join(' ')} >>`);
    },
  };
}

function keyOf(height: GlyphHeight): string {
  return `${height.ascent} ${height.descent}`;
}

function writeFont(
  writer: ObjectWriter,
  font: { height: GlyphHeight; glyph: number; file: number; toUnicode: number; codeCount: number },
): number {
  const { ascent, descent } = font.height;
  const [type0, descendant, descriptor, glyphMap] = [1, 2, 3, 4].map(() => writer.reserve());
  writer.object(
    type0!,
    `<< /Type /Font /Subtype /Type0 /BaseFont /${FONT_NAME} /Encoding /Identity-H ` +
      `/DescendantFonts [${pdfReference(descendant!)}] /ToUnicode ${pdfReference(font.toUnicode)} >>`,
  );
  writer.object(
    descendant!,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${FONT_NAME} ` +
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> ' +
      `/FontDescriptor ${pdfReference(descriptor!)} /DW ${GLYPH_ADVANCE} /CIDToGIDMap ${pdfReference(glyphMap!)} >>`,
  );
  writer.object(
    descriptor!,
    `<< /Type /FontDescriptor /FontName /${FONT_NAME} /Flags 4 /FontBBox [0 ${descent} ${GLYPH_ADVANCE} ${ascent}] ` +
      `/ItalicAngle 0 /Ascent ${ascent} /Descent ${descent} /CapHeight ${ascent} /StemV 80 /FontFile2 ${pdfReference(font.file)} >>`,
  );
  // Every code shows this font's glyph, never glyph 0: PDF/A-2 forbids showing .notdef (findings, traps 18 and 19).
  const map = Buffer.alloc(font.codeCount * 2);
  for (let code = 0; code < font.codeCount; code++) map.writeUInt16BE(font.glyph, code * 2);
  writer.deflatedStream(glyphMap!, '', map);
  return type0!;
}

function toUnicodeMap(codes: ReadonlyMap<string, number>): string {
  const lines = [...codes].map(([character, code]) => {
    let target = '';
    for (let unit = 0; unit < character.length; unit++) target += hexUnit(character.charCodeAt(unit));
    return `<${hexUnit(code)}> <${target}>`;
  });
  const blocks: string[] = [];
  // A bfchar block holds at most 100 entries (PDF 32000, 9.10.3).
  for (let i = 0; i < lines.length; i += 100) {
    const block = lines.slice(i, i + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange',
    '<0000> <FFFF>',
    'endcodespacerange',
    ...blocks,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
    '',
  ].join('\n');
}

/**
 * The TrueType file: glyph 0 and one glyph per height, all filled rectangles.
 * Subtle: empty glyphs would be valid PDF/A, but PDFium then drops one-character words (findings, trap 1).
 */
export function makeFontFile(heights: readonly GlyphHeight[]): Buffer {
  const glyphs = [FILE_HEIGHT, ...heights].map(rectangleGlyph);
  const glyphBytes = glyphs[0]!.length;
  const top = Math.max(...[FILE_HEIGHT, ...heights].map((h) => h.ascent));
  const bottom = Math.min(...[FILE_HEIGHT, ...heights].map((h) => h.descent));
  const os2 = Buffer.alloc(78);
  for (const [at, value] of [
    [2, GLYPH_ADVANCE],
    [4, 400],
    [6, 5],
    [64, 0x20],
    [66, 0xffff],
    [68, FILE_HEIGHT.ascent],
    [70, FILE_HEIGHT.descent],
    [74, FILE_HEIGHT.ascent],
    [76, -FILE_HEIGHT.descent],
  ] as const) {
    os2.writeUInt16BE(value & 0xffff, at);
  }
  const head = Buffer.alloc(54);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt32BE(0x00010000, 4);
  head.writeUInt32BE(0x5f0f3cf5, 12);
  head.writeUInt16BE(0x000b, 16);
  head.writeUInt16BE(1000, 18);
  for (const [i, v] of [0, bottom, GLYPH_ADVANCE, top, 0, 8, 2, 0, 0].entries())
    head.writeInt16BE(v, 36 + i * 2);
  const post = Buffer.alloc(32);
  post.writeUInt32BE(0x00030000, 0);
  const count = glyphs.length;
  const hhea = [
    1,
    0,
    FILE_HEIGHT.ascent,
    FILE_HEIGHT.descent,
    0,
    GLYPH_ADVANCE,
    0,
    0,
    GLYPH_ADVANCE,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    1,
  ];
  return assemble({
    'OS/2': os2,
    // One format 4 segment U+0020 → glyph 0, and the closing one.
    cmap: words(0, 1, 3, 1, 0, 12, 4, 32, 0, 4, 4, 1, 0, 0x20, 0xffff, 0, 0x20, 0xffff, -0x20, 1, 0, 0),
    glyf: Buffer.concat(glyphs),
    head,
    hhea: words(...hhea),
    // One advance for all, then the left side bearings of the other glyphs.
    hmtx: words(GLYPH_ADVANCE, 0, ...glyphs.slice(1).map(() => 0)),
    loca: words(...Array.from({ length: count + 1 }, (_, i) => (i * glyphBytes) / 2)),
    maxp: words(1, 0, count, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    name: nameTable(FONT_NAME),
    post,
  });
}

function rectangleGlyph({ ascent, descent }: GlyphHeight): Buffer {
  const box = [0, descent, GLYPH_ADVANCE, ascent];
  // One contour of four points on the curve; then the steps in x and in y from point to point.
  const steps = [0, 0, GLYPH_ADVANCE, 0, descent, ascent - descent, 0, descent - ascent];
  return words(1, ...box, 3, 0, 0x0101, 0x0101, ...steps);
}

function words(...values: number[]): Buffer {
  const b = Buffer.alloc(values.length * 2);
  for (const [i, v] of values.entries()) b.writeUInt16BE(v & 0xffff, i * 2);
  return b;
}

function nameTable(name: string): Buffer {
  const text = Buffer.from(name, 'utf16le').swap16();
  const ids = [1, 2, 4, 6];
  const records = ids.map((id) => words(3, 1, 0x409, id, text.length, 0));
  return Buffer.concat([words(0, ids.length, 6 + ids.length * 12), ...records, text]);
}

function assemble(tables: Record<string, Buffer>): Buffer {
  const names = Object.keys(tables).sort();
  const directory = Buffer.alloc(12 + names.length * 16);
  directory.writeUInt32BE(0x00010000, 0);
  const power = 2 ** Math.floor(Math.log2(names.length));
  directory.writeUInt16BE(names.length, 4);
  directory.writeUInt16BE(power * 16, 6);
  directory.writeUInt16BE(Math.log2(power), 8);
  directory.writeUInt16BE(names.length * 16 - power * 16, 10);
  const bodies: Buffer[] = [];
  let offset = directory.length;
  let headAt = 0;
  for (const [i, name] of names.entries()) {
    const table = tables[name]!;
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    if (name === 'head') headAt = offset;
    directory.write(name, 12 + i * 16, 'latin1');
    directory.writeUInt32BE(checksum(padded), 16 + i * 16);
    directory.writeUInt32BE(offset, 20 + i * 16);
    directory.writeUInt32BE(table.length, 24 + i * 16);
    bodies.push(padded);
    offset += padded.length;
  }
  const font = Buffer.concat([directory, ...bodies]);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headAt + 8);
  return font;
}

function checksum(data: Buffer): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum = (sum + data.readUInt32BE(i)) >>> 0;
  return sum;
}

// The structure of our PDF/A as another parser reads it: the rules and traps that no validator in CI looks at.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  type PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFontFile } from '../../../electron/workers/pdf/invisible-font.ts';
import { makeSrgbProfile } from '../../../electron/workers/pdf/srgb-profile.ts';
import { writePdf } from '../../../electron/workers/pdf/write-pdf.ts';
import type { PdfLevel } from '../../../electron/workers/tasks.ts';
import {
  jpegPage,
  metadata,
  sampleBitonal,
  sampleLines,
  sampleText,
  wordsOf,
  writeImage,
} from './sample-pages.ts';

let folder: string;
const files = new Map<PdfLevel, { bytes: Buffer; document: PDFDocument }>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'structure-'));
  const bitonal = await writeImage(folder, 'bitonal.png', sampleBitonal().png());
  const pages = [
    await jpegPage(folder),
    {
      image: { path: bitonal, mediaType: 'image/png', frame: 0 },
      rotation: 270,
      dpi: 100,
      text: sampleText(['Chữ Việt 𠀋'.normalize('NFD')]),
    },
  ] as const;
  for (const level of ['1b', '2b', '2u', '3u'] as const) {
    const outPath = join(folder, `${level}.pdf`);
    await writePdf({ pages, metadata, level, outPath });
    const bytes = readFileSync(outPath);
    files.set(level, {
      bytes,
      document: await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true }),
    });
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const name = (text: string) => PDFName.of(text);

function dictionaries(document: PDFDocument): PDFDict[] {
  return document.context
    .enumerateIndirectObjects()
    .map(([, object]) => (object instanceof PDFRawStream ? object.dict : object))
    .filter((object): object is PDFDict => object instanceof PDFDict);
}

function contentOf(stream: PDFRawStream): Buffer {
  const raw = Buffer.from(stream.contents);
  return stream.dict.get(name('Filter')) === name('FlateDecode') ? inflateSync(raw) : raw;
}

describe.each(['1b', '2b', '2u', '3u'] as const)('every %s file', (level) => {
  const file = () => files.get(level)!;
  const text = () => file().bytes.toString('latin1');
  const catalog = () => file().document.catalog;

  test('starts with its version and a binary comment, and has a two-part identifier (trap 7)', () => {
    const { bytes } = file();
    expect([...bytes.subarray(9, 14)].map((b) => b > 127)).toEqual([false, true, true, true, true]);
    expect(text()).toMatch(/\/ID \[<[0-9A-F]{32}> <[0-9A-F]{32}>\]/);
  });

  test('has no object streams, no cross-reference streams, no encryption, nothing that acts (traps 15, 22)', () => {
    expect(text()).not.toMatch(
      /\/ObjStm|\/XRef|\/Encrypt|\/JavaScript|\/Launch|\/EmbeddedFile|\/AA\b|\/OpenAction|\/Annots/,
    );
  });

  test('has no transparency and no interpolation (traps 16, 17)', () => {
    expect(text()).not.toMatch(/\/SMask|\/Group|\/ExtGState|\/Interpolate|\/Decode\b(?!Parms)/);
  });

  test('has one sRGB output intent whose /N fits its v2 profile (traps 8 to 10)', () => {
    const intents = catalog().lookup(name('OutputIntents'), PDFArray);
    expect(intents.size()).toBe(1);
    const intent = intents.lookup(0, PDFDict);
    expect(intent.get(name('S'))).toBe(name('GTS_PDFA1'));
    const profile = intent.lookup(name('DestOutputProfile')) as PDFRawStream;
    expect(profile.dict.lookup(name('N'), PDFNumber).asNumber()).toBe(3);
    const bytes = contentOf(profile);
    expect(bytes.equals(makeSrgbProfile())).toBe(true);
    expect(bytes[8]).toBe(2);
    expect(bytes.toString('latin1', 12, 20)).toBe('mntrRGB ');
  });

  test('names its language, shows its title and numbers its pages', () => {
    expect(catalog().lookup(name('Lang'), PDFString).asString()).toBe('vi-VN');
    expect(text()).toContain('/DisplayDocTitle true');
    expect(text()).toContain('/PageLabels << /Nums [0 << /S /D >>] >>');
  });

  test('says the same in Info and XMP (trap 12), and the XMP is plain (13) and of predefined schemas (14)', () => {
    const stream = catalog().lookup(name('Metadata')) as PDFRawStream;
    expect(stream.dict.get(name('Filter'))).toBeUndefined();
    const xmp = Buffer.from(stream.contents).toString('utf8');
    const { document } = file();
    const plain = (value: string) =>
      value
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&amp;/g, '&');
    const inXmp = (tag: string) =>
      plain(new RegExp(`<${tag}>(?:<rdf:\\w+><rdf:li[^>]*>)?([^<]*)<`).exec(xmp)?.[1] ?? '');
    expect([inXmp('dc:title'), document.getTitle()]).toEqual([metadata.title, metadata.title]);
    expect([inXmp('dc:creator'), document.getAuthor()]).toEqual([metadata.author, metadata.author]);
    expect([inXmp('dc:description'), document.getSubject()]).toEqual([metadata.subject, metadata.subject]);
    expect([inXmp('pdf:Keywords'), document.getKeywords()]).toEqual([metadata.keywords, metadata.keywords]);
    expect([inXmp('pdf:Producer'), document.getProducer()]).toEqual(['Tàng Thư', 'Tàng Thư']);
    expect(inXmp('dc:identifier')).toBe(metadata.identifier);
    expect(inXmp('xmp:CreateDate')).toBe(metadata.createdAt);
    expect(text()).toContain("/CreationDate (D:20260305083000+07'00') /ModDate (D:20260305083000+07'00')");
    expect(document.getCreationDate()).toEqual(new Date(metadata.createdAt));
    expect([...xmp.matchAll(/xmlns:(\w+)=/g)].map((m) => m[1]).sort()).toEqual([
      'dc',
      'pdf',
      'pdfaid',
      'rdf',
      'x',
      'xmp',
    ]);
  });

  test('embeds its fonts, with every code on a real glyph (traps 18, 19, 21)', () => {
    const fonts = dictionaries(file().document).filter(
      (d) => d.get(name('Subtype')) === name('CIDFontType2'),
    );
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) {
      const descriptor = font.lookup(name('FontDescriptor'), PDFDict);
      const program = contentOf(descriptor.lookup(name('FontFile2')) as PDFRawStream);
      const glyphCount = program.readUInt16BE(tableAt(program, 'maxp') + 4);
      const map = contentOf(font.lookup(name('CIDToGIDMap')) as PDFRawStream);
      for (let i = 0; i < map.length; i += 2) {
        expect(map.readUInt16BE(i)).toBeGreaterThan(0);
        expect(map.readUInt16BE(i)).toBeLessThan(glyphCount);
      }
      expect(font.lookup(name('DW'), PDFNumber).asNumber()).toBe(
        program.readUInt16BE(tableAt(program, 'hmtx')),
      );
      // A subset tag would ask for a CIDSet in PDF/A-1.
      expect(String(font.get(name('BaseFont')))).not.toMatch(/^\/[A-Z]{6}\+/);
    }
  });

  test('maps every code it shows to composed characters, none to nothing (traps 6, 20)', () => {
    const { document } = file();
    const type0 = dictionaries(document).filter((d) => d.get(name('Subtype')) === name('Type0'));
    const cmap = contentOf(type0[0]!.lookup(name('ToUnicode')) as PDFRawStream).toString('latin1');
    const targets = new Map(
      [...cmap.matchAll(/^<(\w{4})> <(\w+)>$/gm)].map((m) => [m[1]!, fromUtf16(m[2]!)]),
    );
    const shown = document.getPages().flatMap((page) => {
      const content = contentOf(
        document.context.lookup(page.node.get(name('Contents')) as PDFRef) as PDFRawStream,
      );
      const text = content.toString('latin1');
      expect(text).toContain('3 Tr');
      return [...text.matchAll(/<([0-9A-F]+)> Tj/g)].map((m) =>
        m[1]!
          .match(/.{4}/g)!
          .map((code) => targets.get(code))
          .join(''),
      );
    });
    const words = shown.filter((word) => word !== ' ');
    expect(words).toEqual([...wordsOf(sampleLines), 'Chữ', 'Việt', '𠀋']);
    for (const target of targets.values()) {
      expect(target).toBe(target.normalize('NFC'));
      expect(target).not.toMatch(/[\0\ufeff\ufffe]/);
    }
  });

  test('shows each picture by its real components and turns the page instead of the pixels (traps 2, 3, 5)', () => {
    const images = dictionaries(file().document).filter((d) => d.get(name('Subtype')) === name('Image'));
    expect(images.map((d) => String(d.get(name('ColorSpace'))))).toEqual(['/DeviceRGB', '/DeviceGray']);
    expect(
      file()
        .document.getPages()
        .map((page) => page.getRotation().angle),
    ).toEqual([0, 270]);
  });
});

test('the levels differ only in header, claim and identifier', () => {
  const neutral = (level: PdfLevel) =>
    files
      .get(level)!
      .bytes.toString('latin1')
      .replace(/^%PDF-1\.\d/, '')
      .replace(/<pdfaid:part>\d/, '')
      .replace(/<pdfaid:conformance>[BU]/, '')
      .replace(/\/ID \[.*\]/, '');
  expect(neutral('2b')).toBe(neutral('1b'));
  expect(neutral('2u')).toBe(neutral('1b'));
  expect(neutral('3u')).toBe(neutral('1b'));
});

describe('the sRGB profile', () => {
  test('is the same as the published numbers of sRGB adapted to D50', () => {
    const profile = makeSrgbProfile();
    expect(profile.readUInt32BE(0)).toBe(profile.length);
    const xyz = (tag: string) => {
      const at = iccTagAt(profile, tag) + 8;
      return [0, 4, 8].map((i) => profile.readInt32BE(at + i) / 65536);
    };
    for (const [tag, numbers] of [
      ['rXYZ', [0.4361, 0.2225, 0.0139]],
      ['gXYZ', [0.3851, 0.7169, 0.0971]],
      ['bXYZ', [0.1431, 0.0606, 0.7141]],
    ] as const) {
      for (const [i, value] of xyz(tag).entries()) expect(Math.abs(value - numbers[i]!)).toBeLessThan(0.0006);
    }
    const sum = ['rXYZ', 'gXYZ', 'bXYZ'].map(xyz).reduce((a, b) => a.map((v, i) => v + b[i]!));
    expect(sum[0]).toBeCloseTo(0.9642, 3);
    expect(sum[1]).toBeCloseTo(1, 3);
    expect(sum[2]).toBeCloseTo(0.8249, 3);
  });

  test('leaves sRGB colours as they are when a colour engine uses it', async () => {
    const colours = Buffer.from([255, 0, 0, 0, 128, 64, 200, 180, 160, 17, 34, 51]);
    const { writeFileSync } = await import('node:fs');
    const path = join(folder, 'srgb.icc');
    writeFileSync(path, makeSrgbProfile());
    const converted = await sharp(colours, { raw: { width: 4, height: 1, channels: 3 } })
      .withIccProfile(path)
      .raw()
      .toBuffer();
    for (const [i, value] of converted.entries())
      expect(Math.abs(value - colours[i]!)).toBeLessThanOrEqual(1);
  });
});

test('the font file has right checksums, so that strict readers take it', () => {
  const font = makeFontFile([
    { ascent: 700, descent: -1 },
    { ascent: 950, descent: -210 },
  ]);
  let sum = 0;
  for (let i = 0; i < font.length; i += 4) sum = (sum + font.readUInt32BE(i)) >>> 0;
  expect(sum).toBe(0xb1b0afba);
  expect(font.length % 4).toBe(0);
});

test('no glyph is empty: some readers drop one-character words shown with an empty one (trap 1)', () => {
  const heights = [
    { ascent: 70, descent: -1 },
    { ascent: 950, descent: -210 },
  ];
  const font = makeFontFile(heights);
  const [glyphs, offsets] = [tableAt(font, 'glyf'), tableAt(font, 'loca')];
  for (let i = 0; i <= heights.length; i++) {
    const at = glyphs + font.readUInt16BE(offsets + i * 2) * 2;
    expect(font.readInt16BE(at)).toBe(1);
    const [left, bottom, right, top] = [2, 4, 6, 8].map((field) => font.readInt16BE(at + field)) as [
      number,
      number,
      number,
      number,
    ];
    expect(right).toBeGreaterThan(left);
    expect(top).toBeGreaterThan(bottom);
    if (i > 0) expect({ ascent: top, descent: bottom }).toEqual(heights[i - 1]);
  }
});

function tableAt(font: Buffer, tag: string): number {
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const at = 12 + i * 16;
    if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  throw new Error(`no table ${tag}`);
}

function iccTagAt(profile: Buffer, tag: string): number {
  for (let i = 0; i < profile.readUInt32BE(128); i++) {
    const at = 132 + i * 12;
    if (profile.toString('latin1', at, at + 4) === tag) return profile.readUInt32BE(at + 4);
  }
  throw new Error(`no tag ${tag}`);
}

function fromUtf16(hex: string): string {
  return PDFHexString.of(`FEFF${hex}`).decodeText();
}

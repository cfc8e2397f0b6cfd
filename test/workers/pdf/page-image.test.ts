// How pictures of every kind go into the PDF: their own bytes where possible, the right colours and the right way up always.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodePageImage } from '../../../electron/workers/pdf/page-image.ts';
import { makeSrgbProfile } from '../../../electron/workers/pdf/srgb-profile.ts';
import { writePdf } from '../../../electron/workers/pdf/write-pdf.ts';
import type { ImageMediaType } from '../../../electron/workers/tasks.ts';
import { joinTiffs } from '../../support/join-tiffs.ts';
import { extractImages, hasPdfTools, preflightComplaints, renderPage } from '../../support/pdf-tools.ts';
import { DPI, HEIGHT_PX, metadata, sampleBitonal, sampleSvg, WIDTH_PX, writeImage } from './sample-pages.ts';

const canExtract = hasPdfTools('pdfimages', 'pdftoppm');
const group4 = { compression: 'ccittfax4', bitdepth: 1, miniswhite: true } as const;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'page-image-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function pdfOf(
  path: string,
  mediaType: ImageMediaType,
  options: { frame?: number; level?: '1b' | '2b' } = {},
): Promise<string> {
  const outPath = `${path}-${options.frame ?? 0}-${options.level ?? '2b'}.pdf`;
  const image = { path, mediaType, frame: options.frame ?? 0 };
  await writePdf({
    pages: [{ image, rotation: 0, dpi: DPI, text: null }],
    metadata,
    level: options.level ?? '2b',
    outPath,
  });
  return outPath;
}

async function gray(picture: Sharp): Promise<Buffer> {
  return picture.toColourspace('b-w').raw().toBuffer();
}

/** Mean difference of the page as painted to the picture it should show, 0..255 per channel; the largest of a 20 × 20 grid. */
async function paintedDifference(pdfPath: string, picture: Buffer): Promise<number> {
  const small = async (data: Buffer) =>
    sharp(data)
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .resize(20, 20, { fit: 'fill' })
      .removeAlpha()
      .raw()
      .toBuffer();
  const [painted, wanted] = [await small(renderPage(pdfPath, 1, DPI)), await small(picture)];
  let worst = 0;
  for (let i = 0; i < wanted.length; i++) worst = Math.max(worst, Math.abs(painted[i]! - wanted[i]!));
  return worst;
}

const reference = () => sharp(sampleSvg()).png().toBuffer();

describe('JPEG', () => {
  test.each([
    ['baseline colour', sharp(sampleSvg()).jpeg({ quality: 90 }), '/DeviceRGB'],
    [
      'progressive colour',
      sharp(sampleSvg()).jpeg({ progressive: true, chromaSubsampling: '4:4:4' }),
      '/DeviceRGB',
    ],
    ['gray', sharp(sampleSvg()).toColourspace('b-w').jpeg(), '/DeviceGray'],
    [
      'with a camera turn in its EXIF',
      sharp(sampleSvg()).withMetadata({ orientation: 6 }).jpeg(),
      '/DeviceRGB',
    ],
  ])(
    '%s goes in byte for byte, with the colour space of its real components',
    async (name, picture, space) => {
      const path = await writeImage(folder, `${name}.jpg`, picture);
      const pdf = await pdfOf(path, 'image/jpeg');
      expect(readFileSync(pdf, 'latin1')).toContain(
        `/ColorSpace ${space} /BitsPerComponent 8 /Filter /DCTDecode`,
      );
      if (canExtract) {
        expect(extractImages(pdf, 'all')[0]!.data.equals(readFileSync(path))).toBe(true);
        expect(
          await paintedDifference(
            pdf,
            await sharp(readFileSync(path)).toColourspace('srgb').png().toBuffer(),
          ),
        ).toBeLessThan(8);
      }
    },
  );

  test.runIf(canExtract)('in CMYK becomes sRGB with the same colours', async () => {
    const path = await writeImage(
      folder,
      'cmyk.jpg',
      sharp(sampleSvg()).toColourspace('cmyk').jpeg({ quality: 95 }),
    );
    expect((await sharp(path).metadata()).space).toBe('cmyk');
    const pdf = await pdfOf(path, 'image/jpeg', { level: '1b' });
    expect(extractImages(pdf, 'all')[0]!.extension).toBe('jpg');
    expect((await sharp(extractImages(pdf, 'all')[0]!.data).metadata()).space).toBe('srgb');
    // Printing inks cannot show the pure red; an inverted page would differ by over 150.
    expect(await paintedDifference(pdf, await reference())).toBeLessThan(60);
  });

  test('with a colour profile of its own keeps it; an RGB profile on a gray picture is not believed', async () => {
    const profile = makeSrgbProfile();
    // Another profile than sRGB by name and by its red.
    profile.write('Scanner 1         ', 128 + 4 + 9 * 12 + 12, 'latin1');
    const plain = await sharp(sampleSvg()).jpeg().toBuffer();
    const path = join(folder, 'profiled.jpg');
    writeFileSync(path, withProfile(plain, profile));
    const encoded = await encodePageImage({ path, mediaType: 'image/jpeg', frame: 0 }, '1b');
    expect(encoded.passedThrough).toBe(true);
    expect(encoded.colourSpace).toMatchObject({ kind: 'icc', components: 3 });
    const pdf = await pdfOf(path, 'image/jpeg', { level: '1b' });
    expect(readFileSync(pdf, 'latin1')).toMatch(/\/ColorSpace \[\/ICCBased \d+ 0 R\]/);
    if (hasPdfTools('preflight')) expect(preflightComplaints(pdf)).toBe('');

    const grayPath = join(folder, 'gray-profiled.jpg');
    writeFileSync(
      grayPath,
      withProfile(await sharp(sampleSvg()).toColourspace('b-w').jpeg().toBuffer(), profile),
    );
    const grayEncoded = await encodePageImage({ path: grayPath, mediaType: 'image/jpeg', frame: 0 }, '2b');
    expect(grayEncoded.colourSpace).toEqual({ kind: 'gray' });
  });

  test('with an ICC v4 profile is converted for PDF/A-1, which forbids it, and kept for PDF/A-2', async () => {
    const path = await writeImage(folder, 'p3.jpg', sharp(sampleSvg()).withIccProfile('p3').jpeg());
    const image = { path, mediaType: 'image/jpeg', frame: 0 } as const;
    expect((await encodePageImage(image, '2b')).colourSpace.kind).toBe('icc');
    const converted = await encodePageImage(image, '1b');
    expect(converted.colourSpace).toEqual({ kind: 'rgb' });
    expect(converted.passedThrough).toBe(false);
  });
});

describe('bitonal', () => {
  test.runIf(canExtract).each([
    ['in one strip', { tileHeight: HEIGHT_PX }, true],
    ['in many strips', { tileHeight: 128 }, false],
    ['with black as 0', { tileHeight: HEIGHT_PX, miniswhite: false }, true],
  ])('Group 4 TIFF %s keeps every pixel', async (name, options, passedThrough) => {
    const picture = sampleBitonal().tiff({ ...group4, ...options } as Parameters<Sharp['tiff']>[0]);
    const path = await writeImage(folder, `${name}.tiff`, picture);
    expect((await encodePageImage({ path, mediaType: 'image/tiff', frame: 0 }, '2b')).passedThrough).toBe(
      passedThrough,
    );
    const [image] = extractImages(await pdfOf(path, 'image/tiff'), 'png');
    expect((await gray(sharp(image!.data))).equals(await gray(sampleBitonal()))).toBe(true);
  });

  test.runIf(canExtract)('with the bits of its bytes in the other order keeps every pixel', async () => {
    const tiff = await sampleBitonal()
      .tiff({ ...group4, tileHeight: HEIGHT_PX } as Parameters<Sharp['tiff']>[0])
      .toBuffer();
    const path = join(folder, 'lsb.tiff');
    writeFileSync(path, reverseFillOrder(tiff));
    const [image] = extractImages(await pdfOf(path, 'image/tiff'), 'png');
    expect((await gray(sharp(image!.data))).equals(await gray(sampleBitonal()))).toBe(true);
  });

  test.runIf(canExtract)('PNG becomes Group 4 with every pixel', async () => {
    const path = await writeImage(folder, 'bitonal.png', sampleBitonal().png());
    const pdf = await pdfOf(path, 'image/png');
    expect(readFileSync(pdf, 'latin1')).toContain('/CCITTFaxDecode');
    expect((await gray(sharp(extractImages(pdf, 'png')[0]!.data))).equals(await gray(sampleBitonal()))).toBe(
      true,
    );
  });

  test.runIf(canExtract)('takes the frame asked for from a TIFF of several pages', async () => {
    const strip = { ...group4, tileHeight: HEIGHT_PX } as Parameters<Sharp['tiff']>[0];
    const first = await sampleBitonal().tiff(strip).toBuffer();
    const second = await sharp(await sampleBitonal().png().toBuffer())
      .flip()
      .toColourspace('b-w')
      .tiff(strip)
      .toBuffer();
    const path = join(folder, 'pages.tiff');
    writeFileSync(path, joinTiffs([first, second]));
    const [image] = extractImages(await pdfOf(path, 'image/tiff', { frame: 1 }), 'png');
    const flipped = sharp(await sampleBitonal().png().toBuffer()).flip();
    expect((await gray(sharp(image!.data))).equals(await gray(flipped))).toBe(true);
  });
});

describe.runIf(canExtract)('other pictures are shown right:', () => {
  const sixteen = async (space: 'rgb16' | 'grey16') => sharp(await reference()).toColourspace(space);
  test.each<[string, ImageMediaType, () => Promise<Sharp>]>([
    ['PNG', 'image/png', async () => sharp(sampleSvg()).removeAlpha().png()],
    ['PNG with transparent paper', 'image/png', async () => sharp(sampleSvg()).png()],
    ['WebP', 'image/webp', async () => sharp(sampleSvg()).webp({ quality: 95 })],
    ['TIFF LZW', 'image/tiff', async () => sharp(sampleSvg()).removeAlpha().tiff({ compression: 'lzw' })],
    [
      'TIFF JPEG',
      'image/tiff',
      async () => sharp(sampleSvg()).removeAlpha().tiff({ compression: 'jpeg', quality: 95 }),
    ],
    [
      'TIFF with 16 bits',
      'image/tiff',
      async () => (await sixteen('rgb16')).removeAlpha().tiff({ compression: 'deflate' }),
    ],
    ['PNG with 16 bits', 'image/png', async () => (await sixteen('rgb16')).png()],
  ])('%s', async (name, mediaType, make) => {
    const path = await writeImage(folder, `${name}.${mediaType.slice(6)}`, await make());
    const pdf = await pdfOf(path, mediaType, { level: '1b' });
    const text = readFileSync(pdf, 'latin1');
    expect(text).not.toContain('/SMask');
    expect(text).toContain('/DCTDecode');
    expect(await paintedDifference(pdf, await reference())).toBeLessThan(10);
  });

  test('gray with 16 bits', async () => {
    const path = await writeImage(folder, 'gray16.png', (await sixteen('grey16')).removeAlpha().png());
    expect((await sharp(path).metadata()).space).toBe('grey16');
    const pdf = await pdfOf(path, 'image/png');
    expect(readFileSync(pdf, 'latin1')).toContain(
      '/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode',
    );
    expect(
      await paintedDifference(
        pdf,
        await sharp(await reference())
          .toColourspace('b-w')
          .png()
          .toBuffer(),
      ),
    ).toBeLessThan(10);
  });

  test('a drawing of few colours keeps every pixel', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="101" height="50"><g shape-rendering="crispEdges">
      <rect width="101" height="50" fill="#fff"/><rect x="3" y="3" width="31" height="20" fill="#c00"/>
      <rect x="50" y="10" width="31" height="30" fill="#0a0"/><rect x="70" y="1" width="1" height="48" fill="#00f"/></g></svg>`;
    const path = await writeImage(folder, 'drawing.png', sharp(Buffer.from(svg)).png({ palette: true }));
    const pdf = await pdfOf(path, 'image/png');
    expect(readFileSync(pdf, 'latin1')).toContain('/Indexed /DeviceRGB');
    const [image] = extractImages(pdf, 'png');
    const rgb = (data: Buffer | string) => sharp(data).toColourspace('srgb').removeAlpha().raw().toBuffer();
    expect((await rgb(image!.data)).equals(await rgb(path))).toBe(true);
  });
});

test('a page is as large as its pixels at its resolution, and never larger than PDF/A allows', async () => {
  const path = await writeImage(folder, 'sheet.jpg', sharp(sampleSvg()).jpeg());
  const box = async (dpi: number) => {
    const outPath = join(folder, `sheet-${dpi}.pdf`);
    await writePdf({
      pages: [{ image: { path, mediaType: 'image/jpeg', frame: 0 }, rotation: 0, dpi, text: null }],
      metadata,
      level: '2b',
      outPath,
    });
    return /\/MediaBox \[0 0 (\S+) (\S+)\]/.exec(readFileSync(outPath, 'latin1'))!.slice(1).map(Number);
  };
  expect(await box(100)).toEqual([WIDTH_PX * 0.72, HEIGHT_PX * 0.72]);
  const [width, height] = await box(1);
  expect(height).toBe(14_400);
  expect(width! / height!).toBeCloseTo(WIDTH_PX / HEIGHT_PX, 4);
});

/** A JPEG with an ICC profile marker after its first bytes. */
function withProfile(jpeg: Buffer, profile: Buffer): Buffer {
  const marker = Buffer.alloc(18);
  marker.writeUInt16BE(0xffe2, 0);
  marker.writeUInt16BE(2 + 14 + profile.length, 2);
  marker.write('ICC_PROFILE\0\x01\x01', 4, 'latin1');
  return Buffer.concat([jpeg.subarray(0, 2), marker, profile, jpeg.subarray(2)]);
}

/** The same Group 4 TIFF with FillOrder 2: every byte of the strip with its bits the other way round. */
function reverseFillOrder(tiff: Buffer): Buffer {
  const out = Buffer.from(tiff);
  const directory = out.readUInt32LE(4);
  const entries = out.readUInt16LE(directory);
  let [offset, length, turned] = [0, 0, false];
  for (let i = 0; i < entries; i++) {
    const at = directory + 2 + i * 12;
    const tag = out.readUInt16LE(at);
    if (tag === 273) offset = out.readUInt32LE(at + 8);
    if (tag === 279)
      length = out.readUInt16LE(at + 2) === 3 ? out.readUInt16LE(at + 8) : out.readUInt32LE(at + 8);
    // sharp writes no FillOrder; the entry of the orientation, which is the next in order, becomes one.
    if (tag === 274) {
      out.writeUInt16LE(266, at);
      out.writeUInt16LE(2, at + 8);
      turned = true;
    }
  }
  if (!turned || length === 0) throw new Error('not the TIFF this was made for');
  for (let i = offset; i < offset + length; i++) {
    const bits = out[i]!.toString(2).padStart(8, '0');
    out[i] = Number.parseInt([...bits].reverse().join(''), 2);
  }
  return out;
}

// Makes difficult and broken source files for tests: (folder) → path of a new file with synthetic content.
// Must not need any program outside the project's own dependencies.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp, { type Sharp } from 'sharp';
import { joinTiffs } from './join-tiffs.ts';

/** A small A4-shaped page: 150 dpi would be 1240 × 1754; a third of that keeps tests fast. */
export const pageWidthPx = 414;
export const pageHeightPx = 585;

/** RGB samples of a page: white, dark lines, a black block at the top left, a red disc at the bottom right. */
export function pagePixels(widthPx = pageWidthPx, heightPx = pageHeightPx, lineShift = 0): Buffer {
  const rgb = Buffer.alloc(widthPx * heightPx * 3, 255);
  const set = (x: number, y: number, r: number, g: number, b: number) =>
    rgb.set([r, g, b], (y * widthPx + x) * 3);
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      const isBlock = x < widthPx / 5 && y < heightPx / 10;
      const isLine = y % 24 < 6 && (x * 7 + (y >> 3) * 13 + lineShift) % 11 < 6 && x > 40 && x < widthPx - 40;
      const isDisc = (x - widthPx * 0.75) ** 2 + (y - heightPx * 0.85) ** 2 < (widthPx / 10) ** 2;
      if (isBlock || isLine) set(x, y, 0, 0, 0);
      if (isDisc) set(x, y, 210, 20, 30);
    }
  }
  return rgb;
}

/** The page as a sharp picture, ready for an encoder. */
export function pagePicture(widthPx = pageWidthPx, heightPx = pageHeightPx, lineShift = 0): Sharp {
  const raw = { width: widthPx, height: heightPx, channels: 3 as const };
  return sharp(pagePixels(widthPx, heightPx, lineShift), { raw });
}

export function goodJpeg(dir: string, name = 'trang.jpg'): Promise<string> {
  return write(dir, name, pagePicture().withMetadata({ density: 150 }).jpeg({ quality: 90 }).toBuffer());
}

export function goodPng(dir: string, name = 'trang.png'): Promise<string> {
  return write(dir, name, pagePicture().png().toBuffer());
}

export function emptyFile(dir: string): Promise<string> {
  return write(dir, 'rong.jpg', Buffer.alloc(0));
}

/** Cut at 60 %: the header is whole. */
export async function truncatedJpeg(dir: string): Promise<string> {
  return write(dir, 'cut.jpg', cut(await pagePicture().jpeg().toBuffer(), 0.6));
}

export async function truncatedPng(dir: string): Promise<string> {
  return write(dir, 'cut.png', cut(await pagePicture().png().toBuffer(), 0.6));
}

/** The end mark is there, but a stretch in the middle is not what the checksum says. */
export async function corruptPng(dir: string): Promise<string> {
  const png = await pagePicture().png().toBuffer();
  png.fill(0x55, png.length / 2, png.length / 2 + 200);
  return write(dir, 'corrupt.png', png);
}

export async function truncatedWebp(dir: string): Promise<string> {
  return write(dir, 'cut.webp', cut(await pagePicture().webp().toBuffer(), 0.6));
}

/** Some scanners add a log after the picture. Still a good picture. */
export async function jpegWithTrailingJunk(dir: string): Promise<string> {
  const jpeg = await pagePicture().jpeg().toBuffer();
  return write(dir, 'junk.jpg', Buffer.concat([jpeg, Buffer.from('SCANLOG 123\0\0\0')]));
}

/** A PNG called .jpg: accepted as what it is. */
export function wrongExtension(dir: string): Promise<string> {
  return goodPng(dir, 'thuc-ra-la-png.jpg');
}

export function textFileNamedPdf(dir: string): Promise<string> {
  return write(dir, 'khong-phai.pdf', Buffer.from('Đây chỉ là một đoạn chữ.\n'.repeat(50)));
}

/** Needs the password `bi-mat` to open. */
export async function encryptedPdf(dir: string): Promise<string> {
  const document = await onePagePdf();
  document.encrypt({ userPassword: 'bi-mat', ownerPassword: 'chu' });
  return write(dir, 'mat-khau.pdf', Buffer.from(await document.save()));
}

/** Opens without a password; only changing it is forbidden. */
export async function ownerProtectedPdf(dir: string): Promise<string> {
  const document = await onePagePdf();
  document.encrypt({ ownerPassword: 'chu', permissions: { modifying: false } });
  return write(dir, 'cam-sua.pdf', Buffer.from(await document.save()));
}

export function pdfWithoutPages(dir: string): Promise<string> {
  const pdf =
    '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n' +
    '2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n' +
    'xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n' +
    'trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n110\n%%EOF\n';
  return write(dir, 'khong-trang.pdf', Buffer.from(pdf));
}

/** Cut at 60 %: the first page's objects are whole, the cross-reference table is not there. */
export async function truncatedPdf(dir: string): Promise<string> {
  return write(dir, 'cut.pdf', cut(Buffer.from(await (await onePagePdf()).save()), 0.6));
}

/** 20,000 × 20,000 white pixels in a file of some 50 kB. */
export function hugeImage(dir: string, name = 'khong-lo.png'): Promise<string> {
  const side = 20_000;
  const row = Buffer.alloc(1 + side / 8, 0xff);
  row[0] = 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = Buffer.alloc(row.length * side, row);
  const png = [
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ];
  return write(dir, name, Buffer.concat(png));
}

/** 16 bits a sample, gray, a ramp from black (left) to white (right), 300 dpi. */
export function sixteenBitTiff(dir: string): Promise<string> {
  const [width, height] = [512, 256];
  const samples = new Uint16Array(width * height);
  for (let i = 0; i < samples.length; i++) samples[i] = ((i % width) / (width - 1)) * 65_535;
  const picture = sharp(samples, { raw: { width, height, channels: 1 } });
  const tiff = picture
    .toColourspace('grey16')
    .tiff({ compression: 'lzw', xres: 300 / 25.4, yres: 300 / 25.4 });
  return write(dir, '16-bit.tif', tiff.toBuffer());
}

/** Adobe CMYK with its profile. */
export function cmykJpeg(dir: string): Promise<string> {
  return write(dir, 'cmyk.jpg', pagePicture().withIccProfile('cmyk').jpeg({ quality: 95 }).toBuffer());
}

/** Stored lying on its side; `orientation` (EXIF 1–8) tells how to show it. */
export function exifRotatedJpeg(dir: string, orientation = 6): Promise<string> {
  const picture = pagePicture().withMetadata({ orientation }).jpeg({ quality: 90 });
  return write(dir, `exif-${orientation}.jpg`, picture.toBuffer());
}

export type TiffCompression = 'ccittfax4' | 'jpeg' | 'lzw' | 'deflate' | 'packbits' | 'none';

/** One TIFF of several pages, 200 dpi, each compressed as named. */
export async function multiPageTiff(
  dir: string,
  compressions: readonly TiffCompression[] = ['ccittfax4', 'jpeg', 'lzw', 'deflate'],
  name = 'nhieu-trang.tif',
): Promise<string> {
  const pages: Buffer[] = [];
  for (const [i, compression] of compressions.entries()) pages.push(await tiffPage(compression, i * 3));
  return write(dir, name, Promise.resolve(joinTiffs(pages)));
}

/** Cut near the end: the first pages are whole, the last one's directory is not. */
export async function truncatedTiff(dir: string): Promise<string> {
  const path = await multiPageTiff(dir, ['ccittfax4', 'lzw', 'deflate'], 'cut.tif');
  const whole = await readFile(path);
  return write(dir, 'cut.tif', whole.subarray(0, whole.length - 300));
}

/** G4 data whose middle was overwritten: structure, sizes and end are right. */
export async function corruptG4Tiff(dir: string): Promise<string> {
  const tiff = await tiffPage('ccittfax4', 0);
  tiff.fill(0, 2000, 2600);
  return write(dir, 'corrupt-g4.tif', tiff);
}

function tiffPage(compression: TiffCompression, lineShift: number): Promise<Buffer> {
  const resolution = { xres: 200 / 25.4, yres: 200 / 25.4 };
  const picture = pagePicture(pageWidthPx, pageHeightPx, lineShift);
  if (compression !== 'ccittfax4') return picture.tiff({ compression, ...resolution }).toBuffer();
  const bits = picture.threshold(128).toColourspace('b-w');
  return bits.tiff({ compression, bitdepth: 1, miniswhite: true, ...resolution }).toBuffer();
}

async function onePagePdf(): Promise<PDFDocument> {
  const document = await PDFDocument.create();
  const image = await document.embedJpg(await pagePicture().jpeg({ quality: 90 }).toBuffer());
  // 150 dpi.
  const [width, height] = [(pageWidthPx / 150) * 72, (pageHeightPx / 150) * 72];
  document.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  return document;
}

function cut(bytes: Buffer, share: number): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * share));
}

async function write(dir: string, name: string, bytes: Buffer | Promise<Buffer>): Promise<string> {
  const path = join(dir, name);
  await writeFile(path, await bytes);
  return path;
}

function pngChunk(type: string, body: Buffer): Buffer {
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  body.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
}

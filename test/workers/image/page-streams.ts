// The synthetic page as the image streams that scanners put into PDFs.
// Must not compress with anything but sharp and zlib.
import { deflateSync } from 'node:zlib';
import { readTiffFrames } from '../../../electron/workers/image/raster/tiff-directory.ts';
import { pageHeightPx, pagePicture, pagePixels, pageWidthPx } from '../../support/bad-inputs.ts';
import type { TestStream } from './pdf-builder.ts';

const size = `/Type /XObject /Subtype /Image /Width ${pageWidthPx} /Height ${pageHeightPx}`;

/** One G4 strip of the black-and-white page; coded black is black. */
export async function g4Data(): Promise<Buffer> {
  const tiff = await pagePicture()
    .threshold(128)
    .toColourspace('b-w')
    .tiff({
      compression: 'ccittfax4',
      bitdepth: 1,
      miniswhite: true,
      tile: true,
      tileWidth: 416,
      tileHeight: 592,
    })
    .toBuffer();
  const { chunks } = readTiffFrames((offset, length) => tiff.subarray(offset, offset + length), 1)[0]!;
  return tiff.subarray(chunks[0]!.offset, chunks[0]!.offset + chunks[0]!.length);
}

export const jpegData = () => pagePicture().jpeg({ quality: 90 }).toBuffer();

export async function jpegStream(entries = '/ColorSpace /DeviceRGB'): Promise<TestStream> {
  return { entries: `${size} /BitsPerComponent 8 /Filter /DCTDecode ${entries}`, data: await jpegData() };
}

export async function g4Stream(parameters = '', entries = '/ColorSpace /DeviceGray'): Promise<TestStream> {
  // The encoder's tile is 416 wide: TIFF tiles come in multiples of 16.
  return {
    entries:
      `/Type /XObject /Subtype /Image /Width 416 /Height ${pageHeightPx} /BitsPerComponent 1 ${entries} ` +
      `/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 416 ${parameters} >>`,
    data: await g4Data(),
  };
}

/** RGB samples, with the PNG predictor "up" when asked for. */
export function rgbStream(withPredictor = false, entries = ''): TestStream {
  const rgb = pagePixels();
  const rowBytes = pageWidthPx * 3;
  const parameters = `/DecodeParms << /Predictor 15 /Colors 3 /Columns ${pageWidthPx} >>`;
  return {
    entries: `${size} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode ${withPredictor ? parameters : ''} ${entries}`,
    data: deflateSync(withPredictor ? filterUp(rgb, rowBytes) : rgb),
  };
}

/** 8-bit gray samples. */
export function grayStream(entries = '/ColorSpace /DeviceGray'): TestStream {
  return {
    entries: `${size} /BitsPerComponent 8 /Filter /FlateDecode ${entries}`,
    data: deflateSync(graySamples()),
  };
}

export function graySamples(): Buffer {
  const rgb = pagePixels();
  return Buffer.from(Array.from({ length: rgb.length / 3 }, (_, i) => rgb[i * 3 + 1]!));
}

/** 1-bit samples, 0 = black. */
export function bitsStream(entries = '/ColorSpace /DeviceGray'): TestStream {
  const gray = graySamples();
  const rowBytes = Math.ceil(pageWidthPx / 8);
  const bits = Buffer.alloc(rowBytes * pageHeightPx);
  for (let y = 0; y < pageHeightPx; y++) {
    for (let x = 0; x < pageWidthPx; x++) {
      if (gray[y * pageWidthPx + x]! >= 128) bits[y * rowBytes + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return {
    entries: `${size} /BitsPerComponent 1 /Filter /FlateDecode ${entries}`,
    data: deflateSync(bits),
  };
}

/** Rows `from` to `to` of the gray page as an image of its own. */
export function stripStream(from: number, to: number): TestStream {
  return {
    entries: `/Type /XObject /Subtype /Image /Width ${pageWidthPx} /Height ${to - from} /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /FlateDecode`,
    data: deflateSync(graySamples().subarray(from * pageWidthPx, to * pageWidthPx)),
  };
}

function filterUp(rows: Buffer, rowBytes: number): Buffer {
  const out: Buffer[] = [];
  for (let at = 0; at < rows.length; at += rowBytes) {
    const row = Buffer.from(rows.subarray(at, at + rowBytes));
    if (at > 0) for (let i = 0; i < rowBytes; i++) row[i] = row[i]! - rows[at - rowBytes + i]!;
    out.push(Buffer.from([2]), row);
  }
  return Buffer.concat(out);
}

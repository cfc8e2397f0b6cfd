// Writes PNG files from samples as they are: any bit depth, palettes, ICC profile, resolution. sharp cannot write
// 1-bit gray or keep a palette's order.
// Must not change a sample.
import { crc32, deflateSync } from 'node:zlib';

export interface PngPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitDepth: 1 | 2 | 4 | 8 | 16;
  readonly colourType: 'gray' | 'rgb' | 'palette';
  /** Rows from the top, each padded to whole bytes, 16-bit samples high byte first. */
  readonly rows: Uint8Array;
  readonly palette?: Uint8Array;
  readonly iccProfile?: Uint8Array;
  readonly dpi: number;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const colourTypes = { gray: 0, rgb: 2, palette: 3 };

/** Throws RangeError when `rows` is shorter than the picture. */
export function pngOf(picture: PngPicture): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.widthPx, 0);
  header.writeUInt32BE(picture.heightPx, 4);
  header[8] = picture.bitDepth;
  header[9] = colourTypes[picture.colourType];
  const chunks = [signature, chunk('IHDR', header)];
  if (picture.iccProfile) {
    const name = Buffer.from('icc\0\0', 'latin1');
    chunks.push(chunk('iCCP', Buffer.concat([name, deflateSync(picture.iccProfile)])));
  }
  chunks.push(densityChunk(picture.dpi));
  if (picture.palette) chunks.push(chunk('PLTE', picture.palette));
  chunks.push(
    chunk('IDAT', deflateSync(filteredRows(picture), { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  );
  return Buffer.concat(chunks);
}

/** The same PNG with its resolution set; an existing one is replaced. */
export function withPngDensity(png: Buffer, dpi: number): Buffer {
  const parts: Buffer[] = [signature];
  for (let at = 8; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    if (type !== 'pHYs') parts.push(png.subarray(at, at + 12 + length));
    if (type === 'IHDR') parts.push(densityChunk(dpi));
    at += 12 + length;
  }
  return Buffer.concat(parts);
}

/** 8-bit samples (the first of each `channels`) as bits, 1 = 128 and above, rows padded to bytes. */
export function packBits(samples: Uint8Array, widthPx: number, heightPx: number, channels: number): Buffer {
  const rowBytes = Math.ceil(widthPx / 8);
  const bits = Buffer.alloc(rowBytes * heightPx);
  for (let y = 0, from = 0; y < heightPx; y++) {
    const row = y * rowBytes;
    for (let x = 0; x < widthPx; x++, from += channels) {
      if (samples[from]! >= 128) bits[row + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  return bits;
}

/** Bytes of one row of samples. */
export function rowBytesOf(widthPx: number, samplesPerPixel: number, bitDepth: number): number {
  return Math.ceil((widthPx * samplesPerPixel * bitDepth) / 8);
}

// Filter 2 (difference from the row above) for continuous tones, none for palettes and few bits: fast, small enough.
function filteredRows(picture: PngPicture): Buffer {
  const samples = picture.colourType === 'rgb' ? 3 : 1;
  const rowBytes = rowBytesOf(picture.widthPx, samples, picture.bitDepth);
  if (picture.rows.length < rowBytes * picture.heightPx) throw new RangeError('not enough rows');
  const filter = picture.bitDepth >= 8 && picture.colourType !== 'palette' ? 2 : 0;
  const out = Buffer.alloc((rowBytes + 1) * picture.heightPx);
  const rows = picture.rows;
  for (let y = 0; y < picture.heightPx; y++) {
    const from = y * rowBytes;
    const to = y * (rowBytes + 1);
    out[to] = filter;
    if (filter === 0 || y === 0) {
      out.set(rows.subarray(from, from + rowBytes), to + 1);
    } else {
      for (let i = 0; i < rowBytes; i++) out[to + 1 + i] = rows[from + i]! - rows[from - rowBytes + i]!;
    }
  }
  return out;
}

function densityChunk(dpi: number): Buffer {
  const perMetre = Math.round(dpi / 0.0254);
  const body = Buffer.alloc(9);
  body.writeUInt32BE(perMetre, 0);
  body.writeUInt32BE(perMetre, 4);
  body[8] = 1;
  return chunk('pHYs', body);
}

function chunk(type: string, body: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + body.length);
  out.writeUInt32BE(body.length, 0);
  out.write(type, 4, 'latin1');
  out.set(body, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + body.length)), 8 + body.length);
  return out;
}

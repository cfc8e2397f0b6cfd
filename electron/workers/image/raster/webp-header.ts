// Reads the chunks of a WebP: size, resolution and orientation (EXIF), end of the file.
// Must not decode pixels.
import type { PictureHeader } from './open-single.ts';
import { readExif } from './tiff-directory.ts';

/** Null when no picture chunk is found. */
export function readWebpHeader(bytes: Buffer): PictureHeader | null {
  let size: { widthPx: number; heightPx: number } | null = null;
  let exif: ReturnType<typeof readExif> | null = null;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'VP8X' && body.length >= 10) {
      size ??= { widthPx: body.readUIntLE(4, 3) + 1, heightPx: body.readUIntLE(7, 3) + 1 };
    } else if (type === 'VP8 ' && body.length >= 10) {
      size ??= { widthPx: body.readUInt16LE(6) & 0x3fff, heightPx: body.readUInt16LE(8) & 0x3fff };
    } else if (type === 'VP8L' && body.length >= 5) {
      const bits = body.readUInt32LE(1);
      size ??= { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 };
    } else if (type === 'EXIF') {
      const prefixed = body.subarray(0, 6).toString('latin1') === 'Exif\0\0';
      exif ??= readExif(prefixed ? body.subarray(6) : body);
    }
    at += 8 + length + (length & 1);
  }
  if (size === null) return null;
  return {
    ...size,
    colour: 'colour',
    xDpi: exif?.xDpi ?? null,
    yDpi: exif?.yDpi ?? null,
    orientation: exif?.orientation ?? null,
    // RIFF states the length of everything after its first 8 bytes.
    isComplete: bytes.length >= bytes.readUInt32LE(4) + 8,
  };
}

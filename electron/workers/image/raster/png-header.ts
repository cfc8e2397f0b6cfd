// Reads the chunks of a PNG: size, colour, resolution, orientation, end mark.
// Must not decode pixels.
import type { PictureHeader } from './open-single.ts';
import { readExif } from './tiff-directory.ts';

/** Null when IHDR is missing. */
export function readPngHeader(bytes: Buffer): PictureHeader | null {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  let xDpi: number | null = null;
  let yDpi: number | null = null;
  let orientation: number | null = null;
  let isComplete = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    // Unit 1 is the metre; 0 gives only the shape of a pixel.
    if (type === 'pHYs' && body.length >= 9 && body[8] === 1) {
      xDpi = body.readUInt32BE(0) * 0.0254 || null;
      yDpi = body.readUInt32BE(4) * 0.0254 || null;
    } else if (type === 'eXIf') {
      orientation = readExif(body).orientation;
    } else if (type === 'IEND') {
      isComplete = true;
      break;
    }
    at += 12 + length;
  }
  const bitDepth = bytes[24]!;
  const colourType = bytes[25]!;
  const isGray = colourType === 0 || colourType === 4;
  return {
    widthPx: bytes.readUInt32BE(16),
    heightPx: bytes.readUInt32BE(20),
    colour: isGray ? (bitDepth === 1 ? 'bitonal' : 'gray') : hasTwoColours(bytes) ? 'bitonal' : 'colour',
    xDpi,
    yDpi,
    orientation,
    isComplete,
  };
}

// Scanner programs save black-and-white as a 1-bit palette of black and white.
function hasTwoColours(bytes: Buffer): boolean {
  if (bytes[25] !== 3 || bytes[24] !== 1) return false;
  const at = bytes.indexOf('PLTE', 33, 'latin1');
  if (at < 0 || bytes.readUInt32BE(at - 4) !== 6) return false;
  const entries = bytes.toString('hex', at + 4, at + 10);
  return entries === '000000ffffff' || entries === 'ffffff000000';
}

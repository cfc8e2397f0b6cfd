// Walks the markers of a JPEG: size, components, resolution, orientation, and whether the end is there.
// Must not decode pixels.
import { readExif } from './tiff-directory.ts';

export interface JpegHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 1 gray, 3 colour, 4 CMYK. */
  readonly components: number;
  readonly bitsPerSample: number;
  readonly xDpi: number | null;
  readonly yDpi: number | null;
  readonly orientation: number | null;
  /** Adobe APP14 colour transform: 0 none, 1 YCbCr, 2 YCCK; null without the marker. */
  readonly adobeTransform: number | null;
  /** JFIF marker present: 3 components are YCbCr by definition. */
  readonly isJfif: boolean;
  readonly hasIccProfile: boolean;
  /** Component identifiers of the frame, e.g. 1,2,3 or 'R','G','B'. */
  readonly componentIds: readonly number[];
  /** The end-of-image marker was found after at least one scan. Anything after it is ignored. */
  readonly isComplete: boolean;
}

/** Null when no frame header is found: not a JPEG, or cut off before it. */
export function readJpegHeader(bytes: Uint8Array): JpegHeader | null {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (b.length < 4 || b[0] !== 0xff || b[1] !== 0xd8) return null;
  let frame: { widthPx: number; heightPx: number; bitsPerSample: number; componentIds: number[] } | null =
    null;
  let jfif: { xDpi: number | null; yDpi: number | null } | null = null;
  let exif: ReturnType<typeof readExif> | null = null;
  let adobeTransform: number | null = null;
  let hasIccProfile = false;
  let hasScan = false;
  let isComplete = false;
  let at = 2;
  while (at + 1 < b.length) {
    if (b[at] !== 0xff) {
      // Entropy-coded data or junk between segments: on to the next marker.
      at = nextMarker(b, at);
      continue;
    }
    const marker = b[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      isComplete = hasScan;
      break;
    }
    if (marker === 0x00 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    if (at + 4 > b.length) break;
    const length = b.readUInt16BE(at + 2);
    const body = b.subarray(at + 4, at + 2 + length);
    if (isFrameMarker(marker) && body.length >= 6) {
      const components = body[5]!;
      frame ??= {
        bitsPerSample: body[0]!,
        heightPx: body.readUInt16BE(1),
        widthPx: body.readUInt16BE(3),
        componentIds: Array.from({ length: components }, (_, i) => body[6 + i * 3] ?? 0),
      };
    } else if (marker === 0xe0 && startsWith(body, 'JFIF\0') && body.length >= 12) {
      jfif ??= jfifDensity(body);
    } else if (marker === 0xe1 && startsWith(body, 'Exif\0\0')) {
      exif ??= readExif(body.subarray(6));
    } else if (marker === 0xe2 && startsWith(body, 'ICC_PROFILE\0')) {
      hasIccProfile = true;
    } else if (marker === 0xee && startsWith(body, 'Adobe') && body.length >= 12) {
      adobeTransform = body[11]!;
    }
    if (marker === 0xda) hasScan = true;
    at += 2 + length;
  }
  if (frame === null) return null;
  return {
    ...frame,
    components: frame.componentIds.length,
    xDpi: jfif?.xDpi ?? exif?.xDpi ?? null,
    yDpi: jfif?.yDpi ?? exif?.yDpi ?? null,
    orientation: exif?.orientation ?? null,
    adobeTransform,
    isJfif: jfif !== null,
    hasIccProfile,
    isComplete,
  };
}

/** The same JPEG with an ICC profile put in as APP2 segments; the coded picture is not touched. */
export function withIccProfile(jpeg: Uint8Array, profile: Uint8Array): Buffer {
  const chunkBytes = 65_519;
  const total = Math.ceil(profile.length / chunkBytes);
  const segments: Uint8Array[] = [];
  for (let i = 0; i < total; i++) {
    const chunk = profile.subarray(i * chunkBytes, (i + 1) * chunkBytes);
    const head = Buffer.alloc(18);
    head.writeUInt16BE(0xffe2, 0);
    head.writeUInt16BE(chunk.length + 16, 2);
    head.write('ICC_PROFILE\0', 4, 'latin1');
    head[16] = i + 1;
    head[17] = total;
    segments.push(head, chunk);
  }
  // Subtle: JFIF demands that its APP0 comes directly after the start marker.
  const afterStart = jpeg[2] === 0xff && jpeg[3] === 0xe0 ? 4 + jpeg[4]! * 256 + jpeg[5]! : 2;
  return Buffer.concat([jpeg.subarray(0, afterStart), ...segments, jpeg.subarray(afterStart)]);
}

function nextMarker(b: Buffer, from: number): number {
  for (let at = b.indexOf(0xff, from); at !== -1; at = b.indexOf(0xff, at + 1)) {
    const marker = b[at + 1];
    if (marker === undefined) break;
    // FF00 is a stuffed FF, D0–D7 are restarts inside the coded data.
    if (marker !== 0x00 && !(marker >= 0xd0 && marker <= 0xd7)) return at;
  }
  return b.length;
}

// SOF0–SOF15 without DHT (C4), JPG (C8) and DAC (CC).
function isFrameMarker(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function jfifDensity(body: Buffer): { xDpi: number | null; yDpi: number | null } {
  const factor = body[7] === 1 ? 1 : body[7] === 2 ? 2.54 : 0;
  const dpi = (raw: number) => (factor > 0 && raw > 0 ? raw * factor : null);
  return { xDpi: dpi(body.readUInt16BE(8)), yDpi: dpi(body.readUInt16BE(10)) };
}

function startsWith(body: Buffer, text: string): boolean {
  return body.subarray(0, text.length).toString('latin1') === text;
}

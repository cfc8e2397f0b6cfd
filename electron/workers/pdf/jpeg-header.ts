// What a JPEG says about itself before its pixels: size, components, coding, embedded colour profile.
// Must not decode pixels.

export interface JpegHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly components: number;
  readonly bitsPerComponent: number;
  /** Baseline, extended sequential or progressive Huffman: what PDF's DCTDecode promises to read. */
  readonly commonCoding: boolean;
  /** Three components that are plainly RGB by their ids without an Adobe marker saying so; readers disagree about those. */
  readonly ambiguousRgb: boolean;
  readonly iccProfile: Buffer | null;
}

/** Null when the bytes are no JPEG with a frame header. */
export function readJpegHeader(data: Buffer): JpegHeader | null {
  if (data.length < 4 || data[0] !== 0xff || data[1] !== 0xd8) return null;
  const iccParts: { index: number; data: Buffer }[] = [];
  let adobe = false;
  let frame: Omit<JpegHeader, 'iccProfile' | 'ambiguousRgb'> | null = null;
  let rgbIds = false;
  for (let at = 2; at + 4 <= data.length; ) {
    if (data[at] !== 0xff) return null;
    const marker = data[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) break;
    const length = data.readUInt16BE(at + 2);
    const body = data.subarray(at + 4, at + 2 + length);
    if (length < 2 || body.length !== length - 2) return null;
    if (marker === 0xe2 && body.length > 14 && body.toString('latin1', 0, 12) === 'ICC_PROFILE\0') {
      iccParts.push({ index: body[12]!, data: body.subarray(14) });
    } else if (marker === 0xee && body.length >= 12 && body.toString('latin1', 0, 5) === 'Adobe') {
      adobe = true;
    } else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      if (body.length < 6 + body[5]! * 3) return null;
      const components = body[5]!;
      const ids = Array.from({ length: components }, (_, i) => body[6 + i * 3]!);
      rgbIds = components === 3 && String.fromCharCode(...ids) === 'RGB';
      frame = {
        bitsPerComponent: body[0]!,
        heightPx: body.readUInt16BE(1),
        widthPx: body.readUInt16BE(3),
        components,
        commonCoding: marker <= 0xc2,
      };
    }
    at += 2 + length;
  }
  if (!frame) return null;
  iccParts.sort((a, b) => a.index - b.index);
  return {
    ...frame,
    ambiguousRgb: rgbIds && !adobe,
    iccProfile: iccParts.length > 0 ? Buffer.concat(iccParts.map((p) => p.data)) : null,
  };
}

// Undoes the general filters of a PDF stream (Flate, LZW, ASCII85, ASCIIHex, RunLength and their predictors) and
// stops at an image filter.
// Must not decode DCT, JPX, CCITT or JBIG2.
import { constants, inflateRawSync, inflateSync } from 'node:zlib';
import { decodePDFRawStream, PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream } from '@cantoo/pdf-lib';

export type ImageFilter = 'DCTDecode' | 'JPXDecode' | 'CCITTFaxDecode' | 'JBIG2Decode';

export interface DecodedStream {
  readonly bytes: Uint8Array;
  /** The filter still on `bytes`, or null. */
  readonly imageFilter: ImageFilter | null;
  /** Parameters of that filter. */
  readonly parameters: PDFDict | undefined;
}

const imageFilters: Record<string, ImageFilter> = {
  DCTDecode: 'DCTDecode',
  DCT: 'DCTDecode',
  JPXDecode: 'JPXDecode',
  CCITTFaxDecode: 'CCITTFaxDecode',
  CCF: 'CCITTFaxDecode',
  JBIG2Decode: 'JBIG2Decode',
};

/** Throws Error for an unknown filter. Cut-off data gives what there is: the caller compares lengths. */
export function decodeFilters(stream: PDFRawStream): DecodedStream {
  const filters = listOf(stream.dict.lookup(PDFName.of('Filter')));
  const parameters = listOf(stream.dict.lookup(PDFName.of('DecodeParms')));
  let bytes = stream.contents;
  for (const [i, filter] of filters.entries()) {
    const name = filter instanceof PDFName ? filter.decodeText() : '';
    const parms = parameters[i] instanceof PDFDict ? parameters[i] : undefined;
    const imageFilter = imageFilters[name];
    if (imageFilter !== undefined) {
      if (i !== filters.length - 1) throw new Error(`filters after ${name}`);
      return { bytes, imageFilter, parameters: parms };
    }
    bytes = undoPredictor(undo(name, bytes, parms, stream), parms);
  }
  return { bytes, imageFilter: null, parameters: undefined };
}

function undo(name: string, bytes: Uint8Array, parms: PDFDict | undefined, stream: PDFRawStream): Uint8Array {
  switch (name) {
    case 'FlateDecode':
    case 'Fl':
      return inflate(bytes);
    case 'Crypt':
      return bytes;
    case 'LZWDecode':
    case 'ASCII85Decode':
    case 'ASCIIHexDecode':
    case 'RunLengthDecode': {
      const dict = PDFDict.withContext(stream.dict.context);
      dict.set(PDFName.of('Filter'), PDFName.of(name));
      if (parms) dict.set(PDFName.of('DecodeParms'), parms);
      return decodePDFRawStream(PDFRawStream.of(dict, bytes)).decode();
    }
    default:
      throw new Error(`unknown filter ${name}`);
  }
}

function inflate(bytes: Uint8Array): Uint8Array {
  // Z_SYNC_FLUSH: a missing checksum or end is no reason to lose the rest.
  const options = { finishFlush: constants.Z_SYNC_FLUSH };
  try {
    return inflateSync(bytes, options);
  } catch (error) {
    // Some writers leave out or spoil the two header bytes.
    if ((error as { code?: string }).code !== 'Z_DATA_ERROR') throw error;
    return inflateRawSync(bytes.subarray(2), options);
  }
}

function undoPredictor(bytes: Uint8Array, parms: PDFDict | undefined): Uint8Array {
  const value = (key: string, otherwise: number) => {
    const number = parms?.lookup(PDFName.of(key));
    return number instanceof PDFNumber ? number.asNumber() : otherwise;
  };
  const predictor = value('Predictor', 1);
  if (predictor <= 1) return bytes;
  const bits = value('BitsPerComponent', 8);
  const colours = value('Colors', 1);
  const pixelBytes = Math.max(1, (colours * bits) >> 3);
  const rowBytes = Math.ceil((colours * bits * value('Columns', 1)) / 8);
  if (predictor === 2) return undoTiffPredictor(bytes, rowBytes, pixelBytes, bits);
  return undoPngPredictor(bytes, rowBytes, pixelBytes);
}

function undoTiffPredictor(
  bytes: Uint8Array,
  rowBytes: number,
  pixelBytes: number,
  bits: number,
): Uint8Array {
  if (bits !== 8) throw new Error(`TIFF predictor with ${bits} bits`);
  const out = Uint8Array.from(bytes);
  for (let row = 0; row < out.length; row += rowBytes) {
    const rowEnd = Math.min(row + rowBytes, out.length);
    for (let i = row + pixelBytes; i < rowEnd; i++) out[i] = out[i]! + out[i - pixelBytes]!;
  }
  return out;
}

function undoPngPredictor(bytes: Uint8Array, rowBytes: number, pixelBytes: number): Uint8Array {
  const rows = Math.ceil(bytes.length / (rowBytes + 1));
  const out = new Uint8Array(rows * rowBytes);
  for (let y = 0; y < rows; y++) {
    const from = y * (rowBytes + 1);
    const filter = bytes[from]!;
    const to = y * rowBytes;
    const length = Math.min(rowBytes, bytes.length - from - 1);
    for (let i = 0; i < length; i++) {
      const left = i >= pixelBytes ? out[to + i - pixelBytes]! : 0;
      const up = y > 0 ? out[to + i - rowBytes]! : 0;
      const upLeft = y > 0 && i >= pixelBytes ? out[to + i - rowBytes - pixelBytes]! : 0;
      out[to + i] = bytes[from + 1 + i]! + predicted(filter, left, up, upLeft);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const p = left + up - upLeft;
      const [a, b, c] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - upLeft)];
      return a <= b && a <= c ? left : b <= c ? up : upLeft;
    }
    default:
      return 0;
  }
}

function listOf(value: unknown): unknown[] {
  if (value instanceof PDFArray) return Array.from({ length: value.size() }, (_, i) => value.lookup(i));
  return value === undefined ? [] : [value];
}

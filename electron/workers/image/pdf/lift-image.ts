// Turns the image stream of a PDF into an image file without changing a sample: JPEG as it is, G4 wrapped into
// TIFF, plain samples as PNG.
// Must not convert colours or decode lossy data: what cannot be lifted exactly is left to rendering (null).
import { PDFArray, PDFBool, PDFName, PDFNull, type PDFRawStream } from '@cantoo/pdf-lib';
import type { ImageMediaType, OpenedPage } from '../../tasks.ts';
import { pngOf, rowBytesOf } from '../png-writer.ts';
import { readJpegHeader, withIccProfile } from '../raster/jpeg-header.ts';
import { type ColourSpace, colourSpaceOf, isPlainSrgb } from './colour-space.ts';
import { g4TiffOf } from './g4-tiff.ts';
import { numberIn, numbersOf } from './page-marks.ts';
import { type DecodedStream, decodeFilters } from './stream-filters.ts';

export interface LiftedImage {
  readonly bytes: Uint8Array;
  readonly mediaType: ImageMediaType;
  readonly extension: 'jpg' | 'tif' | 'png';
  readonly colour: OpenedPage['colour'];
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The image's data is cut off or broken: the page must not be shown as if it were whole. */
export class ImageStreamDamage extends Error {}

/** Null when an exact lift is not possible. `isBlackStencil`: a mask painted with black on an empty page. */
export function liftImage(stream: PDFRawStream, dpi: number, isBlackStencil: boolean): LiftedImage | null {
  const { dict } = stream;
  const has = (key: string) => {
    const value = dict.lookup(PDFName.of(key));
    return value !== undefined && value !== PDFNull && value !== PDFBool.False;
  };
  if (has('SMask') || has('Mask')) return null;
  const isStencil = has('ImageMask');
  if (isStencil && !isBlackStencil) return null;
  const decoded = decodeFilters(stream);
  const colours: ColourSpace | null = isStencil
    ? { kind: 'gray', iccProfile: null }
    : colourSpaceOf(dict.lookup(PDFName.of('ColorSpace')));
  if (colours === null) return null;
  const widthPx = numberIn(dict, 'Width');
  const heightPx = numberIn(dict, 'Height');
  const image = { widthPx, heightPx, dpi, colours, decode: decodeArrayOf(dict.lookup(PDFName.of('Decode'))) };
  switch (decoded.imageFilter) {
    case 'DCTDecode':
      return liftJpeg(decoded, image);
    case 'CCITTFaxDecode':
      return liftG4(decoded, image);
    case null:
      return liftSamples(decoded.bytes, isStencil ? 1 : numberIn(dict, 'BitsPerComponent'), image);
    default:
      return null;
  }
}

interface ImageFacts {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  readonly colours: ColourSpace;
  /** Null: the default. */
  readonly decode: readonly number[] | null;
}

function liftJpeg(decoded: DecodedStream, image: ImageFacts): LiftedImage | null {
  const header = readJpegHeader(decoded.bytes);
  if (header === null || !header.isComplete) throw new ImageStreamDamage('JPEG stream is cut off');
  const { colours } = image;
  if (colours.kind === 'indexed' || header.components !== (colours.kind === 'gray' ? 1 : 3)) return null;
  if (header.widthPx !== image.widthPx || header.heightPx !== image.heightPx) return null;
  if (header.bitsPerSample !== 8 || (image.decode !== null && !isDefaultDecode(image.decode))) return null;
  // ColorTransform only counts without an Adobe marker; then JPEG readers assume YCbCr, unless told R, G, B.
  const transform = decoded.parameters?.lookup(PDFName.of('ColorTransform'));
  if (header.components === 3 && header.adobeTransform === null) {
    if (transform !== undefined && String(transform) === '0') return null;
    const ids = header.componentIds.join(',');
    if (!header.isJfif && ids !== '1,2,3' && ids !== '0,1,2') return null;
  }
  const needsProfile =
    colours.iccProfile !== null && !header.hasIccProfile && !isPlainSrgb(colours.iccProfile);
  return {
    bytes: needsProfile ? withIccProfile(decoded.bytes, colours.iccProfile!) : decoded.bytes,
    mediaType: 'image/jpeg',
    extension: 'jpg',
    colour: colours.kind === 'gray' ? 'gray' : 'colour',
    widthPx: image.widthPx,
    heightPx: image.heightPx,
  };
}

function liftG4(decoded: DecodedStream, image: ImageFacts): LiftedImage | null {
  const parms = decoded.parameters;
  if (parms === undefined || numberIn(parms, 'K') >= 0) return null;
  const columns = parms.has(PDFName.of('Columns')) ? numberIn(parms, 'Columns') : 1728;
  if (columns !== image.widthPx) return null;
  const rows = numberIn(parms, 'Rows');
  if (rows !== 0 && rows < image.heightPx) return null;
  // TIFF has no byte-aligned G4.
  if (parms.lookup(PDFName.of('EncodedByteAlign')) === PDFBool.True) return null;
  const polarity = polarityOf(image);
  if (polarity === null) return null;
  // Coded black is sample 0 unless BlackIs1; the colour space and Decode then say what that sample looks like.
  const blackIs1 = parms.lookup(PDFName.of('BlackIs1')) === PDFBool.True;
  const codedBlackIsBlack = blackIs1 !== (polarity === 'zeroIsBlack');
  return {
    bytes: g4TiffOf({
      data: decoded.bytes,
      widthPx: image.widthPx,
      heightPx: image.heightPx,
      dpi: image.dpi,
      codedBlackIsBlack,
    }),
    mediaType: 'image/tiff',
    extension: 'tif',
    colour: 'bitonal',
    widthPx: image.widthPx,
    heightPx: image.heightPx,
  };
}

/** What a 1-bit sample looks like; null when the two colours are not black and white. */
function polarityOf(image: ImageFacts): 'zeroIsBlack' | 'zeroIsWhite' | null {
  const { colours, decode } = image;
  const swapped = decode !== null && decode[0] === 1 && decode[1] === 0;
  if (decode !== null && !swapped && !isDefaultDecode(decode)) return null;
  if (colours.kind === 'rgb') return null;
  if (colours.kind === 'gray') return swapped ? 'zeroIsWhite' : 'zeroIsBlack';
  const entries = Buffer.from(colours.palette.subarray(0, 6)).toString('hex');
  if (entries === '000000ffffff') return swapped ? 'zeroIsWhite' : 'zeroIsBlack';
  if (entries === 'ffffff000000') return swapped ? 'zeroIsBlack' : 'zeroIsWhite';
  return null;
}

function liftSamples(bytes: Uint8Array, bits: number, image: ImageFacts): LiftedImage | null {
  const { colours, widthPx, heightPx } = image;
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8 && bits !== 16) return null;
  if (colours.kind === 'rgb' && bits < 8) return null;
  if (colours.kind === 'indexed' && bits === 16) return null;
  const length = rowBytesOf(widthPx, colours.kind === 'rgb' ? 3 : 1, bits) * heightPx;
  if (bytes.length < length) throw new ImageStreamDamage('image stream is cut off');
  let rows = bytes.subarray(0, length);
  const polarity = bits === 1 ? polarityOf(image) : null;
  if (polarity === 'zeroIsWhite') rows = rows.map((byte) => byte ^ 0xff);
  else if (polarity === null && image.decode !== null && !isDefaultDecode(image.decode, colours, bits))
    return null;
  const isPalette = colours.kind === 'indexed' && polarity === null;
  const profile = polarity === null && colours.kind !== 'indexed' ? colours.iccProfile : null;
  return {
    bytes: pngOf({
      widthPx,
      heightPx,
      bitDepth: bits,
      colourType: isPalette ? 'palette' : colours.kind === 'rgb' ? 'rgb' : 'gray',
      rows,
      dpi: image.dpi,
      ...(isPalette && { palette: colours.palette.subarray(0, 3 * 2 ** bits) }),
      ...(profile && !isPlainSrgb(profile) && { iccProfile: profile }),
    }),
    mediaType: 'image/png',
    extension: 'png',
    colour: polarity !== null ? 'bitonal' : colours.kind === 'gray' ? 'gray' : 'colour',
    widthPx,
    heightPx,
  };
}

function decodeArrayOf(value: unknown): readonly number[] | null {
  return value instanceof PDFArray ? numbersOf(value) : null;
}

function isDefaultDecode(decode: readonly number[], colours?: ColourSpace, bits = 8): boolean {
  const high = colours?.kind === 'indexed' ? 2 ** bits - 1 : 1;
  return decode.every((value, i) => value === (i % 2 === 0 ? 0 : high));
}

// Decides how a page's picture goes into the PDF: its own JPEG or Group 4 bytes where possible, else encoded anew.
// Must not turn, crop or deskew: the page is written as stored and shown upright by /Rotate.
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import sharp, { type Sharp, type TiffOptions } from 'sharp';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { PageImage, PdfLevel } from '../tasks.ts';
import { type ProfileUse, profileUse } from './icc-header.ts';
import { type JpegHeader, readJpegHeader } from './jpeg-header.ts';
import { type Group4Strip, readGroup4Strip } from './tiff-header.ts';

export interface EncodedImage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitsPerComponent: number;
  readonly colourSpace:
    | { readonly kind: 'gray' }
    | { readonly kind: 'rgb' }
    | { readonly kind: 'icc'; readonly profile: Buffer; readonly components: number }
    | { readonly kind: 'indexed'; readonly paletteRgb: Buffer };
  /** /Filter and what belongs to it. */
  readonly filter: string;
  readonly data: Buffer;
  /** True when these are the source's own bytes. */
  readonly passedThrough: boolean;
}

/** Published pictures of masters that have no JPEG or Group 4 bytes of their own; the lossless master stays in the archive. */
const PHOTO_QUALITY = 80;
/** Pictures with at most this many colours are drawn, not scanned: they stay lossless. */
const MAX_PALETTE = 16;

/** Throws PAGE_IMAGE_FAILED when the picture cannot be decoded, and the operating system's errors. */
export async function encodePageImage(image: PageImage, level: PdfLevel): Promise<EncodedImage> {
  if (image.mediaType === 'image/jpeg') {
    const data = readFileSync(image.path);
    const header = readJpegHeader(data);
    const encoded = header && passJpegThrough(data, header, level);
    if (encoded) return encoded;
  }
  if (image.mediaType === 'image/tiff') {
    const strip = readGroup4Strip(image.path, image.frame);
    if (strip) return group4Image(strip, true);
  }
  try {
    return await encodeAnew(image);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      'PAGE_IMAGE_FAILED',
      { detail: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  }
}

/** Null when DCTDecode may not, or not surely, show this JPEG right. */
function passJpegThrough(data: Buffer, header: JpegHeader, level: PdfLevel): EncodedImage | null {
  const { components, iccProfile } = header;
  if (!header.commonCoding || header.bitsPerComponent !== 8 || header.ambiguousRgb) return null;
  // The height may be 0 when it is only told after the first scan.
  if (header.heightPx === 0 || header.widthPx === 0) return null;
  if (components !== 1 && components !== 3) return null;
  const use: ProfileUse = iccProfile ? profileUse(iccProfile, components, level) : 'srgb';
  if (use === 'convert') return null;
  return {
    widthPx: header.widthPx,
    heightPx: header.heightPx,
    bitsPerComponent: 8,
    // Subtle: by the real number of components. A gray JPEG called DeviceRGB is valid PDF/A and garbage on screen (findings, trap 2).
    colourSpace:
      iccProfile && use === 'embed'
        ? { kind: 'icc', profile: iccProfile, components }
        : { kind: components === 1 ? 'gray' : 'rgb' },
    filter: '/Filter /DCTDecode',
    data,
    passedThrough: true,
  };
}

function group4Image(strip: Group4Strip, passedThrough: boolean): EncodedImage {
  const { widthPx, heightPx, data, blackIsWhite } = strip;
  return {
    widthPx,
    heightPx,
    bitsPerComponent: 1,
    colourSpace: { kind: 'gray' },
    filter:
      `/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns ${widthPx} /Rows ${heightPx}` +
      `${blackIsWhite ? ' /BlackIs1 true' : ''} >>`,
    data,
    passedThrough,
  };
}

async function encodeAnew(image: PageImage): Promise<EncodedImage> {
  const open = () =>
    sharp(image.path, {
      limitInputPixels: false,
      ...(image.mediaType === 'image/tiff' ? { page: image.frame } : {}),
    });
  const { space, hasAlpha } = await open().metadata();
  const gray = space === 'b-w' || space === 'grey16';
  const prepared = () => {
    const picture = hasAlpha ? open().flatten({ background: '#ffffff' }) : open();
    return picture.toColourspace(gray ? 'b-w' : 'srgb');
  };
  if (image.mediaType !== 'image/jpeg') {
    const drawn = await encodeDrawing(prepared());
    if (drawn) return drawn;
  }
  const data = await prepared().jpeg({ mozjpeg: true, quality: PHOTO_QUALITY }).toBuffer();
  const header = readJpegHeader(data);
  const encoded = header && passJpegThrough(data, { ...header, iccProfile: null }, '1b');
  if (!encoded) throw new AppError('PAGE_IMAGE_FAILED', { detail: 'the encoder gave an unusable JPEG' });
  return { ...encoded, passedThrough: false };
}

/** Black and white as Group 4, up to 16 colours as a palette, both without loss; null for anything with more colours. */
async function encodeDrawing(picture: Sharp): Promise<EncodedImage | null> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels !== 1 && channels !== 3) return null;
  const palette = new Map<number, number>();
  const indices = Buffer.alloc(width * height);
  let last = -1;
  let lastIndex = 0;
  for (let i = 0, at = 0; i < indices.length; i++, at += channels) {
    const colour =
      channels === 1 ? data[at]! * 0x010101 : (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!;
    if (colour !== last) {
      let index = palette.get(colour);
      if (index === undefined) {
        if (palette.size === MAX_PALETTE) return null;
        index = palette.size;
        palette.set(colour, index);
      }
      last = colour;
      lastIndex = index;
    }
    indices[i] = lastIndex;
  }
  const colours = [...palette.keys()];
  if (colours.every((c) => c === 0 || c === 0xffffff)) {
    // Subtle: one strip as high as the page; the default makes strips of 256 rows, each a Group 4 stream of its own.
    const tiff = await sharp(data, { raw: { width, height, channels } })
      .toColourspace('b-w')
      .tiff({
        compression: 'ccittfax4',
        bitdepth: 1,
        miniswhite: true,
        tileHeight: height,
      } as TiffOptions)
      .toBuffer();
    const strip = readGroup4Strip(tiff, 0);
    if (!strip)
      throw new AppError('PAGE_IMAGE_FAILED', { detail: 'the encoder gave no single Group 4 strip' });
    return group4Image(strip, false);
  }
  const bits = colours.length <= 2 ? 1 : colours.length <= 4 ? 2 : 4;
  const paletteRgb = Buffer.from(colours.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]));
  return {
    widthPx: width,
    heightPx: height,
    bitsPerComponent: bits,
    colourSpace: { kind: 'indexed', paletteRgb },
    filter: '/Filter /FlateDecode',
    data: deflateSync(packRows(indices, width, height, bits), { level: 6 }),
    passedThrough: false,
  };
}

/** Rows of `bits`-bit samples, each row starting on a byte. */
function packRows(samples: Buffer, width: number, height: number, bits: number): Buffer {
  const rowBytes = Math.ceil((width * bits) / 8);
  const packed = Buffer.alloc(rowBytes * height);
  const perByte = 8 / bits;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      packed[y * rowBytes + Math.floor(x / perByte)]! |=
        samples[y * width + x]! << (8 - bits - (x % perByte) * bits);
    }
  }
  return packed;
}

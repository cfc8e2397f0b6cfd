// Reads TIFF and BigTIFF directories (also those inside EXIF): the tags of each frame, without decoding pixels.
// Must not decode; damage of the structure is reported as TiffDamage.

export interface TiffFrame {
  /** Counting from 0 over all directories, as sharp's `page` does. */
  readonly index: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bitsPerSample: number;
  readonly samplesPerPixel: number;
  readonly compression: number;
  /** 0 WhiteIsZero, 1 BlackIsZero, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr, 8 Lab; null when missing. */
  readonly photometric: number | null;
  readonly orientation: number | null;
  readonly xDpi: number | null;
  readonly yDpi: number | null;
  /** A thumbnail or a mask of another frame: not a page. */
  readonly isSecondary: boolean;
  /** File ranges of the strips or tiles. */
  readonly chunks: readonly { readonly offset: number; readonly length: number }[];
}

/** The structure of the TIFF is broken; the message is for developers. */
export class TiffDamage extends Error {}

/** Reads `length` bytes at `offset`; throws or returns fewer at the end. */
export type ReadAt = (offset: number, length: number) => Buffer;

/** Bytes of each field type 1–18; 0 = not a type. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
/** Longest value list that is read: strip offsets of a very tall image. */
const maxValues = 2_000_000;

/** All directories in file order. Throws TiffDamage. */
export function readTiffFrames(readAt: ReadAt, maxFrames: number): TiffFrame[] {
  const file = openTiffStructure(readAt);
  const frames: TiffFrame[] = [];
  const seen = new Set<number>();
  for (let offset = file.firstDirectory; offset !== 0; ) {
    if (seen.has(offset)) throw new TiffDamage('directories form a loop');
    if (frames.length >= maxFrames) throw new TiffDamage('too many directories');
    seen.add(offset);
    const directory = file.readDirectory(offset);
    frames.push(frameOf(directory.tags, frames.length));
    offset = directory.next;
  }
  if (frames.length === 0) throw new TiffDamage('no directory');
  return frames;
}

/** Orientation and resolution out of an EXIF block (a TIFF without pixels); nulls when it cannot be read. */
export function readExif(block: Buffer): {
  orientation: number | null;
  xDpi: number | null;
  yDpi: number | null;
} {
  try {
    const file = openTiffStructure((offset, length) => block.subarray(offset, offset + length));
    const { tags } = file.readDirectory(file.firstDirectory);
    return { orientation: tags.get(274)?.[0] ?? null, ...dpiOf(tags) };
  } catch (error) {
    // A camera's broken EXIF says nothing about the picture itself, which is checked separately.
    if (error instanceof TiffDamage) return { orientation: null, xDpi: null, yDpi: null };
    throw error;
  }
}

type Tags = ReadonlyMap<number, readonly number[]>;

function openTiffStructure(readAt: ReadAt) {
  const exactly = (offset: number, length: number): Buffer => {
    const bytes = readAt(offset, length);
    if (bytes.length < length) throw new TiffDamage(`file ends at ${offset + bytes.length}`);
    return bytes;
  };
  const header = exactly(0, 8);
  const little = header[0] === 0x49;
  const u16 = (b: Buffer, at: number) => (little ? b.readUInt16LE(at) : b.readUInt16BE(at));
  const u32 = (b: Buffer, at: number) => (little ? b.readUInt32LE(at) : b.readUInt32BE(at));
  const u64 = (b: Buffer, at: number) => Number(little ? b.readBigUInt64LE(at) : b.readBigUInt64BE(at));
  const big = u16(header, 2) === 43;
  const offsetAt = big ? u64 : u32;
  const entryBytes = big ? 20 : 12;
  const countBytes = big ? 8 : 2;
  const inlineBytes = big ? 8 : 4;

  function readValues(entry: Buffer): number[] {
    const type = u16(entry, 2);
    const size = typeBytes[type] ?? 0;
    const count = offsetAt(entry, 4);
    if (size === 0 || type === 2 || type === 7) return [];
    if (count > maxValues) throw new TiffDamage('value list too long');
    const length = size * count;
    const valueAt = big ? 12 : 8;
    const bytes =
      length <= inlineBytes
        ? entry.subarray(valueAt, valueAt + length)
        : exactly(offsetAt(entry, valueAt), length);
    const values: number[] = [];
    for (let at = 0; at < length; at += size) values.push(readValue(bytes, at, type));
    return values;
  }

  function readValue(b: Buffer, at: number, type: number): number {
    switch (type) {
      case 3:
        return u16(b, at);
      case 4:
      case 13:
        return u32(b, at);
      case 5: {
        const denominator = u32(b, at + 4);
        return denominator === 0 ? Number.NaN : u32(b, at) / denominator;
      }
      case 16:
      case 18:
        return u64(b, at);
      case 11:
        return little ? b.readFloatLE(at) : b.readFloatBE(at);
      case 12:
        return little ? b.readDoubleLE(at) : b.readDoubleBE(at);
      default:
        return b.readUInt8(at);
    }
  }

  return {
    firstDirectory: big ? u64(exactly(0, 16), 8) : u32(header, 4),
    readDirectory(offset: number): { tags: Tags; next: number } {
      const count = big ? u64(exactly(offset, 8), 0) : u16(exactly(offset, 2), 0);
      if (count === 0 || count > 4096) throw new TiffDamage('directory has no entries');
      const bytes = exactly(offset + countBytes, count * entryBytes + inlineBytes);
      const tags = new Map<number, readonly number[]>();
      for (let i = 0; i < count; i++) {
        const entry = bytes.subarray(i * entryBytes, (i + 1) * entryBytes);
        const tag = u16(entry, 0);
        if (usedTags.has(tag)) tags.set(tag, readValues(entry));
      }
      return { tags, next: offsetAt(bytes, count * entryBytes) };
    },
  };
}

const usedTags = new Set([254, 255, 256, 257, 258, 259, 262, 273, 274, 277, 279, 282, 283, 296, 324, 325]);

function frameOf(tags: Tags, index: number): TiffFrame {
  const one = (tag: number): number | null => tags.get(tag)?.[0] ?? null;
  const offsets = tags.get(273) ?? tags.get(324) ?? [];
  const lengths = tags.get(279) ?? tags.get(325) ?? [];
  const subfile = one(254) ?? 0;
  return {
    index,
    widthPx: one(256) ?? 0,
    heightPx: one(257) ?? 0,
    bitsPerSample: one(258) ?? 1,
    samplesPerPixel: one(277) ?? 1,
    compression: one(259) ?? 1,
    photometric: one(262),
    orientation: one(274),
    ...dpiOf(tags),
    isSecondary: (subfile & 0b101) !== 0 || one(255) === 2,
    chunks: offsets.map((offset, i) => ({ offset, length: lengths[i] ?? 0 })),
  };
}

// ResolutionUnit 1 = no unit (only an aspect ratio), 2 = inch (the default), 3 = centimetre.
function dpiOf(tags: Tags): { xDpi: number | null; yDpi: number | null } {
  const unit = tags.get(296)?.[0] ?? 2;
  const factor = unit === 2 ? 1 : unit === 3 ? 2.54 : Number.NaN;
  const dpi = (tag: number): number | null => {
    const value = (tags.get(tag)?.[0] ?? Number.NaN) * factor;
    return Number.isFinite(value) && value > 0 ? value : null;
  };
  return { xDpi: dpi(282), yDpi: dpi(283) };
}

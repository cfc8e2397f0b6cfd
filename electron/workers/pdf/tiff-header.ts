// Finds the Group 4 data of a bitonal TIFF page that lies in one piece, so that it can go into a PDF untouched.
// Must not decode pixels. Anything unusual gives null: the page is then decoded and encoded again without loss.
import { closeSync, openSync, readSync } from 'node:fs';

export interface Group4Strip {
  readonly widthPx: number;
  readonly heightPx: number;
  /** The strip's bytes, most significant bit first. */
  readonly data: Buffer;
  /** True when a run the code calls black is a white pixel (photometric interpretation BlackIsZero). */
  readonly blackIsWhite: boolean;
}

const TAG = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  samplesPerPixel: 277,
  stripByteCounts: 279,
  t6Options: 293,
} as const;
const COMPRESSION_GROUP4 = 4;

/** Reads `length` bytes at `position`; null when the file is shorter. */
type ReadAt = (position: number, length: number) => Buffer | null;

/** `frame` counts from 0. Throws the operating system's errors. */
export function readGroup4Strip(source: string | Buffer, frame: number): Group4Strip | null {
  if (typeof source !== 'string') {
    return findStrip(
      (at, length) => (at + length <= source.length ? source.subarray(at, at + length) : null),
      frame,
    );
  }
  const fd = openSync(source, 'r');
  try {
    return findStrip((position, length) => {
      const buffer = Buffer.alloc(length);
      for (let at = 0; at < length; ) {
        const got = readSync(fd, buffer, at, length - at, position + at);
        if (got === 0) return null;
        at += got;
      }
      return buffer;
    }, frame);
  } finally {
    closeSync(fd);
  }
}

function findStrip(read: ReadAt, frame: number): Group4Strip | null {
  const head = read(0, 8);
  const order = head?.toString('latin1', 0, 2);
  if (!head || (order !== 'II' && order !== 'MM')) return null;
  const little = order === 'II';
  const u16 = (b: Buffer, at: number) => (little ? b.readUInt16LE(at) : b.readUInt16BE(at));
  const u32 = (b: Buffer, at: number) => (little ? b.readUInt32LE(at) : b.readUInt32BE(at));
  if (u16(head, 2) !== 42) return null;

  let directoryAt = u32(head, 4);
  for (let n = 0; n <= frame; n++) {
    const countBytes = directoryAt === 0 ? null : read(directoryAt, 2);
    const count = countBytes ? u16(countBytes, 0) : 0;
    const entries = countBytes && read(directoryAt + 2, count * 12 + 4);
    if (!entries) return null;
    if (n < frame) {
      directoryAt = u32(entries, count * 12);
      continue;
    }
    const tags = new Map<number, number>();
    for (let at = 0; at < count * 12; at += 12) {
      const type = u16(entries, at + 2);
      // Only single values matter here: more than one strip is not in one piece.
      if (u32(entries, at + 4) !== 1) continue;
      if (type === 3) tags.set(u16(entries, at), u16(entries, at + 8));
      if (type === 4) tags.set(u16(entries, at), u32(entries, at + 8));
    }
    return stripOf(tags, read);
  }
  return null;
}

function stripOf(tags: ReadonlyMap<number, number>, read: ReadAt): Group4Strip | null {
  const photometric = tags.get(TAG.photometric);
  const widthPx = tags.get(TAG.width);
  const heightPx = tags.get(TAG.height);
  const offset = tags.get(TAG.stripOffsets);
  const length = tags.get(TAG.stripByteCounts);
  const plain =
    tags.get(TAG.compression) === COMPRESSION_GROUP4 &&
    (tags.get(TAG.bitsPerSample) ?? 1) === 1 &&
    (tags.get(TAG.samplesPerPixel) ?? 1) === 1 &&
    (tags.get(TAG.t6Options) ?? 0) === 0 &&
    (photometric === 0 || photometric === 1);
  if (!plain || !widthPx || !heightPx || !offset || !length) return null;
  const data = read(offset, length);
  if (!data) return null;
  const ordered = tags.get(TAG.fillOrder) === 2 ? Buffer.from(data.map((byte) => REVERSED[byte]!)) : data;
  return { widthPx, heightPx, data: ordered, blackIsWhite: photometric === 1 };
}

/** Each byte with its bits in the opposite order. */
const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) reversed |= 0x80 >> bit;
  return reversed;
});

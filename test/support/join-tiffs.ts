// Joins single-page TIFFs into one multi-page file without decoding: the pages keep their compression.
// Must not read anything but little-endian classic TIFF, which is what sharp writes.

const stripOffsetsTag = 273;
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

export function joinTiffs(tiffs: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [];
  let base = 0;
  let linkAt = -1;
  for (const tiff of tiffs) {
    const part = Buffer.alloc(tiff.length + (tiff.length & 1));
    tiff.copy(part);
    const nextLinkAt = relocate(part, base);
    const directoryAt = part.readUInt32LE(4);
    parts.push(part);
    const all = Buffer.concat(parts);
    if (linkAt >= 0) all.writeUInt32LE(base + directoryAt, linkAt);
    parts.splice(0, parts.length, all);
    linkAt = base + nextLinkAt;
    base = all.length;
  }
  return parts[0] ?? Buffer.alloc(0);
}

/** Adds `base` to every offset of the only directory; returns where its link to the next directory stands. */
function relocate(tiff: Buffer, base: number): number {
  const directoryAt = tiff.readUInt32LE(4);
  const count = tiff.readUInt16LE(directoryAt);
  for (let i = 0; i < count; i++) {
    const at = directoryAt + 2 + i * 12;
    const tag = tiff.readUInt16LE(at);
    const size = typeBytes[tiff.readUInt16LE(at + 2)] ?? 1;
    const values = tiff.readUInt32LE(at + 4);
    const isOutside = size * values > 4;
    const valuesAt = isOutside ? tiff.readUInt32LE(at + 8) : at + 8;
    if (tag === stripOffsetsTag) {
      for (let v = 0; v < values; v++)
        tiff.writeUInt32LE(tiff.readUInt32LE(valuesAt + v * 4) + base, valuesAt + v * 4);
    }
    if (isOutside) tiff.writeUInt32LE(valuesAt + base, at + 8);
  }
  return directoryAt + 2 + count * 12;
}

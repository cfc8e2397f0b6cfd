// Wraps a CCITT Group 4 stream into a one-strip TIFF without touching its bytes.
// Must not decode.

export function g4TiffOf(image: {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
  dpi: number;
  /** False for streams whose coded black means white paper. */
  codedBlackIsBlack: boolean;
}): Buffer {
  const entries: [tag: number, type: 3 | 4 | 5, value: number][] = [
    [256, 4, image.widthPx],
    [257, 4, image.heightPx],
    [258, 3, 1],
    [259, 3, 4],
    // In CCITT data black runs are 1: WhiteIsZero shows them black.
    [262, 3, image.codedBlackIsBlack ? 0 : 1],
    [273, 4, 0],
    [277, 3, 1],
    [278, 4, image.heightPx],
    [279, 4, image.data.length],
    [282, 5, 0],
    [283, 5, 0],
    [296, 3, 2],
  ];
  const directoryAt = 8;
  const resolutionAt = directoryAt + 2 + entries.length * 12 + 4;
  const dataAt = resolutionAt + 8;
  const head = Buffer.alloc(dataAt);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(directoryAt, 4);
  head.writeUInt16LE(entries.length, directoryAt);
  for (const [i, [tag, type, value]] of entries.entries()) {
    const at = directoryAt + 2 + i * 12;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(1, at + 4);
    if (type === 3) head.writeUInt16LE(value, at + 8);
    else head.writeUInt32LE(type === 5 ? resolutionAt : tag === 273 ? dataAt : value, at + 8);
  }
  head.writeUInt32LE(Math.round(image.dpi * 1000), resolutionAt);
  head.writeUInt32LE(1000, resolutionAt + 4);
  return Buffer.concat([head, image.data]);
}

// Writes a lossless upright copy of a picture that cannot be shown right by a turn alone: mirrored, or with
// pixels that are not square (fax).
// Must not lose pixels: only flips, turns by 90° and whole repetition of rows or columns.
import { writeFile } from 'node:fs/promises';
import type { OpenedPage } from '../../tasks.ts';
import { packBits, pngOf, withPngDensity } from '../png-writer.ts';
import { readFrame } from '../sharp-engine.ts';

/** `stretchTo`: size with square pixels, after turning upright; left out when they are square already. */
export async function bakeUpright(
  input: { file: string | Buffer; frame: number },
  options: {
    colour: OpenedPage['colour'];
    dpi: number;
    path: string;
    stretchTo?: { widthPx: number; heightPx: number };
  },
): Promise<Pick<OpenedPage, 'imagePath' | 'mediaType' | 'frame' | 'storedWidthPx' | 'storedHeightPx'>> {
  let upright = readFrame(input.file, input.frame).autoOrient();
  const to = options.stretchTo;
  if (to)
    upright = upright.resize({ width: to.widthPx, height: to.heightPx, fit: 'fill', kernel: 'nearest' });
  const { png, widthPx, heightPx } =
    options.colour === 'bitonal' ? await asBits(upright, options.dpi) : await asPng(upright, options.dpi);
  await writeFile(options.path, png);
  return {
    imagePath: options.path,
    mediaType: 'image/png',
    frame: 0,
    storedWidthPx: widthPx,
    storedHeightPx: heightPx,
  };
}

type Picture = ReturnType<typeof readFrame>;

async function asPng(picture: Picture, dpi: number) {
  const { data, info } = await picture.keepIccProfile().png().toBuffer({ resolveWithObject: true });
  return { png: withPngDensity(data, dpi), widthPx: info.width, heightPx: info.height };
}

async function asBits(picture: Picture, dpi: number) {
  const { data, info } = await picture.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  const rows = packBits(data, info.width, info.height, info.channels);
  const png = pngOf({
    widthPx: info.width,
    heightPx: info.height,
    bitDepth: 1,
    colourType: 'gray',
    rows,
    dpi,
  });
  return { png, widthPx: info.width, heightPx: info.height };
}

// Opens sources that hold one picture: JPEG, PNG and WebP.
// Must not accept a picture that does not decode to its end.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageMediaType, OpenedPage } from '../../tasks.ts';
import { resolutionOf } from '../resolution.ts';
import { checkSize, damaged, type SourceFile } from '../source-file.ts';
import { bakeUpright } from './bake-upright.ts';
import { decodeWholeFrame } from './check-decode.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { turnOf } from './orientation.ts';
import { readPngHeader } from './png-header.ts';
import { readWebpHeader } from './webp-header.ts';

/** What the header of a one-picture file says. */
export interface PictureHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly colour: OpenedPage['colour'];
  readonly xDpi: number | null;
  readonly yDpi: number | null;
  readonly orientation: number | null;
  /** The file's end mark is there. */
  readonly isComplete: boolean;
}

export function openJpeg(source: SourceFile): Promise<OpenedPage[]> {
  return openPicture(source, 'image/jpeg', (bytes) => {
    const header = readJpegHeader(bytes);
    return header && { ...header, colour: header.components === 1 ? 'gray' : 'colour' };
  });
}

export function openPng(source: SourceFile): Promise<OpenedPage[]> {
  return openPicture(source, 'image/png', readPngHeader);
}

export function openWebp(source: SourceFile): Promise<OpenedPage[]> {
  return openPicture(source, 'image/webp', readWebpHeader);
}

async function openPicture(
  source: SourceFile,
  mediaType: ImageMediaType,
  readHeader: (bytes: Buffer) => PictureHeader | null,
): Promise<OpenedPage[]> {
  const bytes = await readFile(source.path);
  const header = readHeader(bytes);
  if (header === null) throw damaged(source, 'thiếu phần đầu của ảnh');
  checkSize(source, header.widthPx, header.heightPx);
  if (!header.isComplete) throw damaged(source, 'thiếu phần cuối của ảnh');
  try {
    await decodeWholeFrame(bytes);
  } catch (error) {
    throw damaged(source, 'không giải mã được hết ảnh', error);
  }
  const resolution = resolutionOf(header.widthPx, header.heightPx, header.xDpi, header.yDpi);
  const { rotation, mirrored } = turnOf(header.orientation);
  const page: OpenedPage = {
    imagePath: null,
    mediaType,
    frame: 0,
    storedWidthPx: header.widthPx,
    storedHeightPx: header.heightPx,
    rotation,
    dpi: resolution.dpi,
    dpiEstimated: resolution.dpiEstimated,
    colour: header.colour,
    origin: 'source',
  };
  if (!mirrored) return [page];
  const baked = await bakeUpright(
    { file: bytes, frame: 0 },
    { colour: header.colour, dpi: page.dpi, path: join(source.outDir, 'page-0001.png') },
  );
  return [{ ...page, ...baked, rotation: 0 }];
}

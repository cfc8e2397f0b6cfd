// Opens a source file: recognises it by content and lists its pages.
// Must not know the archive or the database; writes only into outDir.
import { open, stat } from 'node:fs/promises';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ImageTasks, OpenedPage, SourceMediaType } from '../tasks.ts';
import { extensionOf, mediaTypeOf, sniffBytes } from './media-type.ts';
import { openPdf } from './pdf/open-pdf.ts';
import { openJpeg, openPng, openWebp } from './raster/open-single.ts';
import { openTiff } from './raster/open-tiff.ts';
import type { SourceFile } from './source-file.ts';

/** See ImageTasks.openSource. On failure, files already written to `outDir` stay there: the folder is the caller's. */
export const openSource: ImageTasks['openSource'] = async ({ path, name, outDir }) => {
  const sizeBytes = (await stat(path)).size;
  if (sizeBytes === 0) throw new AppError('SOURCE_EMPTY', { path: name });
  const mediaType = mediaTypeOf(await readStart(path));
  if (mediaType === null) throw new AppError('SOURCE_UNSUPPORTED', { path: name });
  const source: SourceFile = { path, name, outDir, sizeBytes };
  const pages = await openers[mediaType](source);
  return { mediaType, extension: extensionOf(mediaType), pages };
};

const openers: Record<SourceMediaType, (source: SourceFile) => Promise<OpenedPage[]>> = {
  'image/jpeg': openJpeg,
  'image/png': openPng,
  'image/webp': openWebp,
  'image/tiff': openTiff,
  'application/pdf': openPdf,
};

async function readStart(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const start = Buffer.alloc(sniffBytes);
    const { bytesRead } = await file.read(start, 0, sniffBytes, 0);
    return start.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

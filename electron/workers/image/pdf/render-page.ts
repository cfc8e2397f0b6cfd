// Draws one PDF page with PDFium and writes it as the smallest lossless PNG that holds it: 1-bit, gray or RGB.
// Must not decide which pages are drawn; open-pdf.ts does.
import { writeFile } from 'node:fs/promises';
import type { OpenedPage } from '../../tasks.ts';
import { maxRenderMegapixels } from '../limits.ts';
import { packBits, pngOf } from '../png-writer.ts';
import type { Area, PdfiumDocument } from './pdfium.ts';

export interface RenderRequest {
  readonly index: number;
  readonly dpi: number;
  /** The page is one image that could not be lifted: draw exactly its pixels. */
  readonly exact?: { readonly widthPx: number; readonly heightPx: number; readonly area: Area };
  /** Points of the file per 1/72 inch; 1 unless the page has a UserUnit. */
  readonly userUnit: number;
  readonly signatureAnnotations: readonly number[];
  readonly outPath: string;
}

/** Null when PDFium cannot load the page. The result is upright. */
export async function renderPage(
  document: PdfiumDocument,
  request: RenderRequest,
): Promise<Omit<OpenedPage, 'rotation' | 'dpiEstimated' | 'origin' | 'frame'> | null> {
  const size = document.pageSize(request.index);
  if (size === null) return null;
  const wanted = request.exact ?? sizeAt(request.dpi, size, request.userUnit);
  const shrink = Math.min(1, Math.sqrt((maxRenderMegapixels * 1e6) / (wanted.widthPx * wanted.heightPx)));
  const widthPx = Math.max(1, Math.round(wanted.widthPx * shrink));
  const heightPx = Math.max(1, Math.round(wanted.heightPx * shrink));
  const dpi = request.dpi * shrink;
  const rgb = document.render(request.index, widthPx, heightPx, {
    ...(request.exact && { area: request.exact.area }),
    signatureAnnotations: request.signatureAnnotations,
  });
  if (rgb === null) return null;
  const colour = colourOf(rgb);
  const shape = { widthPx, heightPx, dpi };
  const png =
    colour === 'colour'
      ? pngOf({ ...shape, bitDepth: 8, colourType: 'rgb', rows: rgb })
      : colour === 'gray'
        ? pngOf({ ...shape, bitDepth: 8, colourType: 'gray', rows: firstOfThree(rgb) })
        : pngOf({ ...shape, bitDepth: 1, colourType: 'gray', rows: packBits(rgb, widthPx, heightPx, 3) });
  await writeFile(request.outPath, png);
  return {
    imagePath: request.outPath,
    mediaType: 'image/png',
    storedWidthPx: widthPx,
    storedHeightPx: heightPx,
    dpi,
    colour,
  };
}

function sizeAt(dpi: number, size: { widthPt: number; heightPt: number }, userUnit: number) {
  const scale = (dpi / 72) * userUnit;
  return { widthPx: size.widthPt * scale, heightPx: size.heightPt * scale };
}

function colourOf(rgb: Buffer): OpenedPage['colour'] {
  let isBitonal = true;
  for (let i = 0; i < rgb.length; i += 3) {
    const r = rgb[i]!;
    if (r !== rgb[i + 1] || r !== rgb[i + 2]) return 'colour';
    if (r !== 0 && r !== 255) isBitonal = false;
  }
  return isBitonal ? 'bitonal' : 'gray';
}

function firstOfThree(rgb: Buffer): Buffer {
  const gray = Buffer.allocUnsafe(rgb.length / 3);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to++) gray[to] = rgb[from]!;
  return gray;
}

// Opens PDF sources page by page: lifts page images, draws the rest.
// Must not trust one reader alone: pdf-lib finds images, PDFium draws and is asked when pdf-lib gives up.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument, type PDFPageLeaf } from '@cantoo/pdf-lib';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { OpenedPage } from '../../tasks.ts';
import { maxPages, vectorPageDpi } from '../limits.ts';
import { decodeWholeFrame } from '../raster/check-decode.ts';
import { roundDpi } from '../resolution.ts';
import { checkSize, damaged, type SourceFile } from '../source-file.ts';
import { ImageStreamDamage, type LiftedImage, liftImage } from './lift-image.ts';
import { type PagePlan, planPage } from './page-plan.ts';
import { openWithPdfium, type PdfiumDocument } from './pdfium.ts';
import { renderPage } from './render-page.ts';
import { isCutOff } from './tail.ts';

export async function openPdf(source: SourceFile): Promise<OpenedPage[]> {
  const bytes = await readFile(source.path);
  if (isCutOff(bytes)) throw damaged(source, 'thiếu phần cuối của tệp PDF');
  const drawing = lazyPdfium(source);
  try {
    const leaves = (await readPages(bytes)) ?? (await readRewritten(source, await drawing.get()));
    if (leaves === null) return await drawAll(source, await drawing.get());
    if (leaves.length === 0) throw new AppError('PDF_NO_PAGES', { path: source.name });
    const pages: OpenedPage[] = [];
    for (const [index, leaf] of leaves.entries())
      pages.push(await openPage(source, leaf, index, drawing.get));
    return pages;
  } finally {
    await drawing.close();
  }
}

/**
 * The pages as pdf-lib sees them; null when it cannot read the file, or should not: decryption is left to PDFium,
 * which knows every cipher and opens what needs no password.
 */
async function readPages(bytes: Buffer, isRewritten = false): Promise<PDFPageLeaf[] | null> {
  try {
    const document = await PDFDocument.load(bytes, {
      updateMetadata: false,
      // Subtle: PDFium leaves the old, now meaningless cross-reference stream among the objects it rewrites.
      throwOnInvalidObject: !isRewritten,
      ignoreEncryption: true,
      parseSpeed: Number.POSITIVE_INFINITY,
    });
    if (!isRewritten && document.context.trailerInfo.Encrypt !== undefined) return null;
    return document.getPages().map((page) => page.node);
  } catch {
    // Whatever is wrong, the second reader decides: it either gives the pages or reports the damage.
    return null;
  }
}

/** The pages out of the file as PDFium understands and rewrites it: decrypted and with its structure mended. */
async function readRewritten(source: SourceFile, document: PdfiumDocument): Promise<PDFPageLeaf[] | null> {
  if (document.pageCount === 0) throw new AppError('PDF_NO_PAGES', { path: source.name });
  const copy = document.rewritten();
  const leaves = copy === null ? null : await readPages(copy, true);
  return leaves?.length === document.pageCount ? leaves : null;
}

async function openPage(
  source: SourceFile,
  leaf: PDFPageLeaf,
  index: number,
  pdfium: () => Promise<PdfiumDocument>,
): Promise<OpenedPage> {
  const plan = planOf(leaf);
  if (plan?.image) checkSize(source, plan.image.mark.widthPx, plan.image.mark.heightPx);
  const lifted = plan === null ? null : await tryLift(source, plan, index);
  return lifted ?? (await drawPage(source, await pdfium(), plan, index));
}

function planOf(leaf: PDFPageLeaf): PagePlan | null {
  try {
    return planPage(leaf);
  } catch {
    // A page pdf-lib's objects do not make sense of is drawn whole; PDFium reports it when it cannot either.
    return null;
  }
}

async function tryLift(source: SourceFile, plan: PagePlan, index: number): Promise<OpenedPage | null> {
  const { image, dpi } = plan;
  if (image === null || image.rotation === null || image.mark.stream === null) return null;
  let lifted: LiftedImage | null;
  try {
    lifted = liftImage(image.mark.stream, dpi, image.isBlackStencil);
  } catch (error) {
    if (error instanceof ImageStreamDamage) throw damaged(source, `ảnh của trang ${index + 1} bị cụt`, error);
    throw damaged(source, `không đọc được ảnh của trang ${index + 1}`, error);
  }
  if (lifted === null) return null;
  const imagePath = join(source.outDir, `${fileStem(index)}.${lifted.extension}`);
  await writeFile(imagePath, lifted.bytes);
  try {
    await decodeWholeFrame(imagePath);
  } catch (error) {
    throw damaged(source, `không giải mã được ảnh của trang ${index + 1}`, error);
  }
  return {
    imagePath,
    mediaType: lifted.mediaType,
    frame: 0,
    storedWidthPx: lifted.widthPx,
    storedHeightPx: lifted.heightPx,
    rotation: image.rotation,
    dpi,
    dpiEstimated: false,
    colour: lifted.colour,
    origin: 'lifted',
  };
}

async function drawPage(
  source: SourceFile,
  document: PdfiumDocument,
  plan: PagePlan | null,
  index: number,
): Promise<OpenedPage> {
  const dpi = plan?.dpi ?? roundDpi(Math.max(vectorPageDpi, Math.min(1200, document.imageDpi(index))));
  const drawn = await renderPage(document, {
    index,
    dpi,
    ...(plan?.image && { exact: plan.image.exact }),
    userUnit: plan?.userUnit ?? 1,
    signatureAnnotations: plan?.signatureAnnotations ?? [],
    outPath: join(source.outDir, `${fileStem(index)}.png`),
  });
  if (drawn === null) throw damaged(source, `không dựng được trang ${index + 1}`);
  return { ...drawn, frame: 0, rotation: 0, dpiEstimated: false, origin: 'rendered' };
}

async function drawAll(source: SourceFile, document: PdfiumDocument): Promise<OpenedPage[]> {
  if (document.pageCount > maxPages) throw damaged(source, 'số trang vô lý');
  const pages: OpenedPage[] = [];
  for (let i = 0; i < document.pageCount; i++) pages.push(await drawPage(source, document, null, i));
  return pages;
}

// Started only when a page must be drawn: most scans need no PDFium at all.
function lazyPdfium(source: SourceFile) {
  let opened: Promise<PdfiumDocument> | undefined;
  const open = async () => {
    const opening = await openWithPdfium(source.path, source.sizeBytes);
    if (opening.kind === 'encrypted') throw new AppError('PDF_ENCRYPTED', { path: source.name });
    if (opening.kind === 'broken') throw damaged(source, 'cấu trúc tệp PDF bị đứt');
    return opening.document;
  };
  return {
    get: () => {
      opened ??= open();
      return opened;
    },
    close: async () => {
      // A failed opening has already been reported to the one who asked.
      const document = await opened?.catch(() => undefined);
      document?.close();
    },
  };
}

function fileStem(index: number): string {
  return `page-${String(index + 1).padStart(4, '0')}`;
}

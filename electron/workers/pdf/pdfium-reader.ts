// Reads a PDF on disk with PDFium, page by page, without loading the file: text as a reader gives it, raw image streams, sizes.
// Must not render and must not write.
import { readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';

export interface PdfiumPage {
  /** As shown, after /Rotate. */
  readonly widthPt: number;
  readonly heightPt: number;
  /** All text of the page in content order; lines end with CR LF. */
  text(): string;
  /** The text of each text object (each shown string) by itself, in the order of the page's content. Slow. */
  shownStrings(): string[];
  /** The page's images: their pixel size and stream bytes exactly as stored. */
  images(): { widthPx: number; heightPx: number; data: Buffer }[];
}

export interface PdfiumDocument {
  readonly pageCount: number;
  /** Runs `use` on a page, counted from 0, and frees the page afterwards. */
  withPage<T>(index: number, use: (page: PdfiumPage) => T): T;
  close(): void;
}

const FPDF_PAGEOBJ_TEXT = 1;
const FPDF_PAGEOBJ_IMAGE = 3;

let loading: Promise<WrappedPdfiumModule> | null = null;

function loadPdfium(): Promise<WrappedPdfiumModule> {
  loading ??= (async () => {
    const wasm = readFileSync(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'));
    const module = await init({ wasmBinary: wasm.buffer as ArrayBuffer });
    module.PDFiumExt_Init();
    return module;
  })();
  return loading;
}

/** Opens the PDF behind an open file descriptor, which must stay open until `close`. Null when PDFium cannot open it. */
export async function openWithPdfium(fd: number, sizeBytes: number): Promise<PdfiumDocument | null> {
  const lib = await loadPdfium();
  const { pdfium } = lib;
  const malloc = (bytes: number) => pdfium.wasmExports.malloc(bytes);
  const free = (pointer: number) => pdfium.wasmExports.free(pointer);
  // Subtle: the heap moves when it grows, so its view is taken anew each time.
  const heap = () => (pdfium as unknown as { HEAPU8: Uint8Array<ArrayBuffer> }).HEAPU8;

  // FPDF_FILEACCESS { unsigned long length; int (*getBlock)(void*, unsigned long position, unsigned char*, unsigned long size); void* }
  const getBlock = pdfium.addFunction((_param: number, position: number, target: number, size: number) => {
    const at = position >>> 0;
    for (let done = 0; done < size >>> 0; ) {
      const got = readSync(fd, heap(), (target >>> 0) + done, (size >>> 0) - done, at + done);
      if (got === 0) return 0;
      done += got;
    }
    return 1;
  }, 'iiiii');
  const access = malloc(12);
  pdfium.setValue(access, sizeBytes, 'i32');
  pdfium.setValue(access + 4, getBlock, '*');
  pdfium.setValue(access + 8, 0, '*');
  const document = lib.FPDF_LoadCustomDocument(access, '');
  const release = () => {
    free(access);
    pdfium.removeFunction(getBlock);
  };
  if (document === 0) {
    release();
    return null;
  }

  function pageText(page: number): string {
    const textPage = lib.FPDFText_LoadPage(page);
    if (textPage === 0) return '';
    const count = lib.FPDFText_CountChars(textPage);
    const buffer = malloc((count + 1) * 2);
    const units = lib.FPDFText_GetText(textPage, 0, count, buffer);
    const text = Buffer.from(heap().buffer, buffer, Math.max(units - 1, 0) * 2).toString('utf16le');
    free(buffer);
    lib.FPDFText_ClosePage(textPage);
    return text;
  }

  function shownStrings(page: number): string[] {
    const textPage = lib.FPDFText_LoadPage(page);
    const strings: string[] = [];
    for (let i = 0; i < lib.FPDFPage_CountObjects(page); i++) {
      const object = lib.FPDFPage_GetObject(page, i);
      if (lib.FPDFPageObj_GetType(object) !== FPDF_PAGEOBJ_TEXT) continue;
      const bytes = lib.FPDFTextObj_GetText(object, textPage, 0, 0);
      const buffer = malloc(bytes);
      lib.FPDFTextObj_GetText(object, textPage, buffer, bytes);
      strings.push(Buffer.from(heap().buffer, buffer, Math.max(bytes - 2, 0)).toString('utf16le'));
      free(buffer);
    }
    lib.FPDFText_ClosePage(textPage);
    return strings;
  }

  function pageImages(page: number): { widthPx: number; heightPx: number; data: Buffer }[] {
    const images = [];
    for (let i = 0; i < lib.FPDFPage_CountObjects(page); i++) {
      const object = lib.FPDFPage_GetObject(page, i);
      if (lib.FPDFPageObj_GetType(object) !== FPDF_PAGEOBJ_IMAGE) continue;
      const length = lib.FPDFImageObj_GetImageDataRaw(object, 0, 0);
      const buffer = malloc(length);
      lib.FPDFImageObj_GetImageDataRaw(object, buffer, length);
      const data = Buffer.from(heap().slice(buffer, buffer + length).buffer);
      free(buffer);
      images.push({ ...pixelSize(object), data });
    }
    return images;
  }

  function pixelSize(object: number): { widthPx: number; heightPx: number } {
    const buffer = malloc(8);
    lib.FPDFImageObj_GetImagePixelSize(object, buffer, buffer + 4);
    const size = { widthPx: pdfium.getValue(buffer, 'i32'), heightPx: pdfium.getValue(buffer + 4, 'i32') };
    free(buffer);
    return size;
  }

  return {
    pageCount: lib.FPDF_GetPageCount(document),
    withPage(index, use) {
      const page = lib.FPDF_LoadPage(document, index);
      if (page === 0) throw new RangeError(`PDFium cannot open page ${index + 1}`);
      try {
        return use({
          widthPt: lib.FPDF_GetPageWidthF(page),
          heightPt: lib.FPDF_GetPageHeightF(page),
          text: () => pageText(page),
          shownStrings: () => shownStrings(page),
          images: () => pageImages(page),
        });
      } finally {
        lib.FPDF_ClosePage(page);
      }
    },
    close() {
      lib.FPDF_CloseDocument(document);
      release();
    },
  };
}

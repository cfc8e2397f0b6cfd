// PDFium (WebAssembly) as a few functions: open a file, its pages, draw a page.
// Must not load anything over the network: the wasm file is read from the installed package. The file is read
// block by block, so a large PDF is not copied into the engine's memory.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';

type Engine = WrappedPdfiumModule & { readonly heap: () => Uint8Array };

let engine: Promise<Engine> | undefined;

/** The one engine of this thread, started at first use. */
export function startPdfium(): Promise<Engine> {
  engine ??= start();
  return engine;
}

async function start(): Promise<Engine> {
  const wasmPath = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  const wasm = readFileSync(wasmPath);
  const module = await init({
    wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer,
  });
  module.PDFiumExt_Init();
  // Subtle: the heap is a new object after every growth, so it is never kept.
  return Object.assign(module, { heap: () => (module.pdfium as unknown as { HEAPU8: Uint8Array }).HEAPU8 });
}

export type PdfiumOpening =
  | { readonly kind: 'opened'; readonly document: PdfiumDocument }
  | { readonly kind: 'encrypted' }
  | { readonly kind: 'broken' };

export interface PdfiumDocument {
  readonly pageCount: number;
  /** Width and height in points, as shown (after /Rotate). Null when the page cannot be loaded. */
  pageSize(index: number): { widthPt: number; heightPt: number } | null;
  /** Highest resolution among the images painted directly on the page, in dots per inch; 0 without images. */
  imageDpi(index: number): number;
  /**
   * RGB rows of the page as shown, on white. `area` in points from the top left of the shown page; without it all.
   * Annotations are drawn except signatures. Null when the page cannot be loaded.
   */
  render(index: number, widthPx: number, heightPx: number, options?: RenderOptions): Buffer | null;
  /** The file written anew without encryption, image streams byte for byte as they are inside; null when that fails. */
  rewritten(): Buffer | null;
  close(): void;
}

export interface RenderOptions {
  readonly area?: Area;
  /** Positions in /Annots known to be signatures, beyond those that say so themselves. */
  readonly signatureAnnotations?: readonly number[];
}

export interface Area {
  readonly leftPt: number;
  readonly topPt: number;
  readonly widthPt: number;
  readonly heightPt: number;
}

const lastError = { password: 4 };
const formatBgrx = 3;
const renderAnnotations = 0x01;
const reverseByteOrder = 0x10;

/** Opens with the empty password; a file that needs another one is `encrypted`. */
export async function openWithPdfium(path: string, sizeBytes: number): Promise<PdfiumOpening> {
  const pdfium = await startPdfium();
  const file = openSync(path, 'r');
  const readBlock = pdfium.pdfium.addFunction(
    (_parameter: number, position: number, buffer: number, length: number) => {
      const target = pdfium.heap().subarray(buffer, buffer + length);
      return readSync(file, target, 0, length, position >>> 0) === length ? 1 : 0;
    },
    'iiiii',
  );
  // FPDF_FILEACCESS: length, function, its parameter.
  const access = pdfium.pdfium.wasmExports.malloc(12);
  pdfium.pdfium.setValue(access, sizeBytes, 'i32');
  pdfium.pdfium.setValue(access + 4, readBlock, 'i32');
  pdfium.pdfium.setValue(access + 8, 0, 'i32');
  const release = () => {
    pdfium.pdfium.wasmExports.free(access);
    pdfium.pdfium.removeFunction(readBlock);
    closeSync(file);
  };
  const handle = pdfium.FPDF_LoadCustomDocument(access, '');
  if (handle === 0) {
    const kind = pdfium.FPDF_GetLastError() === lastError.password ? 'encrypted' : 'broken';
    release();
    return { kind };
  }
  const close = () => {
    pdfium.FPDF_CloseDocument(handle);
    release();
  };
  return { kind: 'opened', document: documentOf(pdfium, handle, close) };
}

function documentOf(pdfium: Engine, handle: number, close: () => void): PdfiumDocument {
  function withPage<T>(index: number, use: (page: number) => T): T | null {
    const page = pdfium.FPDF_LoadPage(handle, index);
    if (page === 0) return null;
    try {
      return use(page);
    } finally {
      pdfium.FPDF_ClosePage(page);
    }
  }
  return {
    pageCount: pdfium.FPDF_GetPageCount(handle),
    pageSize: (index) =>
      withPage(index, (page) => ({
        widthPt: pdfium.FPDF_GetPageWidthF(page),
        heightPt: pdfium.FPDF_GetPageHeightF(page),
      })),
    imageDpi: (index) => withPage(index, (page) => highestImageDpi(pdfium, page)) ?? 0,
    render: (index, widthPx, heightPx, options = {}) =>
      withPage(index, (page) => draw(pdfium, page, widthPx, heightPx, options)),
    rewritten: () => rewrite(pdfium, handle),
    close,
  };
}

function rewrite(pdfium: Engine, handle: number): Buffer | null {
  if (pdfium.EPDF_IsEncrypted(handle) && !pdfium.EPDF_RemoveEncryption(handle)) return null;
  const writer = pdfium.PDFiumExt_OpenFileWriter();
  try {
    if (pdfium.PDFiumExt_SaveAsCopy(handle, writer) === 0) return null;
    const bytes = pdfium.PDFiumExt_GetFileWriterSize(writer);
    const memory = pdfium.pdfium.wasmExports.malloc(bytes);
    if (memory === 0) return null;
    pdfium.PDFiumExt_GetFileWriterData(writer, memory, bytes);
    const copy = Buffer.from(pdfium.heap().subarray(memory, memory + bytes));
    pdfium.pdfium.wasmExports.free(memory);
    return copy;
  } finally {
    pdfium.PDFiumExt_CloseFileWriter(writer);
  }
}

function draw(
  pdfium: Engine,
  page: number,
  widthPx: number,
  heightPx: number,
  options: RenderOptions,
): Buffer {
  removeSignatureWidgets(pdfium, page, options.signatureAnnotations ?? []);
  const stride = widthPx * 4;
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const pixels = malloc(stride * heightPx);
  if (pixels === 0) throw new Error('no memory to draw the page');
  const bitmap = pdfium.FPDFBitmap_CreateEx(widthPx, heightPx, formatBgrx, pixels, stride);
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, widthPx, heightPx, 0xffffffff);
    const flags = renderAnnotations | reverseByteOrder;
    const { area } = options;
    if (area === undefined) pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, widthPx, heightPx, 0, flags);
    else drawArea(pdfium, bitmap, page, widthPx, heightPx, area, flags);
    return withoutFourthByte(pdfium.heap().subarray(pixels, pixels + stride * heightPx));
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap);
    free(pixels);
  }
}

function drawArea(
  pdfium: Engine,
  bitmap: number,
  page: number,
  widthPx: number,
  heightPx: number,
  area: Area,
  flags: number,
): void {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  // FS_MATRIX a b c d e f, then FS_RECTF left top right bottom; floats.
  const memory = malloc(40);
  // Subtle: PDFium rounds an image's place outwards; a float error would add a row and resample the whole image.
  const insetPx = 0.01;
  const xScale = (widthPx - 2 * insetPx) / area.widthPt;
  const yScale = (heightPx - 2 * insetPx) / area.heightPt;
  const left = insetPx - area.leftPt * xScale;
  const top = insetPx - area.topPt * yScale;
  const values = [xScale, 0, 0, yScale, left, top, 0, 0, widthPx, heightPx];
  for (const [i, value] of values.entries()) pdfium.pdfium.setValue(memory + i * 4, value, 'float');
  pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, memory, memory + 24, flags);
  free(memory);
}

// The appearance of a digital signature belongs to the signed original, which is kept, not to the scanned page.
function removeSignatureWidgets(pdfium: Engine, page: number, known: readonly number[]): void {
  const widget = 20;
  for (let i = pdfium.FPDFPage_GetAnnotCount(page) - 1; i >= 0; i--) {
    const annotation = pdfium.FPDFPage_GetAnnot(page, i);
    if (annotation === 0) continue;
    const isSignature =
      pdfium.FPDFAnnot_GetSubtype(annotation) === widget &&
      (known.includes(i) || stringOf(pdfium, annotation, 'FT') === 'Sig');
    pdfium.FPDFPage_CloseAnnot(annotation);
    if (isSignature) pdfium.FPDFPage_RemoveAnnot(page, i);
  }
}

function stringOf(pdfium: Engine, annotation: number, key: string): string {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const memory = malloc(64);
  const bytes = pdfium.FPDFAnnot_GetStringValue(annotation, key, memory, 64);
  const text = bytes > 0 && bytes <= 64 ? pdfium.pdfium.UTF16ToString(memory) : '';
  free(memory);
  return text;
}

function highestImageDpi(pdfium: Engine, page: number): number {
  const image = 3;
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const memory = malloc(32);
  let highest = 0;
  const read = (at: number, type: 'i32' | 'float') => pdfium.pdfium.getValue(memory + at, type);
  for (let i = 0; i < pdfium.FPDFPage_CountObjects(page); i++) {
    const object = pdfium.FPDFPage_GetObject(page, i);
    if (pdfium.FPDFPageObj_GetType(object) !== image) continue;
    if (!pdfium.FPDFImageObj_GetImagePixelSize(object, memory, memory + 4)) continue;
    const widthPx = read(0, 'i32');
    // FS_MATRIX: the image's horizontal edge is (a, b).
    if (!pdfium.FPDFPageObj_GetMatrix(object, memory + 8)) continue;
    const edgePt = Math.hypot(read(8, 'float'), read(12, 'float'));
    if (edgePt > 1) highest = Math.max(highest, (widthPx / edgePt) * 72);
  }
  free(memory);
  return highest;
}

function withoutFourthByte(rgbx: Uint8Array): Buffer {
  const rgb = Buffer.allocUnsafe((rgbx.length / 4) * 3);
  for (let from = 0, to = 0; from < rgbx.length; from += 4, to += 3) {
    rgb[to] = rgbx[from]!;
    rgb[to + 1] = rgbx[from + 1]!;
    rgb[to + 2] = rgbx[from + 2]!;
  }
  return rgb;
}

// The tasks worker threads do, as types: what goes in and what comes out. The core calls them through a thread pool;
// workers never see the database. Paths are absolute. All failures are AppError.
import type { PageText } from '../../shared/model/page-text.ts';

export type ImageMediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/tiff';
export type SourceMediaType = ImageMediaType | 'application/pdf';

/** One page's picture on disk. `frame` counts from 0 in a multi-page TIFF. */
export interface PageImage {
  readonly path: string;
  readonly mediaType: ImageMediaType;
  readonly frame: number;
}

export interface OpenedPage {
  /** A new file in `outDir` (page image of a PDF), or null: the page is frame `frame` of the source itself. */
  readonly imagePath: string | null;
  readonly mediaType: ImageMediaType;
  readonly frame: number;
  /** Of the stored image, before `rotation`. */
  readonly storedWidthPx: number;
  readonly storedHeightPx: number;
  /** Clockwise turn that makes it upright (EXIF, TIFF orientation, PDF /Rotate). */
  readonly rotation: 0 | 90 | 180 | 270;
  /** Of the stored image; taken from the file, or estimated from the paper size when the file says nothing or nonsense. */
  readonly dpi: number;
  readonly dpiEstimated: boolean;
  readonly colour: 'bitonal' | 'gray' | 'colour';
  /** How a PDF page's picture was got. `lifted` = the very image stream; `rendered` = rasterised with PDFium. */
  readonly origin: 'source' | 'lifted' | 'rendered';
}

export interface ImageTasks {
  /**
   * Looks at the content (never the extension), decodes everything once so that truncation is found, and lists the pages.
   * Errors: SOURCE_EMPTY, SOURCE_UNSUPPORTED, SOURCE_DAMAGED, SOURCE_TOO_LARGE, PDF_ENCRYPTED, PDF_NO_PAGES.
   * `name` is only for messages.
   */
  openSource(input: {
    path: string;
    name: string;
    outDir: string;
  }): Promise<{ mediaType: SourceMediaType; extension: string; pages: OpenedPage[] }>;
  /** Writes a screen picture (long side ≤ 2,400 px unless bitonal, which keeps its pixels) and a thumbnail (≤ 320 px), both upright. */
  preview(input: {
    image: PageImage;
    rotation: 0 | 90 | 180 | 270;
    previewPath: string;
    thumbnailPath: string;
  }): Promise<{ previewMediaType: string; thumbnailMediaType: string }>;
}

/**
 * `fast`: the small network where one is shipped (Vietnamese). `best`: the large one as integers (best_int). On the real scans they
 * differ by 0.05 points of CER (0.95 against 0.90 %) and by half as much CPU again (1.9 against 3.0 s a page).
 */
export type RecognitionModel = 'fast' | 'best';

export interface OcrTasks {
  /** Errors: OCR_LANGUAGE_MISSING, OCR_FAILED. Boxes are fractions of the upright page. */
  recognise(input: {
    image: PageImage;
    rotation: 0 | 90 | 180 | 270;
    dpi: number;
    languages: readonly ('vie' | 'fra' | 'eng')[];
    model: RecognitionModel;
  }): Promise<PageText>;
}

export type PdfLevel = '1b' | '2b' | '2u' | '3u';

export interface PdfPageInput {
  readonly image: PageImage;
  readonly rotation: 0 | 90 | 180 | 270;
  readonly dpi: number;
  /** Null when the page could not be read: the page is written without a text layer. */
  readonly text: PageText | null;
}

export interface PdfMetadata {
  readonly title: string;
  /** Issuing body. */
  readonly author: string;
  readonly subject: string;
  readonly keywords: string;
  /** Stable identifier of the document in the archive. */
  readonly identifier: string;
  /** ISO 8601 with offset, whole seconds. Given by the caller so that the same inputs make the same bytes. */
  readonly createdAt: string;
  readonly language: string;
}

export interface PdfTasks {
  /**
   * Writes `outPath` (fsynced) and reads it back: structure, page count, image bytes against the source, text layer against the words.
   * Errors: PDF_WRITE_FAILED, PDF_CHECK_FAILED (the file is removed), DISK_FULL.
   */
  writePdf(input: {
    pages: readonly PdfPageInput[];
    metadata: PdfMetadata;
    level: PdfLevel;
    outPath: string;
  }): Promise<{ bytes: number; sha256: string }>;
}

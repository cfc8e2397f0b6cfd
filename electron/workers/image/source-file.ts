// A source being opened, and the errors that speak of it.
// Must not read the file.
import { AppError } from '../../../shared/errors/app-error.ts';
import { maxFrameMegapixels } from './limits.ts';

export interface SourceFile {
  readonly path: string;
  /** As the person knows it; only for messages. */
  readonly name: string;
  readonly outDir: string;
  readonly sizeBytes: number;
}

/** `detail` is Vietnamese, without a full stop: it stands in brackets in the message. */
export function damaged(source: SourceFile, detail: string, cause?: unknown): AppError {
  return new AppError('SOURCE_DAMAGED', { path: source.name, detail }, { cause });
}

/** Throws SOURCE_TOO_LARGE above the limit and SOURCE_DAMAGED for no pixels at all. */
export function checkSize(source: SourceFile, widthPx: number, heightPx: number): void {
  if (!(widthPx > 0 && heightPx > 0)) throw damaged(source, 'ảnh không có kích thước');
  if (widthPx * heightPx > maxFrameMegapixels * 1e6) {
    throw new AppError('SOURCE_TOO_LARGE', {
      path: source.name,
      widthPx,
      heightPx,
      limitMegapixels: maxFrameMegapixels,
    });
  }
}

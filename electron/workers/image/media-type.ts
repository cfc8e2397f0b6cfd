// Recognises the accepted formats by their first bytes.
// Must not look at file names.
import type { SourceMediaType } from '../tasks.ts';

/** PDF readers accept junk before %PDF- within the first 1,024 bytes (Acrobat implementation note 13). */
export const sniffBytes = 1024 + 8;

/** Null when the bytes are none of the accepted formats. */
export function mediaTypeOf(start: Buffer): SourceMediaType | null {
  const starts = (hex: string) => start.subarray(0, hex.length / 2).toString('hex') === hex;
  if (starts('ffd8ff')) return 'image/jpeg';
  if (starts('89504e470d0a1a0a')) return 'image/png';
  if (starts('52494646') && start.subarray(8, 12).toString('latin1') === 'WEBP') return 'image/webp';
  // Classic and BigTIFF, both byte orders.
  if (starts('49492a00') || starts('4d4d002a') || starts('49492b00') || starts('4d4d002b'))
    return 'image/tiff';
  if (start.includes('%PDF-')) return 'application/pdf';
  return null;
}

/** Without a dot. */
export function extensionOf(mediaType: SourceMediaType): string {
  return extensions[mediaType];
}

const extensions: Record<SourceMediaType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/tiff': 'tif',
  'application/pdf': 'pdf',
};

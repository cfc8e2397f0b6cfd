// Tells which annotations of a page leave marks on it, and which are digital signatures.
// Must not draw.
import { PDFArray, PDFDict, PDFName, type PDFPageLeaf, PDFRawStream } from '@cantoo/pdf-lib';
import { numberIn } from './page-marks.ts';

export interface PageAnnotations {
  /** Positions in /Annots of signature fields. */
  readonly signatures: readonly number[];
  /** Something else on the page would be seen: a stamp, a note on the page, a filled-in field. */
  readonly hasVisibleOthers: boolean;
}

const hidden = 1 << 1;
const noView = 1 << 5;

export function readAnnotations(page: PDFPageLeaf): PageAnnotations {
  const signatures: number[] = [];
  let hasVisibleOthers = false;
  const list = page.lookup(PDFName.of('Annots'));
  for (let i = 0; list instanceof PDFArray && i < list.size(); i++) {
    const annotation = list.lookup(i);
    if (!(annotation instanceof PDFDict)) continue;
    if (fieldType(annotation) === PDFName.of('Sig')) signatures.push(i);
    else if (isVisible(annotation)) hasVisibleOthers = true;
  }
  return { signatures, hasVisibleOthers };
}

// /FT may stand on a parent field.
function fieldType(annotation: PDFDict): unknown {
  let field: unknown = annotation;
  for (let depth = 0; field instanceof PDFDict && depth < 32; depth++) {
    const type = field.lookup(PDFName.of('FT'));
    if (type !== undefined) return type;
    field = field.lookup(PDFName.of('Parent'));
  }
  return undefined;
}

function isVisible(annotation: PDFDict): boolean {
  const subtype = annotation.lookup(PDFName.of('Subtype'));
  if (subtype === PDFName.of('Link') || subtype === PDFName.of('Popup')) return false;
  if ((numberIn(annotation, 'F') & (hidden | noView)) !== 0) return false;
  const appearance = annotation.lookup(PDFName.of('AP'));
  const normal = appearance instanceof PDFDict ? appearance.lookup(PDFName.of('N')) : undefined;
  // Several states (a check box) count as seen; an empty appearance does not.
  return normal instanceof PDFRawStream ? normal.contents.length > 0 : normal instanceof PDFDict;
}

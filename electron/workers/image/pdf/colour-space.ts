// Recognises the colour spaces whose samples can be put into an image file as they are.
// Must not convert colours; null means "render instead".
import { PDFArray, PDFHexString, PDFName, PDFNumber, PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import { decodeFilters } from './stream-filters.ts';

export type ColourSpace =
  | { readonly kind: 'gray'; readonly iccProfile: Uint8Array | null }
  | { readonly kind: 'rgb'; readonly iccProfile: Uint8Array | null }
  /** RGB triples. */
  | { readonly kind: 'indexed'; readonly palette: Uint8Array };

export function colourSpaceOf(value: unknown): ColourSpace | null {
  if (value instanceof PDFName) return deviceSpace(value.decodeText());
  if (!(value instanceof PDFArray)) return null;
  const family = value.lookup(0);
  if (!(family instanceof PDFName)) return null;
  switch (family.decodeText()) {
    case 'ICCBased':
      return iccSpace(value.lookup(1));
    case 'Indexed':
    case 'I':
      return indexedSpace(value);
    // Subtle: a calibrated space is near enough to gray or sRGB for a screen, but not "as it is"; few scanners use it.
    default:
      return value.size() === 1 ? deviceSpace(family.decodeText()) : null;
  }
}

/** sRGB is what a picture without a profile means, so such a profile need not be carried along. */
export function isPlainSrgb(profile: Uint8Array): boolean {
  const text = Buffer.from(profile).toString('latin1').replaceAll('\0', '');
  return text.includes('sRGB') || text.includes('sGray') || text.includes('sGrey');
}

function deviceSpace(name: string): ColourSpace | null {
  if (name === 'DeviceGray' || name === 'G') return { kind: 'gray', iccProfile: null };
  if (name === 'DeviceRGB' || name === 'RGB') return { kind: 'rgb', iccProfile: null };
  return null;
}

function iccSpace(stream: unknown): ColourSpace | null {
  if (!(stream instanceof PDFRawStream)) return null;
  const components = stream.dict.lookup(PDFName.of('N'));
  const count = components instanceof PDFNumber ? components.asNumber() : 0;
  if (count !== 1 && count !== 3) return null;
  const { bytes } = decodeFilters(stream);
  // ICC.1: the data colour space stands at byte 16; a profile of the wrong class must not be carried along.
  const space = Buffer.from(bytes.subarray(16, 20)).toString('latin1');
  if (space !== (count === 1 ? 'GRAY' : 'RGB ')) return null;
  return { kind: count === 1 ? 'gray' : 'rgb', iccProfile: bytes };
}

function indexedSpace(array: PDFArray): ColourSpace | null {
  const base = colourSpaceOf(array.lookup(1));
  if (base === null || base.kind === 'indexed') return null;
  if (base.iccProfile !== null && !isPlainSrgb(base.iccProfile)) return null;
  const table = array.lookup(3);
  let bytes: Uint8Array;
  if (table instanceof PDFRawStream) bytes = decodeFilters(table).bytes;
  else if (table instanceof PDFString || table instanceof PDFHexString) bytes = table.asBytes();
  else return null;
  if (base.kind === 'rgb') return { kind: 'indexed', palette: bytes.subarray(0, 768) };
  return { kind: 'indexed', palette: Uint8Array.from([...bytes.subarray(0, 256)].flatMap((v) => [v, v, v])) };
}

// Writes one PDF/A file page by page: pictures, text layers, font, colour intent, metadata.
// Must not keep pages in memory after they are written; must not check its own work (read-back.ts does).
import { createHash } from 'node:crypto';
import type { PdfLevel, PdfMetadata, PdfPageInput } from '../tasks.ts';
import { createInvisibleFonts } from './invisible-font.ts';
import { createObjectWriter, type ObjectWriter, type WrittenFile } from './object-writer.ts';
import { type EncodedImage, encodePageImage } from './page-image.ts';
import { pdfNumber, pdfReference, pdfTextString } from './pdf-syntax.ts';
import { makeSrgbProfile } from './srgb-profile.ts';
import { buildTextLayer } from './text-layer.ts';
import { infoDictionary, xmpPacket } from './xmp.ts';

/** What a reader must find on a page. */
export interface ExpectedPage {
  readonly imageSha256: string;
  readonly imageBytes: number;
  readonly imageWidthPx: number;
  readonly imageHeightPx: number;
  readonly words: readonly string[];
  /** As shown, after /Rotate. */
  readonly widthPt: number;
  readonly heightPt: number;
}

export interface WrittenDocument extends WrittenFile {
  readonly pages: readonly ExpectedPage[];
  readonly xmp: Buffer;
}

/** Largest and smallest page side PDF/A allows (ISO 19005-2, 6.1.13; PDF 1.4, appendix C), in points. */
const MAX_SIDE_PT = 14_400;
const MIN_SIDE_PT = 3;

/** `path` must not exist. Throws operating-system errors, PAGE_IMAGE_FAILED. */
export async function writeDocument(
  input: { pages: readonly PdfPageInput[]; metadata: PdfMetadata; level: PdfLevel },
  path: string,
): Promise<WrittenDocument> {
  const { metadata, level } = input;
  const writer = createObjectWriter(path, level === '1b' ? '1.4' : '1.7');
  try {
    const [catalog, pageTree, fontResources, info] = [1, 2, 3, 4].map(() => writer.reserve()) as [
      number,
      number,
      number,
      number,
    ];
    const fonts = createInvisibleFonts();
    const profiles = createProfileStore(writer);
    const pageObjects: number[] = [];
    const pages: ExpectedPage[] = [];
    for (const page of input.pages) {
      const image = await encodePageImage(page.image, level);
      const imageObject = writeImage(writer, image, profiles);
      const size = pageSize(image, page.dpi);
      const layer = page.text
        ? buildTextLayer(page.text, { ...size, rotation: page.rotation }, fonts)
        : { operators: '', words: [] };
      const contents = writer.reserve();
      const picture = `q\n${pdfNumber(size.widthPt)} 0 0 ${pdfNumber(size.heightPt)} 0 0 cm\n/Im0 Do\nQ\n`;
      writer.deflatedStream(contents, '', Buffer.from(picture + layer.operators, 'latin1'));
      const pageObject = writer.reserve();
      const fontEntry = layer.operators ? ` /Font ${pdfReference(fontResources)}` : '';
      writer.object(
        pageObject,
        `<< /Type /Page /Parent ${pdfReference(pageTree)} /MediaBox [0 0 ${pdfNumber(size.widthPt)} ${pdfNumber(size.heightPt)}]` +
          `${page.rotation ? ` /Rotate ${page.rotation}` : ''} ` +
          `/Resources << /XObject << /Im0 ${pdfReference(imageObject)} >>${fontEntry} >> /Contents ${pdfReference(contents)} >>`,
      );
      pageObjects.push(pageObject);
      const turned = page.rotation === 90 || page.rotation === 270;
      pages.push({
        imageSha256: createHash('sha256').update(image.data).digest('hex'),
        imageBytes: image.data.length,
        imageWidthPx: image.widthPx,
        imageHeightPx: image.heightPx,
        words: layer.words,
        widthPt: turned ? size.heightPt : size.widthPt,
        heightPt: turned ? size.widthPt : size.heightPt,
      });
    }
    fonts.write(writer, fontResources);
    const kids = pageObjects.map(pdfReference).join(' ');
    writer.object(pageTree, `<< /Type /Pages /Count ${pageObjects.length} /Kids [${kids}] >>`);
    const intent = writeOutputIntent(writer, profiles);
    const xmp = xmpPacket(metadata, level);
    const xmpObject = writer.reserve();
    // Uncompressed: PDF/A-1 demands it (findings, trap 13) and other programs look for it in the plain bytes.
    writer.stream(xmpObject, '/Type /Metadata /Subtype /XML', xmp);
    writer.object(
      catalog,
      `<< /Type /Catalog /Pages ${pdfReference(pageTree)} /Metadata ${pdfReference(xmpObject)} ` +
        `/OutputIntents [${pdfReference(intent)}] /Lang ${pdfTextString(metadata.language)} ` +
        '/ViewerPreferences << /DisplayDocTitle true >> /PageLabels << /Nums [0 << /S /D >>] >> >>',
    );
    writer.object(info, infoDictionary(metadata));
    return { ...writer.finish(catalog, info), pages, xmp };
  } finally {
    writer.abandon();
  }
}

/** Points of the stored picture at its resolution, brought into what PDF/A allows with the proportions kept. */
function pageSize(image: EncodedImage, dpi: number): { widthPt: number; heightPt: number } {
  const points = dpi > 0 ? 72 / dpi : 1;
  const longest = Math.max(image.widthPx, image.heightPx) * points;
  const fit = longest > MAX_SIDE_PT ? MAX_SIDE_PT / longest : 1;
  const side = (px: number) => Math.max(px * points * fit, MIN_SIDE_PT);
  return { widthPt: side(image.widthPx), heightPt: side(image.heightPx) };
}

type ProfileStore = (profile: Buffer, components: number) => number;

/** Each colour profile is written once. */
function createProfileStore(writer: ObjectWriter): ProfileStore {
  const known = new Map<string, number>();
  return (profile, components) => {
    const key = createHash('sha256').update(profile).digest('hex');
    let object = known.get(key);
    if (object === undefined) {
      object = writer.reserve();
      known.set(key, object);
      const alternate = components === 1 ? '/DeviceGray' : '/DeviceRGB';
      writer.deflatedStream(object, `/N ${components} /Alternate ${alternate}`, profile);
    }
    return object;
  };
}

function writeImage(writer: ObjectWriter, image: EncodedImage, profiles: ProfileStore): number {
  const space = image.colourSpace;
  let colourSpace: string;
  switch (space.kind) {
    case 'gray':
      colourSpace = '/DeviceGray';
      break;
    case 'rgb':
      colourSpace = '/DeviceRGB';
      break;
    case 'icc':
      colourSpace = `[/ICCBased ${pdfReference(profiles(space.profile, space.components))}]`;
      break;
    case 'indexed':
      colourSpace = `[/Indexed /DeviceRGB ${space.paletteRgb.length / 3 - 1} <${space.paletteRgb.toString('hex').toUpperCase()}>]`;
      break;
  }
  const object = writer.reserve();
  writer.stream(
    object,
    `/Type /XObject /Subtype /Image /Width ${image.widthPx} /Height ${image.heightPx} /ColorSpace ${colourSpace} ` +
      `/BitsPerComponent ${image.bitsPerComponent} ${image.filter}`,
    image.data,
  );
  return object;
}

/** sRGB for every page; gray and bitonal pictures are fine under it (findings, trap 8). */
function writeOutputIntent(writer: ObjectWriter, profiles: ProfileStore): number {
  const profile = profiles(makeSrgbProfile(), 3);
  const intent = writer.reserve();
  writer.object(
    intent,
    '<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) ' +
      `/RegistryName (http://www.color.org) /Info (sRGB IEC61966-2.1) /DestOutputProfile ${pdfReference(profile)} >>`,
  );
  return intent;
}

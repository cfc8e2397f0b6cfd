// The document's metadata twice over, as the Info dictionary and as an XMP packet that agree with each other.
// Must not invent values: what is empty is left out of both.
import type { PdfLevel, PdfMetadata } from '../tasks.ts';
import { pdfDate, pdfTextString } from './pdf-syntax.ts';

const PRODUCER = 'Tàng Thư';

export function pdfaIdentification(level: PdfLevel): { part: string; conformance: string } {
  return { part: level[0]!, conformance: level[1]!.toUpperCase() };
}

/** The body of the Info dictionary. */
export function infoDictionary(metadata: PdfMetadata): string {
  const m = clean(metadata);
  const entries: [string, string][] = [
    ['Title', m.title],
    ['Author', m.author],
    ['Subject', m.subject],
    ['Keywords', m.keywords],
    ['Creator', PRODUCER],
    ['Producer', PRODUCER],
  ];
  const texts = entries
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `/${key} ${pdfTextString(value)}`);
  const date = pdfDate(m.createdAt);
  return `<< ${texts.join(' ')} /CreationDate ${date} /ModDate ${date} >>`;
}

/** The XMP packet, UTF-8. Only predefined schemas, so no extension description is needed (findings, trap 14). */
export function xmpPacket(metadata: PdfMetadata, level: PdfLevel): Buffer {
  const m = clean(metadata);
  const { part, conformance } = pdfaIdentification(level);
  const alternative = (name: string, value: string) =>
    value &&
    `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(value)}</rdf:li></rdf:Alt></${name}>`;
  const list = (name: string, kind: 'Seq' | 'Bag', values: readonly string[]) =>
    values.length > 0 &&
    `<${name}><rdf:${kind}>${values.map((v) => `<rdf:li>${escapeXml(v)}</rdf:li>`).join('')}</rdf:${kind}></${name}>`;
  const plain = (name: string, value: string) => value && `<${name}>${escapeXml(value)}</${name}>`;
  const properties = [
    `<pdfaid:part>${part}</pdfaid:part>`,
    `<pdfaid:conformance>${conformance}</pdfaid:conformance>`,
    '<dc:format>application/pdf</dc:format>',
    plain('dc:identifier', m.identifier),
    alternative('dc:title', m.title),
    // Info's Author is one string, so the sequence has one entry: PDF/A-1 compares them.
    list('dc:creator', 'Seq', m.author ? [m.author] : []),
    alternative('dc:description', m.subject),
    list('dc:language', 'Bag', m.language ? [m.language] : []),
    plain('pdf:Keywords', m.keywords),
    plain('pdf:Producer', PRODUCER),
    plain('xmp:CreatorTool', PRODUCER),
    plain('xmp:CreateDate', xmpDate(m.createdAt)),
    plain('xmp:ModifyDate', xmpDate(m.createdAt)),
    plain('xmp:MetadataDate', xmpDate(m.createdAt)),
  ].filter(Boolean);
  const packet = [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"' +
      ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">',
    ...properties,
    '</rdf:Description>',
    '</rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="w"?>',
  ];
  return Buffer.from(packet.join('\n'), 'utf8');
}

/** Texts NFC, on one line, without characters XML cannot hold. */
function clean(metadata: PdfMetadata): PdfMetadata {
  const line = (text: string) =>
    text
      .replace(/[\p{Cs}\p{Noncharacter_Code_Point}]/gu, '')
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .normalize('NFC');
  return {
    title: line(metadata.title),
    author: line(metadata.author),
    subject: line(metadata.subject),
    keywords: line(metadata.keywords),
    identifier: line(metadata.identifier),
    createdAt: metadata.createdAt,
    language: line(metadata.language),
  };
}

/** XMP writes the zero offset as the PDF date does, so that the two stay comparable character by character. */
function xmpDate(iso: string): string {
  return iso.replace(/Z$/, '+00:00');
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

// Writes small PDFs object by object, so that tests decide exactly how an image lies on its page.
// Must not be clever: what is given is what stands in the file.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface TestStream {
  /** Entries of the dictionary, without << >> and Length. */
  readonly entries: string;
  readonly data: Uint8Array;
}

export interface TestPage {
  readonly content: string;
  /** Default: 0 0 198.72 280.8 (414 × 585 px at 150 dpi). */
  readonly mediaBox?: string;
  /** More entries of the page, e.g. /Rotate 90. */
  readonly entries?: string;
  /** Named /Im0, /Im1 … in the page's resources. */
  readonly objects?: readonly TestStream[];
  /** Dictionaries of annotations; `%AP` stands for an appearance stream that paints a black square. */
  readonly annotations?: readonly string[];
}

export const pageWidthPt = 198.72;
export const pageHeightPt = 280.8;
/** Draws /Im0 over the whole page. */
export const fullPage = `q ${pageWidthPt} 0 0 ${pageHeightPt} 0 0 cm /Im0 Do Q`;

export async function writeTestPdf(dir: string, pages: readonly TestPage[], name = 'thu.pdf') {
  const path = join(dir, name);
  await writeFile(path, testPdf(pages));
  return path;
}

export function testPdf(pages: readonly TestPage[]): Buffer {
  const objects: Buffer[] = [];
  const add = (body: string | Buffer): number => objects.push(Buffer.from(body));
  const addStream = ({ entries, data }: TestStream) =>
    add(
      Buffer.concat([
        Buffer.from(`<< ${entries} /Length ${data.length} >>\nstream\n`),
        data,
        Buffer.from('\nendstream'),
      ]),
    );
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add('');
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  const kids = pages.map((page) => {
    const names = (page.objects ?? []).map((object, i) => `/Im${i} ${addStream(object)} 0 R`).join(' ');
    const content = addStream({ entries: '', data: Buffer.from(page.content) });
    const annotations = (page.annotations ?? []).map((entries) => {
      const appearance = addStream({
        entries: '/Type /XObject /Subtype /Form /BBox [0 0 100 100]',
        data: Buffer.from('0 g 0 0 100 100 re f'),
      });
      return `${add(`<< /Type /Annot ${entries.replace('%AP', `/AP << /N ${appearance} 0 R >>`)} >>`)} 0 R`;
    });
    const resources = `<< /XObject << ${names} >> /Font << /F1 3 0 R >> >>`;
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [${page.mediaBox ?? `0 0 ${pageWidthPt} ${pageHeightPt}`}] ` +
        `/Resources ${resources} /Contents ${content} 0 R /Annots [${annotations.join(' ')}] ${page.entries ?? ''} >>`,
    );
  });
  objects[1] = Buffer.from(
    `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] /Count ${kids.length} >>`,
  );
  return assemble(objects);
}

function assemble(objects: readonly Buffer[]): Buffer {
  const parts = [Buffer.from('%PDF-1.5\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let at = parts[0]!.length;
  for (const [i, body] of objects.entries()) {
    const part = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    offsets.push(at);
    at += part.length;
    parts.push(part);
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

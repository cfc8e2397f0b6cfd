// Makes inventories as archives have them, for tests: .xlsx with fonts and runs by hand, .docx by hand, the rest by SheetJS.
// Must use no real archive's data; must not read anything back.
import { writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import { utils, type WorkBook, write } from '@e965/xlsx';

/** A zip of the given parts, deflated. `declaredBytes` lies about the unpacked size, as zip bombs do. */
export function zip(
  parts: Readonly<Record<string, string | Uint8Array>>,
  { declaredBytes }: { declaredBytes?: number } = {},
): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content as Uint8Array);
    const packed = deflateRawSync(bytes);
    const nameBytes = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(0x800, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(bytes), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(declaredBytes ?? bytes.length, 18);
    head.writeUInt16LE(nameBytes.length, 22);
    const more = Buffer.alloc(14);
    more.writeUInt32LE(offset, 10);
    local.push(Buffer.from('PK\x03\x04'), head, nameBytes, packed);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, more, nameBytes);
    offset += 4 + head.length + nameBytes.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}

const escapeXml = (text: string) =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one]!);

export interface RunSpec {
  readonly text: string;
  readonly font?: string;
}

/** What a test puts in a cell: a text, a number, or either with a font, a number format or runs. */
export type CellSpec =
  | string
  | number
  | null
  | {
      readonly text?: string;
      readonly number?: number;
      readonly font?: string;
      readonly format?: string;
      readonly runs?: readonly RunSpec[];
      readonly inline?: boolean;
      readonly formula?: string;
    };

export interface SheetSpec {
  readonly name: string;
  readonly rows: readonly (readonly CellSpec[])[];
  /** As Excel writes them: `A1:C1`. */
  readonly merges?: readonly string[];
  readonly hidden?: boolean;
}

const columnName = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : columnName(Math.floor(column / 26) - 1) + columnName(column % 26);

/** An .xlsx written by hand, since no library here writes fonts of runs. The parts can be changed before zipping. */
export function xlsxParts(
  sheets: readonly SheetSpec[],
  { date1904 = false }: { date1904?: boolean } = {},
): Record<string, string> {
  const fonts = ['Times New Roman'];
  const formats = ['General'];
  const styles = ['0|0'];
  const strings: string[] = [];
  const stringIndex = new Map<string, number>();
  const indexIn = (list: string[], value: string) => {
    const at = list.indexOf(value);
    return at >= 0 ? at : list.push(value) - 1;
  };
  const shared = (xml: string) => {
    let at = stringIndex.get(xml);
    if (at === undefined) {
      at = strings.push(xml) - 1;
      stringIndex.set(xml, at);
    }
    return at;
  };
  const textXml = (text: string) => `<t xml:space="preserve">${escapeXml(text)}</t>`;
  const runXml = ({ text, font }: RunSpec) =>
    `<r>${font ? `<rPr><sz val="12"/><rFont val="${font}"/><family val="2"/></rPr>` : ''}${textXml(text)}</r>`;
  const cellXml = (spec: CellSpec, place: string): string => {
    if (spec === null || spec === '') return '';
    const cell =
      typeof spec === 'string' ? { text: spec } : typeof spec === 'number' ? { number: spec } : spec;
    const { font = fonts[0]!, format = 'General' } = cell;
    const style = indexIn(styles, `${indexIn(fonts, font)}|${indexIn(formats, format)}`);
    const start = `<c r="${place}" s="${style}"`;
    if (cell.number !== undefined) return `${start}><v>${cell.number}</v></c>`;
    if (cell.formula !== undefined)
      return `${start} t="str"><f>${escapeXml(cell.formula)}</f><v>${escapeXml(cell.text ?? '')}</v></c>`;
    const body = cell.runs ? cell.runs.map(runXml).join('') : textXml(cell.text ?? '');
    if (cell.inline) return `${start} t="inlineStr"><is>${body}</is></c>`;
    return `${start} t="s"><v>${shared(body)}</v></c>`;
  };
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${sheets
      .map(
        ({ name, hidden }, index) =>
          `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packageRelations}">${sheets
      .map(
        (_, index) =>
          `<Relationship Id="rId${index + 1}" Type="${office}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
      )
      .join(
        '',
      )}<Relationship Id="rIdS" Type="${office}/styles" Target="/xl/styles.xml"/><Relationship Id="rIdT" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  };
  sheets.forEach((sheet, index) => {
    const rows = sheet.rows
      .map((cells, row) => {
        const xml = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`)).join('');
        return xml === '' ? '' : `<row r="${row + 1}">${xml}</row>`;
      })
      .join('');
    const merges = (sheet.merges ?? []).map((ref) => `<mergeCell ref="${ref}"/>`).join('');
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData>${merges ? `<mergeCells>${merges}</mergeCells>` : ''}</worksheet>`;
  });
  parts['xl/sharedStrings.xml'] =
    `<sst xmlns="${main}">${strings.map((xml) => `<si>${xml}</si>`).join('')}</sst>`;
  parts['xl/styles.xml'] = `<styleSheet xmlns="${main}"><numFmts>${formats
    .map((code, id) => `<numFmt numFmtId="${164 + id}" formatCode="${escapeXml(code)}"/>`)
    .join('')}</numFmts><fonts>${fonts
    .map((name) => `<font><sz val="12"/><name val="${name}"/></font>`)
    .join('')}</fonts><cellXfs>${styles
    .map((style) => {
      const [font, format] = style.split('|').map(Number);
      return `<xf numFmtId="${format === 0 ? 0 : 164 + format!}" fontId="${font}"/>`;
    })
    .join('')}</cellXfs></styleSheet>`;
  return parts;
}

export function writeXlsx(
  path: string,
  sheets: readonly SheetSpec[],
  options: { date1904?: boolean } = {},
): string {
  writeFileSync(path, zip(xlsxParts(sheets, options)));
  return path;
}

/** A paragraph, or a table of rows; a cell may span columns and go on from the row above. */
export type WordBlock =
  | { readonly paragraph: readonly RunSpec[]; readonly style?: string }
  | { readonly table: readonly (readonly WordCell[])[] };

export type WordCell =
  | string
  | {
      readonly runs?: readonly RunSpec[];
      readonly paragraphs?: readonly string[];
      readonly columns?: number;
      readonly merge?: 'restart' | 'continue';
    };

export function docxParts(
  blocks: readonly WordBlock[],
  { defaultFont = 'Times New Roman' }: { defaultFont?: string } = {},
): Record<string, string> {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const runXml = ({ text, font }: RunSpec) =>
    `<w:r>${font ? `<w:rPr><w:rFonts w:ascii="${font}" w:hAnsi="${font}"/></w:rPr>` : ''}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
  const paragraph = (runs: readonly RunSpec[], style?: string) =>
    `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}${runs.map(runXml).join('')}</w:p>`;
  const cellXml = (spec: WordCell) => {
    const cell = typeof spec === 'string' ? { runs: [{ text: spec }] } : spec;
    const span = cell.columns ? `<w:gridSpan w:val="${cell.columns}"/>` : '';
    const merge = cell.merge ? `<w:vMerge${cell.merge === 'restart' ? ' w:val="restart"' : ''}/>` : '';
    const body = cell.paragraphs
      ? cell.paragraphs.map((text) => paragraph([{ text }])).join('')
      : paragraph(cell.runs ?? []);
    return `<w:tc><w:tcPr>${span}${merge}</w:tcPr>${body}</w:tc>`;
  };
  const body = blocks
    .map((block) =>
      'table' in block
        ? `<w:tbl><w:tblPr/>${block.table.map((row) => `<w:tr>${row.map(cellXml).join('')}</w:tr>`).join('')}</w:tbl>`
        : paragraph(block.paragraph, block.style),
    )
    .join('');
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'word/styles.xml': `<w:styles xmlns:w="${word}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="${defaultFont}"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:styleId="TieuDe"><w:rPr><w:rFonts w:ascii=".VnTimeH"/></w:rPr></w:style></w:styles>`,
    'word/document.xml': `<w:document xmlns:w="${word}"><w:body>${body}</w:body></w:document>`,
  };
}

export function writeDocx(
  path: string,
  blocks: readonly WordBlock[],
  options: { defaultFont?: string } = {},
): string {
  writeFileSync(path, zip(docxParts(blocks, options)));
  return path;
}

/** By SheetJS: .xls (BIFF8), .ods and what else it writes. Merges as `A1:C1`; formats by place. */
export function writeWithSheetJs(
  path: string,
  bookType: 'biff8' | 'xlsx' | 'ods' | 'xlsb' | 'html' | 'xlml',
  rows: readonly (readonly (string | number | null)[])[],
  {
    merges = [],
    formats = {},
  }: { merges?: readonly string[]; formats?: Readonly<Record<string, string>> } = {},
): string {
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]));
  sheet['!merges'] = merges.map((ref) => utils.decode_range(ref));
  for (const [place, format] of Object.entries(formats)) sheet[place].z = format;
  const book: WorkBook = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Mục lục');
  writeFileSync(path, write(book, { type: 'buffer', bookType }) as Buffer);
  return path;
}

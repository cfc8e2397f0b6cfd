// Reads a table file of any supported kind: looks at the content, checks the size, calls the right reader.
// Must not trust the extension: .xls files are often HTML, XML or .xlsx in truth.
import { open, stat } from 'node:fs/promises';
import { CFB } from '@e965/xlsx';
import { AppError, asAppError } from '../../../shared/errors/app-error.ts';
import { readCsv, unmarkedUtf16 } from './csv.ts';
import { readDocx } from './docx.ts';
import { type Limits, tooLarge, limits as usualLimits } from './limits.ts';
import { damaged, openPackage } from './package.ts';
import { readWithSheetJs } from './sheetjs.ts';
import type { TableTasks, Workbook } from './table-tasks.ts';
import { readXlsx } from './xlsx.ts';

export const tableTasks: TableTasks = { readWorkbook: (input) => readWorkbook(input) };

/** See table-tasks.ts. `limits` only for tests. */
export async function readWorkbook(
  { path, name }: { path: string; name: string },
  limits: Limits = usualLimits,
): Promise<Workbook> {
  const { size, head } = await look(path, name);
  if (size > limits.fileBytes) throw tooLarge(name, 'fileBytes', limits);
  if (startsWith(head, 'PK')) return readPackage(path, name, limits);
  const bytes = await readAll(path);
  if (startsWith(head, '\xD0\xCF\x11\xE0')) return readCompound(bytes, name, limits);
  // BIFF2–5 without a compound file around it.
  if (head[0] === 0x09 && [0x00, 0x02, 0x04].includes(head[1] ?? -1) && (head[3] ?? 1) === 0)
    return { format: 'xls', sheets: readWithSheetJs(bytes, name, limits) };
  const start = new TextDecoder('latin1')
    .decode(head)
    .replace(/^[\xEF\xBB\xBF\s]+/, '')
    .toLowerCase();
  if (/^<(\?xml|!doctype html|html|table|meta|style)/.test(start)) {
    if (!/<table|<html|urn:schemas-microsoft-com:office:spreadsheet|<workbook/.test(start))
      throw new AppError('TABLE_UNSUPPORTED', { path: name });
    return { format: 'xls', sheets: readWithSheetJs(bytes, name, limits) };
  }
  if (size === 0 || !looksLikeText(head)) throw new AppError('TABLE_UNSUPPORTED', { path: name });
  return { format: 'csv', sheets: readCsv(bytes, name, limits) };
}

async function readPackage(path: string, name: string, limits: Limits): Promise<Workbook> {
  const pack = await openPackage(path, name, limits);
  try {
    if (pack.parts.has('xl/workbook.bin'))
      return { format: 'xlsx', sheets: readWithSheetJs(await readAll(path), name, limits) };
    if (pack.parts.has('META-INF/manifest.xml') && pack.parts.has('content.xml')) {
      let spreadsheet = false;
      await pack.parse('META-INF/manifest.xml', {
        open(element, attributes) {
          if (element === 'encryption-data') throw new AppError('TABLE_ENCRYPTED', { path: name });
          if (/opendocument\.spreadsheet/.test(attributes['media-type'] ?? '')) spreadsheet = true;
        },
      });
      if (!spreadsheet) throw new AppError('TABLE_UNSUPPORTED', { path: name });
      return { format: 'ods', sheets: readWithSheetJs(await readAll(path), name, limits) };
    }
    if ([...pack.parts].some((part) => /^xl\//.test(part)))
      return { format: 'xlsx', sheets: await readXlsx(pack, name, limits) };
    if ([...pack.parts].some((part) => /^word\//.test(part)))
      return { format: 'docx', sheets: await readDocx(pack, name, limits) };
    throw new AppError('TABLE_UNSUPPORTED', { path: name });
  } finally {
    pack.close();
  }
}

/** OLE files: old Excel, old Word (not read), and the envelope around encrypted .xlsx and .docx. */
function readCompound(bytes: Uint8Array, name: string, limits: Limits): Workbook {
  let streams: string[];
  try {
    streams = CFB.read(bytes, { type: 'buffer' }).FullPaths.map((one: string) => one.replace(/^.*\//, ''));
  } catch (error) {
    throw damaged(name, error);
  }
  if (streams.includes('EncryptedPackage')) throw new AppError('TABLE_ENCRYPTED', { path: name });
  if (!streams.some((one) => /^(Workbook|Book)$/i.test(one)))
    throw new AppError('TABLE_UNSUPPORTED', { path: name });
  return { format: 'xls', sheets: readWithSheetJs(bytes, name, limits) };
}

async function look(path: string, name: string): Promise<{ size: number; head: Uint8Array }> {
  try {
    // Opening a pipe would wait for ever; a folder has no content.
    if (!(await stat(path)).isFile()) throw new AppError('TABLE_UNSUPPORTED', { path: name });
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const buffer = new Uint8Array(4096);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
      return { size, head: buffer.subarray(0, bytesRead) };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw asAppError(error, path);
  }
}

async function readAll(path: string): Promise<Buffer> {
  try {
    await using file = await open(path, 'r');
    return await file.readFile();
  } catch (error) {
    throw asAppError(error, path);
  }
}

const startsWith = (head: Uint8Array, magic: string) =>
  [...magic].every((character, index) => head[index] === character.charCodeAt(0));

/** Text has no control characters but line ends, tabs and, from DOS programs, a last 0x1A. */
function looksLikeText(head: Uint8Array): boolean {
  const marked = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (marked || unmarkedUtf16(head) !== null) return true;
  return head.every(
    (byte, index) => byte >= 32 || (byte >= 9 && byte <= 13) || (byte === 0x1a && index === head.length - 1),
  );
}

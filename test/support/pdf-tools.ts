// Calls the Debian tools that look at our PDFs from outside: qpdf, poppler, mutool, PDFBox preflight.
// Must not be used by the program; a missing tool is a failure in CI and a skipped test on a desk.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const PACKAGES = {
  qpdf: 'qpdf',
  pdftotext: 'poppler-utils',
  pdfimages: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  mutool: 'mupdf-tools',
  preflight: 'libpdfbox2-java libjaxb-api-java default-jre-headless',
} as const;
export type PdfTool = keyof typeof PACKAGES;

const JAVA_FOLDER = '/usr/share/java';
const PREFLIGHT_JARS = [
  'preflight',
  'pdfbox2',
  'fontbox2',
  'xmpbox',
  'commons-logging',
  'javax.activation',
  'jaxb-api',
].map((name) => join(JAVA_FOLDER, `${name}.jar`));

/** Whether all tools are there. Throws under CI=true when one is not, so that no test passes by being skipped. */
export function hasPdfTools(...tools: PdfTool[]): boolean {
  const missing = tools.filter((tool) => !isInstalled(tool));
  if (missing.length === 0) return true;
  if (process.env.CI === 'true') {
    throw new Error(
      `missing ${missing.join(', ')}: apt-get install ${missing.map((t) => PACKAGES[t]).join(' ')}`,
    );
  }
  return false;
}

function isInstalled(tool: PdfTool): boolean {
  if (tool === 'preflight') return onPath('java') && PREFLIGHT_JARS.every((jar) => existsSync(jar));
  return onPath(tool);
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** qpdf's complaints; '' when there are none. */
export function qpdfComplaints(pdfPath: string): string {
  const run = spawnSync('qpdf', ['--check', pdfPath], { encoding: 'utf8' });
  return run.status === 0 ? '' : `${run.stdout}${run.stderr}`;
}

/** PDFBox's verdict on PDF/A-1b; '' when valid. */
export function preflightComplaints(pdfPath: string): string {
  const run = spawnSync(
    'java',
    ['-cp', PREFLIGHT_JARS.join(':'), 'org.apache.pdfbox.preflight.Validator_A1b', pdfPath],
    { encoding: 'utf8' },
  );
  return run.status === 0 ? '' : `exit ${run.status}\n${run.stdout}${run.stderr}`;
}

/** Text of the file as poppler gives it, in content order (`raw`) or by its own layout analysis. */
export function popplerText(pdfPath: string, order: 'raw' | 'layout' | 'default' = 'raw'): string {
  const option = order === 'default' ? [] : [`-${order}`];
  return execFileSync('pdftotext', [...option, pdfPath, '-'], { encoding: 'utf8' });
}

export function mupdfText(pdfPath: string): string {
  return execFileSync('mutool', ['draw', '-q', '-F', 'txt', pdfPath], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

export interface PopplerWord {
  readonly page: number;
  readonly text: string;
  /** Points from the top left of the page as shown. */
  readonly box: readonly [x0: number, y0: number, x1: number, y1: number];
}

export function popplerWords(pdfPath: string): PopplerWord[] {
  const html = execFileSync('pdftotext', ['-raw', '-bbox', pdfPath, '-'], { encoding: 'utf8' });
  const words: PopplerWord[] = [];
  let page = 0;
  for (const m of html.matchAll(
    /<page |<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">([^<]*)</g,
  )) {
    if (m[1] === undefined) page++;
    else
      words.push({
        page,
        text: unescapeXml(m[5]!),
        box: [Number(m[1]), Number(m[2]), Number(m[3]), Number(m[4])],
      });
  }
  return words;
}

function unescapeXml(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

/** The images as stored (`-all`) or decoded to PNG, in page order, with their file extension. */
export function extractImages(pdfPath: string, form: 'all' | 'png'): { extension: string; data: Buffer }[] {
  const folder = mkdtempSync(join(tmpdir(), 'pdfimages-'));
  try {
    execFileSync('pdfimages', [`-${form}`, pdfPath, join(folder, 'i')]);
    return readdirSync(folder)
      .filter((name) => !name.endsWith('.params'))
      .sort()
      .map((name) => ({
        extension: name.slice(name.lastIndexOf('.') + 1),
        data: readFileSync(join(folder, name)),
      }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The page as poppler paints it, PNG; `page` from 1. */
export function renderPage(pdfPath: string, page: number, dpi: number): Buffer {
  const args = ['-png', '-r', String(dpi), '-f', String(page), '-l', String(page), '-singlefile', pdfPath];
  return execFileSync('pdftoppm', args, { maxBuffer: 1 << 28 });
}

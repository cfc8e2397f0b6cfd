// One Tesseract engine per thread: starts it, feeds it a grey picture, takes out lines of words.
// Must not decode files, prepare pictures or judge the words.
//
// Why the core's own interface and not tesseract.js' worker script: that script runs a nested worker or needs an
// adapter for fetch and caches, always loads the full core in Node, never settles when language data is missing,
// and answers only with a JSON of every symbol and choice (0.12 s CPU on a page of 452 words; the iterator costs 0.025).
import { AppError } from '../../../shared/errors/app-error.ts';
import type { RecognitionModel } from '../tasks.ts';
import type { GreyPicture } from './grey-picture.ts';
import { languageData } from './language-data.ts';
import { type CoreBox, level, startCore, type TessBaseApi, type TesseractCore } from './tesseract-core.ts';

/** A word as the engine gives it; pixels of the picture it was given, confidence 0..1. */
export interface RawWord {
  readonly text: string;
  readonly confidence: number;
  readonly box: CoreBox;
}

export interface RawLine {
  readonly words: readonly RawWord[];
  readonly box: CoreBox;
  readonly baseline: CoreBox;
  /** Ordinals over the page of the engine's block and paragraph. */
  readonly block: number;
  readonly paragraph: number;
}

/** The smallest box around all; an upside-down one for none. */
export function boundsOf(items: readonly { readonly box: CoreBox }[]): CoreBox {
  const box = { x0: Number.POSITIVE_INFINITY, y0: Number.POSITIVE_INFINITY, x1: 0, y1: 0 };
  for (const item of items) {
    box.x0 = Math.min(box.x0, item.box.x0);
    box.y0 = Math.min(box.y0, item.box.y0);
    box.x1 = Math.max(box.x1, item.box.x1);
    box.y1 = Math.max(box.y1, item.box.y1);
  }
  return box;
}

interface Engine {
  readonly core: TesseractCore;
  readonly api: TessBaseApi;
  readonly key: string;
  readonly messages: string[];
}

const engineModeLstm = 1;
const pageSegmentationAuto = '3';

/** One per model size: a second look with the other size must not throw away the first engine. */
const engines = new Map<RecognitionModel, Engine>();

/**
 * Lines in the engine's reading order. `dpi` is that of the picture given: without it the engine guesses and
 * can scramble the reading order. Errors: OCR_LANGUAGE_MISSING, OCR_FAILED.
 */
export async function readLines(
  picture: GreyPicture,
  dpi: number,
  languages: readonly string[],
  size: RecognitionModel,
): Promise<RawLine[]> {
  const engine = await engineFor(languages, size);
  try {
    engine.api.SetVariable('user_defined_dpi', String(Math.round(dpi)));
    engine.core.FS.writeFile('/input', portableGreyMap(picture));
    if (engine.api.SetImageFile(1, 0) === 1) throw new Error('the engine does not take the picture');
    if (engine.api.Recognize(null) !== 0) throw new Error('the engine gave up');
    return takeLines(engine);
  } catch (cause) {
    // After an abort the module's memory is not to be trusted: the next page starts a new engine.
    engines.delete(size);
    throw new AppError('OCR_FAILED', { detail: failureDetail(cause, engine.messages) }, { cause });
  } finally {
    engine.messages.length = 0;
    if (engines.get(size) === engine) engine.api.Clear();
  }
}

async function engineFor(languages: readonly string[], size: RecognitionModel): Promise<Engine> {
  const wanted = languages.join('+');
  const running = engines.get(size);
  if (running?.key === wanted) return running;
  const data = await Promise.all(
    languages.map(async (name) => [name, await languageData(name, size)] as const),
  );
  const messages: string[] = [];
  try {
    // A new language set gets a new module: the old one's memory would stay as large as it grew.
    const core = await startCore((text) => messages.push(text));
    for (const [name, bytes] of data) core.FS.writeFile(`/${name}.traineddata`, bytes);
    const api = new core.TessBaseAPI();
    if (api.Init('/', wanted, engineModeLstm) !== 0) throw new Error('language data does not fit the engine');
    for (const name of languages) core.FS.unlink(`/${name}.traineddata`);
    api.SetVariable('tessedit_pageseg_mode', pageSegmentationAuto);
    // White on black is not looked for: 2.33 → 2.15 CPU-s a page, CER 3.18 → 3.17 % (eight transcribed pages, one run).
    api.SetVariable('tessedit_do_invert', '0');
    const engine = { core, api, key: wanted, messages };
    engines.set(size, engine);
    return engine;
  } catch (cause) {
    throw new AppError('OCR_FAILED', { detail: failureDetail(cause, messages) }, { cause });
  }
}

function takeLines(engine: Engine): RawLine[] {
  const lines: RawLine[] = [];
  const iterator = engine.api.GetIterator();
  // Subtle: the wrapper of a null pointer is truthy; an empty page answers null and every call on it would trap.
  if (iterator === undefined || pointerOf(iterator) === 0) return lines;
  try {
    let block = -1;
    let paragraph = -1;
    let words: RawWord[] = [];
    iterator.Begin();
    do {
      if (iterator.IsAtBeginningOf(level.block)) block++;
      if (iterator.IsAtBeginningOf(level.paragraph)) paragraph++;
      if (iterator.IsAtBeginningOf(level.line)) {
        words = [];
        const box = iterator.getBoundingBox(level.line);
        const line = iterator.getBaseline(level.line);
        const baseline = line.has_baseline ? line : { x0: box.x0, y0: box.y1, x1: box.x1, y1: box.y1 };
        lines.push({ words, box, baseline, block, paragraph });
      }
      const text = iterator.GetUTF8Text(level.word)?.trim() ?? '';
      if (text !== '') {
        const confidence = Math.min(1, Math.max(0, iterator.Confidence(level.word) / 100));
        words.push({ text, confidence, box: iterator.getBoundingBox(level.word) });
      }
    } while (iterator.Next(level.word));
  } finally {
    engine.core.destroy(iterator);
  }
  return lines.filter((line) => line.words.length > 0);
}

function pointerOf(object: unknown): number {
  for (const value of Object.values(object as Record<string, unknown>)) {
    if (typeof value === 'number') return value;
  }
  return 0;
}

/** Grey PGM: the cheapest picture the engine reads (93–129 ms CPU less than PNG's 299–319). It carries no DPI. */
function portableGreyMap(picture: GreyPicture): Uint8Array {
  const head = Buffer.from(`P5\n${picture.widthPx} ${picture.heightPx}\n255\n`, 'latin1');
  const out = new Uint8Array(head.length + picture.pixels.length);
  out.set(head);
  out.set(picture.pixels, head.length);
  return out;
}

function failureDetail(cause: unknown, messages: readonly string[]): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return [reason, ...messages.slice(-3)].join('; ').slice(0, 500);
}

// Where the language models are on disk, and their bytes.
// Must not fetch or write anything: a model that was not shipped is an error.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { RecognitionModel } from '../tasks.ts';

export type Language = 'vie' | 'fra' | 'eng';

const require = createRequire(import.meta.url);

/** The uncompressed traineddata of a language. Errors: OCR_LANGUAGE_MISSING. */
export async function languageData(language: string, size: RecognitionModel): Promise<Uint8Array> {
  try {
    const bytes = await readFile(languageDataPath(language, size));
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  } catch (cause) {
    throw new AppError('OCR_LANGUAGE_MISSING', { language }, { cause });
  }
}

function languageDataPath(language: string, size: RecognitionModel): string {
  if (!/^[a-z]{3}$/.test(language)) throw new Error(`not a language code: ${language}`);
  if (language === 'vie' && size === 'fast') {
    return fileURLToPath(new URL('../../../resources/ocr/vie_fast/vie.traineddata', import.meta.url));
  }
  const home = dirname(require.resolve(`@tesseract.js-data/${language}/package.json`));
  return join(home, '4.0.0_best_int', `${language}.traineddata.gz`);
}

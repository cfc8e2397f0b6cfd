// Names how a page is read. Two results with the same recipe are interchangeable; change it when reading changes.
import type { RecognitionModel } from '../../workers/tasks.ts';

/** Version of our own preprocessing, parameters and post-processing. Raise it when results would differ. */
const pipelineVersion = 1;

/** E.g. `tesseract.js-7/vie+fra/fast/p1`. */
export function recipeOf(languages: readonly string[], model: RecognitionModel): string {
  return `tesseract.js-7/${languages.join('+')}/${model}/p${pipelineVersion}`;
}

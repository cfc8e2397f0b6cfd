// Where the worker threads' files are. The packaged program ships the same sources, so there is one answer.

export function workerEntry(name: 'ocr' | 'image' | 'pdf'): URL {
  return new URL(`../workers/${name}/main.ts`, import.meta.url);
}

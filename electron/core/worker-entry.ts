// Where the worker threads' files are: TypeScript in the source tree, bundles beside this file in the packaged program.

export function workerEntry(name: 'ocr' | 'image' | 'pdf'): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL(`../workers/${name}/main.ts`, import.meta.url)
    : new URL(`./worker-${name}.mjs`, import.meta.url);
}

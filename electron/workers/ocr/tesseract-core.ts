// Loads the WASM build of Tesseract and types the little of its interface that is used.
// Must not know pages, pictures or language folders.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { isMainThread, workerData } from 'node:worker_threads';

const require = createRequire(import.meta.url);

/** A compiled module; opaque here. */
export type WasmModule = { readonly wasmModule: never };
type WasmInstance = { readonly exports: unknown };

// The compiler is told neither of the DOM nor of WebAssembly, so the two functions used are typed here.
const { compile, instantiate } = (
  globalThis as unknown as {
    WebAssembly: {
      compile(bytes: Uint8Array): Promise<WasmModule>;
      instantiate(module: WasmModule, imports: object): Promise<WasmInstance>;
    };
  }
).WebAssembly;

/** Fastest first. Only builds with the LSTM engine: the legacy engine has no Vietnamese data here. */
const variants = ['relaxedsimd-lstm', 'simd-lstm', 'lstm'] as const;
export type CoreVariant = (typeof variants)[number];

export interface CompiledCore {
  readonly variant: CoreVariant;
  readonly module: WasmModule;
}

/** Levels of Tesseract's result iterator. */
export const level = { block: 0, paragraph: 1, line: 2, word: 3 } as const;

export interface CoreBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

export interface ResultIterator {
  Begin(): void;
  Next(level: number): boolean;
  IsAtBeginningOf(level: number): boolean;
  GetUTF8Text(level: number): string;
  Confidence(level: number): number;
  BlockType(): number;
  getBoundingBox(level: number): CoreBox;
  getBaseline(level: number): CoreBox & { readonly has_baseline: boolean };
}

export interface TessBaseApi {
  /** 0 when the data was found and fits. */
  Init(dataFolder: string, languages: string, engineMode: number, configFile?: string): number;
  SetVariable(name: string, value: string): boolean;
  /** Reads `/input` of the module's own file system; 1 when it is not a picture. */
  SetImageFile(exifOrientation: number, angle: number): number;
  /** 0 when all went well. */
  Recognize(monitor: null): number;
  GetIterator(): ResultIterator;
  Clear(): void;
  End(): void;
}

export interface TesseractCore {
  readonly FS: { writeFile(path: string, bytes: Uint8Array | string): void; unlink(path: string): void };
  readonly TessBaseAPI: new () => TessBaseApi;
  readonly destroy: (object: unknown) => void;
}

type CoreFactory = (options: {
  print: (text: string) => void;
  printErr: (text: string) => void;
  instantiateWasm: (imports: object, done: (instance: WasmInstance, module: WasmModule) => void) => object;
}) => Promise<TesseractCore>;

/**
 * Compiles the fastest build this machine can run: what does not compile is tried in the next simpler build.
 * The result may be handed to threads as `workerData.ocrCore`, so that it is compiled once per process.
 */
export async function compileCore(): Promise<CompiledCore> {
  let failure: unknown;
  for (const variant of variants) {
    const bytes = await readFile(require.resolve(`tesseract.js-core/tesseract-core-${variant}.wasm`));
    try {
      return { variant, module: await compile(bytes) };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/**
 * A running module with a memory of its own. What the engine prints goes to `onMessage`.
 * Rejects when the module cannot start.
 */
export async function startCore(onMessage: (text: string) => void): Promise<TesseractCore> {
  const handed = isMainThread ? undefined : (workerData as { ocrCore?: CompiledCore } | null)?.ocrCore;
  const compiled = handed ?? (await compileCore());
  const factory = require(`tesseract.js-core/tesseract-core-${compiled.variant}.js`) as CoreFactory;
  return new Promise((resolve, reject) => {
    factory({
      print: onMessage,
      printErr: onMessage,
      instantiateWasm: (imports, done) => {
        // Subtle: a rejection here would leave the factory's promise pending for ever.
        instantiate(compiled.module, imports).then((instance) => done(instance, compiled.module), reject);
        return {};
      },
    }).then(resolve, reject);
  });
}

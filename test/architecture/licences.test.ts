// Nothing under a licence that would bind the program is shipped or built into it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './source-imports.ts';

interface LockedPackage {
  readonly license?: string;
  readonly dev?: boolean;
}
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const packages = Object.entries(lock.packages as Record<string, LockedPackage>).filter(
  ([path]) => path !== '',
);
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

const permissive = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'OFL-1.1',
]);
/** libvips is LGPL: shipped as the separate library that sharp publishes, replaceable, named in the notices. */
const lgplAllowed = /^@img\/sharp-/;

function isAllowed(name: string, license: string | undefined): boolean {
  const parts = (license ?? 'none').replace(/[()]/g, '').split(/ AND /);
  return parts.every((part) =>
    part
      .split(' OR ')
      .some((one) => permissive.has(one) || (one.startsWith('LGPL-3.0') && lgplAllowed.test(name))),
  );
}

it('every shipped package has a permissive licence, or is sharp’s prebuilt libvips', () => {
  const shipped = packages
    .filter(([, entry]) => !entry.dev)
    .map(([path, entry]) => ({ name: nameOf(path), ...entry }));
  expect(shipped.length).toBeGreaterThan(20);
  expect(
    shipped.filter((one) => !isAllowed(one.name, one.license)).map((one) => `${one.name}: ${one.license}`),
  ).toEqual([]);
});

it('no package at all, tools included, is GPL or AGPL', () => {
  const bound = packages
    .filter(([, entry]) => /(^|[^L])A?GPL/.test(entry.license ?? ''))
    .map(([path]) => nameOf(path));
  expect(bound).toEqual([]);
});

it('a GPL licence would be noticed', () => {
  expect(isAllowed('mupdf', 'AGPL-3.0-or-later')).toBe(false);
  expect(isAllowed('some-library', 'LGPL-3.0-or-later')).toBe(false);
  expect(isAllowed('nameless', undefined)).toBe(false);
  expect(isAllowed('@img/sharp-win32-x64', 'Apache-2.0 AND LGPL-3.0-or-later')).toBe(true);
  expect(isAllowed('either', '(GPL-3.0 OR MIT)')).toBe(true);
});

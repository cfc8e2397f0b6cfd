// The layers of the architecture hold in every source file.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capabilities, violation } from './layers.ts';
import { importedNames, importsOf, readSource, root, sourceFiles } from './source-imports.ts';

const files = sourceFiles('electron', 'shared', 'renderer');

describe('the layers', () => {
  it('hold in every import of electron, shared and renderer', () => {
    expect(files.length).toBeGreaterThan(50);
    const violations = files
      .flatMap(importsOf)
      .map((one) => ({ ...one, why: violation(one) }))
      .filter((one) => one.why !== null)
      .map((one) => `${one.file} imports ${one.target}: ${one.why}`);
    expect(violations).toEqual([]);
  });

  it('know every folder of the core', () => {
    const folders = readdirSync(join(root, 'electron', 'core'), { withFileTypes: true });
    const unknown = folders.filter(
      (one) => one.isDirectory() && !(capabilities as readonly string[]).includes(one.name),
    );
    expect(unknown.map((one) => one.name)).toEqual([]);
  });

  it('would notice each kind of breach', () => {
    const breaches: [file: string, target: string][] = [
      ['shared/text/fold.ts', 'node:fs'],
      ['shared/text/fold.ts', 'react'],
      ['shared/model/job.ts', 'electron/core/kernel/index.ts'],
      ['renderer/main.tsx', 'electron'],
      ['renderer/main.tsx', 'fs/promises'],
      ['renderer/screens/search/search-screen.tsx', 'electron/core/search/index.ts'],
      ['electron/main/main.ts', 'electron/core/create-core.ts'],
      ['electron/main/main.ts', 'sharp'],
      ['electron/preload/preload.ts', 'node:path'],
      ['electron/core/kernel/log.ts', 'electron'],
      ['electron/core/kernel/log.ts', 'electron/core/db/index.ts'],
      ['electron/core/search/find.ts', 'electron/core/db/open.ts'],
      ['electron/core/intake/handlers.ts', 'electron/core/create-core.ts'],
      ['electron/workers/ocr/recognise.ts', 'better-sqlite3'],
      ['electron/workers/ocr/recognise.ts', 'electron/core/kernel/index.ts'],
    ];
    for (const [file, target] of breaches)
      expect(violation({ file, target }), `${file} → ${target}`).not.toBeNull();
    expect(
      violation({ file: 'electron/core/search/find.ts', target: 'electron/core/db/index.ts' }),
    ).toBeNull();
    expect(
      violation({ file: 'electron/core/create-core.ts', target: 'electron/core/search/index.ts' }),
    ).toBeNull();
    expect(violation({ file: 'electron/main/main.ts', target: 'electron' })).toBeNull();
  });

  it('read every form of import, and none that is only spoken of', () => {
    const source = `
      // import a from 'comment'
      /* import 'block' */
      import 'side-effect';
      import type { A } from './type.ts';
      import b, { c } from "named";
      import {
        d,
      } from '../several/lines.ts';
      export { e } from './re-export.ts';
      const f = await import('dynamic');
      const g = require('required');
    `;
    expect(importedNames(source)).toEqual([
      'side-effect',
      './type.ts',
      'named',
      '../several/lines.ts',
      './re-export.ts',
      'dynamic',
      'required',
    ]);
  });
});

describe('the window', () => {
  it('names no address of the network', () => {
    const isNamespace = /^https?:\/\/www\.w3\.org\/(2000\/svg|1999\/xlink|1999\/xhtml)/;
    const found = files
      .filter((file) => file.startsWith('renderer/') || file.startsWith('shared/'))
      .flatMap((file) =>
        [...readSource(file).matchAll(/(?:https?|wss?):\/\/[^\s'"`)]*/g)].map((match) => [file, match[0]]),
      )
      .filter(([, url]) => !isNamespace.test(url ?? ''));
    expect(found).toEqual([]);
  });
});

// What the window remembers is small, survives a restart and never stops the program from starting.
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openWindowState } from '../../../electron/main/window-state.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'window-state-'));
  path = join(dir, 'window.json');
});

describe('the window state', () => {
  it('keeps bounds and layout over a restart', () => {
    const state = openWindowState(path);
    state.setBounds({ x: 1, y: 2, widthPx: 1200, heightPx: 700, maximized: true });
    expect(state.set('catalogue.panes', [20, 50, 30])).toBe(true);
    state.flush();
    const again = openWindowState(path);
    expect(again.bounds()).toEqual({ x: 1, y: 2, widthPx: 1200, heightPx: 700, maximized: true });
    expect(again.get('catalogue.panes')).toEqual([20, 50, 30]);
    expect(existsSync(`${path}.new`)).toBe(false);
  });

  it('lists the eight archives opened last, newest first, each once, and says which are gone', () => {
    const state = openWindowState(path);
    const there = join(dir, 'kho-3');
    mkdirSync(there);
    writeFileSync(join(there, 'archive.json'), '{}');
    for (let n = 1; n <= 10; n++) state.rememberArchive(join(dir, `kho-${n}`), `Cơ quan ${n}`);
    state.rememberArchive(there, 'Cơ quan 3');
    const recent = state.recentArchives();
    expect(recent.map((one) => one.agencyName)).toEqual([3, 10, 9, 8, 7, 6, 5, 4].map((n) => `Cơ quan ${n}`));
    expect(recent.map((one) => one.present)).toEqual([true, ...Array(7).fill(false)]);
    state.forgetArchive(there);
    expect(state.recentArchives()).toHaveLength(7);
  });

  it('refuses keys and values that are not layout', () => {
    const state = openWindowState(path);
    expect(state.set('__proto__', 1)).toBe(false);
    expect(state.set('Có dấu', 1)).toBe(false);
    expect(state.set('big', 'x'.repeat(20_000))).toBe(false);
    expect(state.set('nothing', undefined)).toBe(false);
    for (let n = 0; n < 64; n++) expect(state.set(`key-${n}`, n)).toBe(true);
    expect(state.set('one-more', 1)).toBe(false);
    expect(state.set('key-0', 'changed')).toBe(true);
    expect(state.get('constructor')).toBeNull();
  });

  it('starts anew from a damaged file', () => {
    for (const damaged of ['{"bounds": {"x"', '[]', '{"recent": 3, "bounds": "wide", "layout": null}', '']) {
      writeFileSync(path, damaged);
      const state = openWindowState(path);
      expect(state.bounds()).toBeNull();
      expect(state.recentArchives()).toEqual([]);
      expect(state.get('a')).toBeNull();
    }
  });
});

// Keeps what the window remembers between runs – recent archives, bounds, layout – in one small JSON file.
// Must not hold anything of an archive's content; a damaged file means defaults, never a failed start.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JsonValue, RecentArchive } from '../../shared/contract/bridge.ts';

export interface WindowBounds {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly maximized: boolean;
}

export interface WindowState {
  bounds(): WindowBounds | null;
  setBounds(bounds: WindowBounds): void;
  recentArchives(): RecentArchive[];
  rememberArchive(path: string, agencyName: string): void;
  forgetArchive(path: string): void;
  get(key: string): JsonValue;
  /** False when the key or value is refused. */
  set(key: string, value: unknown): boolean;
  /** Writes now what is still waiting to be written. */
  flush(): void;
}

interface Stored {
  bounds: WindowBounds | null;
  recent: { path: string; agencyName: string; openedAtMs: number }[];
  layout: Record<string, JsonValue>;
}

const maxRecent = 8;
const maxKeys = 64;
const maxValueBytes = 16_384;
const saveDelayMs = 500;
const keyPattern = /^[a-z0-9.-]{1,64}$/;

export function openWindowState(path: string): WindowState {
  const stored = read(path);
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    try {
      mkdirSync(dirname(path), { recursive: true });
      const next = `${path}.new`;
      writeFileSync(next, JSON.stringify(stored, null, 2));
      renameSync(next, path);
    } catch (error) {
      // Window sizes are not worth stopping work for; the next change tries again.
      console.error('The window settings cannot be saved:', error);
    }
  }
  function changed(): void {
    timer ??= setTimeout(flush, saveDelayMs);
  }

  return {
    bounds: () => stored.bounds,
    setBounds(bounds) {
      stored.bounds = bounds;
      changed();
    },
    recentArchives: () =>
      stored.recent.map((one) => ({ ...one, present: existsSync(join(one.path, 'archive.json')) })),
    rememberArchive(archivePath, agencyName) {
      const others = stored.recent.filter((one) => one.path !== archivePath);
      stored.recent = [{ path: archivePath, agencyName, openedAtMs: Date.now() }, ...others].slice(
        0,
        maxRecent,
      );
      changed();
    },
    forgetArchive(archivePath) {
      stored.recent = stored.recent.filter((one) => one.path !== archivePath);
      changed();
    },
    get: (key) => (Object.hasOwn(stored.layout, key) ? (stored.layout[key] ?? null) : null),
    set(key, value) {
      if (typeof key !== 'string' || !keyPattern.test(key)) return false;
      const json = JSON.stringify(value);
      if (json === undefined || Buffer.byteLength(json) > maxValueBytes) return false;
      if (!Object.hasOwn(stored.layout, key) && Object.keys(stored.layout).length >= maxKeys) return false;
      stored.layout[key] = JSON.parse(json);
      changed();
      return true;
    },
    flush,
  };
}

function read(path: string): Stored {
  const empty: Stored = { bounds: null, recent: [], layout: {} };
  if (!existsSync(path)) return empty;
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as Partial<Stored>;
    return {
      bounds: isBounds(found.bounds) ? found.bounds : null,
      recent: Array.isArray(found.recent) ? found.recent.filter((one) => typeof one?.path === 'string') : [],
      layout: found.layout && typeof found.layout === 'object' ? found.layout : {},
    };
  } catch (error) {
    console.error('The window settings cannot be read and start anew:', error);
    return empty;
  }
}

function isBounds(value: unknown): value is WindowBounds {
  const bounds = value as WindowBounds | null | undefined;
  return [bounds?.x, bounds?.y, bounds?.widthPx, bounds?.heightPx].every(Number.isFinite);
}

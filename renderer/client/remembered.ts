// What the window remembers between starts: pane widths, sizes, choices. One small JSON value in the shell.
// Must not hold anything of the archive's content; drafts have their own place (screens/describe/draft.ts).
import { useCallback, useSyncExternalStore } from 'react';
import type { JsonValue } from '../../shared/contract/bridge.ts';
import { shell } from './client.ts';

const KEY = 'window.state';
const SAVE_AFTER_MS = 400;

let state: Readonly<Record<string, JsonValue>> = {};
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Read once before the first paint, so that nothing moves when it arrives. */
export async function loadRemembered(): Promise<void> {
  const saved = await shell().get(KEY);
  if (saved !== null && typeof saved === 'object' && !Array.isArray(saved)) state = saved as typeof state;
}

export function remembered<T extends JsonValue>(name: string, otherwise: T): T {
  const value = state[name];
  return value === undefined || typeof value !== typeof otherwise ? otherwise : (value as T);
}

export function remember(name: string, value: JsonValue): void {
  state = { ...state, [name]: value };
  for (const listener of listeners) listener();
  clearTimeout(timer);
  timer = setTimeout(() => void shell().set(KEY, lasting(state)), SAVE_AFTER_MS);
}

/** What must not outlive the open archive: a file code kept till tomorrow would put scans into the wrong file. */
const SESSION = 'session.';
const lasting = (all: typeof state) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith(SESSION)));

export function forgetSession(): void {
  state = lasting(state);
  for (const listener of listeners) listener();
}

/** Like useState, kept between starts. */
export function useRemembered<T extends JsonValue>(name: string, otherwise: T): [T, (value: T) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state[name],
  );
  const set = useCallback((next: T) => remember(name, next), [name]);
  return [value === undefined || typeof value !== typeof otherwise ? otherwise : (value as T), set];
}

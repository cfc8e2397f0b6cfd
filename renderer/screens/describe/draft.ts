// Typing that is not saved yet, per document: kept in memory at once and in the shell a moment later, so that nothing typed is lost.
// Must not talk to the core; saving is the form's act.
import type { JsonValue } from '../../../shared/contract/bridge.ts';
import { type FieldName, fieldNames } from '../../../shared/model/document.ts';

export interface Draft {
  readonly documentId: string;
  /** Of the document when typing began; what STALE_VERSION is judged by. */
  readonly rowVersion: number;
  /** As typed, not yet normalised; only fields that differ from what is kept. */
  readonly values: Readonly<Partial<Record<FieldName, string>>>;
  readonly changedAtMs: number;
}

export interface DraftShelf {
  get(key: string): Promise<JsonValue>;
  set(key: string, value: JsonValue): Promise<boolean>;
}

export interface Drafts {
  load(): Promise<void>;
  of(documentId: string): Draft | null;
  /** `shown` is what the form would show without a draft: typing it back removes the field from the draft. */
  type(documentId: string, rowVersion: number, name: FieldName, text: string, shown: string): void;
  /** After STALE_VERSION was read: the typing stands on the newer version. */
  rebase(documentId: string, rowVersion: number): void;
  /** After a save: what was sent leaves the draft, what was typed meanwhile stays, on the new version. */
  settle(documentId: string, sent: Readonly<Partial<Record<FieldName, string>>>, rowVersion: number): void;
  drop(documentId: string): void;
  subscribe(listener: () => void): () => void;
  /** Writes what is waiting; for leaving and for tests. */
  flush(): Promise<void>;
}

const KEY = 'drafts';
const SAVE_AFTER_MS = 500;
/** The shell takes 16 KiB a key; the oldest drafts are left out of the shell (not of memory) beyond this. */
export const MAX_SHELF_CHARS = 7_000;

const isFieldName = (name: string): name is FieldName => (fieldNames as readonly string[]).includes(name);

function readDraft(json: JsonValue): Draft | null {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return null;
  const { documentId, rowVersion, values, changedAtMs } = json as Record<string, JsonValue>;
  if (typeof documentId !== 'string' || typeof rowVersion !== 'number' || typeof changedAtMs !== 'number')
    return null;
  if (values === null || typeof values !== 'object' || Array.isArray(values)) return null;
  const kept: Partial<Record<FieldName, string>> = {};
  for (const [name, text] of Object.entries(values as object)) {
    if (isFieldName(name) && typeof text === 'string') kept[name] = text;
  }
  return Object.keys(kept).length > 0 ? { documentId, rowVersion, values: kept, changedAtMs } : null;
}

/** Newest first, as many as fit. */
export function draftsForShelf(drafts: Iterable<Draft>): Draft[] {
  const newestFirst = [...drafts].sort((a, b) => b.changedAtMs - a.changedAtMs);
  const out: Draft[] = [];
  let chars = 0;
  for (const draft of newestFirst) {
    chars += JSON.stringify(draft).length;
    if (chars > MAX_SHELF_CHARS && out.length > 0) break;
    out.push(draft);
  }
  return out;
}

export function createDrafts(shelf: () => DraftShelf, nowMs: () => number = Date.now): Drafts {
  const drafts = new Map<string, Draft>();
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const save = async () => {
    clearTimeout(timer);
    timer = undefined;
    await shelf().set(KEY, draftsForShelf(drafts.values()) as unknown as JsonValue);
  };
  const changed = () => {
    for (const listener of listeners) listener();
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SAVE_AFTER_MS);
  };

  return {
    async load() {
      const saved = await shelf().get(KEY);
      for (const json of Array.isArray(saved) ? saved : []) {
        const draft = readDraft(json);
        if (draft && !drafts.has(draft.documentId)) drafts.set(draft.documentId, draft);
      }
      for (const listener of listeners) listener();
    },
    of: (documentId) => drafts.get(documentId) ?? null,
    type(documentId, rowVersion, name, text, shown) {
      const before = drafts.get(documentId);
      const values = { ...before?.values, [name]: text };
      if (text === shown) delete values[name];
      if (Object.keys(values).length === 0) drafts.delete(documentId);
      else
        drafts.set(documentId, {
          documentId,
          rowVersion: before?.rowVersion ?? rowVersion,
          values,
          changedAtMs: nowMs(),
        });
      changed();
    },
    rebase(documentId, rowVersion) {
      const draft = drafts.get(documentId);
      if (!draft) return;
      drafts.set(documentId, { ...draft, rowVersion });
      changed();
    },
    settle(documentId, sent, rowVersion) {
      const draft = drafts.get(documentId);
      if (!draft) return;
      const values = Object.fromEntries(
        Object.entries(draft.values).filter(([name, text]) => sent[name as FieldName] !== text),
      );
      if (Object.keys(values).length === 0) drafts.delete(documentId);
      else drafts.set(documentId, { ...draft, values, rowVersion });
      changed();
    },
    drop(documentId) {
      if (drafts.delete(documentId)) changed();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: () => (timer === undefined ? Promise.resolve() : save()),
  };
}

// What the window may ask of the program: the one object the preload puts on `window.tangthu`, as a type.
// Must stay free of Node, DOM and Electron; must not grow a generic way to reach the desktop.
import type { WireReply } from '../errors/app-error.ts';
import type { CallName, EventMap, EventName } from './index.ts';

/** A browser `File` as far as the bridge needs one; keeps DOM types out of `shared`. */
export interface DroppedFile {
  readonly name: string;
}

export interface FileTypeFilter {
  /** Vietnamese, shown in the dialog. */
  readonly name: string;
  /** Without the dot. */
  readonly extensions: readonly string[];
}

export interface FolderDialogOptions {
  /** Vietnamese, shown as the title of the dialog. */
  readonly title?: string;
  readonly buttonLabel?: string;
  /** Where the dialog starts. */
  readonly defaultPath?: string;
}

export interface FilesDialogOptions extends FolderDialogOptions {
  readonly filters?: readonly FileTypeFilter[];
}

export interface RecentArchive {
  readonly path: string;
  readonly agencyName: string;
  /** Milliseconds since 1970. */
  readonly openedAtMs: number;
  /** False when the folder is not there now (a drive that was taken away): show it, but say so. */
  readonly present: boolean;
}

/** Anything JSON can say. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export interface TangThuShell {
  /** One existing folder, or null when the person cancelled. */
  openFolder(options?: FolderDialogOptions): Promise<string | null>;
  /** Files of any kind unless filtered; empty when the person cancelled. */
  openFiles(options?: FilesDialogOptions): Promise<string[]>;
  /** A folder to write into, which the person may make in the dialog; null when cancelled. */
  saveFolder(options?: FolderDialogOptions): Promise<string | null>;
  /** Absolute paths of files and folders dropped on the window; items without a path (a picture dragged from a browser) are left out. */
  pathsOfDroppedFiles(files: readonly DroppedFile[]): string[];
  /** Newest first, at most 8. */
  recentArchives(): Promise<RecentArchive[]>;
  /** Takes one out of the list; the archive itself is not touched. */
  forgetRecentArchive(path: string): Promise<void>;
  /** A saved piece of window layout, or null. */
  get(key: string): Promise<JsonValue>;
  /** Saves window layout (pane widths, last screen). Keys: [a-z0-9.-]{1,64}; values: at most 16 KiB of JSON, 64 keys in all. False when refused. */
  set(key: string, value: JsonValue): Promise<boolean>;
  /** Shows a folder or file in the desktop's file program. False when refused: only what the core returned or a dialog gave in this session. */
  showItemInFolder(path: string): Promise<boolean>;
  /** Of the program, e.g. `0.1.0`. */
  readonly version: string;
  readonly platform: 'linux' | 'win32' | 'darwin';
}

/**
 * Pictures and PDFs are not on the bridge: use `archive://preview/<pageId>`, `archive://thumbnail/<pageId>`,
 * `archive://image/<pageId>`, `archive://pdf/<documentId>` as a URL. An optional `?v=…` (letters, digits, `.`, `_`, `-`)
 * is passed to the core as the wanted version and makes the answer cacheable for ever.
 */
export interface TangThuBridge {
  /**
   * One call of the contract. Never rejects: a failure is `{ ok: false, error }` with a complete Vietnamese message.
   * CORE_STOPPED while the core restarts; ask again after event `core.status` says `ready`
   * (the archive that was open is open again by then).
   */
  call(name: CallName, input: unknown): Promise<WireReply>;
  /** Listens to one event; the returned function stops listening. */
  on<E extends EventName>(event: E, listener: (payload: EventMap[E]) => void): () => void;
  readonly shell: TangThuShell;
}

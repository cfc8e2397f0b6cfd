// Every error the program can name. A code is stable for ever: scripts and the CLI's --json depend on it.
// Adding one here without its Vietnamese text in shared/messages/vi.ts does not compile.

/** Parameters each code carries into its message. Numbers are plain; paths are as the user gave them. */
export interface ErrorParams {
  USAGE: { detail: string };
  INTERNAL: { detail: string };
  CORE_STOPPED: Record<never, never>;
  CANCELLED: Record<never, never>;
  NO_ARCHIVE_OPEN: Record<never, never>;

  ARCHIVE_EXISTS: { path: string };
  ARCHIVE_NOT_FOUND: { path: string };
  ARCHIVE_INVALID: { path: string; detail: string };
  ARCHIVE_GONE: { path: string };
  ARCHIVE_LOCKED: { path: string; holder: string };
  ARCHIVE_FROM_FUTURE: { path: string };
  FOLDER_NOT_EMPTY: { path: string };

  DISK_FULL: { path: string };
  ACCESS_DENIED: { path: string };
  FILE_MISSING: { path: string };
  NOT_A_FOLDER: { path: string };
  NAME_TOO_LONG: { path: string };
  DEVICE_GONE: { path: string };
  STORED_FILE_DAMAGED: { path: string };

  SOURCE_NOT_FOUND: { path: string };
  SOURCE_EMPTY: { path: string };
  SOURCE_UNSUPPORTED: { path: string };
  SOURCE_DAMAGED: { path: string; detail: string };
  SOURCE_TOO_LARGE: { path: string; widthPx: number; heightPx: number; limitMegapixels: number };
  SOURCE_DUPLICATE: { path: string; documentId: string; name: string };
  PDF_ENCRYPTED: { path: string };
  PDF_NO_PAGES: { path: string };
  FOLDER_HAS_NO_SOURCE: { path: string };

  OCR_LANGUAGE_MISSING: { language: string };
  OCR_FAILED: { detail: string };
  WORKER_TIMEOUT: { seconds: number };
  WORKER_CRASHED: { detail: string };
  PAGE_IMAGE_FAILED: { detail: string };

  PDF_WRITE_FAILED: { detail: string };
  PDF_CHECK_FAILED: { detail: string };

  INVALID_INPUT: { detail: string };
  FIELD_INVALID: { field: string; detail: string };
  NOT_FOUND: { kind: string; id: string };
  STALE_VERSION: Record<never, never>;
  FILE_CODE_INVALID: { code: string };
  PROFILE_INVALID: { path: string; detail: string };
  SEARCH_QUERY_EMPTY: Record<never, never>;
  SEARCH_INDEX_DAMAGED: { path: string };

  TABLE_UNSUPPORTED: { path: string };
  TABLE_DAMAGED: { path: string; detail: string };
  TABLE_ENCRYPTED: { path: string };
  TABLE_TOO_LARGE: { path: string; detail: string };

  JOB_NOT_FOUND: { id: string };
  EXPORT_TARGET_INSIDE_ARCHIVE: { path: string };
  EXPORT_NOTHING_READY: Record<never, never>;
  NOT_AN_ARCHIVE_OR_EXPORT: { path: string };
}

export type ErrorCode = keyof ErrorParams;

/** The CLI's exit codes; stable. */
export const exitCodes = { done: 0, usage: 2, someFailed: 3, findings: 4, internal: 70 } as const;

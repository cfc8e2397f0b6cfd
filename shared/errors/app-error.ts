// The one error type of the program, and its form on the wire.
import { messageOf } from '../messages/index.ts';
import type { ErrorCode, ErrorParams } from './codes.ts';

/** An expected failure with a code and a message for people. Anything else that is thrown is a defect (INTERNAL). */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly params: ErrorParams[C];
  constructor(code: C, params: ErrorParams[C], options?: { cause?: unknown }) {
    super(messageOf(code, params), options);
    this.name = 'AppError';
    this.code = code;
    this.params = params;
  }
}

export interface WireError {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, unknown>>;
  /** Vietnamese, complete: what happened, what was not changed, what to do. */
  readonly message: string;
}

export type WireReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: WireError };

/** Any thrown value as a wire error; unknown ones become INTERNAL with the reason as detail. */
export function toWireError(thrown: unknown, path = ''): WireError {
  const error = asAppError(thrown, path);
  return { code: error.code, params: error.params as Record<string, unknown>, message: error.message };
}

export function fromWireError(error: WireError): AppError {
  return new AppError(error.code, error.params as never);
}

/** Known operating-system failures become their own codes; the rest INTERNAL. */
export function asAppError(thrown: unknown, path = ''): AppError {
  if (thrown instanceof AppError) return thrown;
  const system = thrown as { code?: string; path?: string; message?: string } | undefined;
  const where = system?.path ?? path;
  // SQLite's extended codes (SQLITE_IOERR_WRITE …) mean the same here as their families.
  switch (system?.code?.replace(/^(SQLITE_(?:IOERR|READONLY|CANTOPEN|FULL|CORRUPT|NOTADB))_.*$/, '$1')) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return new AppError('DISK_FULL', { path: where }, { cause: thrown });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
      return new AppError('ACCESS_DENIED', { path: where }, { cause: thrown });
    case 'EIO':
    case 'ENXIO':
    case 'ENODEV':
    case 'ESTALE':
    case 'SQLITE_IOERR':
      return new AppError('DEVICE_GONE', { path: where }, { cause: thrown });
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new AppError(
        'ARCHIVE_INVALID',
        { path: where, detail: 'tệp chỉ mục bị hỏng' },
        { cause: thrown },
      );
    case 'ENOTDIR':
      return new AppError('NOT_A_FOLDER', { path: where }, { cause: thrown });
    case 'ENAMETOOLONG':
      return new AppError('NAME_TOO_LONG', { path: where }, { cause: thrown });
    case 'ENOENT':
      return new AppError('FILE_MISSING', { path: where }, { cause: thrown });
    default:
      return new AppError('INTERNAL', { detail: system?.message ?? String(thrown) }, { cause: thrown });
  }
}

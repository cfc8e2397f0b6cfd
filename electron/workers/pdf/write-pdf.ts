// The task writePdf: write beside the goal, read back, and only then give the file its name.
// Must not leave a file behind that was not checked.
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, asAppError } from '../../../shared/errors/app-error.ts';
import type { PdfTasks } from '../tasks.ts';
import { readBack } from './read-back.ts';
import { writeDocument } from './write-document.ts';

/** See PdfTasks. The same input gives the same bytes. */
export const writePdf: PdfTasks['writePdf'] = async (input) => {
  const unchecked = `${input.outPath}.tmp`;
  try {
    if (input.pages.length === 0) throw new AppError('PDF_WRITE_FAILED', { detail: 'không có trang nào' });
    rmSync(unchecked, { force: true });
    const written = await writeDocument(input, unchecked);
    await readBack(unchecked, written, input.level);
    renameSync(unchecked, input.outPath);
    syncFolder(dirname(input.outPath));
    return { bytes: written.bytes, sha256: written.sha256 };
  } catch (thrown) {
    rmSync(unchecked, { force: true });
    const error = asAppError(thrown, input.outPath);
    if (error.code !== 'INTERNAL') throw error;
    throw new AppError(
      'PDF_WRITE_FAILED',
      { detail: (error as AppError<'INTERNAL'>).params.detail },
      { cause: thrown },
    );
  }
};

/** Makes the new name durable. Windows cannot open folders and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

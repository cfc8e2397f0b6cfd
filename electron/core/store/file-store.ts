// Keeps files under their SHA-256: staged, hashed, fsynced, renamed without overwrite. Must not know the database:
// a crash may leave an orphan file, never a row without a file, because the row is written last by the caller.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, link, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, asAppError } from '../../../shared/errors/app-error.ts';

export type StoreArea = 'masters' | 'documents';

export interface StoredFile {
  readonly sha256: string;
  readonly bytes: number;
  readonly path: string;
}

export interface FileStore {
  /** Absolute path of a stored file, whether or not it is there. */
  pathOf(area: StoreArea, sha256: string, extension: string): string;
  /** Folder for what can be made again from one page image. */
  derivativeFolder(sha256: string): string;
  /** A new empty folder in staging; remove it when done. */
  stagingFolder(): Promise<string>;
  /** Copies a file from outside into `folder` while hashing. Errors: SOURCE_NOT_FOUND, ACCESS_DENIED, DISK_FULL, DEVICE_GONE. */
  stage(sourcePath: string, folder: string, signal?: AbortSignal): Promise<StoredFile>;
  /** Moves a staged file to its place. When it is there already the staged one is dropped. */
  adopt(
    area: StoreArea,
    stagedPath: string,
    extension: string,
    known?: { sha256: string; bytes: number },
  ): Promise<StoredFile>;
  /** All files of an area as paths relative to the archive, with '/'. */
  list(area: StoreArea): AsyncGenerator<string>;
  /** Throws away what a crash left in staging. */
  clearStaging(): Promise<void>;
}

export function createFileStore(archivePath: string): FileStore {
  const staging = join(archivePath, 'staging');
  let stagingCounter = 0;

  const pathOf = (area: StoreArea, sha256: string, extension: string) =>
    join(archivePath, area, sha256.slice(0, 2), sha256.slice(2, 4), `${sha256}.${extension}`);

  return {
    pathOf,
    derivativeFolder: (sha256) =>
      join(archivePath, 'derivatives', sha256.slice(0, 2), sha256.slice(2, 4), sha256),

    async stagingFolder() {
      stagingCounter += 1;
      const folder = join(staging, `${process.pid}-${Date.now().toString(36)}-${stagingCounter}`);
      // Never recursive: where the archive's folder is gone, an empty one must not be made in its place.
      await guard(staging, () => mkdir(staging)).catch((error) => {
        if ((error.cause as { code?: string }).code !== 'EEXIST') throw error;
      });
      await guard(folder, () => mkdir(folder));
      return folder;
    },

    async stage(sourcePath, folder, signal) {
      const target = join(folder, 'source');
      const { sha256, bytes } = await copyHashed(sourcePath, target, signal);
      return { sha256, bytes, path: target };
    },

    async adopt(area, stagedPath, extension, known) {
      const { sha256, bytes } = known ?? (await hashFile(stagedPath));
      const target = pathOf(area, sha256, extension);
      await guard(target, async () => {
        await syncFile(stagedPath);
        await mkdir(dirname(target), { recursive: true });
        if (await isWhole(target, bytes)) {
          await unlink(stagedPath);
          return;
        }
        await moveWithoutOverwrite(stagedPath, target);
        await chmod(target, 0o444);
        await syncFolder(dirname(target));
      });
      return { sha256, bytes, path: target };
    },

    async *list(area) {
      const top = join(archivePath, area);
      if (!existsSync(top)) return;
      for (const first of (await readdir(top)).sort()) {
        for (const second of (await readdir(join(top, first))).sort()) {
          for (const name of (await readdir(join(top, first, second))).sort()) {
            yield relative(archivePath, join(top, first, second, name))
              .split(sep)
              .join('/');
          }
        }
      }
    },

    async clearStaging() {
      await rm(staging, { recursive: true, force: true });
      await mkdir(staging, { recursive: true });
    },
  };
}

/** SHA-256 (hex) and size of a file, streamed. */
export async function hashFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Copies a file while hashing and fsyncs the copy. Errors: SOURCE_NOT_FOUND, ACCESS_DENIED, DISK_FULL, DEVICE_GONE. */
export async function copyHashed(
  source: string,
  target: string,
  signal?: AbortSignal,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(
      createReadStream(source, { highWaterMark: 1 << 20 }),
      meter,
      createWriteStream(target, { flush: true }),
      { signal },
    );
  } catch (thrown) {
    await rm(target, { force: true });
    if (signal?.aborted) throw new AppError('CANCELLED', {}, { cause: thrown });
    const system = thrown as { code?: string; syscall?: string };
    if (system.code === 'ENOENT') throw new AppError('SOURCE_NOT_FOUND', { path: source }, { cause: thrown });
    throw asAppError(thrown, target);
  }
  return { sha256: hash.digest('hex'), bytes };
}

async function isWhole(path: string, bytes: number): Promise<boolean> {
  try {
    return (await stat(path)).size === bytes;
  } catch {
    return false; // Absent: the usual case; any other trouble shows when it is written.
  }
}

async function moveWithoutOverwrite(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
    await unlink(from);
  } catch (thrown) {
    const code = (thrown as { code?: string }).code;
    if (code === 'EEXIST') {
      // A torn file of another size under this name: the whole one replaces it.
      await chmod(to, 0o644);
      await rename(from, to);
      return;
    }
    // Subtle: FAT and some network drives know no hard links; there a rename must do (the target was just seen absent).
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'EOPNOTSUPP' || code === 'ENOSYS')
      await rename(from, to);
    else throw thrown;
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename durable. On Windows folders cannot be synced and need not be. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function guard<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw asAppError(thrown, path);
  }
}

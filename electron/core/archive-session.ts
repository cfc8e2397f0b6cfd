// One open archive with everything that works on it: queue, threads, index. Built on open, taken down on close.
// Must not know the wire: it is given parsed input and throws AppError.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { FieldProposal } from '../../shared/model/document.ts';
import type { PageText } from '../../shared/model/page-text.ts';
import { compileCore } from '../workers/ocr/tesseract-core.ts';
import { type CatalogueDeps, latestPublished, pageRow } from './catalogue/index.ts';
import { extractItemHandler } from './extraction/extract-item.ts';
import { imageItemHandler, picturePaths, requestPictures, sourceItemHandler } from './intake/index.ts';
import { createJobRunner, createThreadPool, type JobRunner, type ThreadPool } from './jobs/index.ts';
import type { Surroundings } from './kernel/index.ts';
import { readItemHandler } from './ocr/index.ts';
import { publishItemHandler, requestPublish } from './pdfa/index.ts';
import { type CurrentIndex, keepIndexCurrent } from './search/keep-current.ts';
import type { OpenArchive } from './store/index.ts';
import { exportItemHandler } from './transfer/index.ts';
import { workerEntry } from './worker-entry.ts';

export interface ArchiveSession {
  readonly archive: OpenArchive;
  readonly runner: JobRunner;
  readonly index: CurrentIndex;
  readonly catalogue: CatalogueDeps;
  /** File and media type behind an archive:// address; null when there is none (yet). */
  resolveFile(
    kind: 'preview' | 'thumbnail' | 'image' | 'pdf',
    id: string,
  ): { path: string; mediaType: string } | null;
  close(): Promise<void>;
}

/** How often it is looked whether the archive's folder is still there. */
const watchMs = 5000;
/** Recycled often enough that WebAssembly memory, which only grows, stays bounded. */
const pagesPerOcrThread = 100;

export function openSession(
  archive: OpenArchive,
  surroundings: Surroundings,
  options: { ocrThreads?: number; extract: (pages: readonly PageText[]) => FieldProposal[] },
): ArchiveSession {
  const { db, store } = archive;
  const pools: ThreadPool[] = [];
  const pool = (
    name: 'ocr' | 'image' | 'pdf',
    size: number,
    recycleAfterTasks: number,
    workerData?: () => Promise<unknown>,
  ) => {
    const made = createThreadPool({ entry: workerEntry(name), size, recycleAfterTasks, workerData });
    pools.push(made);
    return made;
  };
  const deps = { ...surroundings, db, store };
  const imagePool = pool('image', 1, 500);
  const ocrPool = pool(
    'ocr',
    options.ocrThreads ?? Math.max(1, Math.min(4, availableParallelism())),
    pagesPerOcrThread,
    // Compiled once for all threads: a thread is then ready in 0.2 s instead of 0.6.
    async () => ({ ocrCore: await compileCore() }),
  );
  const pdfPool = pool('pdf', 1, 200);
  const index = keepIndexCurrent({ db, path: join(archive.path, 'search.sqlite'), log: surroundings.log });

  const throttled = throttleJobEvents(surroundings);
  const runner = createJobRunner({
    db,
    clock: surroundings.clock,
    log: surroundings.log,
    obstacle: () => archive.obstacle(),
    handlers: {
      source: sourceItemHandler({ ...deps, imagePool }),
      image: imageItemHandler({ ...deps, imagePool }),
      read: readItemHandler({ ...deps, ocrPool }),
      extract: extractItemHandler({ ...deps, extract: options.extract }),
      publish: publishItemHandler({ ...deps, pdfPool }),
      export: exportItemHandler({
        ...deps,
        archivePath: archive.path,
        agency: { code: archive.description.agencyCode, name: archive.description.agencyName },
      }),
    },
    onChange: (jobId, documentId) => {
      throttled.changed(jobId, documentId);
      index.nudge();
    },
  });

  let present = true;
  const watch = setInterval(() => {
    const now = archive.obstacle() === null;
    if (now === present) return;
    present = now;
    runner.wake(); // Pauses when the folder is gone, goes on when it is back.
    surroundings.emit('data.changed', { documentIds: [], fileIds: [] });
  }, watchMs);
  watch.unref();

  return {
    archive,
    runner,
    index,
    catalogue: {
      ...deps,
      onDescribed(documentId) {
        const jobId = requestPublish(deps, documentId);
        runner.wake();
        index.nudge();
        if (jobId) surroundings.emit('job.changed', { jobId });
      },
    },
    resolveFile(kind, id) {
      if (kind === 'pdf') {
        const pdf = latestPublished(db, id);
        return pdf
          ? { path: store.pathOf('documents', pdf.sha256, 'pdf'), mediaType: 'application/pdf' }
          : null;
      }
      const page = pageRow(db, id);
      if (!page) return null;
      if (kind === 'image') {
        return {
          path: store.pathOf('masters', page.image_sha256, page.image_extension),
          mediaType: page.image_media_type,
        };
      }
      if (page.image_state !== 'ready') return null;
      const { previewPath, thumbnailPath } = picturePaths(store, page);
      const picture =
        kind === 'preview'
          ? { path: previewPath, mediaType: page.preview_media_type as string }
          : { path: thumbnailPath, mediaType: page.thumbnail_media_type as string };
      if (existsSync(picture.path)) return picture;
      const jobId = requestPictures(deps, page);
      runner.wake();
      if (jobId) surroundings.emit('job.changed', { jobId });
      return null;
    },
    async close() {
      clearInterval(watch);
      throttled.stop();
      await runner.stop();
      await Promise.all(pools.map((p) => p.close()));
      index.close();
      archive.close();
    },
  };
}

const eventsPerSecond = 4;

/** At most four `job.changed` a second; documents that changed in between are told together. */
function throttleJobEvents(surroundings: Surroundings) {
  const jobs = new Set<string>();
  const documents = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const send = () => {
    timer = undefined;
    for (const jobId of jobs) surroundings.emit('job.changed', { jobId });
    if (documents.size > 0) surroundings.emit('data.changed', { documentIds: [...documents], fileIds: [] });
    jobs.clear();
    documents.clear();
  };
  return {
    changed(jobId: string, documentId: string | null) {
      jobs.add(jobId);
      if (documentId) documents.add(documentId);
      timer ??= setTimeout(send, 1000 / eventsPerSecond);
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

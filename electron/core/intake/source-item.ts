// The step that takes one source in: copy → hash → look → masters → document, pages and their next steps.
// The file a person gave is only read, never changed or moved.
import { rm } from 'node:fs/promises';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { ImageTasks, RecognitionModel } from '../../workers/tasks.ts';
import {
  documentOfSource,
  type ReceivedFile,
  type ReceivedPage,
  receiveDocument,
} from '../catalogue/index.ts';
import type { Db } from '../db/index.ts';
import {
  addItems,
  type Commit,
  type ItemHandler,
  type JobItem,
  type NewItem,
  type ThreadPool,
} from '../jobs/index.ts';
import { failpoint, type Surroundings } from '../kernel/index.ts';
import type { FileStore } from '../store/index.ts';
import { type BadPath, findSources } from './find-sources.ts';

export interface SourceInput {
  readonly path: string;
  readonly name: string;
  readonly bad?: BadPath['reason'];
  readonly fileCode?: string;
  readonly languages: readonly ('vie' | 'fra' | 'eng')[];
  readonly model: RecognitionModel;
}

export interface IntakeDeps extends Surroundings {
  readonly db: Db;
  readonly store: FileStore;
  readonly imagePool: ThreadPool;
}

/** A 400-page volume on a slow disk must still come in. */
const openTimeoutMs = 15 * 60_000;

type Opened = Awaited<ReturnType<ImageTasks['openSource']>>;

const extensionOf = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/tiff': 'tif',
} as const;

export function sourceItemHandler(deps: IntakeDeps): ItemHandler {
  const { db, store } = deps;
  return {
    capacity: 1,
    async run(item, signal) {
      const input = item.input as SourceInput;
      if (input.bad) return lookAgain(item, input);
      const folder = await store.stagingFolder();
      try {
        const staged = await store.stage(input.path, folder, signal);
        const known = documentOfSource(db, staged.sha256);
        if (known)
          throw new AppError('SOURCE_DUPLICATE', {
            path: input.path,
            documentId: known.documentId,
            name: known.name,
          });
        const opened = await deps.imagePool.run<Opened>(
          'openSource',
          { path: staged.path, name: input.path, outDir: folder } satisfies Parameters<
            ImageTasks['openSource']
          >[0],
          { timeoutMs: openTimeoutMs, signal },
        );
        const images: (ReceivedFile | null)[] = [];
        for (const page of opened.pages) {
          if (!page.imagePath) {
            images.push(null);
            continue;
          }
          const extension = extensionOf[page.mediaType];
          const { sha256, bytes } = await store.adopt('masters', page.imagePath, extension);
          images.push({ sha256, bytes, extension, mediaType: page.mediaType });
        }
        failpoint('source.images-stored');
        await store.adopt('masters', staged.path, opened.extension, staged);
        const source = {
          sha256: staged.sha256,
          bytes: staged.bytes,
          extension: opened.extension,
          mediaType: opened.mediaType,
        };
        const pages: ReceivedPage[] = opened.pages.map((page, i) => ({
          ...page,
          image: images[i] ?? source,
        }));
        return () => {
          const { documentId, fileId, pageIds } = receiveDocument(db, deps.clock, deps.actor, {
            source: { ...source, name: input.name, path: input.path },
            pages,
            fileCode: input.fileCode,
            languages: input.languages,
          });
          addItems(db, item.jobId, nextSteps(documentId, pageIds, input));
          deps.emit('data.changed', { documentIds: [documentId], fileIds: [fileId] });
        };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };

  /** A path that was missing or empty when the job was made: when it is there now, its sources join the job. */
  function lookAgain(item: JobItem, { bad, ...input }: SourceInput): Commit {
    const { sources, bad: still } = findSources([input.path]);
    if (sources.length === 0) throw badPath(input.path, still[0]?.reason ?? bad ?? 'missing');
    return () =>
      addItems(
        db,
        item.jobId,
        sources.map((s) => ({
          kind: 'source',
          subject: s.name,
          input: { ...input, ...s } satisfies SourceInput,
        })),
      );
  }
}

function nextSteps(documentId: string, pageIds: readonly string[], { name, model }: SourceInput): NewItem[] {
  const items: NewItem[] = [];
  for (const [index, pageId] of pageIds.entries()) {
    const subject = pageIds.length > 1 ? `${name} · trang ${index + 1}` : name;
    items.push({ kind: 'image', subject, input: {}, documentId, pageId });
    items.push({ kind: 'read', subject, input: { model }, documentId, pageId });
  }
  items.push({ kind: 'extract', subject: name, input: {}, documentId });
  items.push({ kind: 'publish', subject: name, input: {}, documentId });
  return items;
}

function badPath(path: string, reason: BadPath['reason']): AppError {
  switch (reason) {
    case 'missing':
      return new AppError('SOURCE_NOT_FOUND', { path });
    case 'denied':
      return new AppError('ACCESS_DENIED', { path });
    case 'special':
      return new AppError('SOURCE_UNSUPPORTED', { path });
    case 'empty':
      return new AppError('FOLDER_HAS_NO_SOURCE', { path });
  }
}

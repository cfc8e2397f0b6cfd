// The step that makes the pictures people look at: preview and thumbnail of one page. They can always be made again.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageTasks, PageImage } from '../../workers/tasks.ts';
import { dropFinding, type PageRow, pageRow, putFinding } from '../catalogue/index.ts';
import { type Db, transaction } from '../db/index.ts';
import { createJob, type ItemHandler } from '../jobs/index.ts';
import type { Surroundings } from '../kernel/index.ts';
import type { FileStore } from '../store/index.ts';
import type { IntakeDeps } from './source-item.ts';

const previewTimeoutMs = 120_000;

type Made = Awaited<ReturnType<ImageTasks['preview']>>;

export function imageItemHandler(deps: IntakeDeps): ItemHandler {
  const { db, store } = deps;
  return {
    capacity: 1,
    async run(item, signal) {
      const page = pageRow(db, item.pageId as string) as PageRow;
      const { previewPath, thumbnailPath } = picturePaths(store, page);
      mkdirSync(store.derivativeFolder(page.image_sha256), { recursive: true });
      const made = await deps.imagePool.run<Made>(
        'preview',
        {
          image: pageImage(store, page),
          rotation: page.rotation,
          previewPath,
          thumbnailPath,
        } satisfies Parameters<ImageTasks['preview']>[0],
        { timeoutMs: previewTimeoutMs, signal },
      );
      return () => {
        db.prepare(
          "UPDATE page SET image_state = 'ready', preview_media_type = ?, thumbnail_media_type = ? WHERE id = ?",
        ).run(made.previewMediaType, made.thumbnailMediaType, page.id);
        dropFinding(db, page.document_id, 'PAGE_IMAGE_FAILED', page.id);
      };
    },
    onFailure: (item, error) => () => {
      db.prepare("UPDATE page SET image_state = 'failed' WHERE id = ?").run(item.pageId);
      putFinding(db, item.documentId as string, {
        code: 'PAGE_IMAGE_FAILED',
        severity: 'error',
        message: error.message,
        pageId: item.pageId as string,
      });
    },
  };
}

/** The page's own picture in masters/. */
export function pageImage(store: FileStore, page: PageRow): PageImage {
  return {
    path: store.pathOf('masters', page.image_sha256, page.image_extension),
    mediaType: page.image_media_type as PageImage['mediaType'],
    frame: page.frame,
  };
}

/** Where preview and thumbnail of a page are; named by what they were made from, so that equal pages share them. */
export function picturePaths(
  store: FileStore,
  page: PageRow,
): { previewPath: string; thumbnailPath: string } {
  const folder = store.derivativeFolder(page.image_sha256);
  return {
    previewPath: join(folder, `preview-${page.frame}-${page.rotation}`),
    thumbnailPath: join(folder, `thumbnail-${page.frame}-${page.rotation}`),
  };
}

/**
 * Pictures can be thrown away and made again: when one that should be there is gone, a job makes it anew. Returns the job's id,
 * null when one waits already.
 */
export function requestPictures(
  deps: { db: Db; clock: Surroundings['clock'] },
  page: PageRow,
): string | null {
  const { db, clock } = deps;
  return transaction(db, () => {
    const waiting = db
      .prepare(
        "SELECT 1 FROM job_item WHERE page_id = ? AND kind = 'image' AND state IN ('queued', 'running') LIMIT 1",
      )
      .get(page.id);
    if (waiting) return null;
    db.prepare("UPDATE page SET image_state = 'waiting' WHERE id = ?").run(page.id);
    return createJob(db, clock, {
      kind: 'reread',
      title: `Dựng lại ảnh xem của trang ${page.ordinal}`,
      params: { pageId: page.id },
      items: [
        {
          kind: 'image',
          subject: `Trang ${page.ordinal}`,
          input: {},
          documentId: page.document_id,
          pageId: page.id,
        },
      ],
    });
  });
}

// The step that reads one page. A result is keyed by image and recipe, so reading the same again costs nothing.
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { type PageText, pageWords } from '../../../shared/model/page-text.ts';
import type { OcrTasks, RecognitionModel } from '../../workers/tasks.ts';
import { documentRow, dropFinding, type PageRow, pageRow, putFinding } from '../catalogue/index.ts';
import type { Db } from '../db/index.ts';
import { pageImage } from '../intake/index.ts';
import { addItems, type Commit, type ItemHandler, type JobItem, type ThreadPool } from '../jobs/index.ts';
import { type Surroundings, timestamp } from '../kernel/index.ts';
import type { FileStore } from '../store/index.ts';
import { recipeOf } from './recipe.ts';

export interface OcrDeps extends Surroundings {
  readonly db: Db;
  readonly store: FileStore;
  readonly ocrPool: ThreadPool;
}

/** A dense A3 page on a slow station took under a minute; beyond three something is wrong with the page. */
const readTimeoutMs = 180_000;
/** Below this the clerk is told to look (findings of the measured set: pages under it had every fifth word wrong). */
const doubtfulConfidence = 0.7;

/** Of a `read` step; made where a source is taken in. */
export interface ReadInput {
  readonly model: RecognitionModel;
}

type Language = 'vie' | 'fra' | 'eng';

export function readItemHandler(deps: OcrDeps): ItemHandler {
  const { db, store } = deps;
  return {
    capacity: deps.ocrPool.size,
    async run(item, signal): Promise<Commit> {
      const page = pageRow(db, item.pageId as string) as PageRow;
      const languages = (documentRow(db, page.document_id)?.languages ?? 'vie').split('+') as Language[];
      const { model } = item.input as ReadInput;
      const recipe = recipeOf(languages, model);
      const known = db
        .prepare(
          'SELECT id, result FROM recognition WHERE image_sha256 = ? AND frame = ? AND rotation = ? AND recipe = ?',
        )
        .get(page.image_sha256, page.frame, page.rotation, recipe) as
        | { id: number; result: Buffer }
        | undefined;
      if (known) {
        const text = JSON.parse(zstdDecompressSync(known.result).toString('utf8')) as PageText;
        return () => attach(item, page, known.id, text);
      }

      const text = await deps.ocrPool.run<PageText>(
        'recognise',
        {
          image: pageImage(store, page),
          rotation: page.rotation,
          dpi: page.dpi,
          languages,
          model,
        } satisfies Parameters<OcrTasks['recognise']>[0],
        { timeoutMs: readTimeoutMs, signal },
      );
      const result = zstdCompressSync(JSON.stringify(text));
      return () => {
        const { id } = db
          .prepare(
            `INSERT INTO recognition (image_sha256, frame, rotation, recipe, result, mean_confidence, word_count, created_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (image_sha256, frame, rotation, recipe) DO UPDATE SET result = excluded.result RETURNING id`,
          )
          .get(
            page.image_sha256,
            page.frame,
            page.rotation,
            recipe,
            result,
            text.meanConfidence,
            pageWords(text).length,
            timestamp(deps.clock),
          ) as { id: number };
        attach(item, page, id, text);
      };
    },
    onFailure: (item, error) => () => {
      db.prepare("UPDATE page SET text_state = 'failed' WHERE id = ?").run(item.pageId);
      putFinding(db, item.documentId as string, {
        code: 'PAGE_NOT_READ',
        severity: 'error',
        message: error.message,
        pageId: item.pageId as string,
      });
    },
  };

  function attach(item: JobItem, page: PageRow, recognitionId: number, text: PageText): void {
    db.prepare("UPDATE page SET text_state = 'ready', recognition_id = ? WHERE id = ?").run(
      recognitionId,
      page.id,
    );
    dropFinding(db, page.document_id, 'PAGE_NOT_READ', page.id);
    const words = pageWords(text).length;
    if (words === 0) {
      putFinding(db, page.document_id, {
        code: 'PAGE_WITHOUT_TEXT',
        severity: 'info',
        message: 'Không thấy chữ nào trên trang này: trang trắng, ảnh hoặc chữ viết tay.',
        pageId: page.id,
      });
    } else if (text.meanConfidence < doubtfulConfidence) {
      putFinding(db, page.document_id, {
        code: 'PAGE_DOUBTFUL',
        severity: 'warning',
        message: `Máy chỉ chắc ${Math.round(text.meanConfidence * 100)} % số chữ đọc được ở trang này (cần từ ${doubtfulConfidence * 100} %). Hãy xem lại chữ, hoặc quét lại nếu ảnh mờ.`,
        pageId: page.id,
      });
    }
    if (text.rotation !== page.rotation) {
      putFinding(db, page.document_id, {
        code: 'PAGE_TURNED',
        severity: 'warning',
        message: `Trang nằm sai chiều, máy đã xoay ${(text.rotation - page.rotation + 360) % 360}° để đọc. Ảnh gốc được giữ nguyên.`,
        pageId: page.id,
      });
      // Subtle: pictures and PDF follow page.rotation, and the boxes are in the turned page: all change together here.
      db.prepare("UPDATE page SET rotation = ?, image_state = 'waiting' WHERE id = ?").run(
        text.rotation,
        page.id,
      );
      addItems(db, item.jobId, [
        { kind: 'image', subject: item.subject, input: {}, documentId: page.document_id, pageId: page.id },
      ]);
    }
  }
}

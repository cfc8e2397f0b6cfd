// Contract names of intake → functions.
import type { CallOutput, ParsedInput } from '../../../shared/contract/index.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { appendAudit } from '../audit/index.ts';
import { ensureFile } from '../catalogue/index.ts';
import { type Db, transaction } from '../db/index.ts';
import { createJob, type NewItem } from '../jobs/index.ts';
import type { Surroundings } from '../kernel/index.ts';
import { findSources } from './find-sources.ts';
import type { SourceInput } from './source-item.ts';

export const intakeHandlers = {
  'intake.digitise': (
    d: Surroundings & { readonly db: Db; wake(): void },
    input: ParsedInput<'intake.digitise'>,
  ): CallOutput<'intake.digitise'> => {
    const { sources, bad } = findSources(input.paths);
    const common = { fileCode: input.fileCode, languages: input.languages, model: input.model };
    const items: NewItem[] = [
      ...sources.map((s) => ({
        kind: 'source' as const,
        subject: s.name,
        input: { ...s, ...common } satisfies SourceInput,
      })),
      ...bad.map((b) => ({
        kind: 'source' as const,
        subject: b.path,
        input: { path: b.path, name: b.path, bad: b.reason, ...common } satisfies SourceInput,
      })),
    ];
    if (items.length === 0) throw new AppError('INVALID_INPUT', { detail: 'không có tệp nào để nhập' });
    const jobId = transaction(d.db, () => {
      // The code is judged before anything is copied.
      if (input.fileCode) ensureFile(d.db, d.clock, { code: input.fileCode });
      const id = createJob(d.db, d.clock, {
        kind: 'digitise',
        title: `Số hóa ${items.length.toLocaleString('vi-VN')} tệp`,
        params: { paths: input.paths, ...common },
        items,
      });
      appendAudit(d.db, d.clock, {
        actor: d.actor,
        action: 'intake.digitise',
        target: id,
        detail: { sources: items.length, fileCode: input.fileCode ?? null },
      });
      return id;
    });
    d.wake();
    d.emit('job.changed', { jobId });
    return { jobId };
  },
};

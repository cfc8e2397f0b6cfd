// Contract names of transfer → functions. Verification also answers when no archive is open (see create-core).
import type { CallOutput, ParsedInput } from '../../../shared/contract/index.ts';
import { appendAudit } from '../audit/index.ts';
import { type Db, transaction } from '../db/index.ts';
import { createJob } from '../jobs/index.ts';
import { checkTarget, type ExportDeps, type ExportInput, planExport } from './export-item.ts';

export const transferHandlers = {
  'transfer.plan': (
    d: { readonly db: Db },
    { fileCodes }: ParsedInput<'transfer.plan'>,
  ): CallOutput<'transfer.plan'> => {
    const { documents, heldBack } = planExport(d.db, fileCodes);
    return {
      documents: documents.length,
      bytes: documents.reduce((sum, doc) => sum + doc.bytes, 0),
      heldBack,
    };
  },

  'transfer.export': async (
    d: Omit<ExportDeps, 'agency'> & { wake(): void },
    input: ParsedInput<'transfer.export'>,
  ): Promise<CallOutput<'transfer.export'>> => {
    const to = await checkTarget(d.archivePath, input.to);
    planExport(d.db, input.fileCodes); // Unknown codes are refused before a job is made.
    const jobId = transaction(d.db, () => {
      const id = createJob(d.db, d.clock, {
        kind: 'export',
        title: 'Xuất tài liệu',
        params: input,
        items: [
          { kind: 'export', subject: to, input: { to, fileCodes: input.fileCodes } satisfies ExportInput },
        ],
      });
      appendAudit(d.db, d.clock, {
        actor: d.actor,
        action: 'transfer.export',
        target: id,
        detail: { fileCodes: input.fileCodes ?? [] },
      });
      return id;
    });
    d.wake();
    d.emit('job.changed', { jobId });
    return { jobId };
  },
};

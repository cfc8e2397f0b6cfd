// Calls that bring scans into the archive.
import { z } from 'zod';
import { command } from './define.ts';

export const languages = ['vie', 'fra', 'eng'] as const;

export const intakeCalls = {
  /**
   * Takes files and folders in and does the whole job with them (masters → images → text → fields → PDF/A → index).
   * Folders are walked in natural order. Returns at once; follow the job.
   */
  'intake.digitise': command<{ jobId: string }>()(
    z.strictObject({
      paths: z.array(z.string().min(1)).min(1).max(10_000),
      /** Code of the file (hồ sơ) the documents are filed in; made when unknown. */
      fileCode: z.string().trim().min(1).max(100).optional(),
      languages: z.array(z.enum(languages)).min(1).default(['vie']),
      /** `best` is best_int; `fast` a smaller network: two thirds of the time, a few marks more wrong. */
      model: z.enum(['best', 'fast']).default('best'),
    }),
  ),
} as const;

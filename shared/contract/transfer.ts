// Export and verification.
import { z } from 'zod';
import type { Finding } from '../model/document.ts';
import { command, desktop, query } from './define.ts';

export interface VerifyResult {
  readonly ok: boolean;
  readonly kind: 'archive' | 'export';
  readonly checkedFiles: number;
  readonly findings: readonly Finding[];
}

/** What an export would take along and what it would leave behind, with the reason in Vietnamese. */
export interface ExportPlan {
  readonly documents: number;
  readonly bytes: number;
  readonly heldBack: readonly {
    readonly documentId: string;
    readonly fileCode: string;
    readonly ordinal: number;
    readonly label: string;
    readonly reason: string;
  }[];
}

export const transferCalls = {
  /** The dry run of `transfer.export`; writes nothing. */
  'transfer.plan': query<ExportPlan>()(z.strictObject({ fileCodes: z.array(z.string().min(1)).optional() })),
  /** Writes the export folder as a job; the folder appears under its name only when complete and read back. */
  'transfer.export': command<{ jobId: string }>()(
    z.strictObject({ to: z.string().min(1), fileCodes: z.array(z.string().min(1)).optional() }),
  ),
  /** Checks an archive or an exported folder; never changes anything. */
  'transfer.verify': desktop<VerifyResult>()(z.strictObject({ path: z.string().min(1) })),
} as const;

// Calls about the archive as a whole and the program.
import { z } from 'zod';
import { desktop } from './define.ts';

export interface ArchiveInfo {
  readonly path: string;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly counts: {
    readonly files: number;
    readonly documents: number;
    readonly pages: number;
    readonly waiting: number;
  };
  readonly freeBytes: number;
  /** Vietnamese: why the archive cannot be written at present (its folder is gone); null while all is well. */
  readonly problem: string | null;
}

export interface DoctorCheck {
  readonly id: string;
  /** Vietnamese. */
  readonly label: string;
  readonly ok: boolean;
  readonly detail: string;
}

export const archiveCalls = {
  /** Makes a new archive in an empty or new folder and opens it. */
  'archive.create': desktop<ArchiveInfo>()(
    z.strictObject({
      path: z.string().min(1),
      agencyCode: z.string().trim().min(1).max(25),
      agencyName: z.string().trim().min(1).max(200),
    }),
  ),
  'archive.open': desktop<ArchiveInfo>()(z.strictObject({ path: z.string().min(1) })),
  'archive.close': desktop<null>()(z.strictObject({})),
  /** The open archive, or null. */
  'archive.info': desktop<ArchiveInfo | null>()(z.strictObject({})),
  /** Paths of the sample scans shipped with the program. */
  'archive.samples': desktop<{ paths: string[] }>()(z.strictObject({})),
  /** What this machine has: versions, language data, memory, free space. */
  'system.doctor': desktop<{ ok: boolean; checks: DoctorCheck[] }>()(z.strictObject({})),
} as const;

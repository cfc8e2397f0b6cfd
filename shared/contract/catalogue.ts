// Calls on the inventory tree and the described documents.
import { z } from 'zod';
import type { DocumentDetail, DocumentSummary, TreeNode } from '../model/document.ts';
import { fieldNames } from '../model/document.ts';
import type { PageText } from '../model/page-text.ts';
import { command, query } from './define.ts';

const id = z.string().min(1).max(64);
const limit = z.number().int().min(1).max(500).default(100);

export const catalogueCalls = {
  /** Children of a node, in order; without `parent` the agency. Keyset-paged by `after` (id of the last row seen). */
  'catalogue.tree': query<{ nodes: TreeNode[]; more: boolean }>()(
    z.strictObject({
      parent: z.strictObject({ kind: z.enum(['agency', 'fonds', 'inventory', 'file']), id }).optional(),
      after: id.optional(),
      limit,
    }),
  ),
  /** Documents in archive order (or newest first), for lists and the light table. */
  'catalogue.documents': query<{ documents: DocumentSummary[]; more: boolean }>()(
    z.strictObject({
      fileId: id.optional(),
      state: z.enum(['reading', 'proposed', 'described']).optional(),
      newestFirst: z.boolean().default(false),
      after: id.optional(),
      limit,
    }),
  ),
  'catalogue.document': query<DocumentDetail>()(z.strictObject({ documentId: id })),
  /** The documents before and after this one in its file, and the next anywhere that waits for a person. */
  'catalogue.neighbours': query<{
    previous: string | null;
    next: string | null;
    nextWaiting: string | null;
  }>()(z.strictObject({ documentId: id })),
  /** Recognised text of a page with boxes; null while it is being read or when reading failed. */
  'catalogue.pageText': query<PageText | null>()(z.strictObject({ pageId: id })),
  /**
   * Saves what a person typed or confirmed. Every field given becomes typed (changed) or confirmed (unchanged);
   * fields not given stay. Makes the document `described`. Refused with STALE_VERSION when `rowVersion` is old.
   */
  'catalogue.describe': command<DocumentDetail>()(
    z.strictObject({
      documentId: id,
      rowVersion: z.number().int(),
      fields: z.partialRecord(z.enum(fieldNames), z.string().max(2000)),
    }),
  ),
  /** Files (hồ sơ) of the archive, for choosing where scans go. */
  'catalogue.files': query<{
    files: { fileId: string; code: string; title: string; documentCount: number }[];
    more: boolean;
  }>()(z.strictObject({ after: id.optional(), limit })),
  /** Makes a file in the first inventory of the first fonds (both are made when missing); returns the existing one when the code is known. */
  'catalogue.file.ensure': command<{ fileId: string; code: string }>()(
    z.strictObject({
      code: z.string().trim().min(1).max(100),
      title: z.string().trim().max(1000).optional(),
    }),
  ),
} as const;

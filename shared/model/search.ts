// What a search returns.

import type { FieldName } from './document.ts';
import type { Box } from './page-text.ts';

export interface SearchHit {
  readonly documentId: string;
  readonly pageId: string;
  /** From 1. */
  readonly page: number;
  /** The text around the first match; matches are between U+0002 and U+0003. */
  readonly snippet: string;
  /** Every matched word on the page (first 200). */
  readonly boxes: readonly Box[];
  /** True when the match has the very marks the user typed. */
  readonly exact: boolean;
  readonly fields: Readonly<Partial<Record<FieldName, string>>>;
  readonly fileCode: string;
}

export interface SearchResult {
  /** Pages that match. */
  readonly total: number;
  readonly totalDocuments: number;
  readonly tookMs: number;
  readonly hits: readonly SearchHit[];
}

export const HIT_START = '\u0002';
export const HIT_END = '\u0003';

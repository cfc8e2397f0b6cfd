// Full-text search.
import { z } from 'zod';
import type { SearchResult } from '../model/search.ts';
import { query } from './define.ts';

export const searchCalls = {
  /**
   * Pages that hold every word, with or without marks (đ = d); "quoted words" as a phrase.
   * Pages with the very marks typed come first.
   */
  'search.pages': query<SearchResult>()(
    z.strictObject({
      query: z.string().trim().min(1).max(500),
      limit: z.number().int().min(1).max(200).default(20),
      offset: z.number().int().min(0).max(10_000).default(0),
      documentId: z.string().max(64).optional(),
    }),
  ),
} as const;

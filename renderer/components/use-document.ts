// Queries of documents that several screens share.
// Must not change anything.
import { useQueries, useQuery } from '@tanstack/react-query';
import { call } from '../client/client.ts';
import { keyOf } from '../client/queries.ts';

/** A document's detail, or nothing asked for null. */
export function useDocument(documentId: string | null) {
  return useQuery({
    queryKey: keyOf('catalogue.document', { documentId: documentId ?? '' }),
    queryFn: () => call('catalogue.document', { documentId: documentId ?? '' }),
    enabled: documentId !== null,
  });
}

export function useDocuments(documentIds: readonly string[]) {
  return useQueries({
    queries: documentIds.map((documentId) => ({
      queryKey: keyOf('catalogue.document', { documentId }),
      queryFn: () => call('catalogue.document', { documentId }),
    })),
  });
}

/** Words of a page; null while it is being read. */
export function usePageText(pageId: string | null, enabled = true) {
  return useQuery({
    queryKey: keyOf('catalogue.pageText', { pageId: pageId ?? '' }),
    queryFn: () => call('catalogue.pageText', { pageId: pageId ?? '' }),
    enabled: enabled && pageId !== null,
    staleTime: 5 * 60_000,
  });
}

// Queries of documents and files that several screens share.
// Must not change anything.
import { useQueries, useQuery } from '@tanstack/react-query';
import type { CallOutput } from '../../shared/contract/index.ts';
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

const FILES_PAGE = 500;

/** Every file of the archive, in order: a choice made on half a list would leave the other half out unseen. */
export function useFiles() {
  return useQuery({
    queryKey: ['catalogue.files', { all: true }],
    queryFn: async () => {
      const files: CallOutput<'catalogue.files'>['files'] = [];
      let more = true;
      while (more) {
        const after = files.at(-1)?.fileId;
        const page = await call('catalogue.files', { limit: FILES_PAGE, ...(after ? { after } : {}) });
        files.push(...page.files);
        more = page.more && page.files.length > 0;
      }
      return { files };
    },
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

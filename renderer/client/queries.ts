// What the window knows of the archive: react-query's cache, its keys, and how events make it look again.
// Must not decide how anything is shown.
import { QueryClient, useQuery } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors/app-error.ts';
import { call, on } from './client.ts';

/** Only these pass by themselves; everything else is told to the person at once. */
const passing = new Set(['CORE_STOPPED', 'WORKER_TIMEOUT']);

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Subtle: 'online' would pause every query on a machine without a network, which is all of ours.
        networkMode: 'always',
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => error instanceof AppError && passing.has(error.code) && count < 3,
        retryDelay: 800,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

export function keyOf<N extends CallName>(name: N, input: CallInput<N>): readonly [N, CallInput<N>] {
  return [name, input] as const;
}

interface UseCallOptions {
  readonly enabled?: boolean;
  /** Keeps what was shown while the next answer comes, so that nothing jumps. */
  readonly keepPrevious?: boolean;
}

/** A query of the contract. */
export function useCall<N extends CallName>(name: N, input: CallInput<N>, options: UseCallOptions = {}) {
  return useQuery<CallOutput<N>>({
    queryKey: keyOf(name, input),
    queryFn: () => call(name, input),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious ? { placeholderData: (previous: unknown) => previous as never } : {}),
  });
}

const ofDocument = new Set<string>(['catalogue.document', 'catalogue.neighbours', 'catalogue.pageText']);
const listsOfData = [
  'catalogue.tree',
  'catalogue.documents',
  'catalogue.files',
  'archive.info',
  'transfer.plan',
];
const GATHER_MS = 400;

/** Binds the core's events to the cache; the returned function unbinds. */
export function listenForChanges(client: QueryClient): () => void {
  const changedDocuments = new Set<string>();
  let listsChanged = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  // Subtle: a running job changes data many times a second; gathering keeps a 3,000-page import from refetching each time.
  const gather = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      const documents = new Set(changedDocuments);
      changedDocuments.clear();
      if (listsChanged) {
        listsChanged = false;
        for (const name of listsOfData) void client.invalidateQueries({ queryKey: [name] });
      }
      if (documents.size === 0) return;
      void client.invalidateQueries({
        predicate: (query) => {
          const [name, input] = query.queryKey as [string, { documentId?: string }?];
          if (!ofDocument.has(name)) return false;
          return name === 'catalogue.pageText'
            ? query.state.data === null
            : documents.has(input?.documentId ?? '');
        },
      });
    }, GATHER_MS);
  };

  const stops = [
    on('data.changed', ({ documentIds }) => {
      for (const id of documentIds) changedDocuments.add(id);
      listsChanged = true;
      gather();
    }),
    on('job.changed', ({ jobId }) => {
      void client.invalidateQueries({ queryKey: ['jobs.list'] });
      void client.invalidateQueries({ queryKey: ['jobs.get', { jobId }] });
    }),
    on('archive.changed', () => {
      // Ids and lists of another archive must not be shown for a moment: everything but the archive itself begins anew.
      client.removeQueries({
        predicate: (query) => !query.isActive() && query.queryKey[0] !== 'archive.info',
      });
      void client.invalidateQueries({ queryKey: ['archive.info'] });
      void client.resetQueries({ predicate: (query) => query.queryKey[0] !== 'archive.info' });
    }),
    on('core.status', ({ state }) => {
      if (state === 'ready') void client.invalidateQueries();
    }),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

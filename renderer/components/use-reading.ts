// Which documents a job is reading at this moment: asked by every place that would say “đang đọc”.
// Must not judge pages; page-status.ts does.
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../client/client.ts';
import { keyOf, useCall } from '../client/queries.ts';
import { isAtWork } from './job-words.ts';

const JOBS_LOOKED_AT = 50;

/** True for a document some job is reading now; while that is not known yet, for every document. */
export function useReading(): (documentId: string) => boolean {
  const list = useCall('jobs.list', { active: true, limit: JOBS_LOOKED_AT });
  const atWork = (list.data?.jobs ?? []).filter(isAtWork);
  const details = useQueries({
    queries: atWork.map(({ jobId }) => ({
      queryKey: keyOf('jobs.get', { jobId }),
      queryFn: () => call('jobs.get', { jobId }),
    })),
  });
  const unknown = list.isPending || details.some((detail) => detail.isPending);
  const stamp = details.map((detail) => detail.dataUpdatedAt).join();
  const jobIds = atWork.map((job) => job.jobId).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: useQueries gives a new array at every paint; `stamp` stands for it
  return useMemo(() => {
    const reading = new Set(details.flatMap((detail) => detail.data?.documentIds ?? []));
    return (documentId: string) => unknown || reading.has(documentId);
  }, [unknown, stamp, jobIds]);
}

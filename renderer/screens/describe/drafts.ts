// The window's drafts, on the window's shell.
// Must not hold logic; draft.ts does.
import { useSyncExternalStore } from 'react';
import { shell } from '../../client/client.ts';
import { createDrafts, type Draft } from './draft.ts';

export const drafts = createDrafts(shell);

export function useDraft(documentId: string): Draft | null {
  return useSyncExternalStore(drafts.subscribe, () => drafts.of(documentId));
}

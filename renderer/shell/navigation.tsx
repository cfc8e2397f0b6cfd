// Where the person is: which screen, which document and page, what is searched for, and the last notice.
// Must not load anything.
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from 'react';

import type { Box } from '../../shared/model/page-text.ts';

export type ScreenName = 'digitise' | 'describe' | 'search' | 'transfer' | 'admin';

export interface Place {
  readonly screen: ScreenName;
  /** The document open in Biên mục. */
  readonly documentId: string | null;
  /** Page of it to show, from 1. */
  readonly page: number;
  /** True when a certain page was asked for (a hit, a thumbnail): then no field may take the picture elsewhere. */
  readonly forPage: boolean;
  /** What was searched for and found on that page; lit until the page or the document changes. */
  readonly hits: readonly Box[];
}

export interface Notice {
  readonly text: string;
  readonly tone: 'done' | 'look' | 'must';
  readonly at: number;
  readonly act: NoticeAct | null;
}

/** The one thing that can be done about what is said. */
export interface NoticeAct {
  readonly label: string;
  run(): void;
}

interface Navigation {
  readonly place: Place;
  go(screen: ScreenName): void;
  /** Without a page it begins at the first field to look at. */
  openDocument(documentId: string, page?: number, hits?: readonly Box[]): void;
  showPage(page: number): void;
  readonly searchText: string;
  setSearchText(text: string): void;
  readonly notice: Notice | null;
  /** Says something that happened, without asking for anything. */
  say(text: string, tone?: Notice['tone'], act?: NoticeAct): void;
  hush(): void;
}

const NavigationContext = createContext<Navigation | null>(null);

export function useNavigation(): Navigation {
  const navigation = use(NavigationContext);
  if (!navigation) throw new Error('useNavigation outside NavigationProvider');
  return navigation;
}

export function NavigationProvider({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<Place>({
    screen: 'digitise',
    documentId: null,
    page: 1,
    forPage: false,
    hits: [],
  });
  const [searchText, setSearchText] = useState('');
  const [notice, setNotice] = useState<Notice | null>(null);

  const go = useCallback((screen: ScreenName) => setPlace((at) => ({ ...at, screen })), []);
  const openDocument = useCallback(
    (documentId: string, page?: number, hits: readonly Box[] = []) =>
      setPlace({ screen: 'describe', documentId, page: page ?? 1, forPage: page !== undefined, hits }),
    [],
  );
  const showPage = useCallback((page: number) => setPlace((at) => ({ ...at, page, hits: [] })), []);
  const say = useCallback(
    (text: string, tone: Notice['tone'] = 'done', act?: NoticeAct) =>
      setNotice({ text, tone, at: Date.now(), act: act ?? null }),
    [],
  );
  const hush = useCallback(() => setNotice(null), []);

  const value = useMemo(
    () => ({ place, go, openDocument, showPage, searchText, setSearchText, notice, say, hush }),
    [place, go, openDocument, showPage, searchText, notice, say, hush],
  );
  return <NavigationContext value={value}>{children}</NavigationContext>;
}

// Tra cứu: hits with the very line of the page, and the page with all hits lit.
// Must not hold the search field; the top bar does.
import { Button, Skeleton } from '@mantine/core';
import {
  IconArrowRight,
  IconChevronLeft,
  IconChevronRight,
  IconSearch,
  IconZoomQuestion,
} from '@tabler/icons-react';
import { type KeyboardEvent as ReactKeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Panel, Separator } from 'react-resizable-panels';
import type { SearchHit } from '../../../shared/model/search.ts';
import { pictures } from '../../client/client.ts';
import { useCall } from '../../client/queries.ts';
import { Empty, Problem } from '../../components/bits.tsx';
import { dateOf, formatCount, formatTook, titleOf } from '../../components/format.ts';
import type { ToneBox } from '../../components/page-boxes.ts';
import { PageView, type PageViewHandle } from '../../components/page-view.tsx';
import { PaneGroup } from '../../components/pane-group.tsx';
import { composing } from '../../shell/keymap.ts';
import { KeyCap, KeyTip, useKeys } from '../../shell/keys.tsx';
import { useNavigation } from '../../shell/navigation.tsx';
import classes from './search.module.css';
import { snippetParts } from './snippet.ts';

const HITS_PER_PAGE = 20;

export function SearchScreen() {
  const { searchText, openDocument } = useNavigation();
  const [offset, setOffset] = useState(0);
  const [at, setAt] = useState(0);
  const [boxAt, setBoxAt] = useState(0);
  const view = useRef<PageViewHandle>(null);
  const list = useRef<HTMLDivElement>(null);

  // Another search begins at its first hit. Subtle: not an effect, which would also run when the screen is shown again.
  const [shownText, setShownText] = useState(searchText);
  if (shownText !== searchText) {
    setShownText(searchText);
    setOffset(0);
    setAt(0);
  }

  const result = useCall(
    'search.pages',
    { query: searchText, limit: HITS_PER_PAGE, offset },
    { enabled: searchText !== '', keepPrevious: true },
  );
  const hits = searchText === '' ? [] : (result.data?.hits ?? []);
  const hit = hits[Math.min(at, hits.length - 1)];
  const total = result.data?.total ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another hit begins at its first box
  useEffect(() => setBoxAt(0), [hit?.pageId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another box moves the picture
  useEffect(() => {
    const box = hit?.boxes[boxAt];
    if (box && boxAt > 0) view.current?.reveal(box);
  }, [boxAt]);
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const boxes = useMemo<ToneBox[]>(
    () =>
      (hit?.boxes ?? []).map((box, index) => ({
        box,
        tone: index === boxAt && boxAt > 0 ? 'active' : 'hit',
      })),
    [hit, boxAt],
  );

  const open = (which: SearchHit | undefined = hit) =>
    which && openDocument(which.documentId, which.page, which.boxes);
  const turn = (to: number) => {
    if (to < 0 || to >= total) return;
    setOffset(to);
    setAt(0);
    list.current?.scrollTo({ top: 0 });
  };
  const step = (by: number) => setAt((now) => Math.max(0, Math.min(hits.length - 1, now + by)));

  useKeys({
    'hit.open': () => open(),
    'hit.next': () => hit && setBoxAt((now) => (now + 1) % Math.max(1, hit.boxes.length)),
    'results.next': () => turn(offset + HITS_PER_PAGE),
    'results.previous': () => turn(offset - HITS_PER_PAGE),
  });

  // The field stands in the top bar; from it the arrows walk through the hits and Enter opens, without leaving the typing.
  const act = useRef({ step, open });
  useEffect(() => {
    act.current = { step, open };
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || composing(event)) return;
      if (!(event.target instanceof HTMLElement) || !event.target.matches('[data-search]')) return;
      if (event.key === 'ArrowDown') act.current.step(1);
      else if (event.key === 'ArrowUp') act.current.step(-1);
      else if (event.key === 'Enter' && !event.ctrlKey) act.current.open();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  const onListKey = (event: ReactKeyboardEvent) => {
    if (composing(event.nativeEvent) || event.ctrlKey || event.altKey) return;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Home') setAt(0);
    else if (event.key === 'End') setAt(hits.length - 1);
    else return;
    event.preventDefault();
  };

  if (searchText === '') return <BeforeSearch />;
  return (
    <PaneGroup id="search">
      <Panel id="hits" minSize={420}>
        <section className="column fill" aria-label="Kết quả" style={{ background: 'var(--card)' }}>
          <div className="pane-header">
            <h2>
              <span role="status">
                {result.data
                  ? `${formatCount(result.data.totalDocuments)} tài liệu, ${formatCount(total)} trang`
                  : 'Đang tìm…'}
              </span>
            </h2>
            <span className="grow" />
            {result.data && (
              <span className="muted">
                {formatTook(result.data.tookMs)} · đúng dấu và đúng cụm từ xếp trước
              </span>
            )}
          </div>
          {result.error ? (
            <Problem error={result.error} onRetry={() => void result.refetch()} />
          ) : result.isPending ? (
            <HitsSkeleton />
          ) : hits.length === 0 ? (
            <Empty
              icon={<IconZoomQuestion size={40} stroke={1.2} />}
              title={`Không có trang nào chứa “${searchText}”`}
            >
              Hãy thử ít từ hơn hoặc bỏ bớt dấu ngoặc kép. Chữ máy đọc sai trên ảnh mờ có thể không khớp; thử
              một từ khác của cùng tài liệu.
            </Empty>
          ) : (
            <div
              ref={list}
              className={`scroll ${classes.list}`}
              role="listbox"
              aria-label="Các trang khớp"
              tabIndex={0}
              aria-activedescendant={hit ? `hit-${at}` : undefined}
              onKeyDown={onListKey}
            >
              {hits.map((one, index) => (
                <HitRow
                  key={`${one.pageId}`}
                  hit={one}
                  index={index}
                  chosen={one === hit}
                  onChoose={() => setAt(index)}
                  onOpen={() => open(one)}
                />
              ))}
            </div>
          )}
          {total > HITS_PER_PAGE && (
            <div className={classes.pager}>
              <span className="muted">
                {formatCount(offset + 1)}–{formatCount(Math.min(offset + HITS_PER_PAGE, total))} trong{' '}
                {formatCount(total)}
              </span>
              <span className="grow" />
              <KeyTip id="results.previous">
                <Button
                  variant="default"
                  size="compact-sm"
                  disabled={offset === 0}
                  onClick={() => turn(offset - HITS_PER_PAGE)}
                  leftSection={<IconChevronLeft size={16} />}
                >
                  Trước
                </Button>
              </KeyTip>
              <KeyTip id="results.next">
                <Button
                  variant="default"
                  size="compact-sm"
                  disabled={offset + HITS_PER_PAGE >= total}
                  onClick={() => turn(offset + HITS_PER_PAGE)}
                  rightSection={<IconChevronRight size={16} />}
                >
                  Sau
                </Button>
              </KeyTip>
            </div>
          )}
        </section>
      </Panel>
      <Separator aria-label="Đổi bề rộng ngăn" />
      <Panel id="page" defaultSize="42%" minSize={320}>
        <section className="column fill" aria-label="Trang khớp">
          <div className="pane-header">
            <h2 className="clip">
              {hit ? `${titleOf(hit.fields, 'Tài liệu')} · trang ${hit.page}` : 'Trang khớp'}
            </h2>
            <span className="grow" />
            {hit && (
              <>
                <KeyTip id="hit.next">
                  <button
                    type="button"
                    className="chip"
                    onClick={() => setBoxAt((boxAt + 1) % Math.max(1, hit.boxes.length))}
                  >
                    {formatCount(hit.boxes.length)} chữ khớp <KeyCap id="hit.next" />
                  </button>
                </KeyTip>
                <KeyTip id="hit.open">
                  <Button
                    size="compact-sm"
                    variant="light"
                    onClick={() => open()}
                    rightSection={<IconArrowRight size={15} />}
                  >
                    Mở
                  </Button>
                </KeyTip>
              </>
            )}
          </div>
          <div className="grow" style={{ flex: 1, minHeight: 0, background: 'var(--behind-pages)' }}>
            {hit && (
              <PageView
                ref={view}
                url={pictures.preview(hit.pageId)}
                label={`Trang ${hit.page} của ${titleOf(hit.fields, 'tài liệu')}`}
                boxes={boxes}
              />
            )}
          </div>
        </section>
      </Panel>
    </PaneGroup>
  );
}

interface HitRowProps {
  readonly hit: SearchHit;
  readonly index: number;
  readonly chosen: boolean;
  onChoose(): void;
  onOpen(): void;
}

function HitRow({ hit, index, chosen, onChoose, onOpen }: HitRowProps) {
  const where = [hit.fields.organName, `hồ sơ ${hit.fileCode}`, `trang ${hit.page}`]
    .filter(Boolean)
    .join(' · ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box moves the choice by arrow keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list box holds the focus (aria-activedescendant)
    <div
      id={`hit-${index}`}
      data-at={index}
      role="option"
      aria-selected={chosen}
      className={classes.hit}
      onClick={onChoose}
      onDoubleClick={onOpen}
    >
      <div className={classes.head}>
        <strong className="clip">{titleOf(hit.fields, 'Tài liệu chưa có tên loại')}</strong>
        <span>{dateOf(hit.fields)}</span>
      </div>
      <p className={`${classes.where} clip`}>{where}</p>
      <p className={classes.snippet}>
        {snippetParts(hit.snippet).map((part, partIndex) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text never move
          part.hit ? <mark key={partIndex}>{part.text}</mark> : <span key={partIndex}>{part.text}</span>,
        )}
      </p>
    </div>
  );
}

function BeforeSearch() {
  return (
    <Empty icon={<IconSearch size={44} stroke={1.2} />} title="Tìm trong toàn bộ chữ của kho">
      Gõ vào ô phía trên rồi bấm Enter. Không cần gõ dấu.
      <ul className={classes.hints}>
        <li>
          <b>giao dat dan cu</b> tìm cả “giao đất dân cư”
        </li>
        <li>
          <b>"chỉ thị" 1998</b> cụm từ đúng thứ tự, cùng một trang có 1998
        </li>
        <li>
          <b>15-CT/HU</b> số và ký hiệu của văn bản
        </li>
      </ul>
    </Empty>
  );
}

function HitsSkeleton() {
  return (
    <div aria-hidden="true">
      {['a', 'b', 'c', 'd', 'e'].map((key) => (
        <div key={key} className={classes.hit}>
          <Skeleton height={16} width="45%" mb={8} />
          <Skeleton height={12} width="65%" mb={8} />
          <Skeleton height={30} />
        </div>
      ))}
    </div>
  );
}

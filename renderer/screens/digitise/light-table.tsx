// The light table: thumbnails of all pages in rows, only those in sight are in the document.
// Must not load pages; it is given cells.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { pictures } from '../../client/client.ts';
import { titleOf } from '../../components/format.ts';
import { composing } from '../../shell/keymap.ts';
import { useTextSize } from '../../styles/text-size.ts';
import classes from './digitise.module.css';
import { rowsOf, type TableCell, wordOf } from './page-status.ts';

const GAP_PX = 12;
const CAPTION_PX = 24;
/** Long side of A4 against its short side. */
const PAPER = 1.34;

interface LightTableProps {
  readonly cells: readonly TableCell[];
  readonly selected: string | null;
  onSelect(pageId: string): void;
  onOpen(): void;
  readonly thumbnailPx: number;
}

export function LightTable({ cells, selected, onSelect, onOpen, thumbnailPx }: LightTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { scale } = useTextSize();
  const [widthPx, setWidthPx] = useState(0);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidthPx(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const columns = Math.max(1, Math.floor((widthPx - GAP_PX) / (thumbnailPx + GAP_PX)));
  // The thumbnails share the whole width, so that the right edge is as straight as the left.
  const cellPx = widthPx > 0 ? Math.floor((widthPx - GAP_PX) / columns) - GAP_PX : thumbnailPx;
  const picturePx = Math.round(cellPx * PAPER);
  const rows = useMemo(() => rowsOf(cells, columns), [cells, columns]);
  const rowPx = picturePx + Math.round(CAPTION_PX * scale) + 8;
  const virtual = useVirtualizer({
    count: widthPx > 0 ? rows.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 3,
    paddingStart: GAP_PX,
    paddingEnd: GAP_PX,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new row height asks for new measures
  useEffect(() => virtual.measure(), [rowPx, virtual]);

  const at = cells.findIndex((cell) => cell.page.pageId === selected);
  const move = (to: number) => {
    const index = Math.min(cells.length - 1, Math.max(0, to));
    const cell = cells[index];
    if (!cell) return;
    onSelect(cell.page.pageId);
    virtual.scrollToIndex(Math.floor(index / columns), { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (composing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    const step: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at - columns,
      ArrowDown: at + columns,
      Home: 0,
      End: cells.length - 1,
      PageUp: at - columns * 3,
      PageDown: at + columns * 3,
    };
    const to = step[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to >= 0 || at < 0) move(to);
  };

  return (
    <div
      ref={scroller}
      className={classes.table}
      role="listbox"
      aria-label="Các trang"
      tabIndex={0}
      aria-activedescendant={at >= 0 ? `page-${selected}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div className={classes.rows} style={{ height: virtual.getTotalSize() }} role="presentation">
        {virtual.getVirtualItems().map((item) => (
          <div
            key={item.key}
            role="presentation"
            className={classes.tableRow}
            style={{ transform: `translateY(${item.start}px)`, ['--picture' as string]: `${picturePx}px` }}
          >
            {rows[item.index]?.map((cell) => (
              <Cell
                key={cell.page.pageId}
                cell={cell}
                widthPx={cellPx}
                selected={cell.page.pageId === selected}
                onSelect={onSelect}
                onOpen={onOpen}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

interface CellProps {
  readonly cell: TableCell;
  readonly widthPx: number;
  readonly selected: boolean;
  onSelect(pageId: string): void;
  onOpen(): void;
}

function Cell({ cell, widthPx, selected, onSelect, onOpen }: CellProps) {
  const { page, document, first, status } = cell;
  const word =
    wordOf(page, status !== 'unread') || (first ? (document.fields.typeName ?? 'đầu tài liệu') : '');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box moves the choice by arrow keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list box holds the focus (aria-activedescendant)
    <div
      id={`page-${page.pageId}`}
      role="option"
      aria-selected={selected}
      className={classes.cell}
      data-first={first || undefined}
      data-status={status}
      style={{ width: widthPx }}
      onClick={() => onSelect(page.pageId)}
      onDoubleClick={onOpen}
    >
      <div className={classes.picture}>
        {page.image === 'ready' && (
          <img src={pictures.thumbnail(page.pageId)} alt="" draggable={false} decoding="async" />
        )}
        {page.image === 'waiting' && (
          <span className="label">{status === 'unread' ? 'chưa mở' : 'đang mở…'}</span>
        )}
        {page.image === 'failed' && <span className="label">không có ảnh</span>}
      </div>
      <div className={classes.caption}>
        <b>
          <span className="sr">Trang </span>
          {page.ordinal}
        </b>
        <span className="clip">{word}</span>
        <span className="sr">{titleOf(document.fields, document.sourceName)}</span>
      </div>
    </div>
  );
}

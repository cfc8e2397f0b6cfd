// The middle of Biên mục: the page with its tools, word boxes and the strip of pages.
// Must not know fields; lit boxes are given.
import { ActionIcon, Button } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconLetterCase,
  IconMaximize,
  IconRotate2,
  IconRotateClockwise2,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { type ReactElement, type Ref, useState } from 'react';
import type { DocumentDetail } from '../../../shared/model/document.ts';
import { pictures } from '../../client/client.ts';
import { formatCount, titleOf } from '../../components/format.ts';
import type { ToneBox } from '../../components/page-boxes.ts';
import { PageView, type PageViewHandle } from '../../components/page-view.tsx';
import type { KeyId } from '../../shell/keymap.ts';
import { bindingOf } from '../../shell/keymap.ts';
import { KeyTip } from '../../shell/keys.tsx';
import classes from './describe.module.css';

interface PagePaneProps {
  readonly document: DocumentDetail;
  readonly page: number;
  readonly boxes: readonly ToneBox[];
  readonly showWords: boolean;
  readonly view: Ref<PageViewHandle>;
  onPage(page: number): void;
  onToggleWords(): void;
  onTool(tool: 'in' | 'out' | 'fit' | 'left' | 'right'): void;
}

export function PagePane({
  document,
  page,
  boxes,
  showWords,
  view,
  onPage,
  onToggleWords,
  onTool,
}: PagePaneProps) {
  const [zoom, setZoom] = useState<number | null>(null);
  const shown = document.pages[page - 1];
  const title = titleOf(document.fields, document.sourceName);
  return (
    <section className="column fill" aria-label="Ảnh trang">
      <div className={`pane-header ${classes.tools}`}>
        <Tool
          id="page.previous"
          disabled={page <= 1}
          onClick={() => onPage(page - 1)}
          icon={<IconChevronLeft size={18} />}
        />
        <h2>
          Trang {formatCount(page)}/{formatCount(document.pageCount)}
        </h2>
        <Tool
          id="page.next"
          disabled={page >= document.pageCount}
          onClick={() => onPage(page + 1)}
          icon={<IconChevronRight size={18} />}
        />
        <span className="kbd" aria-hidden="true">
          Alt ← →
        </span>
        <span className="grow" />
        <Tool id="zoom.out" onClick={() => onTool('out')} icon={<IconZoomOut size={18} stroke={1.7} />} />
        <span className={classes.zoom}>{zoom === null ? '' : `${formatCount(zoom)} %`}</span>
        <Tool id="zoom.in" onClick={() => onTool('in')} icon={<IconZoomIn size={18} stroke={1.7} />} />
        <Tool id="zoom.fit" onClick={() => onTool('fit')} icon={<IconMaximize size={18} stroke={1.7} />} />
        <Tool id="turn.left" onClick={() => onTool('left')} icon={<IconRotate2 size={18} stroke={1.7} />} />
        <Tool
          id="turn.right"
          onClick={() => onTool('right')}
          icon={<IconRotateClockwise2 size={18} stroke={1.7} />}
        />
        <KeyTip id="words.toggle">
          <Button
            size="compact-sm"
            ml={6}
            variant={showWords ? 'filled' : 'default'}
            aria-label="Khung chữ"
            aria-pressed={showWords}
            onClick={onToggleWords}
            leftSection={<IconLetterCase size={16} />}
          >
            <span className={classes.word}>Khung chữ</span>
          </Button>
        </KeyTip>
      </div>
      <div className="grow" style={{ flex: 1, minHeight: 0 }}>
        {shown && (
          <PageView
            ref={view}
            url={pictures.preview(shown.pageId)}
            label={`Trang ${page} của ${title}`}
            boxes={boxes}
            onZoom={setZoom}
            start="width"
          />
        )}
      </div>
      {document.pages.length > 1 && (
        <nav className={classes.pages} aria-label="Các trang của tài liệu">
          {document.pages.map((one) => (
            <button
              key={one.pageId}
              type="button"
              aria-current={one.ordinal === page}
              aria-label={`Trang ${one.ordinal}`}
              onClick={() => onPage(one.ordinal)}
            >
              {one.image === 'ready' && (
                <img src={pictures.thumbnail(one.pageId)} alt="" loading="lazy" draggable={false} />
              )}
              <span>{one.ordinal}</span>
            </button>
          ))}
        </nav>
      )}
    </section>
  );
}

function Tool({
  id,
  icon,
  onClick,
  disabled,
}: {
  id: KeyId;
  icon: ReactElement;
  onClick: () => void;
  disabled?: boolean;
}) {
  return (
    <KeyTip id={id}>
      <ActionIcon aria-label={bindingOf(id).label} onClick={onClick} disabled={disabled ?? false}>
        {icon}
      </ActionIcon>
    </KeyTip>
  );
}

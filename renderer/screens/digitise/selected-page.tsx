// The right pane of the light table: the chosen page, why it was judged so, what was read, and the one thing to do.
// Must not change anything.
import { Button, Modal } from '@mantine/core';
import { IconArrowRight, IconZoomIn } from '@tabler/icons-react';
import { pictures } from '../../client/client.ts';
import { Dot, type DotTone, Empty, Facts } from '../../components/bits.tsx';
import { formatCount, formatPercent, titleOf } from '../../components/format.ts';
import { PageView } from '../../components/page-view.tsx';
import { KeyCap, KeyTip } from '../../shell/keys.tsx';
import { fieldState, fieldValueOf, shownValue } from '../describe/field-state.ts';
import { fieldSpecs } from '../describe/fields.ts';
import classes from './digitise.module.css';
import { type PageStatus, type TableCell, whyOf } from './page-status.ts';

const chips: Readonly<Record<PageStatus, { word: string; tone: string }>> = {
  ready: { word: 'đã đọc', tone: 'done' },
  reading: { word: 'đang đọc', tone: 'action' },
  unread: { word: 'chưa đọc', tone: 'look' },
  look: { word: 'cần xem', tone: 'look' },
  failed: { word: 'lỗi', tone: 'must' },
};
const dotOf: Readonly<Record<string, DotTone>> = {
  done: 'done',
  look: 'look',
  empty: 'empty',
  typed: 'typed',
  wrong: 'must',
};

interface SelectedPageProps {
  readonly cell: TableCell | null;
  readonly large: boolean;
  setLarge(large: boolean): void;
  onDescribe(): void;
}

/** A long name on one line; the whole of it in the tooltip. */
function OneLine({ text }: { text: string }) {
  return (
    <span className="clip" style={{ display: 'block' }} title={text}>
      {text}
    </span>
  );
}

export function SelectedPage({ cell, large, setLarge, onDescribe }: SelectedPageProps) {
  if (!cell) {
    return (
      <section className="column fill" aria-label="Trang đang chọn" style={{ background: 'var(--card)' }}>
        <div className="pane-header">
          <h2>Trang đang chọn</h2>
        </div>
        <Empty icon={<IconZoomIn size={32} stroke={1.4} />} title="Chưa chọn trang nào">
          Bấm vào một trang để xem ảnh và những gì máy đọc được.
        </Empty>
      </section>
    );
  }
  const { page, document, status } = cell;
  const chip = chips[status];
  const title = titleOf(document.fields, document.sourceName);
  return (
    <section className="column fill" aria-label="Trang đang chọn" style={{ background: 'var(--card)' }}>
      <div className="pane-header">
        <h2 className="clip" title={title}>
          Trang {page.ordinal}/{document.pageCount} · {title}
        </h2>
        <span className="grow" />
        <span className="chip" data-tone={chip.tone}>
          {chip.word}
        </span>
      </div>
      <div className={classes.big}>
        <KeyTip id="table.preview">
          <button type="button" aria-label="Xem lớn trang này" onClick={() => setLarge(true)}>
            {page.image === 'ready' ? (
              <img src={pictures.preview(page.pageId)} alt="" draggable={false} />
            ) : (
              <span className="muted">Ảnh chưa có</span>
            )}
          </button>
        </KeyTip>
      </div>
      <section
        className={`scroll grow ${classes.about}`}
        style={{ flex: 1 }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys
        tabIndex={0}
        aria-label="Về trang này"
      >
        <p className={classes.why} data-selectable>
          {whyOf(page, status !== 'unread')}
        </p>
        <Facts
          rows={[
            ['Tệp nguồn', <OneLine key="source" text={document.sourceName} />],
            ['Hồ sơ', document.fileCode],
            [
              'Ảnh',
              `${formatCount(page.widthPx)} × ${formatCount(page.heightPx)} · ${formatCount(page.dpi)} dpi`,
            ],
            ...(page.meanConfidence === null
              ? []
              : ([['Độ chắc của chữ', formatPercent(page.meanConfidence)]] as const)),
          ]}
        />
        <h3>Máy đề xuất cho tài liệu</h3>
        {document.values.length === 0 && (
          <p className="muted" style={{ margin: 0 }}>
            {document.state === 'reading'
              ? status === 'unread'
                ? 'Sẽ có khi các trang được đọc nốt.'
                : 'Sẽ có khi đọc xong các trang.'
              : 'Máy không đọc được trường nào.'}
          </p>
        )}
        <Facts
          rows={fieldSpecs.flatMap((spec) => {
            const value = fieldValueOf(document, spec.name);
            const state = fieldState(document, spec.name, undefined);
            if (state.tone === 'empty') return [];
            return [
              [
                spec.label,
                <span key={spec.name}>
                  <Dot tone={dotOf[state.tone] ?? 'empty'} word={`${state.word}: `} />{' '}
                  {value?.value ? (
                    shownValue(spec.name, value.value)
                  ) : (
                    <span className="muted" title={state.reason}>
                      máy không đọc được, xem ảnh
                    </span>
                  )}
                </span>,
              ] as const,
            ];
          })}
        />
      </section>
      <div className={classes.footer}>
        <Button
          fullWidth
          onClick={onDescribe}
          rightSection={<KeyCap id="table.open" />}
          leftSection={<IconArrowRight size={17} />}
        >
          Biên mục tài liệu này
        </Button>
      </div>
      <Modal
        opened={large}
        onClose={() => setLarge(false)}
        size="90%"
        centered
        title={`Trang ${page.ordinal}/${document.pageCount} · ${title}`}
      >
        <div className={classes.preview}>
          <PageView
            url={pictures.preview(page.pageId)}
            label={`Trang ${page.ordinal} của ${title}`}
            boxes={[]}
            start="width"
          />
        </div>
      </Modal>
    </section>
  );
}

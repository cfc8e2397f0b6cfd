// The tree on the left of Biên mục: agency → fonds → inventory → file → document, loaded branch by branch.
// Must not open documents itself; it says which was chosen.
import {
  IconArchive,
  IconBook2,
  IconBuildingArch,
  IconChevronDown,
  IconChevronRight,
  IconFolder,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { DocumentDetail, TreeNode } from '../../../shared/model/document.ts';
import { call } from '../../client/client.ts';
import { useCall } from '../../client/queries.ts';
import { Dot } from '../../components/bits.tsx';
import { formatCount } from '../../components/format.ts';
import { useReading } from '../../components/use-reading.ts';
import { composing } from '../../shell/keymap.ts';
import { useTextSize } from '../../styles/text-size.ts';
import classes from './describe.module.css';
import { useDraft } from './drafts.ts';
import { type Branch, dotOf, keyOfNode, labelOf, type TreeKey, type TreeRow, treeRows } from './tree-rows.ts';

/** At letters of middle size; 1.875rem in the style sheet. */
const ROW_PX = 30;
const BRANCH_PAGE = 500;
type ParentKind = 'agency' | 'fonds' | 'inventory' | 'file';

const icons: Partial<Record<TreeNode['kind'], TablerIcon>> = {
  agency: IconBuildingArch,
  fonds: IconArchive,
  inventory: IconBook2,
  file: IconFolder,
};

async function loadBranch(key: TreeKey, pages: number): Promise<{ nodes: TreeNode[]; more: boolean }> {
  const [kind, id] = key === '' ? [] : [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)];
  const parent = kind && id ? { parent: { kind: kind as ParentKind, id } } : {};
  const nodes: TreeNode[] = [];
  let more = true;
  for (let page = 0; page < pages && more; page += 1) {
    const after = nodes.at(-1)?.id;
    const answer = await call('catalogue.tree', {
      ...parent,
      limit: BRANCH_PAGE,
      ...(after ? { after } : {}),
    });
    nodes.push(...answer.nodes);
    more = answer.more && answer.nodes.length > 0;
  }
  return { nodes, more };
}

/** The branches that are open, and how many pages of each are wanted. */
function useBranches(open: ReadonlySet<TreeKey>, pagesOf: Readonly<Record<TreeKey, number>>) {
  const keys = ['', ...open];
  const results = useQueries({
    queries: keys.map((key) => ({
      queryKey: ['catalogue.tree', { key, pages: pagesOf[key] ?? 1 }],
      queryFn: () => loadBranch(key, pagesOf[key] ?? 1),
    })),
  });
  const branches = new Map<TreeKey, Branch>();
  keys.forEach((key, index) => {
    const result = results[index]!;
    branches.set(key, {
      nodes: result.data?.nodes ?? [],
      more: result.data?.more ?? false,
      state: result.data ? 'ready' : result.isError ? 'failed' : 'loading',
    });
  });
  const retry = (key: TreeKey) => void results[keys.indexOf(key)]?.refetch();
  return { branches, retry };
}

interface InventoryTreeProps {
  readonly document: DocumentDetail | undefined;
  readonly documentId: string | null;
  onOpen(documentId: string): void;
}

export function InventoryTree({ document, documentId, onOpen }: InventoryTreeProps) {
  const info = useCall('archive.info', {});
  const [open, setOpen] = useState<ReadonlySet<TreeKey>>(new Set());
  const [pagesOf, setPagesOf] = useState<Readonly<Record<TreeKey, number>>>({});
  const [active, setActive] = useState<TreeKey | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const reading = useReading();
  const { scale } = useTextSize();
  const { branches, retry } = useBranches(open, pagesOf);
  const rows = treeRows(open, (key) => branches.get(key));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX * scale,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other letters ask for new measures
  useEffect(() => virtual.measure(), [scale, virtual]);

  // The way to the open document is open; and at first the way down to the files, which is where work begins.
  const way = useMemo(
    () =>
      (document?.place ?? [])
        .filter((step) => step.kind !== 'document' && step.kind !== 'page')
        .map((step) => keyOfNode(step.kind as TreeNode['kind'], step.id)),
    [document],
  );
  const wayKey = way.join('|');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `wayKey` stands for `way`
  useEffect(() => {
    if (way.length > 0) setOpen((before) => new Set([...before, ...way]));
  }, [wayKey, documentId]);
  const first = rows.find(
    (row) =>
      row.type === 'node' &&
      !row.open &&
      (row.node.kind === 'agency' || row.node.kind === 'fonds' || row.node.kind === 'inventory'),
  );
  const unfolded = useRef(new Set<TreeKey>());
  useEffect(() => {
    if (!first || unfolded.current.has(first.key) || unfolded.current.size >= 3) return;
    unfolded.current.add(first.key);
    setOpen((before) => new Set([...before, first.key]));
  }, [first]);

  const chosenKey = documentId ? keyOfNode('document', documentId) : null;
  const chosenAt = rows.findIndex((row) => row.key === chosenKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another document moves the list
  useEffect(() => {
    if (chosenAt >= 0) virtual.scrollToIndex(chosenAt, { align: 'auto' });
    setActive(chosenKey);
  }, [chosenKey, chosenAt >= 0]);

  const toggle = (key: TreeKey, wanted: boolean) =>
    setOpen((before) => {
      const after = new Set(before);
      if (wanted) after.add(key);
      else after.delete(key);
      return after;
    });
  const act = (row: TreeRow) => {
    setActive(row.key);
    if (row.type === 'more')
      setPagesOf((before) => ({ ...before, [row.parent]: (before[row.parent] ?? 1) + 1 }));
    else if (row.type === 'failed') retry(row.parent);
    else if (row.type === 'node') {
      if (row.node.kind === 'document') onOpen(row.node.id);
      else toggle(row.key, !row.open);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (composing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    const at = rows.findIndex((row) => row.key === active);
    const row = rows[at];
    const goTo = (index: number) => {
      const next = rows[Math.min(rows.length - 1, Math.max(0, index))];
      if (!next) return;
      setActive(next.key);
      virtual.scrollToIndex(rows.indexOf(next), { align: 'auto' });
    };
    switch (event.key) {
      case 'ArrowDown':
        goTo(at + 1);
        break;
      case 'ArrowUp':
        goTo(at - 1);
        break;
      case 'Home':
        goTo(0);
        break;
      case 'End':
        goTo(rows.length - 1);
        break;
      case 'ArrowRight':
        if (row?.type !== 'node' || row.node.kind === 'document') break;
        if (row.open) goTo(at + 1);
        else toggle(row.key, true);
        break;
      case 'ArrowLeft':
        if (row?.type === 'node' && row.open) toggle(row.key, false);
        else if (row?.parent) goTo(rows.findIndex((one) => one.key === row.parent));
        break;
      case 'Enter':
      case ' ':
        if (row) act(row);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const activeAt = rows.findIndex((row) => row.key === active);
  return (
    <section className="column fill" aria-label="Mục lục" style={{ background: 'var(--card)' }}>
      <div className="pane-header">
        <h2>Mục lục hồ sơ</h2>
        <span className="grow" />
        {info.data && <span className="chip">{formatCount(info.data.counts.files)} hồ sơ</span>}
      </div>
      <div
        ref={scroller}
        className={`scroll ${classes.tree}`}
        role="tree"
        aria-label="Mục lục hồ sơ"
        tabIndex={0}
        aria-activedescendant={activeAt >= 0 ? rowId(active!) : undefined}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]!;
            return (
              <TreeRowView
                key={row.key}
                row={row}
                top={item.start}
                active={row.key === active}
                chosen={row.key === chosenKey}
                atWork={row.type === 'node' && reading(row.node.id)}
                onAct={act}
              />
            );
          })}
        </div>
      </div>
      <div className={classes.legend}>
        <span>
          <Dot tone="done" word="" /> đã biên mục
        </span>
        <span>
          <Dot tone="look" word="" /> còn chờ
        </span>
        <span>
          <Dot tone="busy" word="" /> đang đọc
        </span>
      </div>
    </section>
  );
}

const rowId = (key: TreeKey) => `tree-${key}`;

interface TreeRowViewProps {
  readonly row: TreeRow;
  readonly top: number;
  readonly active: boolean;
  readonly chosen: boolean;
  readonly atWork: boolean;
  onAct(row: TreeRow): void;
}

function TreeRowView({ row, top, active, chosen, atWork, onAct }: TreeRowViewProps) {
  const draft = useDraft(row.type === 'node' && row.node.kind === 'document' ? row.node.id : '');
  const style = { transform: `translateY(${top}px)`, paddingLeft: 8 + (row.level - 1) * 12 };
  if (row.type !== 'node') {
    const words = { loading: 'đang mở…', failed: 'Không mở được – bấm để thử lại', more: 'Xem thêm…' };
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys
      // biome-ignore lint/a11y/useFocusableInteractive: the tree holds the focus (aria-activedescendant)
      <div
        id={rowId(row.key)}
        role="treeitem"
        aria-level={row.level}
        aria-selected={false}
        className={classes.treeRow}
        data-active={active || undefined}
        style={style}
        onClick={() => onAct(row)}
      >
        <span className={row.type === 'more' ? classes.more : 'muted'} style={{ paddingLeft: 20 }}>
          {words[row.type]}
        </span>
      </div>
    );
  }
  const { node } = row;
  const isDocument = node.kind === 'document';
  const dot = dotOf(node, atWork);
  const Icon = icons[node.kind];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the tree holds the focus (aria-activedescendant)
    <div
      id={rowId(row.key)}
      role="treeitem"
      aria-level={row.level}
      aria-expanded={isDocument ? undefined : row.open}
      aria-selected={chosen}
      className={classes.treeRow}
      data-active={active || undefined}
      data-kind={node.kind}
      style={style}
      title={`${labelOf(node)} – ${dot.word}${draft ? ' – có nháp chưa lưu' : ''}`}
      onClick={() => onAct(row)}
    >
      {isDocument ? (
        <span style={{ width: 14, flex: 'none' }} />
      ) : row.open ? (
        <IconChevronDown size={14} aria-hidden="true" />
      ) : (
        <IconChevronRight size={14} aria-hidden="true" />
      )}
      {(isDocument || node.kind === 'file') && <Dot tone={dot.tone} word={`${dot.word}: `} />}
      {Icon && !isDocument && node.kind !== 'file' && <Icon size={16} stroke={1.6} aria-hidden="true" />}
      <span className="clip grow">{labelOf(node)}</span>
      {draft && (
        <span className={classes.draft}>
          <span aria-hidden="true">●</span>
          <span className="sr">, có nháp chưa lưu</span>
        </span>
      )}
      {!isDocument && node.childCount > 0 && (
        <span className={classes.count}>{formatCount(node.childCount)}</span>
      )}
    </div>
  );
}

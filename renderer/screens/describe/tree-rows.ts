// The inventory tree as the flat list of rows that is drawn: what is open, what is loading, where the keys go.
// Pure; must not load.
import type { DocumentState, TreeNode } from '../../../shared/model/document.ts';
import type { DotTone } from '../../components/bits.tsx';

export type TreeKey = string;
export const keyOfNode = (kind: TreeNode['kind'], id: string): TreeKey => `${kind}:${id}`;

export type TreeRow =
  | {
      readonly type: 'node';
      readonly key: TreeKey;
      readonly node: TreeNode;
      readonly level: number;
      readonly open: boolean;
      readonly parent: TreeKey | null;
    }
  | {
      readonly type: 'loading' | 'failed' | 'more';
      readonly key: TreeKey;
      readonly level: number;
      readonly parent: TreeKey;
    };

export interface Branch {
  readonly nodes: readonly TreeNode[];
  readonly more: boolean;
  readonly state: 'loading' | 'ready' | 'failed';
}

/** `branchOf('')` is the root. A branch that was never asked for is undefined. */
export function treeRows(
  open: ReadonlySet<TreeKey>,
  branchOf: (key: TreeKey) => Branch | undefined,
): TreeRow[] {
  const rows: TreeRow[] = [];
  const walk = (parent: TreeKey, level: number) => {
    const branch = branchOf(parent);
    for (const node of branch?.nodes ?? []) {
      const key = keyOfNode(node.kind, node.id);
      const isOpen = node.kind !== 'document' && open.has(key);
      rows.push({ type: 'node', key, node, level, open: isOpen, parent: parent || null });
      if (isOpen) walk(key, level + 1);
    }
    if (!branch || branch.state === 'loading')
      rows.push({ type: 'loading', key: `${parent}/loading`, level, parent });
    else if (branch.state === 'failed') rows.push({ type: 'failed', key: `${parent}/failed`, level, parent });
    else if (branch.more) rows.push({ type: 'more', key: `${parent}/more`, level, parent });
  };
  walk('', 1);
  return rows;
}

export const stateWords: Readonly<Record<DocumentState, string>> = {
  reading: 'đang đọc',
  proposed: 'chờ biên mục',
  described: 'đã biên mục',
};

const stateTones: Readonly<Record<DocumentState, DotTone>> = {
  reading: 'busy',
  proposed: 'look',
  described: 'done',
};

/** `atWork`: a job that is going on is reading this document. */
export function dotOf(node: TreeNode, atWork = true): { tone: DotTone; word: string } {
  if (node.state === 'reading' && !atWork) return { tone: 'empty', word: 'chưa đọc xong' };
  if (node.state) return { tone: stateTones[node.state], word: stateWords[node.state] };
  if (node.childCount === 0) return { tone: 'empty', word: 'chưa có gì' };
  return node.waitingCount > 0
    ? { tone: 'look', word: `còn ${node.waitingCount} tài liệu chờ` }
    : { tone: 'done', word: 'đã đủ' };
}

/** The title is the code, or begins with it as a name: digits somewhere in a title are not the code. */
function saysCode(title: string, code: string): boolean {
  const rest = title.replace(/^Hồ sơ\s+/i, '');
  const named = rest !== title;
  if (!rest.startsWith(code)) return false;
  const after = rest.slice(code.length);
  return after === '' || (named ? /^[^\p{L}\p{N}]/u : /^\s*[·:–—-]\s/u).test(after);
}

/** "0237 Chỉ đạo tổng kết", without saying the code twice. */
export function labelOf(node: TreeNode): string {
  if (!node.label) return node.kind === 'file' ? `Hồ sơ ${node.code}` : node.code;
  if (!node.code || node.kind === 'agency') return node.label;
  if (node.kind === 'fonds' || node.kind === 'inventory') return node.label;
  return node.kind === 'file' && saysCode(node.label, node.code)
    ? node.label
    : `${node.code} · ${node.label}`;
}

// Says how pages are judged, counted, filtered and cut into rows on the light table, and how the tree becomes rows.
// Must not touch the screen.
import { describe, expect, it } from 'vitest';
import { detailOf, fakePapers } from '../../renderer/client/fake-archive.ts';
import { type Branch, dotOf, labelOf, treeRows } from '../../renderer/screens/describe/tree-rows.ts';
import {
  cellsOf,
  countByFilter,
  filterCells,
  rowsOf,
  statusOf,
  whyOf,
  wordOf,
} from '../../renderer/screens/digitise/page-status.ts';
import type { TreeNode } from '../../shared/model/document.ts';

const documents = fakePapers().map(detailOf);
const page = documents[0]!.pages[0]!;

describe('the light table', () => {
  it('marks the first page of each document and keeps the order', () => {
    const cells = cellsOf(documents);
    expect(cells.filter((cell) => cell.first).map((cell) => cell.document.documentId)).toEqual(
      documents.map((document) => document.documentId),
    );
    expect(cells.slice(0, 4).map((cell) => cell.page.ordinal)).toEqual([1, 2, 3, 1]);
  });

  it('counts every page once, and its filters show as many as they count', () => {
    const cells = cellsOf(documents);
    const counts = countByFilter(cells);
    expect(counts).toEqual({ all: 15, reading: 2, unread: 0, look: 1, failed: 1 });
    for (const filter of ['all', 'reading', 'unread', 'look', 'failed'] as const) {
      expect(filterCells(cells, filter)).toHaveLength(counts[filter]);
    }
  });

  it('judges a page by the worst that is known of it', () => {
    expect(statusOf(page)).toBe('ready');
    expect(statusOf({ ...page, text: 'waiting', meanConfidence: null })).toBe('reading');
    expect(statusOf({ ...page, meanConfidence: 0.5 })).toBe('look');
    expect(statusOf({ ...page, meanConfidence: 0.5, text: 'failed' })).toBe('failed');
    expect(statusOf({ ...page, findings: [{ code: 'X', severity: 'info', message: 'x' }] })).toBe('ready');
    expect(statusOf({ ...page, findings: [{ code: 'X', severity: 'warning', message: 'x' }] })).toBe('look');
  });

  it('calls a waiting page unread when no job is at it, and says how to go on', () => {
    const waiting = { ...page, text: 'waiting' as const, meanConfidence: null };
    expect(statusOf(waiting, false)).toBe('unread');
    expect(wordOf(waiting, false)).toBe('chưa đọc');
    expect(whyOf(waiting, false)).toBe('Việc đọc đã dừng; bấm Làm tiếp để đọc nốt.');
    expect(statusOf(page, false)).toBe('ready');
    const counts = countByFilter(cellsOf(documents, () => false));
    expect(counts).toMatchObject({ all: 15, reading: 0, unread: 2, look: 1, failed: 1 });
  });

  it('says why in a sentence, and prefers what the core said', () => {
    expect(whyOf(page)).toBe('Trang đọc tốt – máy chắc 91\u00a0% số chữ.');
    expect(whyOf({ ...page, findings: [{ code: 'X', severity: 'error', message: 'Ảnh bị nhòe.' }] })).toBe(
      'Ảnh bị nhòe.',
    );
    expect(whyOf({ ...page, meanConfidence: null })).toBe('Trang này không có chữ.');
    expect(wordOf({ ...page, image: 'failed' })).toBe('lỗi ảnh');
    expect(wordOf(page)).toBe('');
  });

  it('cuts cells into rows without losing any, whatever the width', () => {
    expect(rowsOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(rowsOf([], 3)).toEqual([]);
    expect(rowsOf([1, 2], 0.4)).toEqual([[1], [2]]);
  });
});

describe('the tree', () => {
  const node = (kind: TreeNode['kind'], id: string, over: Partial<TreeNode> = {}): TreeNode => ({
    kind,
    id,
    label: id,
    code: '',
    childCount: 1,
    state: null,
    waitingCount: 0,
    ...over,
  });
  const ready = (nodes: TreeNode[], more = false): Branch => ({ nodes, more, state: 'ready' });

  it('shows the children of open nodes only, one level deeper', () => {
    const branches = new Map<string, Branch>([
      ['', ready([node('agency', 'a')])],
      ['agency:a', ready([node('fonds', 'f1'), node('fonds', 'f2')])],
    ]);
    const shut = treeRows(new Set(), (key) => branches.get(key));
    expect(shut.map((row) => row.key)).toEqual(['agency:a']);
    const open = treeRows(new Set(['agency:a']), (key) => branches.get(key));
    expect(open.map((row) => [row.key, row.level])).toEqual([
      ['agency:a', 1],
      ['fonds:f1', 2],
      ['fonds:f2', 2],
    ]);
    expect(open[1]?.parent).toBe('agency:a');
  });

  it('says when a branch is being opened, failed, or has more', () => {
    const branches = new Map<string, Branch>([
      ['', ready([node('agency', 'a'), node('agency', 'b')], true)],
      ['agency:b', { nodes: [], more: false, state: 'failed' }],
    ]);
    const rows = treeRows(new Set(['agency:a', 'agency:b']), (key) => branches.get(key));
    expect(rows.map((row) => row.type)).toEqual(['node', 'loading', 'node', 'failed', 'more']);
  });

  it('never says a state by colour alone', () => {
    expect(dotOf(node('document', 'd', { state: 'proposed' }))).toEqual({
      tone: 'look',
      word: 'chờ biên mục',
    });
    expect(dotOf(node('file', 'x', { waitingCount: 3 }))).toEqual({
      tone: 'look',
      word: 'còn 3 tài liệu chờ',
    });
    expect(dotOf(node('file', 'x'))).toEqual({ tone: 'done', word: 'đã đủ' });
    expect(dotOf(node('file', 'x', { childCount: 0 }))).toEqual({ tone: 'empty', word: 'chưa có gì' });
  });

  it('keeps the code beside a title that merely contains its digits', () => {
    expect(labelOf(node('file', 'x', { code: '15', label: 'Danh sách 15 hộ dân' }))).toBe(
      '15 · Danh sách 15 hộ dân',
    );
    expect(labelOf(node('file', 'x', { code: '19', label: '1998 – tổng kết' }))).toBe('19 · 1998 – tổng kết');
    expect(labelOf(node('document', 'x', { code: '12', label: 'Chỉ thị 12-CT/HU' }))).toBe(
      '12 · Chỉ thị 12-CT/HU',
    );
  });

  it('says a code once', () => {
    expect(labelOf(node('file', 'x', { code: '0237', label: 'Chỉ đạo' }))).toBe('0237 · Chỉ đạo');
    expect(labelOf(node('file', 'x', { code: '0237', label: 'Hồ sơ 0237' }))).toBe('Hồ sơ 0237');
    expect(labelOf(node('file', 'x', { code: '0237', label: '' }))).toBe('Hồ sơ 0237');
  });
});

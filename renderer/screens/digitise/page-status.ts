// Judges one page for the light table: what state, in which word, and why, as one sentence.
// Pure; must not know React.
import type { DocumentDetail, PageSummary } from '../../../shared/model/document.ts';
import { formatPercent } from '../../components/format.ts';
import { SURE_FROM } from '../describe/field-state.ts';

/** unread: nobody is reading it, because the job was stopped. */
export type PageStatus = 'reading' | 'unread' | 'failed' | 'look' | 'ready';

export const statusFilters = ['all', 'reading', 'unread', 'look', 'failed'] as const;
export type StatusFilter = (typeof statusFilters)[number];

export const filterLabels: Readonly<Record<StatusFilter, string>> = {
  all: 'Tất cả',
  reading: 'Đang đọc',
  unread: 'Chưa đọc',
  look: 'Cần xem',
  failed: 'Lỗi',
};

/** `atWork`: a job that is going on will read this page. */
export function statusOf(page: PageSummary, atWork = true): PageStatus {
  if (page.image === 'failed' || page.text === 'failed') return 'failed';
  if (page.image === 'waiting' || page.text === 'waiting') return atWork ? 'reading' : 'unread';
  if (page.meanConfidence !== null && page.meanConfidence < SURE_FROM) return 'look';
  return page.findings.some((finding) => finding.severity !== 'info') ? 'look' : 'ready';
}

/** The word under the thumbnail; '' for a page that needs none. */
export function wordOf(page: PageSummary, atWork = true): string {
  if (page.image === 'failed') return 'lỗi ảnh';
  if (page.text === 'failed') return 'lỗi đọc';
  const status = statusOf(page, atWork);
  if (status === 'reading') return 'đang đọc…';
  if (status === 'unread') return 'chưa đọc';
  return status === 'look' ? 'cần xem' : '';
}

/** Why it was judged so. */
export function whyOf(page: PageSummary, atWork = true): string {
  const told = page.findings.find((finding) => finding.severity !== 'info')?.message;
  if (told) return told;
  if (page.image === 'failed') return 'Không dựng được ảnh của trang này. Tệp gốc vẫn được giữ trong kho.';
  if (page.text === 'failed') return 'Máy không đọc được chữ trên trang này. Ảnh vẫn được lưu đủ.';
  if (statusOf(page, atWork) === 'unread') return 'Việc đọc đã dừng; bấm Làm tiếp để đọc nốt.';
  if (page.image === 'waiting') return 'Đang dựng ảnh của trang này.';
  if (page.text === 'waiting') return 'Máy đang đọc trang này. Có thể xem ảnh ngay, chữ sẽ có sau.';
  if (page.meanConfidence === null) return 'Trang này không có chữ.';
  const certainty = formatPercent(page.meanConfidence);
  return page.meanConfidence < SURE_FROM
    ? `Chữ khó đọc – máy chỉ chắc ${certainty}. Xin so lại với ảnh khi biên mục.`
    : `Trang đọc tốt – máy chắc ${certainty} số chữ.`;
}

export interface TableCell {
  readonly document: DocumentDetail;
  readonly page: PageSummary;
  readonly status: PageStatus;
  /** The page begins a document: red bar. */
  readonly first: boolean;
}

/** All pages in order, documents one after another. */
export function cellsOf(
  documents: readonly DocumentDetail[],
  reading: (documentId: string) => boolean = () => true,
): TableCell[] {
  return documents.flatMap((document) => {
    const atWork = reading(document.documentId);
    return document.pages.map((page, index) => ({
      document,
      page,
      status: statusOf(page, atWork),
      first: index === 0,
    }));
  });
}

export function countByFilter(cells: readonly TableCell[]): Record<StatusFilter, number> {
  const counts = { all: cells.length, reading: 0, unread: 0, look: 0, failed: 0 };
  for (const { status } of cells) if (status !== 'ready') counts[status] += 1;
  return counts;
}

export function filterCells(cells: readonly TableCell[], filter: StatusFilter): TableCell[] {
  return filter === 'all' ? [...cells] : cells.filter((cell) => cell.status === filter);
}

/** Cells cut into rows of `columns` (≥ 1), for the virtual list. */
export function rowsOf<T>(cells: readonly T[], columns: number): T[][] {
  const width = Math.max(1, Math.floor(columns));
  const rows: T[][] = [];
  for (let at = 0; at < cells.length; at += width) rows.push(cells.slice(at, at + width));
  return rows;
}

// The step that proposes a description: reads the fields out of the recognised pages of one document.
// Must not know how fields are found (extract-fields) or what a person has typed (the catalogue keeps that).
import type { FieldProposal } from '../../../shared/model/document.ts';
import { type PageText, unreadPage } from '../../../shared/model/page-text.ts';
import { pageRows, pageText, putFinding, storeProposals } from '../catalogue/index.ts';
import type { Db } from '../db/index.ts';
import type { ItemHandler } from '../jobs/index.ts';
import type { Surroundings } from '../kernel/index.ts';

export function extractItemHandler(
  deps: Surroundings & { readonly db: Db; readonly extract: (pages: readonly PageText[]) => FieldProposal[] },
): ItemHandler {
  const { db } = deps;
  return {
    capacity: 1,
    async run(item) {
      const documentId = item.documentId as string;
      // A page without text keeps its place: page numbers in the boxes count all pages.
      const rows = pageRows(db, documentId);
      const pages = rows.map((page) => pageText(db, page.id) ?? unreadPage);
      const proposals = deps.extract(pages);
      return () => {
        storeProposals(db, deps.clock, documentId, proposals);
        const secrecy = proposals.find((p) => p.name === 'secrecy' && p.value !== '');
        if (secrecy) {
          putFinding(db, documentId, {
            code: 'SECRECY_MARK_SEEN',
            severity: 'error',
            pageId: rows[(secrecy.box?.page ?? 1) - 1]?.id,
            message: `Thấy dấu “${secrecy.value}” ở trang ${secrecy.box?.page ?? 1}. Kho này chỉ dành cho tài liệu không mật: tài liệu được giữ lại, không xuất đi. Hãy báo người phụ trách ngay.`,
          });
        }
        const [{ fileId }] = db
          .prepare('SELECT file_id AS fileId FROM document WHERE id = ?')
          .all(documentId) as [{ fileId: string }];
        deps.emit('data.changed', { documentIds: [documentId], fileIds: [fileId] });
      };
    },
  };
}

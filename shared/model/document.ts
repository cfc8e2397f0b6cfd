// The described document (tài liệu): its fields, their provenance, its pages and its place in the inventory.
// Names follow shared/model/README.md (the glossary); field names follow the elements of Thông tư 05/2025 where one exists.
import type { Box } from './page-text.ts';

/** The fields of a document this version proposes and keeps. */
export const fieldNames = [
  'typeName', // tên loại, Vietnamese name: "Chỉ thị"
  'codeNumber', // số, as printed without leading text: "15"
  'codeNotation', // ký hiệu: "CT-UBND", "NQ/HU"
  'issuedDate', // YYYY[-MM[-DD]]
  'issuedPlace', // địa danh
  'parentOrganName', // cơ quan chủ quản, when the head has one
  'organName', // cơ quan ban hành
  'subject', // trích yếu
  'signer', // họ và tên người ký
  'signerPosition', // chức vụ, quyền hạn ký: "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"
  'secrecy', // độ mật: Mật | Tối mật | Tuyệt mật, empty = not marked
  'urgency', // độ khẩn: Khẩn | Thượng khẩn | Hỏa tốc, empty = not marked
] as const;
export type FieldName = (typeof fieldNames)[number];

/** Where on the document a value was read. `page` counts from 1. */
export interface PlacedBox extends Box {
  readonly page: number;
}

/** A value read from the text. An empty value with a box says "it stands here but I cannot read it". */
export interface FieldProposal {
  readonly name: FieldName;
  /** NFC; dates `YYYY[-MM[-DD]]`; '' when only the place is known. */
  readonly value: string;
  /** 0..1, honest: the share of such proposals that turn out right. */
  readonly confidence: number;
  readonly box: PlacedBox | null;
  /** Stable id of the rule that read it, e.g. `party.number-line`. */
  readonly rule: string;
}

/** How the present value of a field came about. */
export type FieldSource = 'proposed' | 'typed' | 'confirmed';

export interface DocumentField {
  readonly name: FieldName;
  readonly value: string;
  readonly source: FieldSource;
  /** Of the proposal the value came from; 1 when typed or confirmed by a person. */
  readonly confidence: number;
  readonly box: PlacedBox | null;
  readonly rule: string | null;
}

export const documentStates = ['reading', 'proposed', 'described'] as const;
/** reading: pages still being recognised; proposed: waits for the clerk; described: saved by a person. */
export type DocumentState = (typeof documentStates)[number];

export type PageState = 'waiting' | 'ready' | 'failed';

export interface PageSummary {
  readonly pageId: string;
  /** Place in the document, from 1. */
  readonly ordinal: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  /** Clockwise turn from the stored image to what is shown. */
  readonly rotation: 0 | 90 | 180 | 270;
  readonly image: PageState;
  readonly text: PageState;
  /** Mean confidence of the recognised words, null until read. */
  readonly meanConfidence: number | null;
  readonly findings: readonly Finding[];
}

/** Imperfect data, told to people; never an error. `message` is Vietnamese and complete. */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly pageId?: string;
  readonly fieldName?: FieldName;
  /** A file inside the archive or export, relative path with '/'. */
  readonly path?: string;
}

export interface DocumentSummary {
  readonly documentId: string;
  /** Place in its file (hồ sơ), from 1. */
  readonly ordinal: number;
  readonly fileId: string;
  readonly fileCode: string;
  readonly sourceName: string;
  readonly state: DocumentState;
  readonly pageCount: number;
  readonly firstPageId: string | null;
  /** Pages whose image or text failed, plus document findings. */
  readonly findingCount: number;
  readonly fields: Readonly<Partial<Record<FieldName, string>>>;
  readonly createdAt: string;
}

export interface DocumentDetail extends DocumentSummary {
  readonly rowVersion: number;
  readonly place: readonly { readonly kind: NodeKind; readonly id: string; readonly label: string }[];
  readonly pages: readonly PageSummary[];
  readonly values: readonly DocumentField[];
  readonly proposals: readonly FieldProposal[];
  readonly findings: readonly Finding[];
  /** The published PDF/A, null until made. `current` is false when the description changed after it was made. */
  readonly pdf: {
    readonly sha256: string;
    readonly bytes: number;
    readonly level: string;
    readonly version: number;
    readonly current: boolean;
  } | null;
  /** none and no attempt yet, being made (again), as the description stands, or an attempt failed (see findings). */
  readonly pdfState: 'none' | 'making' | 'current' | 'failed';
  readonly source: {
    readonly name: string;
    readonly path: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly mediaType: string;
    readonly receivedAt: string;
  };
}

export type NodeKind = 'agency' | 'fonds' | 'inventory' | 'file' | 'document' | 'page';

/** A row of the inventory tree (cơ quan → phông → mục lục → hồ sơ → tài liệu). */
export interface TreeNode {
  readonly kind: Exclude<NodeKind, 'page'>;
  readonly id: string;
  readonly label: string;
  readonly code: string;
  readonly childCount: number;
  /** For a document its state; for the levels above how many documents below still wait for a person. */
  readonly state: DocumentState | null;
  readonly waitingCount: number;
}

/**
 * How people name a document in a list: "Chỉ thị 15-CT/HU", "Quyết định …/QĐ-UBND" while the number is missing; '' when nothing
 * is known. Party notations carry the slash themselves and stand behind a hyphen, State ones stand behind a slash (domain note §6.3).
 */
export function documentLabel({
  typeName,
  codeNumber,
  codeNotation,
}: Readonly<Partial<Record<FieldName, string>>>): string {
  const separator = codeNotation?.includes('/') ? '-' : '/';
  const code = codeNotation ? `${codeNumber || '…'}${separator}${codeNotation}` : codeNumber;
  return [typeName, code].filter(Boolean).join(' ');
}

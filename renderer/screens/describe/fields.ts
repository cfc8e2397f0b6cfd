// The fields of the form in the order of the paper, with their words and lists.
// Must not judge values; field-state.ts does.
import type { FieldName } from '../../../shared/model/document.ts';

export interface FieldSpec {
  readonly name: FieldName;
  readonly label: string;
  readonly kind: 'text' | 'area' | 'date' | 'type' | 'choice';
  /** Share of the form's width, in sixths. */
  readonly span: 2 | 3 | 4 | 6;
  readonly choices?: readonly string[];
  readonly placeholder?: string;
}

/** Tên loại 01–31 of Thông tư 05/2025, without "Khác"; other names may be typed. */
export const typeNames = [
  'Nghị quyết',
  'Quyết định',
  'Chỉ thị',
  'Quy chế',
  'Quy định',
  'Thông cáo',
  'Thông báo',
  'Hướng dẫn',
  'Chương trình',
  'Kế hoạch',
  'Phương án',
  'Đề án',
  'Dự án',
  'Báo cáo',
  'Tờ trình',
  'Giấy ủy quyền',
  'Phiếu gửi',
  'Phiếu chuyển',
  'Phiếu báo',
  'Biên bản',
  'Hợp đồng',
  'Công văn',
  'Công điện',
  'Bản ghi nhớ',
  'Bản thỏa thuận',
  'Giấy mời',
  'Giấy giới thiệu',
  'Giấy nghỉ phép',
  'Thư công',
  'Bản đồ',
  'Bản vẽ kỹ thuật',
] as const;

export const fieldSpecs: readonly FieldSpec[] = [
  { name: 'typeName', label: 'Tên loại', kind: 'type', span: 6 },
  { name: 'codeNumber', label: 'Số', kind: 'text', span: 2 },
  { name: 'codeNotation', label: 'Ký hiệu', kind: 'text', span: 4 },
  { name: 'issuedDate', label: 'Ngày tài liệu', kind: 'date', span: 3, placeholder: 'ngày/tháng/năm' },
  { name: 'issuedPlace', label: 'Nơi ban hành', kind: 'text', span: 3 },
  { name: 'parentOrganName', label: 'Cơ quan chủ quản', kind: 'text', span: 6 },
  { name: 'organName', label: 'Cơ quan ban hành', kind: 'text', span: 6 },
  { name: 'subject', label: 'Trích yếu nội dung', kind: 'area', span: 6 },
  { name: 'signer', label: 'Người ký', kind: 'text', span: 6 },
  { name: 'signerPosition', label: 'Chức vụ, quyền hạn ký', kind: 'text', span: 6 },
  { name: 'secrecy', label: 'Độ mật', kind: 'choice', span: 3, choices: ['Mật', 'Tối mật', 'Tuyệt mật'] },
  { name: 'urgency', label: 'Độ khẩn', kind: 'choice', span: 3, choices: ['Khẩn', 'Thượng khẩn', 'Hỏa tốc'] },
];

/** The fields as rows of the form, each six sixths wide. */
export const fieldRows: readonly (readonly FieldSpec[])[] = fieldSpecs.reduce<FieldSpec[][]>((rows, spec) => {
  const last = rows.at(-1);
  const used = last?.reduce((sum, one) => sum + one.span, 0) ?? 6;
  if (last && used + spec.span <= 6) last.push(spec);
  else rows.push([spec]);
  return rows;
}, []);

export const fieldLabels: Readonly<Record<FieldName, string>> = Object.fromEntries(
  fieldSpecs.map((spec) => [spec.name, spec.label]),
) as Record<FieldName, string>;

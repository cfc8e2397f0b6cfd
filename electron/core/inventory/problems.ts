// What can be wrong with a row of an inventory, and how it is said to people.
// Must hold no rules: read-rows.ts finds the problems.
import type { InventoryField } from './fields.ts';
import type { DateDoubt } from './inventory-date.ts';

export interface RowProblem {
  readonly field: InventoryField | null;
  readonly code: ProblemCode;
  /** `refused`: the row cannot be imported as it is; `doubtful`: it can, but a person should look. */
  readonly severity: 'doubtful' | 'refused';
  /** Vietnamese, a complete sentence. */
  readonly message: string;
}

const dateMessages: Readonly<Record<DateDoubt, (wording: string) => string>> = {
  unreadable: (w) => `Thời gian “${w}” không đọc được; nguyên văn được giữ lại, ô ngày để trống.`,
  impossible: (w) => `Ngày “${w}” không có trong lịch; nguyên văn được giữ lại, ô ngày để trống.`,
  reversed: (w) => `Thời gian “${w}” có ngày bắt đầu sau ngày kết thúc.`,
  approximate: (w) => `Thời gian “${w}” chỉ là ước chừng.`,
  oneSided: (w) => `Thời gian “${w}” chỉ nêu một đầu của khoảng thời gian.`,
  centuryAssumed: (w) => `Năm viết hai chữ số trong “${w}” có thể thuộc hai thế kỷ.`,
  monthFirst: (w) => `“${w}” chỉ có nghĩa khi đọc tháng trước ngày.`,
  serialNumber: (w) => `“${w}” được hiểu là số thứ tự ngày của Excel.`,
  yearInDateCell: (w) => `Ô hiện “${w}” nhưng có lẽ người nhập đã gõ một năm.`,
  ambiguous: (w) => `“${w}” có thể hiểu theo hơn một cách.`,
  severalYears: (w) => `“${w}” nêu nhiều năm rời nhau; khoảng thời gian lấy từ năm đầu đến năm cuối.`,
  future: (w) => `Thời gian “${w}” nằm trong tương lai.`,
};

const messages = {
  TITLE_MISSING: () => 'Dòng này không có tiêu đề.',
  NUMBER_MISSING: () => 'Dòng này không có số hồ sơ.',
  NUMBER_REPEATED: (w: string) => `Số hồ sơ “${w}” đã có ở một dòng trên trong cùng mục lục.`,
  NOTHING_ABOVE: (w: string) => `Dấu “${w}” nghĩa là “như trên” nhưng phía trên không có gì.`,
  CONTINUED: () => 'Nội dung được nối từ hai dòng liền nhau của bảng.',
  BOX_CARRIED: (w: string) => `Ô hộp số để trống; lấy theo dòng trên là “${w}”.`,
  COUNT_UNREADABLE: (w: string) => `“${w}” không phải là một số; nguyên văn được giữ lại, ô số để trống.`,
  COUNT_FROM_RANGE: (w: string) => `“${w}” là số tờ từ … đến …; số lượng được tính theo khoảng đó.`,
  RETENTION_UNDECIDED: (w: string) => `Thời hạn “${w}” là cách ghi cũ, cần cán bộ lưu trữ quyết định.`,
  RETENTION_NOT_IN_LIST: (w: string) => `Thời hạn “${w}” không có trong danh mục nên được xếp vào mục khác.`,
  RETENTION_UNKNOWN: (w: string) => `Thời hạn “${w}” không hiểu được; nguyên văn được giữ lại.`,
  ENCODING_DOUBTFUL: (w: string) => `Chữ “${w}” có thể đã bị chuyển mã sai; hãy so với bản gốc.`,
  CELL_ERROR: (w: string) => `Ô trong tệp báo lỗi ${w} nên không lấy được giá trị.`,
} as const;

export type DateProblemCode = `DATE_${Uppercase<DateDoubt>}`;
export type ProblemCode = keyof typeof messages | DateProblemCode;

export function problem(
  field: InventoryField | null,
  code: keyof typeof messages,
  wording = '',
  severity: RowProblem['severity'] = 'doubtful',
): RowProblem {
  return { field, code, severity, message: messages[code](wording) };
}

export function dateProblem(field: InventoryField, doubt: DateDoubt, wording: string): RowProblem {
  const code = `DATE_${doubt.toUpperCase() as Uppercase<DateDoubt>}` as const;
  return { field, code, severity: 'doubtful', message: dateMessages[doubt](wording) };
}

// Rules about one document: its values, its file's dates, its code, its pages, and whether it is ready for use.
// Must not compare documents with each other: check-file.ts and number-series.ts do.
import { partialDateBounds, partialDateForPeople } from '../../../shared/model/partial-date.ts';
import { checkValues } from './check-values.ts';
import { codeOf } from './code-list.ts';
import { parseCode } from './code-template.ts';
import { fieldSpec } from './fields.ts';
import {
  type CheckContext,
  count,
  type DescribedRecord,
  type ProfileFinding,
  type Reporter,
} from './finding.ts';
import type { Profile, ProfileLevel } from './schema.ts';

export interface DescribedDocument extends DescribedRecord {
  /** What the program counted itself; what is not known is not judged. */
  readonly facts?: {
    /** Pages scanned. */
    readonly pageCount?: number;
    /** No person has confirmed the description yet. */
    readonly waiting?: boolean;
    readonly pdf?: 'current' | 'outdated' | 'missing';
  };
}

/** Findings about a document. `file` is the record of its file, null for a loose document. */
export function checkDocument(
  profile: Profile,
  document: DescribedDocument,
  file: DescribedRecord | null,
  context: CheckContext,
): ProfileFinding[] {
  const report = checkValues(profile, 'document', document, context, file);
  if (file) {
    checkInsideFile(document, file, report);
    checkCodeOfFile(profile, document, file, report);
  }
  checkSecrecy(profile, 'document', document, report);
  checkPages(profile, document, report);
  checkReadiness(document, report);
  return report.findings;
}

function checkInsideFile(document: DescribedDocument, file: DescribedRecord, report: Reporter): void {
  const issued = partialDateBounds(document.values.issuedDate ?? '');
  if (!issued) return;
  const start = partialDateBounds(file.values.startDate ?? '');
  const end = partialDateBounds(file.values.endDate ?? '');
  // A year alone may lie inside: only what is certainly outside is told.
  if (!(start && issued.last < start.first) && !(end && issued.first > end.last)) return;
  const range = `${start ? `từ ${partialDateForPeople(file.values.startDate!)} ` : ''}${end ? `đến ${partialDateForPeople(file.values.endDate!)}` : ''}`;
  report.add(
    'DATE_OUTSIDE_FILE',
    `Ngày tài liệu ${partialDateForPeople(document.values.issuedDate!)} nằm ngoài thời gian của hồ sơ (${range.trim()}). Hãy xem lại ngày trên bản quét, hoặc sửa thời gian của hồ sơ.`,
    'issuedDate',
  );
}

function checkCodeOfFile(
  profile: Profile,
  document: DescribedDocument,
  file: DescribedRecord,
  report: Reporter,
): void {
  const code = document.values.docCode;
  const fileCode = file.values.fileCode;
  if (!code || !fileCode || !profile.codes.docCode) return;
  if (parseCode(profile, 'docCode', code, { fileCode })) return;
  report.add(
    'DOCUMENT_CODE_OF_OTHER_FILE',
    `Mã tài liệu “${code}” không thuộc hồ sơ “${fileCode}”: mã tài liệu phải gồm mã hồ sơ và số thứ tự. Hãy để chương trình lập lại mã tài liệu.`,
    'docCode',
  );
}

/** A record with a secrecy level must not be open to everyone. Shared by file and document. */
export function checkSecrecy(
  profile: Profile,
  level: ProfileLevel,
  { values }: DescribedRecord,
  report: Reporter,
): void {
  const [secrecySpec, modeSpec] = [fieldSpec(profile, level, 'secrecy'), fieldSpec(profile, level, 'mode')];
  if (!secrecySpec || !modeSpec || !values.secrecy || !values.mode) return;
  const mode = codeOf(profile, modeSpec, values);
  if (!mode || mode.code === profile.rules.secretMode) return;
  report.add(
    'MODE_AGAINST_SECRECY',
    `Độ mật ghi là “${values.secrecy}” nhưng ô “${modeSpec.label}” ghi “${mode.name}”, người đọc có thể được xem tài liệu mật. Hãy sửa một trong hai ô.`,
    'mode',
  );
}

function checkPages(profile: Profile, { values, facts }: DescribedDocument, report: Reporter): void {
  const pages = counted(values.numberOfPage);
  const sheets = counted(values.numberOfPaper);
  checkSheetsAgainstPages(profile, sheets, pages, report);
  if (facts?.pageCount === undefined || pages === undefined || pages === facts.pageCount) return;
  report.add(
    'PAGES_SCANNED_DIFFER',
    `${count(pages)} trang theo mục lục, ${count(facts.pageCount)} trang đã quét. ${facts.pageCount < pages ? 'Có thể quét sót trang; hãy đối chiếu với bản giấy và quét bổ sung.' : 'Có thể thừa trang trắng hoặc trang của tài liệu khác; hãy xem lại từng trang.'}`,
    'numberOfPage',
  );
}

/** tờ ≤ trang ≤ 2 × tờ (domain note §7.5). Shared by file and document. */
export function checkSheetsAgainstPages(
  profile: Profile,
  sheets: number | undefined,
  pages: number | undefined,
  report: Reporter,
): void {
  if (sheets === undefined || pages === undefined) return;
  const most = sheets * profile.rules.pagesPerSheetMax;
  if (pages >= sheets && pages <= most) return;
  report.add(
    'SHEETS_AGAINST_PAGES',
    `${count(sheets)} tờ mà ghi ${count(pages)} trang: ${count(sheets)} tờ giấy phải có từ ${count(sheets)} đến ${count(most)} trang. Hãy đếm lại số tờ và số trang.`,
    'numberOfPage',
  );
}

/** A count as a number, undefined when empty or not a count (told elsewhere). */
export const counted = (value: string | undefined): number | undefined =>
  value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;

function checkReadiness({ facts }: DescribedDocument, report: Reporter): void {
  if (facts?.waiting)
    report.add(
      'DOCUMENT_WAITING',
      'Mô tả của tài liệu này do máy đề xuất và chưa có người xác nhận. Hãy xem lại rồi lưu.',
    );
  if (facts?.pdf === 'missing')
    report.add(
      'PDF_MISSING',
      'Tài liệu chưa có tệp PDF/A nên chưa tra cứu và giao nộp được. Hãy số hóa tài liệu này.',
    );
  if (facts?.pdf === 'outdated')
    report.add(
      'PDF_OUTDATED',
      'Mô tả đã sửa sau khi tạo tệp PDF/A nên tệp đang mang thông tin cũ. Hãy tạo lại tệp PDF/A.',
    );
}

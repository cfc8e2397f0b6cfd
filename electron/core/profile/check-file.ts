// Rules about one file (hồ sơ): its values and how its documents fit it: counts, sheets, order, dates, retention, codes.
// Must not look into other files, nor repeat what check-document.ts says of each document.
import { partialDateBounds, partialDateForPeople } from '../../../shared/model/partial-date.ts';
import { checkSecrecy, checkSheetsAgainstPages, counted, type DescribedDocument } from './check-document.ts';
import { checkSheetRanges } from './check-sheets.ts';
import { checkValues } from './check-values.ts';
import { codeEntry, codeOf, normaliseRetention } from './code-list.ts';
import { parseCode } from './code-template.ts';
import { fieldSpec } from './fields.ts';
import {
  type CheckContext,
  count,
  type DescribedRecord,
  type ProfileFinding,
  type Reporter,
  reporter,
  shortList,
} from './finding.ts';
import type { Profile } from './schema.ts';

export interface DescribedFile extends DescribedRecord {
  /** What the program counted itself; what is not known is not judged. */
  readonly facts?: { readonly scannedSheets?: number; readonly scannedPages?: number };
}

/**
 * Findings about a file and the order of its documents. `documents` are all of the file, in their order; null while they are
 * not loaded: then only the file itself is judged.
 */
export function checkFile(
  profile: Profile,
  file: DescribedFile,
  documents: readonly DescribedDocument[] | null,
  fonds: DescribedRecord | null,
  context: CheckContext,
): ProfileFinding[] {
  const report = checkValues(profile, 'file', file, context);
  checkRange(file, report);
  checkRetention(profile, file, context, report);
  checkSecrecy(profile, 'file', file, report);
  checkSheetsAgainstPages(
    profile,
    counted(file.values.numberOfPaper),
    counted(file.values.numberOfPage),
    report,
  );
  checkScanned(profile, file, report);
  if (context.purpose === 'transfer') checkFileCode(profile, file, fonds, report);
  if (!documents) return report.findings;
  checkDocumentCount(file, documents, report);
  return [
    ...report.findings,
    ...checkSheetRanges(profile, file, documents),
    ...checkOrder(profile, file, documents),
  ];
}

function checkRange({ values }: DescribedFile, report: Reporter): void {
  const start = partialDateBounds(values.startDate ?? '');
  const end = partialDateBounds(values.endDate ?? '');
  if (!start || !end || start.first <= end.last) return;
  report.add(
    'DATES_REVERSED',
    `Thời gian bắt đầu ${partialDateForPeople(values.startDate!)} sau thời gian kết thúc ${partialDateForPeople(values.endDate!)}. Hãy xem lại hai ô, có thể đã ghi đổi chỗ.`,
    'startDate',
  );
}

function checkRetention(
  profile: Profile,
  { values }: DescribedFile,
  { purpose, today }: CheckContext,
  report: Reporter,
): void {
  const spec = fieldSpec(profile, 'file', 'maintenance');
  const found = spec && codeOf(profile, spec, values);
  if (!found) return;
  const { transferRetention } = profile.rules;
  const list = profile.codeLists[profile.retention.list]!;
  if (purpose === 'transfer' && !transferRetention.includes(found.code)) {
    const taken = transferRetention.map((code) => `“${codeEntry(list, code)!.name}”`).join(', ');
    report.add(
      'RETENTION_NOT_PERMANENT',
      `Thời hạn của hồ sơ là “${found.name}”, lưu trữ lịch sử chỉ nhận hồ sơ ${taken}. Hãy đưa hồ sơ ra khỏi đợt giao nộp hoặc xem lại thời hạn.`,
      'maintenance',
    );
  }
  const years = codeEntry(list, found.code)?.years ?? normaliseRetention(profile, found.name)?.years;
  const end = partialDateBounds(values.endDate ?? '');
  if (!years || !end || found.doubtful) return;
  const endYear = Number(end.last.slice(0, 4)) + years;
  if (endYear < Number(today.slice(0, 4)))
    report.add(
      'RETENTION_ENDED',
      `Thời hạn ${years} năm của hồ sơ đã hết từ năm ${endYear}. Hãy đưa hồ sơ vào danh sách xem xét hủy hoặc kéo dài thời hạn.`,
      'maintenance',
    );
}

function checkScanned(profile: Profile, { values, facts }: DescribedFile, report: Reporter): void {
  const sheets = counted(values.numberOfPaper);
  const pages = counted(values.numberOfPage);
  const { scannedSheets, scannedPages } = facts ?? {};
  if (sheets !== undefined && scannedSheets !== undefined && scannedSheets !== sheets) {
    report.add(
      'SHEETS_SCANNED_DIFFER',
      `${count(sheets)} tờ theo mục lục, ${count(scannedSheets)} tờ đã quét. ${advice(scannedSheets < sheets, 'tờ')}`,
      'numberOfPaper',
    );
    return;
  }
  if (scannedPages === undefined) return;
  if (pages !== undefined && scannedPages !== pages) {
    report.add(
      'PAGES_SCANNED_DIFFER',
      `${count(pages)} trang theo mục lục, ${count(scannedPages)} trang đã quét. ${advice(scannedPages < pages, 'trang')}`,
      'numberOfPage',
    );
    return;
  }
  // Older inventories count sheets only: then the pages must at least be able to come from so many sheets.
  if (pages !== undefined || sheets === undefined || scannedSheets !== undefined) return;
  if (scannedPages < sheets || scannedPages > sheets * profile.rules.pagesPerSheetMax)
    report.add(
      'SHEETS_SCANNED_DIFFER',
      `${count(sheets)} tờ theo mục lục, ${count(scannedPages)} trang đã quét. ${advice(scannedPages < sheets, 'tờ')}`,
      'numberOfPaper',
    );
}

const advice = (fewer: boolean, what: string): string =>
  fewer
    ? `Có thể quét sót ${what}; hãy đối chiếu với bản giấy và quét bổ sung.`
    : `Có thể thừa ${what} hoặc mục lục ghi thiếu; hãy đối chiếu với bản giấy.`;

function checkFileCode(
  profile: Profile,
  { values }: DescribedFile,
  fonds: DescribedRecord | null,
  report: Reporter,
): void {
  const closed = fonds?.values.fondState;
  const state = fieldSpec(profile, 'fonds', 'fondState');
  const isClosed =
    closed && state ? codeOf(profile, state, fonds.values)?.code === profile.rules.closedFonds : false;
  const name = isClosed && profile.codes.fileCodeClosed ? 'fileCodeClosed' : 'fileCode';
  const known = {
    agencyCode: fonds?.values.agencyCode,
    fondsCode: fonds?.values.organId,
  };
  const asked = [
    ['fileCode', name, isClosed ? { fondsCode: known.fondsCode } : { agencyCode: known.agencyCode }],
    ['paperFileCode', 'paperFileCode', {}],
  ] as const;
  for (const [fieldName, patternName, parts] of asked) {
    const code = values[fieldName];
    const pattern = profile.codes[patternName];
    if (!code || !pattern || !fieldSpec(profile, 'file', fieldName)) continue;
    if (!parseCode(profile, patternName, code, parts))
      report.add(
        'CODE_MALFORMED',
        `“${code}” không đúng cách lập “${pattern.name}” của bộ quy định (ví dụ ${pattern.example}) hoặc không mang mã của phông này. Hãy để chương trình lập lại mã.`,
        fieldName,
      );
  }
}

function checkDocumentCount(
  { values }: DescribedFile,
  documents: readonly DescribedDocument[],
  report: Reporter,
): void {
  const total = counted(values.totalDoc);
  if (documents.length === 0) {
    report.add(
      'FILE_EMPTY',
      'Hồ sơ có trong mục lục nhưng chưa có tài liệu nào. Hãy nhập bản quét vào hồ sơ, hoặc ghi chú nếu hồ sơ giấy bị thiếu.',
    );
    return;
  }
  if (total === undefined || total === documents.length) return;
  report.add(
    'DOCUMENT_COUNT_DIFFERS',
    `${count(total)} tài liệu theo mục lục, ${count(documents.length)} tài liệu trong kho. Hãy đối chiếu với mục lục văn bản của hồ sơ: có thể thiếu, thừa, hoặc tách gộp chưa đúng.`,
    'totalDoc',
  );
}

/** Ordinals 1…n without gap or repetition, and documents by date where the profile asks for it. */
function checkOrder(
  profile: Profile,
  file: DescribedFile,
  documents: readonly DescribedDocument[],
): ProfileFinding[] {
  const ofFile = reporter(profile, 'file', file.id);
  const findings: ProfileFinding[] = [];
  const numbered = documents
    .map((document) => ({ document, ordinal: counted(document.values.docOrdinal) }))
    .filter((one): one is { document: DescribedDocument; ordinal: number } => one.ordinal !== undefined)
    .sort((a, b) => a.ordinal - b.ordinal);
  const gaps: string[] = [];
  let last = 0;
  for (const { document, ordinal } of numbered) {
    if (ordinal === last && last > 0) {
      const report = reporter(profile, 'document', document.id);
      report.add(
        'ORDINAL_REPEATED',
        `Số thứ tự ${ordinal} đã có ở tài liệu khác trong hồ sơ nên hai tài liệu sẽ trùng mã. Hãy đánh lại số thứ tự.`,
        'docOrdinal',
      );
      findings.push(...report.findings);
    } else if (ordinal > last + 1)
      gaps.push(ordinal === last + 2 ? `${last + 1}` : `${last + 1}–${ordinal - 1}`);
    last = ordinal;
  }
  if (gaps.length > 0)
    ofFile.add(
      'ORDINAL_MISSING',
      `Hồ sơ thiếu tài liệu số thứ tự ${shortList(gaps)}. Hãy bổ sung tài liệu còn thiếu hoặc đánh lại số thứ tự.`,
    );
  if (profile.rules.documentOrder === 'date') checkDateOrder(numbered, ofFile);
  return [...ofFile.findings, ...findings];
}

function checkDateOrder(
  numbered: readonly { document: DescribedDocument; ordinal: number }[],
  report: Reporter,
): void {
  let places = 0;
  let first: [number, number] | undefined;
  let before: { first: string; ordinal: number } | undefined;
  for (const { document, ordinal } of numbered) {
    const issued = partialDateBounds(document.values.issuedDate ?? '');
    if (!issued) continue;
    if (before && issued.last < before.first) {
      places++;
      first ??= [before.ordinal, ordinal];
    }
    before = { first: issued.first, ordinal };
  }
  if (first)
    report.add(
      'DOCUMENT_ORDER',
      `Tài liệu chưa xếp theo thời gian ở ${count(places)} chỗ (chỗ đầu: số thứ tự ${first[1]} sớm hơn số ${first[0]}). Hãy xếp lại nếu hồ sơ được sắp xếp theo thời gian.`,
    );
}

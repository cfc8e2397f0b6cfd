// Whether the sheet numbers of a file's documents cover its sheets: none missing, none in two documents.
// Must not read pages: it compares what is described.
import { counted, type DescribedDocument } from './check-document.ts';
import { type DescribedRecord, type ProfileFinding, reporter, shortList } from './finding.ts';
import type { Profile } from './schema.ts';
import { parseSheets, sheetName, sheetNumber } from './sheet-ranges.ts';

/**
 * Overlaps at the document that comes second, gaps at the file, as the end sheet (tờ kết thúc) asks for missing and repeated numbers.
 * Without any sheet number described there is nothing to say.
 */
export function checkSheetRanges(
  profile: Profile,
  file: DescribedRecord,
  documents: readonly DescribedDocument[],
): ProfileFinding[] {
  const ranges = documents
    .flatMap((document) =>
      (parseSheets(document.values.sheets ?? '') ?? []).map((range) => ({ ...range, document })),
    )
    .sort((a, b) => a.from - b.from || a.to - b.to);
  if (ranges.length === 0) return [];
  const findings: ProfileFinding[] = [];
  const gaps: string[] = [];
  const gap = (from: number, to: number) => {
    if (from <= to) gaps.push(from === to ? `${from}` : `${from}–${to}`);
  };
  let reached = ranges[0]!;
  gap(1, sheetNumber(reached.from) - 1);
  for (const range of ranges.slice(1)) {
    if (range.from <= reached.to) {
      const report = reporter(profile, 'document', range.document.id);
      const until = Math.min(range.to, reached.to);
      const shared = range.from === until ? sheetName(until) : `${sheetName(range.from)}–${sheetName(until)}`;
      report.add(
        'SHEETS_OVERLAP',
        `Tờ ${shared} được ghi cho cả tài liệu khác trong hồ sơ. Mỗi tờ chỉ thuộc một tài liệu, trừ khi hai tài liệu in trên hai mặt. Hãy xem lại tờ đầu và tờ cuối.`,
        'sheets',
      );
      findings.push(...report.findings);
    } else gap(sheetNumber(reached.to) + 1, sheetNumber(range.from) - 1);
    if (range.to > reached.to) reached = range;
  }
  const sheets = counted(file.values.numberOfPaper);
  if (sheets !== undefined) gap(sheetNumber(reached.to) + 1, sheets);
  if (gaps.length === 0) return findings;
  const report = reporter(profile, 'file', file.id);
  report.add(
    'SHEETS_MISSING',
    `Tờ ${shortList(gaps)} không thuộc tài liệu nào trong hồ sơ. Hãy kiểm tra tài liệu bị sót, hoặc ghi số khuyết vào tờ kết thúc.`,
  );
  return [...report.findings, ...findings];
}

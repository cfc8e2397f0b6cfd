// Rules about a whole fonds, over streams: its own values, repeated codes and numbers, missing boxes, one way of placing tones.
// Must not hold the fonds in memory: every stream is read once, in the order asked for.
import { counted } from './check-document.ts';
import { checkValues } from './check-values.ts';
import {
  type CheckContext,
  count,
  type DescribedRecord,
  type ProfileFinding,
  reporter,
  shortList,
} from './finding.ts';
import { type NumberedDocument, numberFindings } from './number-series.ts';
import type { Profile } from './schema.ts';
import type { ToneTally } from './text-hygiene.ts';

export interface FondsStreams {
  /** In the order of their codes (equal codes next to each other). */
  readonly files?: Iterable<{ readonly id: string; readonly fileCode: string }>;
  /** In the order of their keys (numberKey), those without a key left out. */
  readonly documents?: Iterable<NumberedDocument>;
  /** Box numbers of one inventory, in any order. */
  readonly boxNumbers?: Iterable<string>;
  readonly documentCount?: number;
  /** Summed over the titles of the fonds. */
  readonly tones?: ToneTally;
}

/** Findings about the fonds, then those of each stream as it is read. */
export function* checkFonds(
  profile: Profile,
  fonds: DescribedRecord,
  context: CheckContext,
  streams: FondsStreams = {},
): Generator<ProfileFinding> {
  const report = checkValues(profile, 'fonds', fonds, context);
  const total = counted(fonds.values.totalDoc);
  const { documentCount, tones } = streams;
  if (total !== undefined && documentCount !== undefined && total !== documentCount)
    report.add(
      'DOCUMENT_COUNT_DIFFERS',
      `Phông ghi ${count(total)} tài liệu, trong kho có ${count(documentCount)} tài liệu. Hãy tìm hồ sơ còn thiếu hoặc sửa tổng số của phông.`,
      'totalDoc',
    );
  if (tones && tones.old > 0 && tones.new > 0)
    report.add(
      'TONES_MIXED',
      `Trong phông có ${count(tones.old)} chỗ đặt dấu kiểu “hòa, thủy” và ${count(tones.new)} chỗ kiểu “hoà, thuỷ”. Hãy chọn một cách và sửa hàng loạt cho thống nhất.`,
    );
  if (streams.boxNumbers) checkBoxes(streams.boxNumbers, report);
  yield* report.findings;
  if (streams.files) yield* fileCodeFindings(profile, streams.files);
  if (streams.documents) yield* numberFindings(profile, streams.documents);
}

/** Holds the numbers of the boxes only: thousands at most. */
function checkBoxes(boxNumbers: Iterable<string>, report: ReturnType<typeof reporter>): void {
  const numbers = [...new Set([...boxNumbers].map((box) => Number.parseInt(box, 10)))]
    .filter((number) => number > 0)
    .sort((a, b) => a - b);
  const gaps: string[] = [];
  let last = 0;
  for (const number of numbers) {
    if (number > last + 1) gaps.push(number === last + 2 ? `${last + 1}` : `${last + 1}–${number - 1}`);
    last = number;
  }
  if (gaps.length > 0)
    report.add(
      'BOX_MISSING',
      `Không có hộp số ${shortList(gaps)} trong khi số hộp phải liên tục. Hãy kiểm tra hộp bị sót hoặc ghi sai số hộp.`,
    );
}

function* fileCodeFindings(
  profile: Profile,
  files: NonNullable<FondsStreams['files']>,
): Generator<ProfileFinding> {
  let last: string | undefined;
  for (const { id, fileCode } of files) {
    if (fileCode !== '' && fileCode === last) {
      const report = reporter(profile, 'file', id);
      report.add(
        'FILE_CODE_REPEATED',
        `Mã hồ sơ “${fileCode}” đã dùng cho hồ sơ khác trong phông nên không phân biệt được hai hồ sơ. Hãy xem lại năm và số hồ sơ rồi lập lại mã.`,
        'fileCode',
      );
      yield* report.findings;
    }
    last = fileCode;
  }
}

// Checks the values of one record against its fields: required, length, kind, code lists, dates, cleanness of text.
// Must not compare records with each other, nor change a value.
import { partialDateBounds, partialDateForPeople } from '../../../shared/model/partial-date.ts';
import { codeEntry, codeOf, decidedCodeId, normaliseField, splitValues } from './code-list.ts';
import { type CheckContext, type DescribedRecord, type Reporter, reporter } from './finding.ts';
import type { FieldSpec, Profile, ProfileLevel } from './schema.ts';
import { parseSheets } from './sheet-ranges.ts';
import { textFlaws } from './text-hygiene.ts';

/** Findings about the single values of a record; `above` gives what an empty field inherits (document: its file). */
export function checkValues(
  profile: Profile,
  level: ProfileLevel,
  record: DescribedRecord,
  context: CheckContext,
  above?: DescribedRecord | null,
): Reporter {
  const report = reporter(profile, level, record.id);
  for (const spec of profile.levels[level].fields) {
    const own = record.values[spec.id] ?? '';
    const value = own || (spec.inherits ? (above?.values[spec.id] ?? '') : '');
    if (value.trim() === '' && !record.values[decidedCodeId(spec.id)]) {
      if (isRequired(profile, level, spec, record, context))
        report.add(
          'FIELD_REQUIRED',
          `Ô “${spec.label}” còn trống, trong khi đây là ô bắt buộc (${spec.source}). Hãy điền ô này. Cách ghi: ${spec.help}`,
          spec.id,
        );
      continue;
    }
    // An inherited value is checked where it stands.
    if (own !== '' || record.values[decidedCodeId(spec.id)])
      checkValue(profile, spec, own, record, context, report);
  }
  return report;
}

function isRequired(
  profile: Profile,
  level: ProfileLevel,
  { required }: FieldSpec,
  record: DescribedRecord,
  { purpose }: CheckContext,
): boolean {
  if (required === 'always' || required === 'never') return required === 'always';
  if (required === 'transfer') return purpose === 'transfer';
  if (required.at === 'transfer' && purpose !== 'transfer') return false;
  const other = profile.levels[level].fields.find((field) => field.id === required.when.field)!;
  const value = record.values[other.id] ?? '';
  const code = other.codeList === undefined ? value : codeOf(profile, other, record.values)?.code;
  return code !== undefined && required.when.is.includes(code);
}

function checkValue(
  profile: Profile,
  spec: FieldSpec,
  value: string,
  record: DescribedRecord,
  context: CheckContext,
  report: Reporter,
): void {
  switch (spec.type) {
    case 'text':
    case 'person':
    case 'organ':
      checkLength(spec, value, report);
      checkText(spec, value, report);
      return;
    case 'number':
      if (/^\d+$/.test(value)) {
        checkLength(spec, value, report);
        return;
      }
      report.add(
        'NUMBER_INVALID',
        `“${value}” ở ô “${spec.label}” không phải số đếm. Ô này chỉ nhận chữ số, không có dấu chấm hay chữ. Hãy ghi lại bằng chữ số.`,
        spec.id,
      );
      return;
    case 'date':
      checkDate(profile, spec, value, context, report);
      return;
    case 'boolean':
      if (value === '0' || value === '1') return;
      report.add(
        'CODE_UNKNOWN',
        `“${value}” ở ô “${spec.label}” không dùng được vì ô này chỉ nhận có hoặc không. Hãy chọn lại.`,
        spec.id,
      );
      return;
    case 'sheets':
      checkLength(spec, value, report);
      if (!parseSheets(value))
        report.add(
          'SHEETS_UNREADABLE',
          `Không hiểu số tờ “${value}” ở ô “${spec.label}” nên không đối chiếu được với hồ sơ. Hãy ghi tờ đầu và tờ cuối, ví dụ 5-9.`,
          spec.id,
        );
      return;
    case 'code':
      checkCode(profile, spec, value, record, context, report);
      return;
    case 'codes': {
      const values = splitValues(profile, value);
      for (const one of values)
        checkCode(profile, spec, one, { id: record.id, values: { [spec.id]: one } }, context, report, false);
      const written = values.map((one) => normaliseField(profile, spec, one, profile.side)?.code ?? one);
      checkLength(spec, spec.writes === 'name' ? value : written.join(profile.rules.listSeparator), report);
      return;
    }
  }
}

function checkLength(spec: FieldSpec, value: string, report: Reporter): void {
  if (spec.maxLength === undefined || value.length <= spec.maxLength) return;
  const length = [...value].length;
  if (length > spec.maxLength)
    report.add(
      'FIELD_TOO_LONG',
      `Ô “${spec.label}” dài ${length} ký tự, quá mức ${spec.maxLength} ký tự của quy định (${spec.source}), nơi nhận sẽ không nhận phần thừa. Hãy viết gọn lại.`,
      spec.id,
    );
}

function checkDate(
  profile: Profile,
  spec: FieldSpec,
  value: string,
  { today }: CheckContext,
  report: Reporter,
): void {
  const bounds = partialDateBounds(value);
  const shown = partialDateForPeople(value);
  if (!bounds) {
    report.add(
      'DATE_INVALID',
      `“${shown}” ở ô “${spec.label}” không phải ngày, tháng hay năm có thật. Hãy xem lại trên bản quét rồi ghi ngày, tháng/năm hoặc năm.`,
      spec.id,
    );
  } else if (bounds.first > today) {
    report.add(
      'DATE_FUTURE',
      `${shown} ở ô “${spec.label}” là thời gian chưa đến (hôm nay là ${partialDateForPeople(today)}). Hãy xem lại năm trên bản quét.`,
      spec.id,
    );
  } else if (Number(bounds.last.slice(0, 4)) < profile.rules.earliestYear) {
    report.add(
      'DATE_EARLY',
      `${shown} ở ô “${spec.label}” sớm hơn năm ${profile.rules.earliestYear}, hiếm gặp trong kho này và có thể do đọc nhầm chữ số. Hãy xem lại trên bản quét.`,
      spec.id,
    );
  }
}

function checkCode(
  profile: Profile,
  spec: FieldSpec,
  value: string,
  record: DescribedRecord,
  { today }: CheckContext,
  report: Reporter,
  single = true,
): void {
  const list = profile.codeLists[spec.codeList!]!;
  const decided = single ? record.values[decidedCodeId(spec.id)] : undefined;
  if (decided && !codeEntry(list, decided)) {
    report.add(
      'CODE_UNKNOWN',
      `Mã “${decided}” đã chọn cho ô “${spec.label}” không có trong bảng “${list.name}”. Hãy chọn lại trong bảng.`,
      spec.id,
    );
    return;
  }
  const found = codeOf(profile, spec, record.values);
  if (!found) {
    report.add(
      'CODE_UNKNOWN',
      `“${value}” ở ô “${spec.label}” không có trong bảng “${list.name}” nên không đổi được sang mã. Hãy chọn một giá trị trong bảng, hoặc nhờ người quản trị bổ sung bảng.`,
      spec.id,
    );
    return;
  }
  const entry = codeEntry(list, found.code)!;
  if (found.doubtful)
    report.add(
      'CODE_DOUBTFUL',
      `“${value}” ở ô “${spec.label}” chưa rõ thuộc giá trị nào trong bảng “${list.name}”, tạm hiểu là “${entry.name}”. Hãy xem hồ sơ và chọn giá trị đúng.`,
      spec.id,
    );
  if ((entry.effectiveFrom ?? today) > today || (entry.effectiveUntil ?? today) < today)
    report.add(
      'CODE_NOT_IN_FORCE',
      `“${entry.name}” ở ô “${spec.label}” không còn (hoặc chưa) có hiệu lực trong bảng “${list.name}”. Hãy chọn giá trị đang dùng.`,
      spec.id,
    );
  if (single) checkLength(spec, spec.writes === 'name' ? found.name : found.code, report);
}

function checkText(spec: FieldSpec, value: string, report: Reporter): void {
  for (const flaw of textFlaws(value, spec.prose)) {
    switch (flaw) {
      case 'wrong-letter':
        report.add(
          'TEXT_WRONG_LETTER',
          `Ô “${spec.label}” có chữ không phải chữ tiếng Việt (ví dụ Ƣ thay cho Ư, Ð thay cho Đ), tìm kiếm sẽ không thấy. Hãy bấm làm sạch hoặc gõ lại chữ đó.`,
          spec.id,
        );
        break;
      case 'not-composed':
        report.add(
          'TEXT_NOT_COMPOSED',
          `Ô “${spec.label}” có chữ và dấu lưu rời nhau (Unicode tổ hợp), nơi nhận có thể hiện sai. Hãy bấm làm sạch để gộp lại thành chữ dựng sẵn.`,
          spec.id,
        );
        break;
      case 'spaces':
        report.add(
          'TEXT_SPACES',
          `Ô “${spec.label}” có khoảng trắng thừa, làm cho hai nội dung giống nhau bị coi là khác. Hãy bấm làm sạch hoặc xóa khoảng trắng thừa.`,
          spec.id,
        );
        break;
      case 'capitals':
        report.add(
          'TEXT_ALL_CAPITALS',
          `Ô “${spec.label}” viết toàn chữ hoa nên không phân biệt được tên riêng. Hãy viết lại bằng chữ thường, chỉ viết hoa theo quy tắc.`,
          spec.id,
        );
        break;
      case 'tones':
        report.add(
          'TONES_MIXED',
          `Ô “${spec.label}” đặt dấu thanh theo hai cách (như “hòa” và “hoà”). Hãy chọn một cách cho cả ô.`,
          spec.id,
        );
        break;
    }
  }
}

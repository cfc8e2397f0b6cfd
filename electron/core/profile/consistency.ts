// What a finished profile must fulfil beyond its shape: names that point somewhere, patterns that work, codes that exist.
// Must not judge wording or lengths: those are the archivist's.
import { codeEntry, normaliseCode } from './code-list.ts';
import { parseCode, templateParts } from './code-template.ts';
import { type Profile, profileLevels } from './schema.ts';

/** The first thing that contradicts itself, as a Vietnamese clause; null when all fits together. */
export function contradiction(profile: Profile): string | null {
  return levelProblem(profile) ?? listProblem(profile) ?? patternProblem(profile) ?? ruleProblem(profile);
}

function levelProblem(profile: Profile): string | null {
  for (const level of profileLevels) {
    const { name, fields } = profile.levels[level];
    const ids = new Set<string>();
    for (const field of fields) {
      const where = `trường “${field.label}” của ${name}`;
      if (ids.has(field.id)) return `${where} được khai hai lần`;
      ids.add(field.id);
      const listed = field.type === 'code' || field.type === 'codes';
      if (listed !== (field.codeList !== undefined))
        return `${where} ${listed ? 'thiếu bảng mã' : 'không phải trường mã mà lại có bảng mã'}`;
      const list = field.codeList === undefined ? undefined : profile.codeLists[field.codeList];
      if (listed && !list) return `${where} dùng bảng mã “${field.codeList}” không có`;
      if (list && field.default !== undefined && !codeEntry(list, field.default))
        return `${where} có giá trị mặc định “${field.default}” ngoài bảng mã`;
    }
    for (const { label, required } of fields)
      if (typeof required === 'object' && !ids.has(required.when.field))
        return `trường “${label}” của ${name} phụ thuộc trường “${required.when.field}” không có`;
  }
  return null;
}

function listProblem(profile: Profile): string | null {
  for (const list of Object.values(profile.codeLists)) {
    const codes = list.entries.map((entry) => entry.code);
    const twice = codes.find((code, index) => codes.indexOf(code) !== index);
    if (twice !== undefined) return `bảng mã “${list.name}” có mã “${twice}” hai lần`;
    for (const entry of list.entries)
      if (normaliseCode(list, entry.name)?.code !== entry.code)
        return `bảng mã “${list.name}” có hai mục cùng tên “${entry.name}”`;
  }
  return null;
}

function patternProblem(profile: Profile): string | null {
  for (const [name, pattern] of Object.entries(profile.codes)) {
    try {
      const missing = templateParts(pattern.template).find((part) => !pattern.parts[part]);
      if (missing) return `mẫu “${pattern.name}” dùng phần “${missing}” chưa khai`;
      if (!parseCode(profile, name, pattern.example))
        return `ví dụ “${pattern.example}” không theo mẫu “${pattern.name}”`;
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      const reason = cause.message.startsWith('Invalid regular expression')
        ? 'biểu thức của một phần sai cú pháp'
        : cause.message;
      return `mẫu “${pattern.name}” không dùng được: ${reason}`;
    }
  }
  return null;
}

function ruleProblem(profile: Profile): string | null {
  const { retention, rules, codeLists } = profile;
  const list = codeLists[retention.list];
  if (!list) return `bảng thời hạn dùng bảng mã “${retention.list}” không có`;
  const unknown = [retention.otherYears, ...retention.wordings.map((w) => w.code), ...rules.transferRetention]
    .filter((code) => !codeEntry(list, code))
    .at(0);
  if (unknown !== undefined) return `thời hạn dùng mã “${unknown}” không có trong bảng “${list.name}”`;
  if (codeLists.mode && !codeEntry(codeLists.mode, rules.secretMode))
    return `chế độ sử dụng của tài liệu mật dùng mã “${rules.secretMode}” không có`;
  return null;
}

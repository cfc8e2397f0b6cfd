// Rules of the form that makes an archive.
// Pure; the core has the last word.

export interface NewArchive {
  readonly path: string;
  readonly agencyCode: string;
  readonly agencyName: string;
}

export type NewArchiveProblems = Partial<Record<keyof NewArchive, string>>;

/** What is missing or wrong, per field, as sentences; empty when it can be made. Limits are those of `archive.create`. */
export function problemsOf(form: NewArchive): NewArchiveProblems {
  const problems: NewArchiveProblems = {};
  if (!form.path) problems.path = 'Chọn thư mục để đặt kho.';
  const code = form.agencyCode.trim();
  if (!code) problems.agencyCode = 'Ghi mã cơ quan lưu trữ, ví dụ H52.01.';
  else if (code.length > 25) problems.agencyCode = 'Mã cơ quan dài nhất 25 ký tự.';
  else if (/\s/.test(code)) problems.agencyCode = 'Mã cơ quan viết liền, không có khoảng trắng.';
  const name = form.agencyName.trim();
  if (!name) problems.agencyName = 'Ghi tên cơ quan lưu trữ.';
  else if (name.length > 200) problems.agencyName = 'Tên cơ quan dài nhất 200 ký tự.';
  return problems;
}

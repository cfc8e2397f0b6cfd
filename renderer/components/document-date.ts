// A document's date between what is kept (YYYY[-MM[-DD]]) and what people write (dd/mm/yyyy, mm/yyyy, yyyy).
// Must never use a JS Date: such dates have a precision, not a time zone.

export type ParsedDate =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly message: string };

const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const two = (n: number) => String(n).padStart(2, '0');
const refuse = (message: string): ParsedDate => ({ ok: false, message });

/** `YYYY[-MM[-DD]]` as dd/mm/yyyy, mm/yyyy or yyyy; anything else unchanged, so that nothing kept is hidden. */
export function formatDocumentDate(value: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(value);
  if (!match) return value;
  return [match[3], match[2], match[1]].filter(Boolean).join('/');
}

/**
 * What was typed as a kept date. Accepts / - . and spaces between the parts, one-digit days and months, and nothing at all.
 * A two-digit year is refused: in an archive it may be any of three centuries.
 */
export function parseDocumentDate(typed: string): ParsedDate {
  const text = typed.trim();
  if (text === '') return { ok: true, value: '' };
  const parts = text.split(/\s*[/.\-\s]\s*/);
  if (parts.length > 3 || parts.some((part) => !/^\d{1,4}$/.test(part))) {
    return refuse('Ngày viết dạng 08/05/1998, 05/1998 hoặc 1998.');
  }
  const yearText = parts.at(-1) ?? '';
  if (yearText.length !== 4) return refuse('Năm cần đủ bốn chữ số, ví dụ 1998.');
  const year = Number(yearText);
  if (year < 1000 || year > 2199) return refuse(`Năm ${yearText} không hợp lý.`);
  if (parts.length === 1) return { ok: true, value: yearText };
  const month = Number(parts.at(-2));
  if (month < 1 || month > 12) return refuse(`Không có tháng ${month}.`);
  if (parts.length === 2) return { ok: true, value: `${yearText}-${two(month)}` };
  const day = Number(parts[0]);
  const last = month === 2 && !isLeap(year) ? 28 : daysInMonth[month - 1]!;
  if (day < 1 || day > last) return refuse(`Tháng ${month} năm ${yearText} không có ngày ${day}.`);
  return { ok: true, value: `${yearText}-${two(month)}-${two(day)}` };
}

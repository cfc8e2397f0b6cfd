// Numbers, sizes, times and names as Vietnamese readers expect them.
// Must not know screens; pure.
import { documentLabel, type FieldName } from '../../shared/model/document.ts';
import { formatDocumentDate } from './document-date.ts';

const whole = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 });
const hundredths = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 });
const tenths = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });

/** 1284 → "1.284". */
export function formatCount(n: number): string {
  return whole.format(n);
}

/** 0.923 → "92 %". */
export function formatPercent(fraction: number): string {
  return `${whole.format(Math.round(fraction * 100))}\u00a0%`;
}

/** Decimal units as disks are sold: 412_000 → "412 kB", 12_400_000_000 → "12,4 GB". */
export function formatBytes(bytes: number): string {
  const units = ['byte', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${(value < 100 && unit > 1 ? tenths : whole).format(value)}\u00a0${units[unit]}`;
}

/** 67 → "0,07 giây"; 1530 → "1,5 giây". */
export function formatTook(ms: number): string {
  return `${(ms < 1000 ? hundredths : tenths).format(Math.max(0.01, ms / 1000))} giây`;
}

/** Time left of a job in words; null means it is not known yet. */
export function formatTimeLeft(seconds: number | null): string {
  if (seconds === null) return 'đang ước lượng';
  if (seconds < 60) return 'còn dưới 1 phút';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `còn khoảng ${minutes} phút`;
  const hours = Math.floor(minutes / 60);
  const rest = Math.round((minutes % 60) / 10) * 10;
  if (rest === 60) return `còn khoảng ${hours + 1} giờ`;
  return rest === 0 ? `còn khoảng ${hours} giờ` : `còn khoảng ${hours} giờ ${rest} phút`;
}

const two = (n: number) => String(n).padStart(2, '0');

/** A moment of the program (ISO 8601) as "22/11/2026 10:42", local time; '' for none. */
export function formatMoment(iso: string | null): string {
  if (!iso) return '';
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  return `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

export function formatClock(atMs: number): string {
  const at = new Date(atMs);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
}

type Fields = Readonly<Partial<Record<FieldName, string>>>;

/** What a document is called in lists: "Chỉ thị 15-CT/HU", else its subject, else the scan's name. */
export function titleOf(fields: Fields, fallback: string): string {
  return documentLabel(fields) || fields.subject || fallback;
}

/** "08/05/1998" of the fields, '' when unknown. */
export function dateOf(fields: Fields): string {
  return formatDocumentDate(fields.issuedDate ?? '');
}

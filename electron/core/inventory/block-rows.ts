// Understands the rows of an inventory that are no entries: titles, "Hộp số 14", section headings, totals, signatures.
// Must not look at columns; it is given what the row says.
import { fold } from '../../../shared/text/fold.ts';

/** What a title or a block row says of the rows below it. */
export interface BlockContext {
  readonly fondName?: string;
  readonly organId?: string;
  readonly inventoryNumber?: string;
  readonly boxNumber?: string;
  readonly term?: string;
  readonly year?: string;
}

const number = '([0-9]+[a-z]?(?:[-/.][0-9a-z]+)?|[ivxlc]+)';
const patterns: readonly (readonly [field: keyof BlockContext, pattern: RegExp])[] = [
  [
    'boxNumber',
    new RegExp(
      `^(?:hop|cap|hop cap|hop \\(cap\\)|cap \\(hop\\))(?: ho so)?(?: thu)?(?: so)?\\s*[:.\\-]?\\s*${number}(?![\\w/])`,
    ),
  ],
  [
    'inventoryNumber',
    new RegExp(
      `^(?:muc luc|ml)(?: ho so)?(?:\\s*,? tai lieu)?(?: nop luu)?\\s*(?:so|:|so:)\\s*[:.]?\\s*${number}(?![\\w/])`,
    ),
  ],
  ['organId', /^(?:phong so|so phong|ma phong)\s*[:.]?\s*([\w.]+)/],
  ['term', /^(?:nhiem ky|khoa)\s*[:.]?\s*([\divxlc].*)$/],
  ['year', /^nam\s*[:.]?\s*(\d{4}(?:\s*[-–]\s*\d{4})?)$/],
];
const fonds = /^(?:tên\s+)?phông(?:\s+lưu\s+trữ)?\s*[:.]?\s+(?!số\b)(.+)$/i;

/**
 * The facts in a title or block row; empty when there are none. Several may stand in one line: "Phông: …, mục lục số 2".
 * Values as written; the box "Hộp số: 14 (từ hồ sơ 120)" is 14.
 */
export function readContext(text: string): BlockContext {
  const context: { -readonly [K in keyof BlockContext]: BlockContext[K] } = {};
  for (const part of text.split(/[,;\n]|\s+[–-]\s+(?=\p{Lu})/u).map((one) => one.trim())) {
    const folded = fold(part).replace(/\s+/g, ' ');
    for (const [field, pattern] of patterns) {
      const match = pattern.exec(folded);
      if (!match || context[field] !== undefined) continue;
      // Folding keeps the length of these parts, so the same place holds the value as written.
      const at = folded.length === part.length ? match[0].length - match[1]!.length : -1;
      context[field] = (at >= 0 ? part.slice(at, at + match[1]!.length) : match[1]!).trim();
    }
    const named = fonds.exec(part.normalize('NFC'));
    if (named && context.fondName === undefined) context.fondName = named[1]!.trim();
  }
  return context;
}

const footers =
  /^(?:muc luc nay (?:gom|co)|tong cong|tong so(?: ho so| don vi bao quan| dvbq)?\s*[:.]?\s*(?:\d|$)|cong(?: so| trang| hop)?\s*[:.]?\s*(?:\d|$)|(?:so )?viet bang chu|bang chu|nguoi (?:lap|kiem tra|giao|nhan|duyet)\b|thu truong|xac nhan|\(?ky\b|(?:.{0,60}, )?ngay (?:\d+|[._…\s]+) ?thang (?:\d+|[._…\s]+) ?nam|trang (?:so )?\d+(?:\s*[/-]\s*\d+)?$)/;

/** Totals, signatures and page numbers, by how the row begins. */
export function isFooter(text: string): boolean {
  return footers.test(fold(text).replace(/\s+/g, ' ').trim());
}

/** A heading has a number or letter before it, or is all capitals: "I. Văn phòng", "A - KHỐI TỔNG HỢP". */
export function looksLikeHeading(text: string): boolean {
  const trimmed = text.trim();
  if (/^(?:[IVXLC]+|[A-H]|\d+(?:\.\d+)*)\s*[.)\-–:/]\s*\S/.test(trimmed)) return true;
  return /\p{Lu}/u.test(trimmed) && trimmed === trimmed.toUpperCase();
}

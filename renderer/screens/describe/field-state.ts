// Judges one field for the eye: is it sure, where did it come from, what should be looked at and why.
// Pure; must not know React or how it is drawn.
import type {
  DocumentDetail,
  DocumentField,
  FieldName,
  FieldProposal,
} from '../../../shared/model/document.ts';
import { formatDocumentDate, parseDocumentDate } from '../../components/document-date.ts';
import { formatPercent } from '../../components/format.ts';
import { fieldSpecs } from './fields.ts';

/** Below this a machine's reading is amber and asks to be compared with the page. */
export const SURE_FROM = 0.75;

/** done: a person or a sure reading; look: please compare; typed: changed, not saved; wrong: cannot be saved; empty: nothing known. */
export type FieldTone = 'done' | 'look' | 'typed' | 'wrong' | 'empty';

export interface FieldState {
  readonly tone: FieldTone;
  /** One or two words beside the dot, for those who cannot tell colours. */
  readonly word: string;
  /** Where the value came from, e.g. "trang 1 · máy đọc 92 %"; '' when there is none. */
  readonly origin: string;
  /** Why it should be looked at, a sentence; '' when it need not. */
  readonly reason: string;
}

/** The value as the form shows it. */
export function shownValue(name: FieldName, kept: string): string {
  return name === 'issuedDate' ? formatDocumentDate(kept) : kept;
}

/** The form's text as it is kept (NFC, one-line fields without ends of line); null when it cannot be. */
export function keptValue(name: FieldName, shown: string): string | null {
  if (name === 'issuedDate') {
    const parsed = parseDocumentDate(shown);
    return parsed.ok ? parsed.value : null;
  }
  return shown.normalize('NFC').replace(/\s+/g, ' ').trim();
}

export function fieldValueOf(document: DocumentDetail, name: FieldName): DocumentField | undefined {
  return document.values.find((value) => value.name === name);
}

export function proposalOf(document: DocumentDetail, name: FieldName): FieldProposal | undefined {
  return document.proposals.find((proposal) => proposal.name === name);
}

/** Where on the paper the field stands, if anything knows it. */
export function boxOf(document: DocumentDetail, name: FieldName) {
  return fieldValueOf(document, name)?.box ?? proposalOf(document, name)?.box ?? null;
}

/** What stands at a place that was found but could not be read; the likely cause is only told as likely. */
const unreadReasons: Readonly<Partial<Record<FieldName, string>>> = {
  codeNumber: 'Có chữ ở đây nhưng máy không đọc được (thường là chữ viết tay) – xem ảnh.',
  issuedDate: 'Ngày tháng ở đây máy không đọc được (thường là viết tay) – xem ảnh.',
  signer: 'Tên người ký ở đây máy không đọc được (có thể bị dấu hoặc chữ ký che) – xem ảnh.',
};

/** What an inventory cannot do without, in the words of a short sentence. */
export const keyFields: readonly (readonly [FieldName, string])[] = [
  ['typeName', 'Tên loại'],
  ['issuedDate', 'Ngày'],
  ['subject', 'Trích yếu'],
];

/** The key fields that have no value, as words: "Tên loại, Trích yếu"; '' when all have one. */
export function emptyKeyWords(document: DocumentDetail): string {
  return keyFields
    .filter(([name]) => !fieldValueOf(document, name)?.value)
    .map(([, word]) => word)
    .join(', ');
}

/** None of the key fields is known, nor typed: neither the machine nor a person has described this document. */
export function nothingKnown(document: DocumentDetail, draft: Drafts): boolean {
  return keyFields.every(([name]) => !fieldValueOf(document, name)?.value && !draft[name]);
}

/** An empty key field asks for a look until a person saved the document with something else in it. */
function asksWhenEmpty(document: DocumentDetail, name: FieldName): boolean {
  if (document.state === 'reading' || !keyFields.some(([key]) => key === name)) return false;
  return document.state === 'proposed' || nothingKnown(document, {});
}

/** `draft` is what stands in the form when it was changed since the last save. */
export function fieldState(document: DocumentDetail, name: FieldName, draft: string | undefined): FieldState {
  if (draft !== undefined) {
    if (name === 'issuedDate') {
      const parsed = parseDocumentDate(draft);
      if (!parsed.ok)
        return { tone: 'wrong', word: 'chưa đúng', origin: 'bạn vừa gõ', reason: parsed.message };
    }
    return { tone: 'typed', word: 'chưa lưu', origin: 'bạn vừa gõ', reason: '' };
  }
  const value = fieldValueOf(document, name);
  const box = boxOf(document, name);
  const page = box ? `trang ${box.page} · ` : '';
  if (value?.source === 'typed') return { tone: 'done', word: 'đã gõ', origin: 'bạn đã gõ', reason: '' };
  if (value?.source === 'confirmed')
    return { tone: 'done', word: 'đã xác nhận', origin: `${page}đã xác nhận`, reason: '' };
  if (!value || value.value === '') {
    if (!box && asksWhenEmpty(document, name)) {
      return {
        tone: 'look',
        word: 'cần xem',
        origin: '',
        reason: 'Chưa có – xin gõ theo ảnh, hoặc để trống nếu trên giấy không có.',
      };
    }
    if (!box) return { tone: 'empty', word: 'trống', origin: '', reason: '' };
    return {
      tone: 'look',
      word: 'cần xem',
      origin: `trang ${box.page}`,
      reason: unreadReasons[name] ?? 'Máy không đọc được chỗ này – xem ảnh.',
    };
  }
  const origin = `${page}máy đọc ${formatPercent(value.confidence)}`;
  if (value.confidence < SURE_FROM) {
    return {
      tone: 'look',
      word: 'cần xem',
      origin,
      reason: `Máy chỉ chắc ${formatPercent(value.confidence)} – xin so với ảnh.`,
    };
  }
  if (name === 'issuedDate' && value.value.length < 10) {
    const known = value.value.length === 7 ? 'tháng và năm' : 'năm';
    return {
      tone: 'look',
      word: 'cần xem',
      origin,
      reason: `Máy chỉ đọc được ${known} – xem ngày trên ảnh.`,
    };
  }
  return { tone: 'done', word: 'chắc', origin, reason: '' };
}

export type Drafts = Readonly<Partial<Record<FieldName, string>>>;

/** Fields a person should look at, in the order of the form. */
export function fieldsToLookAt(document: DocumentDetail, draft: Drafts): FieldName[] {
  return fieldSpecs
    .map((spec) => spec.name)
    .filter((name) => {
      const { tone } = fieldState(document, name, draft[name]);
      return tone === 'look' || tone === 'wrong';
    });
}

/** The next field to look at after `from`, going round; null when there is none. */
export function nextFieldToLookAt(
  document: DocumentDetail,
  draft: Drafts,
  from: FieldName | null,
): FieldName | null {
  const order = fieldSpecs.map((spec) => spec.name);
  const waiting = fieldsToLookAt(document, draft);
  const start = from ? order.indexOf(from) : -1;
  return waiting.find((name) => order.indexOf(name) > start) ?? waiting[0] ?? null;
}

/**
 * What a save sends. Typed fields always; a machine's reading only when the clerk looked at it (`seen`), or, with
 * `acceptAll`, when the machine is sure of it. A doubtful reading nobody looked at and a place that could not be read
 * stay proposed whatever is pressed.
 */
export function fieldsToSave(
  document: DocumentDetail,
  draft: Drafts,
  seen: ReadonlySet<FieldName>,
  acceptAll: boolean,
): Partial<Record<FieldName, string>> {
  const out: Partial<Record<FieldName, string>> = {};
  for (const { name } of fieldSpecs) {
    const typed = draft[name];
    if (typed !== undefined) {
      const kept = keptValue(name, typed);
      if (kept !== null) out[name] = kept;
      continue;
    }
    const value = fieldValueOf(document, name);
    // An unread place does not become "confirmed empty" by being looked at.
    if (value?.source !== 'proposed' || value.value === '') continue;
    const sure = fieldState(document, name, undefined).tone === 'done';
    if (seen.has(name) || (acceptAll && sure)) out[name] = value.value;
  }
  return out;
}

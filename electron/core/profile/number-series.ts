// One number per body and symbol within the year (State) or the term (Party): keys to group by, and findings over a sorted stream.
// Must not hold more than one group: a fonds has a million documents.
import { documentLabel } from '../../../shared/model/document.ts';
import { parsePartialDate } from '../../../shared/model/partial-date.ts';
import { fold } from '../../../shared/text/fold.ts';
import { codeOf } from './code-list.ts';
import { fieldSpec } from './fields.ts';
import { type DescribedRecord, type ProfileFinding, reporter } from './finding.ts';
import type { Profile, Side } from './schema.ts';

/** What surrounds a document in its fonds. */
export interface SeriesContext {
  /** Label of the term the document belongs to (its inventory's), as Party numbers run through a term of office. */
  readonly term?: string;
  /** The body's settled name, when a list of bodies knows that two wordings mean one. */
  readonly organ?: string;
}

/** Party notations carry the slash themselves (NQ/TU), State ones do not (QĐ-UBND, 2020/NĐ-CP); domain note §6.1, §6.2. */
export function sideOf(profile: Profile, codeNotation: string | undefined): Side {
  if (!codeNotation) return profile.side;
  return /\p{L}[^/]*\//u.test(codeNotation) ? 'party' : 'state';
}

/**
 * Documents with the same key repeat a number. Null when the document has no number or no year: nothing can be said then.
 * Without a term a Party document is compared within its year: a term spans years, so this finds less but nothing wrong.
 */
export function numberKey(
  profile: Profile,
  values: DescribedRecord['values'],
  context: SeriesContext = {},
): string | null {
  const number = values.codeNumber?.trim().replace(/^0+(?=\d)/, '');
  if (!number) return null;
  const side = sideOf(profile, values.codeNotation);
  const term = profile.numbering[side] === 'term' ? context.term?.trim() : undefined;
  const year = parsePartialDate(values.issuedDate ?? '')?.year;
  const period = term || year;
  if (!period) return null;
  // Party numbers run per type, and QĐ stands for two types; State symbols tell types apart, and a mistyped type must not hide a repetition.
  const type = side === 'party' ? (values.typeName ?? '') : '';
  return [context.organ ?? values.organName ?? '', period, type, values.codeNotation ?? '', number]
    .map((part) => fold(String(part)).replace(/\s+/g, ' ').trim())
    .join('\u001F');
}

export interface NumberedDocument extends DescribedRecord {
  readonly key: string;
  /** Where it stands, for people: “hồ sơ 160, tài liệu 3”. */
  readonly place?: string;
}

/**
 * Findings for each document whose key was met before. Equal keys must follow each other (ORDER BY key); one document is held.
 * Copies of an original (bản sao) may repeat its number and are passed over.
 */
export function* numberFindings(
  profile: Profile,
  documents: Iterable<NumberedDocument>,
): Generator<ProfileFinding> {
  let first: NumberedDocument | undefined;
  for (const document of documents) {
    if (first?.key !== document.key) {
      first = document;
      continue;
    }
    if (isCopy(profile, document)) continue;
    if (isCopy(profile, first)) {
      first = document;
      continue;
    }
    const side = sideOf(profile, document.values.codeNotation);
    const period = profile.numbering[side] === 'term' ? 'nhiệm kỳ' : 'năm';
    const report = reporter(profile, 'document', document.id);
    report.add(
      'NUMBER_REPEATED',
      `“${documentLabel(document.values)}” trùng số và ký hiệu với tài liệu khác của cùng cơ quan trong cùng ${period}${first.place ? ` (${first.place})` : ''}. Có thể nhập hai lần hoặc đọc nhầm số; hãy so hai bản quét, nếu là bản sao thì ghi loại bản.`,
      'codeNumber',
    );
    yield* report.findings;
  }
}

function isCopy(profile: Profile, { values }: DescribedRecord): boolean {
  const spec = fieldSpec(profile, 'document', 'copyType');
  const code = spec && codeOf(profile, spec, values)?.code;
  return code !== undefined && profile.rules.copies.includes(code);
}

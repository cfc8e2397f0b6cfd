// Proposes the fields of a document from the recognised text of its pages.
// Must not read files (apart from the profile), ask databases, or fill what it cannot read: a false value costs more than an empty one.
import type { FieldName, FieldProposal } from '../../../shared/model/document.ts';
import { fieldNames } from '../../../shared/model/document.ts';
import type { PageText } from '../../../shared/model/page-text.ts';
import { readDateLine } from './date-line.ts';
import type { Head } from './head.ts';
import { findDateRow, findHead } from './head.ts';
import type { Sheet } from './layout.ts';
import { readSheet } from './layout.ts';
import { readMarks, readStampedMarks } from './marks.ts';
import { readNumberLine } from './number-line.ts';
import { abbreviationsOf, readOrgan } from './organ.ts';
import type { ExtractionProfile } from './profile.ts';
import { readSignature } from './signature.ts';
import { gatherSpellings } from './spellings.ts';
import { typesOfSymbol } from './symbol.ts';
import { readAbout, readSubject, readType } from './type-and-subject.ts';

export type { ExtractionProfile } from './profile.ts';
export { loadExtractionProfile } from './profile.ts';

/** Reserved for what an archive has learnt from its clerks (known bodies, signers, symbols). */
export type ExtractionOptions = Readonly<Record<string, never>>;

/** A document may have a cover; its head is looked for on this many pages. */
const headPages = 3;

/**
 * The proposals for a document, in the order of `fieldNames`, the best of a field before its alternatives.
 * Never throws for odd pages; nothing readable gives an empty list.
 */
export function extractFields(
  pages: readonly PageText[],
  profile: ExtractionProfile,
  _options: ExtractionOptions = {},
): FieldProposal[] {
  const sheets = pages.map((page, i) => readSheet(page, i + 1));
  const filled = sheets.filter((s) => s.words.length > 0);
  if (filled.length === 0) return readStampedMarks(pages[0]?.stamps ?? [], 1, profile);
  const head = bestHead(filled.slice(0, headPages).map((s) => findHead(s, profile)));
  const spellings = gatherSpellings(filled);
  const proposals: FieldProposal[] = [];

  const organ = readOrgan(head.sheet, head.bodyRows, head.kind, profile, spellings);
  proposals.push(...organ.proposals);
  const plainSymbol = head.numberRow
    ? symbolIn(readNumberLine(head.sheet, head.numberRow, profile, []))
    : null;
  const symbolTypes = plainSymbol ? typesOfSymbol(plainSymbol, profile) : [];
  const type = readType(head.sheet, head.typeRow, symbolTypes);
  // A heading alone may be the title of a cover or an annex.
  const bare = !head.kind && !head.numberRow && !head.dateRow;
  proposals.push(...type.proposals.map((p) => (bare ? { ...p, confidence: p.confidence * 0.75 } : p)));
  if (head.numberRow)
    proposals.push(
      ...readNumberLine(
        head.sheet,
        head.numberRow,
        profile,
        expectedSymbols(type.type, head.kind, abbreviationsOf(organ.organ, profile), profile),
      ),
    );
  if (head.typeRow) proposals.push(...readSubject(head.sheet, head.typeRow, spellings));
  else if (head.numberRow) proposals.push(...readLetter(head, plainSymbol, symbolTypes, spellings, profile));
  if (head.dateRow)
    proposals.push(...readDateLine(head.sheet, head.dateRow, profile, true, { known: organ.place }));
  else proposals.push(...readDateAtEnd(filled, profile, organ.place));
  proposals.push(...readSignature(filled, profile));
  const stamped = readStampedMarks(pages[head.sheet.page - 1]?.stamps ?? [], head.sheet.page, profile);
  proposals.push(...stamped);
  proposals.push(
    ...readMarks(head.sheet, profile).filter((mark) => !stamped.some((stamp) => stamp.name === mark.name)),
  );
  return inOrder(proposals);
}

function bestHead(heads: readonly Head[]): Head {
  return heads.reduce((best, head) => (head.evidence > best.evidence ? head : best));
}

/** Minutes, applications and old papers are dated above the signature. */
function readDateAtEnd(
  sheets: readonly Sheet[],
  profile: ExtractionProfile,
  place: string | null,
): FieldProposal[] {
  const sheet = sheets.at(-1)!;
  const row = findDateRow(sheet, 0.3 * sheet.height, sheet.height);
  return row ? readDateLine(sheet, row, profile, false, { known: place }) : [];
}

const symbolIn = (proposals: readonly FieldProposal[]): string | null =>
  proposals.find((p) => p.name === 'codeNotation')?.value ?? null;

/** A công văn has no type line: its subject stands under the number, its symbol names a body first (State) or says CV (Party). */
function readLetter(
  head: Head,
  symbol: string | null,
  symbolTypes: readonly string[],
  spellings: ReturnType<typeof gatherSpellings>,
  profile: ExtractionProfile,
): FieldProposal[] {
  const about = readAbout(
    head.sheet,
    head.underNumber,
    head.numberRow!,
    spellings,
    profile,
    symbolTypes.includes('Công văn'),
  );
  const box = about[0]?.box ?? null;
  if (symbolTypes.includes('Công văn'))
    return [{ name: 'typeName', value: 'Công văn', confidence: 0.95, box, rule: 'symbol.letter' }, ...about];
  if (about.length > 0 && symbolTypes.length === 0)
    return [
      { name: 'typeName', value: 'Công văn', confidence: 0.93, box, rule: 'number-line.about' },
      ...about,
    ];
  // The type line is lost, the symbol still names the type.
  if (symbol && symbolTypes.length === 1 && about.length === 0)
    return [{ name: 'typeName', value: symbolTypes[0]!, confidence: 0.6, box: null, rule: 'symbol.type' }];
  return about;
}

function expectedSymbols(
  type: string | null,
  kind: 'state' | 'party' | null,
  bodies: readonly string[],
  profile: ExtractionProfile,
): string[] {
  const row = profile.documentTypes.find((t) => t.name === type);
  if (!row || bodies.length === 0) return [];
  const out: string[] = [];
  for (const body of bodies) {
    if (kind !== 'party') out.push(...row.state.map((t) => `${t}-${body}`));
    if (kind !== 'state') out.push(...row.party.map((t) => `${t}/${body}`));
  }
  return out;
}

function inOrder(proposals: readonly FieldProposal[]): FieldProposal[] {
  const rank = (name: FieldName): number => fieldNames.indexOf(name);
  return [...proposals].sort((a, b) => rank(a.name) - rank(b.name) || b.confidence - a.confidence);
}

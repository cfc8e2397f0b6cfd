// From the words on paper to a code of a list, and back to its name. Words stay as written; the code stands beside them.
// Must not decide what is unclear: such an answer says `doubtful` and waits for an archivist.
import { fold } from '../../../shared/text/fold.ts';
import { repairLetters } from '../../../shared/text/nfc.ts';
import type { CodeEntry, CodeList, FieldSpec, Profile, Side } from './schema.ts';

export interface NormalisedCode {
  readonly code: string;
  /** The proper name; for a wording without a code of its own (“Kết luận” under Khác) that name. */
  readonly name: string;
  readonly doubtful: boolean;
}

interface Candidate extends NormalisedCode {
  readonly entry: CodeEntry;
}
interface Lookup {
  readonly byCode: ReadonlyMap<string, CodeEntry>;
  readonly exact: ReadonlyMap<string, readonly Candidate[]>;
  readonly folded: ReadonlyMap<string, readonly Candidate[]>;
  /** Case matters here: CT and CTr, TT and TTr are different types. */
  readonly abbreviated: Readonly<Record<Side, ReadonlyMap<string, readonly Candidate[]>>>;
}

const lookups = new WeakMap<CodeList, Lookup>();

function lookupOf(list: CodeList): Lookup {
  const known = lookups.get(list);
  if (known) return known;
  const byCode = new Map<string, CodeEntry>();
  const exact = new Map<string, Candidate[]>();
  const folded = new Map<string, Candidate[]>();
  const abbreviated = { state: new Map<string, Candidate[]>(), party: new Map<string, Candidate[]>() };
  const put = (map: Map<string, Candidate[]>, key: string, candidate: Candidate) => {
    const present = map.get(key);
    if (!present) map.set(key, [candidate]);
    else if (!present.some((c) => c.code === candidate.code && c.name === candidate.name))
      present.push(candidate);
  };
  for (const entry of list.entries) {
    byCode.set(entry.code, entry);
    for (const named of [entry, ...(entry.members ?? [])]) {
      const words = [
        { text: named.name, doubtful: false },
        ...(named.aliases ?? []).map((a) => (typeof a === 'string' ? { text: a, doubtful: false } : a)),
      ];
      for (const { text, doubtful } of words) {
        const candidate = { code: entry.code, name: named.name, doubtful, entry };
        put(exact, tidy(text).toLowerCase(), candidate);
        put(folded, foldedKey(text), candidate);
      }
      for (const side of ['state', 'party'] as const)
        for (const short of named.abbreviations?.[side] ?? [])
          put(abbreviated[side], short, { code: entry.code, name: named.name, doubtful: false, entry });
    }
  }
  const made = { byCode, exact, folded, abbreviated };
  lookups.set(list, made);
  return made;
}

const tidy = (wording: string): string => repairLetters(wording).replace(/\s+/g, ' ').trim();
const foldedKey = (wording: string): string =>
  fold(tidy(wording))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** One candidate is the answer; several are an answer nobody should trust unseen. */
function answer(found: readonly Candidate[] | undefined, certain: boolean): NormalisedCode | undefined {
  const first = found?.[0];
  if (!first) return undefined;
  return {
    code: first.code,
    name: first.name,
    doubtful: first.doubtful || !certain || found.some((c) => c.code !== first.code || c.name !== first.name),
  };
}

/**
 * The code of a wording: the code itself, the name or an alias with its marks, an abbreviation in its exact case,
 * then the name without marks (doubtful only when several names fold alike). Undefined when the list has nothing like it.
 * An abbreviation of the other side (TT: Thông tri of the Party, Thông tư of the State) is doubtful.
 */
export function normaliseCode(
  list: CodeList,
  wording: string,
  side?: Side | undefined,
): NormalisedCode | undefined {
  const lookup = lookupOf(list);
  const clean = tidy(wording);
  if (clean === '') return undefined;
  const entry = lookup.byCode.get(clean);
  if (entry) return { code: entry.code, name: entry.name, doubtful: false };
  // Spreadsheets turn 01 into the number 1; whether a lone digit was meant as a code is for people to say.
  const padded = /^\d$/.test(clean) ? lookup.byCode.get(`0${clean}`) : undefined;
  if (padded) return { code: padded.code, name: padded.name, doubtful: true };
  const sides: readonly Side[] = side === 'party' ? ['party', 'state'] : ['state', 'party'];
  const short = sides.map((s) => lookup.abbreviated[s].get(clean));
  return (
    answer(lookup.exact.get(clean.toLowerCase()), true) ??
    (side === undefined
      ? answer([...(short[0] ?? []), ...(short[1] ?? [])], true)
      : (answer(short[0], true) ?? answer(short[1], false))) ??
    answer(lookup.folded.get(foldedKey(clean)), true)
  );
}

/** The entry of a code, undefined when the list has no such code. */
export function codeEntry(list: CodeList, code: string): CodeEntry | undefined {
  return lookupOf(list).byCode.get(code);
}

/**
 * A retention wording as code: the list of the profile, then its table of old wordings (“lâu dài” → 07, doubtful),
 * then any other number of years. `years` is null for vĩnh viễn and for wordings without a number.
 */
export function normaliseRetention(
  profile: Profile,
  wording: string,
): (NormalisedCode & { readonly years: number | null }) | undefined {
  const { retention } = profile;
  const list = profile.codeLists[retention.list]!;
  const direct = normaliseCode(list, wording);
  if (direct) return { ...direct, years: codeEntry(list, direct.code)?.years ?? null };
  const key = foldedKey(wording);
  const old = retention.wordings.find((row) => foldedKey(row.wording) === key);
  if (old) return { code: old.code, name: old.wording, doubtful: old.doubtful, years: old.years ?? null };
  const years = /^0*(\d{1,3}) ?(?:nam|n)$/.exec(key)?.[1];
  if (years === undefined || Number(years) === 0) return undefined;
  const proper = `${years} năm`;
  const same = proper === tidy(wording) ? undefined : normaliseCode(list, proper);
  return same
    ? { ...same, years: Number(years) }
    : { code: retention.otherYears, name: proper, doubtful: false, years: Number(years) };
}

/** The single values of a field that may carry several: parted by the profile's separator or a comma. */
export const splitValues = (profile: Profile, value: string): string[] =>
  value
    .replaceAll(',', profile.rules.listSeparator)
    .split(profile.rules.listSeparator)
    .map((one) => one.trim())
    .filter(Boolean);

/** The code of what stands in a field with a code list. Undefined: nothing in the list is like it. */
export function normaliseField(
  profile: Profile,
  spec: FieldSpec,
  wording: string,
  side?: Side,
): NormalisedCode | undefined {
  if (spec.codeList === undefined) throw new Error(`The field ${spec.id} has no code list.`);
  if (spec.codeList === profile.retention.list) return normaliseRetention(profile, wording);
  const list = profile.codeLists[spec.codeList];
  return list && normaliseCode(list, wording, side);
}

/** Field id under which the code an archivist decided on is kept beside the wording: `maintenance` → `maintenanceCode`. */
export const decidedCodeId = (fieldId: string): string => `${fieldId}Code`;

/**
 * The code a record carries in a field: the one an archivist decided on, else what its wording means. Undefined when empty or unknown.
 * For a field with several codes ask with one of its values.
 */
export function codeOf(
  profile: Profile,
  spec: FieldSpec,
  values: Readonly<Record<string, string | undefined>>,
): NormalisedCode | undefined {
  const wording = values[spec.id] ?? '';
  const decided = values[decidedCodeId(spec.id)];
  const entry = decided && spec.codeList ? codeEntry(profile.codeLists[spec.codeList]!, decided) : undefined;
  if (entry) return { code: entry.code, name: wording || entry.name, doubtful: false };
  return wording === '' ? undefined : normaliseField(profile, spec, wording, profile.side);
}

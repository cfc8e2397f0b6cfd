// The shape of a profile file (bộ quy định): fields per level, code lists, code patterns, rule switches. Types come from it.
// Must hold shapes only: every length, list and wording of a rule stands in resources/profiles/fields with its source and mark.
import { z } from 'zod';
import { findingCodes } from './finding-codes.ts';

/** From the agency down to the page (domain note §11.2). */
export const profileLevels = ['agency', 'fonds', 'inventory', 'box', 'file', 'document', 'page'] as const;
export type ProfileLevel = (typeof profileLevels)[number];

/** ✔ read in the rule, ◐ second-hand, ✎ recollection: to be checked with the archive. */
const mark = z.enum(['✔', '◐', '✎']);
const identifier = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'phải là tên viết liền không dấu');
const version = z.string().regex(/^\d+(\.\d+)*$/, 'phải có dạng như 2026.1');
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'phải có dạng năm-tháng-ngày');
const vietnamese = z.string().trim().min(1);

/** `transfer`: only missed when the record is handed over. With `when`: only if the named field carries one of these codes. */
const required = z.union([
  z.enum(['always', 'transfer', 'never']),
  z.strictObject({
    when: z.strictObject({ field: identifier, is: z.array(z.string()).min(1) }),
    at: z.enum(['always', 'transfer']).default('transfer'),
  }),
]);

export const fieldTypes = [
  'text',
  'number',
  'date',
  'code',
  'codes',
  'boolean',
  'person',
  'organ',
  'sheets',
] as const;

const fieldShape = {
  id: identifier,
  /** Name in the package; null for a field that is kept here only. */
  element: z.string().min(1).nullable(),
  /** Packages that name it otherwise, or (null) leave it out: AIP_hoso, AIP_tailieu, DIP. */
  elements: z.record(z.string(), z.string().nullable()).optional(),
  label: vietnamese,
  type: z.enum(fieldTypes),
  /** Characters (digits of a number); absent: no limit. */
  maxLength: z.int().positive().optional(),
  required,
  codeList: identifier.optional(),
  /** What the package carries of a code field. */
  writes: z.enum(['code', 'name']).optional(),
  default: z.string().optional(),
  /** Empty means: as the file has it. Only for fields of the document. */
  inherits: z.boolean().optional(),
  /** Running text: not to be written in capitals only. */
  prose: z.boolean().optional(),
  group: vietnamese,
  help: vietnamese,
  source: vietnamese,
  mark,
};
const fieldSpec = z.strictObject(fieldShape);
/** In a file that extends another, a field of the base only names what is different. */
const fieldChange = z.strictObject(fieldShape).partial().required({ id: true });

const abbreviations = z.strictObject({
  /** The first is the prescribed one. */
  state: z.array(z.string().min(1)).optional(),
  party: z.array(z.string().min(1)).optional(),
});
const alias = z.union([
  z.string().min(1),
  z.strictObject({ text: z.string().min(1), doubtful: z.boolean() }),
]);
const codeEntry = z.strictObject({
  code: z.string().min(1),
  name: vietnamese,
  abbreviations: abbreviations.optional(),
  effectiveFrom: isoDate.optional(),
  effectiveUntil: isoDate.optional(),
  aliases: z.array(alias).optional(),
  /** Years of a retention value. */
  years: z.int().positive().optional(),
  /** Names that have no code of their own and are kept as they are: “Kết luận” under 32 Khác. */
  members: z
    .array(
      z.strictObject({
        name: vietnamese,
        abbreviations: abbreviations.optional(),
        aliases: z.array(alias).optional(),
        mark,
      }),
    )
    .optional(),
  mark,
});
const codeList = z.strictObject({ name: vietnamese, source: vietnamese, entries: z.array(codeEntry).min(1) });

const codePattern = z.strictObject({
  name: vietnamese,
  /** `{part}`, `{part:7}` = a number written with at least 7 digits, `[…]` left out while a part inside is empty. */
  template: z.string().min(1),
  maxLength: z.int().positive().optional(),
  /** Per part its name for people and the regular expression of what it may be; numbers with a width need none. */
  parts: z.record(identifier, z.strictObject({ label: vietnamese, pattern: z.string().min(1).optional() })),
  example: z.string().min(1),
  source: vietnamese,
  mark,
});

const retention = z.strictObject({
  list: identifier,
  /** Code of “N năm” for an N without a code of its own. */
  otherYears: z.string(),
  wordings: z.array(
    z.strictObject({
      wording: vietnamese,
      code: z.string(),
      doubtful: z.boolean(),
      years: z.int().positive().optional(),
      mark,
    }),
  ),
});

const severity = z.enum(['error', 'warning', 'info', 'off']);
const rules = z.strictObject({
  /** Severity per finding where it is not the usual one; `off` switches the rule off. */
  findings: z.partialRecord(z.enum(findingCodes), severity),
  /** Retention codes a historical archive takes. */
  transferRetention: z.array(z.string()).min(1),
  /** Access mode a document with a secrecy level must have. */
  secretMode: z.string(),
  /** State of a fonds that is closed: its file codes follow fileCodeClosed. */
  closedFonds: z.string(),
  /** Copy types that may repeat the number of their original. */
  copies: z.array(z.string()),
  /** Earlier years are doubted. */
  earliestYear: z.int(),
  pagesPerSheetMax: z.int().positive(),
  documentOrder: z.enum(['date', 'any']),
  /** Between several values of one field. */
  listSeparator: z.string().min(1),
});

const period = z.enum(['year', 'term']);
const numbering = z.strictObject({ state: period, party: period });

const head = {
  id: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'phải viết hoa không dấu, ví dụ STATE_TT05'),
  version,
  effectiveFrom: isoDate,
  name: vietnamese,
  note: z.string().optional(),
  /** Who issues most of the papers: decides what an abbreviation means when the symbol does not. */
  side: z.enum(['state', 'party']),
};
const level = <Field extends z.ZodType>(field: Field) =>
  z.strictObject({ name: vietnamese, fields: z.array(field) });

export const profileSchema = z.strictObject({
  ...head,
  levels: z.strictObject({
    agency: level(fieldSpec),
    fonds: level(fieldSpec),
    inventory: level(fieldSpec),
    box: level(fieldSpec),
    file: level(fieldSpec),
    document: level(fieldSpec),
    page: level(fieldSpec),
  }),
  codeLists: z.record(identifier, codeList),
  codes: z.record(identifier, codePattern),
  numbering,
  retention,
  rules,
});

const levelChange = z.strictObject({
  name: vietnamese.optional(),
  /** Fields of the base that this profile has not. */
  remove: z.array(identifier).optional(),
  fields: z.array(fieldChange).optional(),
});
/** A file with `extends` names only what differs from its base; see extend.ts. */
export const extendingSchema = z.strictObject({
  ...head,
  extends: head.id,
  levels: z.partialRecord(z.enum(profileLevels), levelChange).optional(),
  codeLists: z.record(identifier, codeList).optional(),
  codes: z.record(identifier, codePattern).optional(),
  numbering: numbering.partial().optional(),
  retention: retention.optional(),
  rules: rules.partial().optional(),
});

export type Profile = z.infer<typeof profileSchema>;
export type ExtendingProfile = z.infer<typeof extendingSchema>;
export type FieldSpec = z.infer<typeof fieldSpec>;
export type CodeList = z.infer<typeof codeList>;
export type CodeEntry = z.infer<typeof codeEntry>;
export type CodePattern = z.infer<typeof codePattern>;
/** Body that issues by State or by Party rules. */
export type Side = Profile['side'];

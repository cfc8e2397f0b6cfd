// Profiles (bộ quy định): what is described at each level, by which lists and codes, and the rules that judge it.
// Must not touch the database or a screen: records come in as plain values, findings go out.
export { checkDocument, type DescribedDocument } from './check-document.ts';
export { checkFile, type DescribedFile } from './check-file.ts';
export { checkFonds, type FondsStreams } from './check-fonds.ts';
export { checkValues } from './check-values.ts';
export {
  codeEntry,
  codeOf,
  decidedCodeId,
  type NormalisedCode,
  normaliseCode,
  normaliseField,
  normaliseRetention,
  splitValues,
} from './code-list.ts';
export { type CodeParts, codeProblem, makeCode, parseCode } from './code-template.ts';
export { fieldSpec } from './fields.ts';
export type { CheckContext, DescribedRecord, ProfileFinding } from './finding.ts';
export {
  type FindingCode,
  findingCodes,
  findingKinds,
  type Quality,
  qualities,
  qualityNames,
} from './finding-codes.ts';
export { loadProfiles, type Profiles, profileById } from './load.ts';
export {
  type NumberedDocument,
  numberFindings,
  numberKey,
  type SeriesContext,
  sideOf,
} from './number-series.ts';
export { type QualityLine, type QualityTotals, qualityReport } from './quality.ts';
export {
  type CodeEntry,
  type CodeList,
  type CodePattern,
  type FieldSpec,
  type Profile,
  type ProfileLevel,
  profileLevels,
  type Side,
} from './schema.ts';
export { parseSheets, type SheetRange, sheetName, sheetNumber } from './sheet-ranges.ts';
export { type TextFlaw, type ToneTally, textFlaws, tones } from './text-hygiene.ts';

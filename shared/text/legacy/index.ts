// The encodings Vietnamese was written in before Unicode: decoding, encoding for tests, and telling them apart.
// Must hold no code of its own.
export { type DecodedText, decodeRuns } from './decode-runs.ts';
export {
  countSyllables,
  type DetectedEncoding,
  decodeAs,
  detectEncoding,
  fontEncoding,
  isSurelyUnicode,
  type TextEncoding,
  type TextRun,
} from './detect.ts';
export { repairUnicode } from './repair.ts';
export { isVietnameseSyllable } from './syllable.ts';
export { decodeTcvn3, encodeTcvn3 } from './tcvn3.ts';
export { decodeViqr, encodeViqr } from './viqr.ts';
export { decodeVni, encodeVni } from './vni.ts';

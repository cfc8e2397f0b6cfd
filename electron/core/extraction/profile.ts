// Loads the extraction profile: the lists of types, bodies, places, marks and surnames that recognition is matched against.
// Must not hold such knowledge itself: rows live in resources/profiles with version, source and confidence mark.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface DocumentTypeRow {
  readonly name: string;
  /** Code of `typeName` in Thông tư 05/2025. */
  readonly tt05: string;
  /** Abbreviations used in symbols; the first is the prescribed one. Empty when there is none. */
  readonly state: readonly string[];
  readonly party: readonly string[];
}
export interface BodyAbbreviationRow {
  readonly abbreviation: string;
  readonly name: string;
  readonly side: 'state' | 'party' | 'both';
}
export interface BodyNameRow {
  /** In its proper casing. */
  readonly text: string;
  /** May open the name of a body. */
  readonly start?: boolean;
  /** Is no full name without the words that follow, on the same line or the next. */
  readonly open?: boolean;
}
export interface MarkRow {
  readonly kind: 'state-title' | 'party-title' | 'secrecy' | 'urgency' | 'authority' | 'title';
  readonly text: string;
}
export interface ExtractionProfile {
  /** Versions of the files it was read from, for the record of how a proposal came about. */
  readonly version: string;
  readonly documentTypes: readonly DocumentTypeRow[];
  readonly bodyAbbreviations: readonly BodyAbbreviationRow[];
  readonly bodyNames: readonly BodyNameRow[];
  readonly places: readonly { readonly name: string }[];
  readonly marks: readonly MarkRow[];
  readonly surnames: readonly { readonly name: string }[];
}

const shippedFolder = fileURLToPath(new URL('../../../resources/profiles/', import.meta.url));

/**
 * Reads the profile from `folder` (default: the shipped one).
 * A missing or damaged file is a broken installation and throws what the file system or the JSON parser throws.
 */
export function loadExtractionProfile(folder: string = shippedFolder): ExtractionProfile {
  const versions: string[] = [];
  const rows = <Row>(name: string): Row[] => {
    const file = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as {
      version: string;
      rows: Row[];
    };
    versions.push(`${name}@${file.version}`);
    return file.rows;
  };
  return {
    documentTypes: rows<DocumentTypeRow>('document-types'),
    bodyAbbreviations: rows<BodyAbbreviationRow>('body-abbreviations'),
    bodyNames: rows<BodyNameRow>('body-names'),
    places: rows<{ name: string }>('places'),
    marks: rows<MarkRow>('marks'),
    surnames: rows<{ name: string }>('surnames'),
    version: versions.join(' '),
  };
}

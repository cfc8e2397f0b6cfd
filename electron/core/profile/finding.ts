// A finding of the rules, and how the severity a profile wants comes onto it.
// Must not look at records.
import { type FindingCode, findingKinds } from './finding-codes.ts';
import type { Profile, ProfileLevel } from './schema.ts';

/** Imperfect data, told to people. `message` is Vietnamese and whole: what is seen, why it matters, what to do. */
export interface ProfileFinding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly level: ProfileLevel;
  /** Of the record it is about. */
  readonly id: string;
  /** Field id of the profile, when one field is meant. */
  readonly fieldName?: string;
}

/** A described unit: its values by field id, as people gave them; dates `YYYY[-MM[-DD]]`, several values parted by `;`. */
export interface DescribedRecord {
  readonly id: string;
  readonly values: Readonly<Record<string, string | undefined>>;
}

export interface CheckContext {
  /** `transfer` also asks what a package must carry. */
  readonly purpose: 'describe' | 'transfer';
  /** `YYYY-MM-DD`, from the caller's clock. */
  readonly today: string;
}

export interface Reporter {
  readonly findings: ProfileFinding[];
  add(code: FindingCode, message: string, fieldName?: string): void;
}

/** Collects findings about one record; those the profile switches off are dropped. */
export function reporter(profile: Profile, level: ProfileLevel, id: string): Reporter {
  const findings: ProfileFinding[] = [];
  return {
    findings,
    add(code, message, fieldName) {
      const severity = profile.rules.findings[code] ?? findingKinds[code].severity;
      if (severity === 'off') return;
      findings.push({
        code,
        severity,
        message,
        level,
        id,
        ...(fieldName === undefined ? {} : { fieldName }),
      });
    },
  };
}

/** 1234567 → 1.234.567 */
export const count = (value: number): string => value.toLocaleString('vi-VN');

/** At most five, then how many more. */
export const shortList = (items: readonly string[]): string =>
  items.length <= 5
    ? items.join(', ')
    : `${items.slice(0, 5).join(', ')} và ${count(items.length - 5)} chỗ khác`;

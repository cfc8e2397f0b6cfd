// The report a plan asks for: đúng, đủ, sạch, sống, thống nhất, each with numbers and a percentage.
// Must not find anything itself: it counts findings.

import type { ProfileFinding } from './finding.ts';
import { findingKinds, type Quality, qualities, qualityNames } from './finding-codes.ts';
import type { ProfileLevel } from './schema.ts';

/** How many records were checked per level. */
export type QualityTotals = Readonly<Partial<Record<ProfileLevel, number>>>;

export interface QualityLine {
  readonly quality: Quality;
  /** Đúng, Đủ, Sạch, Sống, Thống nhất */
  readonly name: string;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  /** Records with an error or a warning of this quality. */
  readonly recordsTouched: number;
  readonly recordsChecked: number;
  /** Records without one, 0…100 with one decimal; null when nothing was checked. 100 only when not one is touched. */
  readonly percent: number | null;
}

/**
 * Counts findings by quality. Reads the stream once; holds one number per record that has an error or a warning.
 * Notes (severity info) are counted but touch no record.
 */
export function qualityReport(findings: Iterable<ProfileFinding>, totals: QualityTotals): QualityLine[] {
  const counts = qualities.map(() => ({ error: 0, warning: 0, info: 0, touched: 0 }));
  const touched = new Map<string, number>();
  for (const { code, severity, level, id } of findings) {
    const index = qualities.indexOf(findingKinds[code].quality);
    const line = counts[index]!;
    line[severity]++;
    if (severity === 'info') continue;
    const record = `${level} ${id}`;
    const before = touched.get(record) ?? 0;
    const bit = 1 << index;
    if ((before & bit) !== 0) continue;
    touched.set(record, before | bit);
    line.touched++;
  }
  const recordsChecked = Object.values(totals).reduce((sum, number) => sum + number, 0);
  return qualities.map((quality, index) => {
    const { error, warning, info, touched: recordsTouched } = counts[index]!;
    return {
      quality,
      name: qualityNames[quality],
      errors: error,
      warnings: warning,
      notes: info,
      recordsTouched,
      recordsChecked,
      // Rounded down: one bad record in a million must not read as 100 %.
      percent:
        recordsChecked === 0
          ? null
          : Math.floor((Math.max(0, recordsChecked - recordsTouched) / recordsChecked) * 1000) / 10,
    };
  });
}

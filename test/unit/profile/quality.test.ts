// The five qualities as numbers: what counts, what does not, and that 100 % means all.
// Must not make findings by rule; rules.test.ts does.
import { describe, expect, it } from 'vitest';
import { type ProfileFinding, qualityReport } from '../../../electron/core/profile/index.ts';

const finding = (
  code: ProfileFinding['code'],
  id: string,
  severity: ProfileFinding['severity'] = 'error',
) => ({
  code,
  id,
  severity,
  level: 'document' as const,
  message: '',
});
const line = (findings: Iterable<ProfileFinding>, document: number, name: string) =>
  qualityReport(findings, { document }).find((one) => one.name === name);

describe('the quality report', () => {
  it('names đúng, đủ, sạch, sống, thống nhất in this order', () => {
    expect(qualityReport([], { file: 2 }).map((one) => [one.name, one.percent])).toEqual([
      ['Đúng', 100],
      ['Đủ', 100],
      ['Sạch', 100],
      ['Sống', 100],
      ['Thống nhất', 100],
    ]);
  });

  it('counts findings by severity and each record once per quality', () => {
    const findings = [
      finding('DATE_FUTURE', 'a'),
      finding('DATE_EARLY', 'a', 'warning'),
      finding('DATE_FUTURE', 'b'),
      finding('TEXT_SPACES', 'a', 'warning'),
      finding('FIELD_REQUIRED', 'c'),
    ];
    expect(line(findings, 4, 'Đúng')).toMatchObject({
      errors: 2,
      warnings: 1,
      recordsTouched: 2,
      recordsChecked: 4,
      percent: 50,
    });
    expect(line(findings, 4, 'Sạch')).toMatchObject({ warnings: 1, recordsTouched: 1, percent: 75 });
    expect(line(findings, 4, 'Đủ')).toMatchObject({ errors: 1, percent: 75 });
    expect(line(findings, 4, 'Sống')).toMatchObject({ percent: 100 });
  });

  it('tells a file from a document of the same id', () => {
    const findings = [
      finding('DATE_FUTURE', 'a'),
      { ...finding('DATE_FUTURE', 'a'), level: 'file' as const },
    ];
    expect(qualityReport(findings, { document: 5, file: 5 })[0]).toMatchObject({
      recordsTouched: 2,
      percent: 80,
    });
  });

  it('counts notes without holding them against a record', () => {
    expect(line([finding('TONES_MIXED', 'a', 'info')], 1, 'Thống nhất')).toMatchObject({
      notes: 1,
      recordsTouched: 0,
      percent: 100,
    });
  });

  it('does not round up to 100', () => {
    expect(line([finding('DATE_FUTURE', 'a')], 1_000_000, 'Đúng')?.percent).toBe(99.9);
  });

  it('says nothing of an empty fonds', () => {
    expect(line([], 0, 'Đúng')?.percent).toBeNull();
  });
});

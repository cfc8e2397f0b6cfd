// Every finding the rules can make: which of the five qualities it speaks of, and how grave it usually is.
// Must not decide anything: the rules do; a profile may set another severity.

/** The five qualities plans ask for: đúng, đủ, sạch, sống, thống nhất. */
export const qualities = ['correct', 'complete', 'clean', 'alive', 'uniform'] as const;
export type Quality = (typeof qualities)[number];

/** What people read. */
export const qualityNames: Readonly<Record<Quality, string>> = {
  correct: 'Đúng',
  complete: 'Đủ',
  clean: 'Sạch',
  alive: 'Sống',
  uniform: 'Thống nhất',
};

/** Codes are stable for ever: stored findings, scripts and profiles name them. */
export const findingKinds = {
  // đúng: what is written can be true
  FIELD_TOO_LONG: { quality: 'correct', severity: 'error' },
  NUMBER_INVALID: { quality: 'correct', severity: 'error' },
  DATE_INVALID: { quality: 'correct', severity: 'error' },
  DATE_FUTURE: { quality: 'correct', severity: 'error' },
  DATE_EARLY: { quality: 'correct', severity: 'warning' },
  DATES_REVERSED: { quality: 'correct', severity: 'error' },
  DATE_OUTSIDE_FILE: { quality: 'correct', severity: 'warning' },
  RETENTION_NOT_PERMANENT: { quality: 'correct', severity: 'error' },
  MODE_AGAINST_SECRECY: { quality: 'correct', severity: 'error' },
  SHEETS_AGAINST_PAGES: { quality: 'correct', severity: 'warning' },
  SHEETS_OVERLAP: { quality: 'correct', severity: 'warning' },
  SHEETS_UNREADABLE: { quality: 'correct', severity: 'warning' },
  // đủ: nothing is missing
  FIELD_REQUIRED: { quality: 'complete', severity: 'error' },
  DOCUMENT_COUNT_DIFFERS: { quality: 'complete', severity: 'error' },
  FILE_EMPTY: { quality: 'complete', severity: 'warning' },
  SHEETS_SCANNED_DIFFER: { quality: 'complete', severity: 'error' },
  PAGES_SCANNED_DIFFER: { quality: 'complete', severity: 'error' },
  SHEETS_MISSING: { quality: 'complete', severity: 'warning' },
  ORDINAL_MISSING: { quality: 'complete', severity: 'warning' },
  BOX_MISSING: { quality: 'complete', severity: 'warning' },
  // sạch: no dirt, nothing twice
  TEXT_WRONG_LETTER: { quality: 'clean', severity: 'error' },
  TEXT_NOT_COMPOSED: { quality: 'clean', severity: 'warning' },
  TEXT_SPACES: { quality: 'clean', severity: 'warning' },
  TEXT_ALL_CAPITALS: { quality: 'clean', severity: 'warning' },
  NUMBER_REPEATED: { quality: 'clean', severity: 'warning' },
  FILE_CODE_REPEATED: { quality: 'clean', severity: 'error' },
  ORDINAL_REPEATED: { quality: 'clean', severity: 'error' },
  // sống: kept up to date and ready for use
  DOCUMENT_WAITING: { quality: 'alive', severity: 'warning' },
  PDF_MISSING: { quality: 'alive', severity: 'warning' },
  PDF_OUTDATED: { quality: 'alive', severity: 'warning' },
  CODE_NOT_IN_FORCE: { quality: 'alive', severity: 'warning' },
  RETENTION_ENDED: { quality: 'alive', severity: 'info' },
  // thống nhất: one thing is written one way
  CODE_UNKNOWN: { quality: 'uniform', severity: 'error' },
  CODE_DOUBTFUL: { quality: 'uniform', severity: 'warning' },
  CODE_MALFORMED: { quality: 'uniform', severity: 'error' },
  DOCUMENT_CODE_OF_OTHER_FILE: { quality: 'uniform', severity: 'error' },
  DOCUMENT_ORDER: { quality: 'uniform', severity: 'info' },
  TONES_MIXED: { quality: 'uniform', severity: 'info' },
} as const satisfies Record<string, { quality: Quality; severity: 'error' | 'warning' | 'info' }>;

export type FindingCode = keyof typeof findingKinds;
export const findingCodes = Object.keys(findingKinds) as [FindingCode, ...FindingCode[]];

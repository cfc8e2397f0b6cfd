// Tells whether a PDF file was cut off: readers that rebuild broken files would show its lost pages as empty.
// Must not parse objects.

/** True when no revision's end is in the file, or objects follow the last end (a later revision was cut off). */
export function isCutOff(bytes: Buffer): boolean {
  const at = bytes.lastIndexOf('startxref', undefined, 'latin1');
  if (at === -1) return true;
  // Trailing junk and padding are common and harmless; an object or a cross-reference table is not junk.
  const rest = bytes.subarray(at + 9, at + 9 + 4_000_000).toString('latin1');
  if (!/^\s*\d+/.test(rest)) return true;
  return /[\r\n]\d+ \d+ obj\b/.test(rest);
}

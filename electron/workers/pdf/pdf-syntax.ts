// The spelling of PDF's basic objects: numbers, text strings, dates, references.
// Must not know what the objects mean or where they are written.

/** A number without exponent and without a negative zero, at most `digits` decimals. */
export function pdfNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) throw new RangeError(`not a PDF number: ${value}`);
  const fixed = value.toFixed(digits);
  const short = digits > 0 ? fixed.replace(/\.?0+$/, '') : fixed;
  return short === '-0' ? '0' : short;
}

export function pdfReference(objectNumber: number): string {
  return `${objectNumber} 0 R`;
}

/** A text string: a literal when plain ASCII, otherwise UTF-16BE with byte order mark, in hexadecimal. */
export function pdfTextString(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `(${text.replace(/[\\()]/g, '\\$&')})`;
  let hex = 'FEFF';
  for (let i = 0; i < text.length; i++) hex += hexUnit(text.charCodeAt(i));
  return `<${hex}>`;
}

/** Four hexadecimal digits of a 16-bit number. */
export function hexUnit(unit: number): string {
  return unit.toString(16).toUpperCase().padStart(4, '0');
}

/**
 * ISO 8601 with offset and whole seconds ("2026-03-05T08:30:00+07:00") as a PDF date.
 * The same offset and precision stand in the XMP, because PDF/A-1 compares the two (findings, trap 12).
 */
export function pdfDate(iso: string): string {
  const m = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(iso);
  if (!m) throw new RangeError(`not a date with offset and whole seconds: ${iso}`);
  const offset = m[7] ? `${m[7]}${m[8]}'${m[9]}'` : "+00'00'";
  return `(D:${m[1]}${m[2]}${m[3]}${m[4]}${m[5]}${m[6]}${offset})`;
}

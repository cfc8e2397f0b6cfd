// Makes and reads the codes and file names of a profile: mã hồ sơ, mã tài liệu, names of delivered files.
// Must not know any code by itself: templates and what their parts may be stand in the profile.
import { AppError } from '../../../shared/errors/app-error.ts';
import type { CodePattern, Profile } from './schema.ts';

export type CodeParts = Readonly<Record<string, string | number | undefined>>;

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** `width` null: text; otherwise a number written with at least so many digits. */
  | { readonly kind: 'part'; readonly name: string; readonly width: number | null }
  | { readonly kind: 'optional'; readonly pieces: readonly Piece[] };

interface Compiled {
  readonly pieces: readonly Piece[];
  readonly whole: RegExp;
  readonly single: ReadonlyMap<string, RegExp>;
}

const token = /\{([A-Za-z0-9]+)(?::(\d+))?\}|([[\]])|([^{}[\]]+)/gy;

/** The pieces of a template. Throws a SyntaxError with a Vietnamese reason when it is not well formed. */
export function templatePieces(template: string): Piece[] {
  const top: Piece[] = [];
  let current = top;
  token.lastIndex = 0;
  while (token.lastIndex < template.length) {
    const at = token.lastIndex;
    const match = token.exec(template);
    if (!match) throw new SyntaxError(`mẫu “${template}” sai từ ký tự thứ ${at + 1}`);
    const [, name, width, bracket, text] = match;
    if (name) current.push({ kind: 'part', name, width: width === undefined ? null : Number(width) });
    else if (text) current.push({ kind: 'text', text });
    else if (bracket === '[' && current === top) {
      const pieces: Piece[] = [];
      top.push({ kind: 'optional', pieces });
      current = pieces;
    } else if (bracket === ']' && current !== top) current = top;
    else throw new SyntaxError(`mẫu “${template}” có ngoặc vuông không khớp`);
  }
  if (current !== top) throw new SyntaxError(`mẫu “${template}” thiếu ngoặc vuông đóng`);
  return top;
}

/** Names of the parts of a template, in order. */
export function templateParts(template: string): string[] {
  return templatePieces(template)
    .flatMap((piece) => (piece.kind === 'optional' ? piece.pieces : [piece]))
    .flatMap((piece) => (piece.kind === 'part' ? [piece.name] : []));
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const numberOf = (width: number): string => `\\d{${width}}|[1-9]\\d{${width},}`;

const compiled = new WeakMap<CodePattern, Compiled>();
function compile(pattern: CodePattern): Compiled {
  const known = compiled.get(pattern);
  if (known) return known;
  const single = new Map<string, RegExp>();
  const source = (piece: Piece): string => {
    if (piece.kind === 'text') return literal(piece.text);
    if (piece.kind === 'optional') return `(?:${piece.pieces.map(source).join('')})?`;
    const own =
      piece.width === null ? (pattern.parts[piece.name]?.pattern ?? '[^\\s]+') : numberOf(piece.width);
    const again = single.has(piece.name);
    single.set(piece.name, new RegExp(`^(?:${piece.width === null ? own : '\\d+'})$`, 'u'));
    return again ? `\\k<${piece.name}>` : `(?<${piece.name}>${own})`;
  };
  const pieces = templatePieces(pattern.template);
  const made = { pieces, whole: new RegExp(`^${pieces.map(source).join('')}$`, 'u'), single };
  compiled.set(pattern, made);
  return made;
}

function patternOf(profile: Profile, name: string): CodePattern {
  const pattern = profile.codes[name];
  if (!pattern) throw new Error(`The profile ${profile.id} has no code pattern ${name}.`);
  return pattern;
}

/** What keeps these parts from making a code, as a Vietnamese sentence; null when nothing does. */
export function codeProblem(profile: Profile, name: string, parts: CodeParts): string | null {
  const pattern = patternOf(profile, name);
  const { pieces, single } = compile(pattern);
  const labelOf = (part: string) => pattern.parts[part]?.label ?? part;
  for (const piece of pieces.flatMap((p) => (p.kind === 'optional' ? p.pieces : [p]))) {
    if (piece.kind !== 'part') continue;
    const value = text(parts[piece.name]);
    if (value === '') {
      if (pieces.includes(piece)) return `Thiếu ${labelOf(piece.name)}.`;
    } else if (!single.get(piece.name)!.test(value)) {
      return `Phần ${labelOf(piece.name)} “${value}” có ký tự không dùng được trong mã.`;
    }
  }
  const code = write(pieces, parts);
  if (pattern.maxLength !== undefined && code.length > pattern.maxLength)
    return `Mã “${code}” dài ${code.length} ký tự, quá mức ${pattern.maxLength} ký tự.`;
  return null;
}

/**
 * A code by its pattern, e.g. `makeCode(profile, 'docCode', { fileCode: 'H49.64.33.2001.160', ordinal: 1 })`.
 * Throws FIELD_INVALID when a part is missing, has characters the pattern refuses, or the code becomes too long.
 */
export function makeCode(profile: Profile, name: string, parts: CodeParts): string {
  const problem = codeProblem(profile, name, parts);
  if (problem !== null)
    throw new AppError('FIELD_INVALID', { field: patternOf(profile, name).name, detail: problem });
  return write(compile(patternOf(profile, name)).pieces, parts);
}

/**
 * The parts of a code, numbers without leading zeros; undefined when it does not follow the pattern.
 * `known` parts must stand in it as given: an agency's own identifier settles where the identifier ends.
 */
export function parseCode(
  profile: Profile,
  name: string,
  code: string,
  known: CodeParts = {},
): Record<string, string> | undefined {
  const pattern = patternOf(profile, name);
  const { pieces, whole } = compile(pattern);
  const given = Object.entries(known).filter(([, value]) => text(value) !== '');
  const expression =
    given.length === 0
      ? whole
      : compile({
          ...pattern,
          parts: {
            ...pattern.parts,
            ...Object.fromEntries(
              given.map(([part, value]) => [
                part,
                { label: pattern.parts[part]?.label ?? part, pattern: literal(text(value)) },
              ]),
            ),
          },
        }).whole;
  const groups = expression.exec(code)?.groups;
  if (!groups) return undefined;
  const parts: Record<string, string> = {};
  for (const piece of pieces.flatMap((p) => (p.kind === 'optional' ? p.pieces : [p]))) {
    const value = piece.kind === 'part' ? groups[piece.name] : undefined;
    if (piece.kind !== 'part' || value === undefined) continue;
    parts[piece.name] = piece.width === null ? value : withoutZeros(value);
  }
  return parts;
}

function write(pieces: readonly Piece[], parts: CodeParts): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      if (piece.kind === 'part') {
        const value = text(parts[piece.name]);
        return piece.width === null ? value : withoutZeros(value).padStart(piece.width, '0');
      }
      const complete = piece.pieces.every((p) => p.kind !== 'part' || text(parts[p.name]) !== '');
      return complete ? write(piece.pieces, parts) : '';
    })
    .join('');
}

const text = (value: string | number | undefined): string => (value === undefined ? '' : String(value));
const withoutZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, '');

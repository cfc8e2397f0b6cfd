// Reads the profiles of the program and those an administrator copied and edited, and finds one by its id.
// Must not change a file, and must not start work with a profile that contradicts itself.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { AppError, asAppError } from '../../../shared/errors/app-error.ts';
import { contradiction } from './consistency.ts';
import { extendProfile } from './extend.ts';
import { type ExtendingProfile, extendingSchema, type Profile, profileSchema } from './schema.ts';

type Read = { readonly path: string; readonly own: boolean } & (
  | { readonly extending: false; readonly data: Profile }
  | { readonly extending: true; readonly data: ExtendingProfile }
);

export interface Profiles {
  readonly all: readonly Profile[];
  /** Files that lost against another of the same id: told to the administrator, never dropped in silence. */
  readonly passedOver: readonly {
    readonly path: string;
    readonly id: string;
    readonly version: string;
    /** Version in use instead. */
    readonly used: string;
  }[];
}

/**
 * Every *.json of `folder` (the shipped ones) and of `userFolder`, which need not exist. Of one id the newest version is used;
 * at the same version the administrator's. Throws PROFILE_INVALID naming the file and what is wrong with it.
 */
export function loadProfiles(folder: string, userFolder?: string): Profiles {
  const chosen = new Map<string, Read>();
  const passedOver: { read: Read; id: string }[] = [];
  const files = [...readFolder(folder, false), ...(userFolder ? readFolder(userFolder, true) : [])];
  for (const file of files) {
    const { id } = file.data;
    const present = chosen.get(id);
    if (!present || compareVersions(file.data.version, present.data.version) >= (file.own ? 0 : 1)) {
      if (present?.own === file.own && present.data.version === file.data.version)
        throw invalid(
          file.path,
          `trùng mã “${id}” và phiên bản ${file.data.version} với tệp “${present.path}”`,
        );
      if (present) passedOver.push({ read: present, id });
      chosen.set(id, file);
    } else passedOver.push({ read: file, id });
  }
  const finished = new Map<string, Profile>();
  for (const id of chosen.keys()) finish(id, chosen, finished, []);
  return {
    all: [...finished.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    passedOver: passedOver.map(({ read, id }) => ({
      path: read.path,
      id,
      version: read.data.version,
      used: chosen.get(id)!.data.version,
    })),
  };
}

/** Throws NOT_FOUND. */
export function profileById(profiles: Profiles, id: string): Profile {
  const found = profiles.all.find((profile) => profile.id === id);
  if (!found) throw new AppError('NOT_FOUND', { kind: 'bộ quy định', id });
  return found;
}

function readFolder(folder: string, own: boolean): Read[] {
  let names: string[];
  try {
    names = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  } catch (thrown) {
    if (own && (thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw asAppError(thrown, folder);
  }
  return names.map((name) => readProfile(join(folder, name), own));
}

function readProfile(path: string, own: boolean): Read {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw asAppError(thrown, path);
    const place = /line (\d+)/.exec(thrown.message)?.[1];
    throw invalid(path, `tệp sai cú pháp JSON${place ? ` ở dòng ${place}` : ''}`, thrown);
  }
  const extending = typeof data === 'object' && data !== null && 'extends' in data;
  return extending
    ? { path, own, extending, data: shaped(extendingSchema, data, path) }
    : { path, own, extending, data: shaped(profileSchema, data, path) };
}

function finish(
  id: string,
  files: ReadonlyMap<string, Read>,
  finished: Map<string, Profile>,
  waiting: readonly string[],
): Profile {
  const done = finished.get(id);
  if (done) return done;
  const file = files.get(id)!;
  let profile: Profile;
  if (file.extending) {
    const baseId = file.data.extends;
    if (waiting.includes(id)) throw invalid(file.path, `“${id}” dựa trên chính nó`);
    if (!files.has(baseId)) throw invalid(file.path, `dựa trên bộ quy định “${baseId}” không có`);
    const base = finish(baseId, files, finished, [...waiting, id]);
    profile = shaped(profileSchema, extendProfile(base, file.data), file.path);
  } else profile = file.data;
  const problem = contradiction(profile);
  if (problem) throw invalid(file.path, problem);
  finished.set(id, profile);
  return profile;
}

function shaped<Schema extends z.ZodType>(schema: Schema, data: unknown, path: string): z.output<Schema> {
  const result = schema.safeParse(data, { error: vietnameseIssue });
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const where = issue.path.map(String).join(' › ');
  throw invalid(path, where ? `mục ${where}: ${issue.message}` : issue.message, result.error);
}

/** Only where the schema itself gives no reason. */
function vietnameseIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `có tên mục lạ “${issue.keys.join('”, “')}”`;
    case 'invalid_value':
      return `chỉ được là một trong: ${issue.values.join(', ')}`;
    case 'invalid_type':
      return issue.input === undefined ? 'thiếu giá trị' : 'sai kiểu giá trị';
    case 'too_small':
      return 'để trống hoặc quá nhỏ';
    default:
      return 'giá trị không dùng được';
  }
}

const invalid = (path: string, detail: string, cause?: unknown) =>
  new AppError('PROFILE_INVALID', { path, detail }, { cause });

/** Below 0 when `a` is older: 2026.2 is older than 2026.10. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < Math.max(left!.length, right!.length); i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

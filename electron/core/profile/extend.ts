// Lays a profile that names only its differences over the profile it extends.
// Must not check meaning: consistency.ts does, on the finished profile.
import {
  type ExtendingProfile,
  type FieldSpec,
  type Profile,
  type ProfileLevel,
  profileLevels,
} from './schema.ts';

/**
 * Fields are matched by id: a known one takes what is given and keeps the rest, a new one stands at the end, removed ones go.
 * Code lists, code patterns and the retention table are replaced whole, rule switches one by one.
 */
export function extendProfile(base: Profile, change: ExtendingProfile): unknown {
  const { extends: _base, levels = {}, codeLists, codes, numbering, retention, rules, ...head } = change;
  return {
    note: base.note,
    ...head,
    levels: Object.fromEntries(
      profileLevels.map((level) => [level, extendLevel(base, level, levels[level])]),
    ),
    codeLists: { ...base.codeLists, ...codeLists },
    codes: { ...base.codes, ...codes },
    numbering: { ...base.numbering, ...numbering },
    retention: retention ?? base.retention,
    rules: { ...base.rules, ...rules, findings: { ...base.rules.findings, ...rules?.findings } },
  };
}

type LevelChange = NonNullable<NonNullable<ExtendingProfile['levels']>[ProfileLevel]>;

function extendLevel(base: Profile, level: ProfileLevel, change: LevelChange = {}) {
  const from = base.levels[level];
  const changed = new Map((change.fields ?? []).map((field) => [field.id, field]));
  const kept = from.fields.filter((field) => !change.remove?.includes(field.id));
  const known = new Set(kept.map((field) => field.id));
  return {
    name: change.name ?? from.name,
    fields: [
      ...kept.map((field): Partial<FieldSpec> => ({ ...field, ...changed.get(field.id) })),
      ...(change.fields ?? []).filter((field) => !known.has(field.id)),
    ],
  };
}

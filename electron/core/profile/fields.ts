// Finds fields of a profile.
// Must not copy them: what a profile says stays in one place.
import type { FieldSpec, Profile, ProfileLevel } from './schema.ts';

const byId = new WeakMap<readonly FieldSpec[], ReadonlyMap<string, FieldSpec>>();

/** The field of a level by its id, undefined when the profile has none. */
export function fieldSpec(profile: Profile, level: ProfileLevel, id: string): FieldSpec | undefined {
  const { fields } = profile.levels[level];
  let map = byId.get(fields);
  if (!map) {
    map = new Map(fields.map((field) => [field.id, field]));
    byId.set(fields, map);
  }
  return map.get(id);
}

// Knows which fields of an open document the clerk has looked at: what a save may call confirmed.
// Pure; must not know React or how the focus moves.
import type { FieldName } from '../../../shared/model/document.ts';

export interface SeenFields {
  /** The program puts the cursor into a field when it opens a document: no act of the clerk, so nothing is looked at yet. */
  offer(name: FieldName): void;
  /** The cursor came into a field. The one it leaves was looked at, whoever had put it there. */
  enter(name: FieldName): void;
  /** The clerk asked for this field by a key, perhaps while the cursor stood in it already. */
  ask(name: FieldName): void;
  /** `withCursor`: the field the cursor stands in counts too, for “Lưu và tiếp”, which takes what is before the eyes. */
  fields(withCursor: boolean): ReadonlySet<FieldName>;
}

export function createSeenFields(): SeenFields {
  const seen = new Set<FieldName>();
  let offered: FieldName | null = null;
  let cursor: FieldName | null = null;
  return {
    offer(name) {
      offered = name;
    },
    enter(name) {
      // Subtle: coming back to the window focuses the same field again; that is still the program's choice.
      if (name !== offered) {
        offered = null;
        if (cursor) seen.add(cursor);
        seen.add(name);
      }
      cursor = name;
    },
    ask(name) {
      offered = null;
      seen.add(name);
    },
    fields: (withCursor) => (withCursor && cursor ? new Set([...seen, cursor]) : seen),
  };
}

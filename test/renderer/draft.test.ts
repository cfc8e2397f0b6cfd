// Says that nothing typed is lost: drafts per document, kept, restored, settled after a save.
// Must not touch the screen.
import { describe, expect, it } from 'vitest';
import {
  createDrafts,
  type Draft,
  draftsForShelf,
  MAX_SHELF_CHARS,
} from '../../renderer/screens/describe/draft.ts';
import type { JsonValue } from '../../shared/contract/bridge.ts';

function shelf() {
  const kept = new Map<string, JsonValue>();
  return {
    kept,
    get: async (key: string) => kept.get(key) ?? null,
    set: async (key: string, value: JsonValue) => {
      kept.set(key, structuredClone(value));
      return true;
    },
  };
}

describe('a draft', () => {
  it('holds only what differs from what is kept, and is gone when typed back', () => {
    const drafts = createDrafts(() => shelf());
    drafts.type('d1', 3, 'codeNumber', '15', '');
    expect(drafts.of('d1')).toMatchObject({ rowVersion: 3, values: { codeNumber: '15' } });
    drafts.type('d1', 3, 'codeNumber', '', '');
    expect(drafts.of('d1')).toBeNull();
  });

  it('remembers the version typing began on, not the one that came meanwhile', () => {
    const drafts = createDrafts(() => shelf());
    drafts.type('d1', 3, 'codeNumber', '1', '');
    drafts.type('d1', 4, 'codeNumber', '15', '');
    expect(drafts.of('d1')?.rowVersion).toBe(3);
    drafts.rebase('d1', 4);
    expect(drafts.of('d1')).toMatchObject({ rowVersion: 4, values: { codeNumber: '15' } });
  });

  it('is there again after the window was closed', async () => {
    const place = shelf();
    const before = createDrafts(() => place);
    before.type('d1', 3, 'subject', 'Về việc', '');
    await before.flush();
    const after = createDrafts(() => place);
    await after.load();
    expect(after.of('d1')).toMatchObject({ rowVersion: 3, values: { subject: 'Về việc' } });
  });

  it('keeps what was typed while a save was under way', () => {
    const drafts = createDrafts(() => shelf());
    drafts.type('d1', 3, 'codeNumber', '15', '');
    drafts.type('d1', 3, 'subject', 'Về', '');
    const sent = { ...drafts.of('d1')?.values };
    drafts.type('d1', 3, 'subject', 'Về việc', '');
    drafts.settle('d1', sent, 4);
    expect(drafts.of('d1')).toMatchObject({ rowVersion: 4, values: { subject: 'Về việc' } });
    expect(drafts.of('d1')?.values).not.toHaveProperty('codeNumber');
  });

  it('is gone after a save that sent all of it, also from the shelf', async () => {
    const place = shelf();
    const drafts = createDrafts(() => place);
    drafts.type('d1', 3, 'codeNumber', '15', '');
    await drafts.flush();
    drafts.settle('d1', { codeNumber: '15' }, 4);
    await drafts.flush();
    expect(drafts.of('d1')).toBeNull();
    expect(place.kept.get('drafts')).toEqual([]);
  });

  it('ignores a shelf that holds something else', async () => {
    const place = shelf();
    place.kept.set('drafts', [
      null,
      7,
      { documentId: 'd1' },
      { documentId: 'd2', rowVersion: 1, changedAtMs: 1, values: { nonsense: 'x' } },
    ]);
    const drafts = createDrafts(() => place);
    await drafts.load();
    expect(drafts.of('d1')).toBeNull();
    expect(drafts.of('d2')).toBeNull();
  });

  it('tells its listeners at every change', () => {
    const drafts = createDrafts(() => shelf());
    let told = 0;
    const stop = drafts.subscribe(() => {
      told += 1;
    });
    drafts.type('d1', 1, 'signer', 'A', '');
    stop();
    drafts.type('d1', 1, 'signer', 'B', '');
    expect(told).toBe(1);
  });
});

describe('the shelf', () => {
  it('takes the newest drafts that fit, and always the newest one', () => {
    const draft = (n: number, chars: number): Draft => ({
      documentId: `d${n}`,
      rowVersion: 1,
      values: { subject: 'x'.repeat(chars) },
      changedAtMs: n,
    });
    const kept = draftsForShelf(Array.from({ length: 10 }, (_, n) => draft(n, 2000)));
    expect(kept[0]?.documentId).toBe('d9');
    expect(kept.length).toBe(3);
    expect(draftsForShelf([draft(1, MAX_SHELF_CHARS * 2)])).toHaveLength(1);
  });
});

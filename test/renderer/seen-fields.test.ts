// Says which fields count as looked at: those the clerk went to, not those the program put the cursor into.
// Must not touch the screen.
import { describe, expect, it } from 'vitest';
import { createSeenFields } from '../../renderer/screens/describe/seen-fields.ts';

const opened = () => {
  const seen = createSeenFields();
  seen.offer('subject');
  seen.enter('subject');
  return seen;
};

describe('the fields a clerk has looked at', () => {
  it('do not hold the one the program put the cursor into, however often the window comes back', () => {
    const seen = opened();
    seen.enter('subject');
    expect([...seen.fields(false)]).toEqual([]);
  });

  it('hold it for “Lưu và tiếp”: the cursor stands in it and the page is lit there', () => {
    expect([...opened().fields(true)]).toEqual(['subject']);
  });

  it('hold it as soon as the clerk goes on from it, with the field gone to', () => {
    const seen = opened();
    seen.enter('signer');
    expect([...seen.fields(false)].sort()).toEqual(['signer', 'subject']);
  });

  it('hold it when the clerk asks for it by a key while the cursor is there', () => {
    const seen = opened();
    seen.ask('subject');
    expect([...seen.fields(false)]).toEqual(['subject']);
  });

  it('hold every field entered where the program put no cursor', () => {
    const seen = createSeenFields();
    seen.enter('typeName');
    expect([...seen.fields(false)]).toEqual(['typeName']);
  });
});

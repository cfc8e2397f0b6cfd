// Says what the window remembers between starts, and what it must forget with the archive.
// Must not touch the screen.
import { describe, expect, it, vi } from 'vitest';
import { connect, shell } from '../../renderer/client/client.ts';
import { createFake } from '../../renderer/client/fake.ts';
import { forgetSession, loadRemembered, remember, remembered } from '../../renderer/client/remembered.ts';
import { knownTextScale, textSizes } from '../../renderer/styles/text-size.ts';

describe('what the window remembers', () => {
  it('keeps widths and choices, but never the file scans go into', async () => {
    vi.useFakeTimers();
    const fake = createFake();
    connect(fake.bridge, fake.pictures);
    remember('digitise.thumbnailPx', 140);
    remember('session.fileCode', '0237');
    expect(remembered<string>('session.fileCode', '')).toBe('0237');
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    expect(await shell().get('window.state')).toEqual({ 'digitise.thumbnailPx': 140 });
    forgetSession();
    expect(remembered<string>('session.fileCode', '')).toBe('');
    expect(remembered<number>('digitise.thumbnailPx', 112)).toBe(140);
  });

  it('takes what is on the shelf at the start, and the default for what has another shape', async () => {
    const fake = createFake();
    connect(fake.bridge, fake.pictures);
    await shell().set('window.state', { 'describe.words': true, 'digitise.thumbnailPx': 'big' });
    await loadRemembered();
    expect(remembered<boolean>('describe.words', false)).toBe(true);
    expect(remembered<number>('digitise.thumbnailPx', 112)).toBe(112);
  });
});

describe('the size of letters', () => {
  it('is one of the known ones, whatever was remembered', () => {
    expect(textSizes.map((size) => knownTextScale(size.value))).toEqual([1, 1.15, 1.3]);
    expect(knownTextScale('40')).toBe(1);
    expect(knownTextScale('')).toBe(1);
  });
});

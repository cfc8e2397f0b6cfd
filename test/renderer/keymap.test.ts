// Says that the keys are a consistent set: none clashes, each has words, none disturbs typing Vietnamese.
// Must not touch the screen.
import { describe, expect, it } from 'vitest';
import {
  belongsToInput,
  capOf,
  composing,
  type KeyBinding,
  type KeyPress,
  keymap,
  spellingOf,
} from '../../renderer/shell/keymap.ts';

const bindings: readonly KeyBinding[] = keymap;
const press = (key: string, over: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  isComposing: false,
  keyCode: 0,
  ...over,
});

describe('the key map', () => {
  it('names every binding once', () => {
    expect(new Set(bindings.map((binding) => binding.id)).size).toBe(bindings.length);
  });

  it('never gives one key two meanings in one place', () => {
    for (const scope of ['digitise', 'describe', 'search'] as const) {
      const here = bindings.filter((binding) => binding.scope === scope || binding.scope === 'everywhere');
      const keys = here.flatMap((binding) => binding.keys);
      const twice = keys.filter((key, index) => keys.indexOf(key) !== index);
      expect(twice, scope).toEqual([]);
    }
  });

  it('says in Vietnamese what every key does', () => {
    for (const binding of bindings) {
      expect(binding.label, binding.id).toMatch(/^\p{Lu}/u);
      expect(binding.label, binding.id).not.toMatch(/\b(save|next|page|open|zoom|help)\b/i);
      expect(binding.keys.length, binding.id).toBeGreaterThan(0);
    }
  });

  it('spells keys the way a key press is spelled, so that every binding can be reached', () => {
    for (const binding of bindings) {
      for (const key of binding.keys) {
        const parts = key === 'Ctrl++' ? ['Ctrl', '+'] : key.split('+');
        const last = parts.at(-1) ?? '';
        const spelled = spellingOf(
          press(last === 'Space' ? ' ' : last, {
            ctrlKey: parts.includes('Ctrl'),
            altKey: parts.includes('Alt'),
            shiftKey: parts.includes('Shift'),
          }),
        );
        expect(spelled, binding.id).toBe(key);
      }
    }
  });

  it('leaves letters, digits, signs, Enter and Space to the field that has the focus', () => {
    for (const key of ['a', 'd', '9', '?', 'Enter', 'Space', 'ArrowLeft', 'Shift+?', 'Backspace']) {
      expect(belongsToInput(key), key).toBe(true);
    }
    for (const key of ['Ctrl+s', 'Alt+ArrowUp', 'F4', 'Ctrl+Enter']) {
      expect(belongsToInput(key), key).toBe(false);
    }
  });

  it('takes no key an input method is composing with', () => {
    expect(spellingOf(press('s', { ctrlKey: true, isComposing: true }))).toBeNull();
    expect(spellingOf(press('Enter', { keyCode: 229 }))).toBeNull();
    expect(composing({ isComposing: false, keyCode: 229 })).toBe(true);
    expect(composing({ isComposing: false, keyCode: 13 })).toBe(false);
  });

  it('shows keys as they stand on the keyboard', () => {
    expect(capOf('Ctrl+s')).toBe('Ctrl S');
    expect(capOf('Alt+ArrowLeft')).toBe('Alt ←');
    expect(capOf('Ctrl++')).toBe('Ctrl +');
    expect(capOf('Space')).toBe('Phím cách');
    expect(capOf('Shift+?')).toBe('Shift ?');
  });
});

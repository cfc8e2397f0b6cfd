// Binds the key map to actions and shows it: hook, key caps and tooltips.
// Must not hold a key of its own; every key is in keymap.ts.
import { Tooltip } from '@mantine/core';
import { type ReactElement, useEffect, useRef } from 'react';
import { belongsToInput, bindingOf, capOf, type KeyId, spellingOf } from './keymap.ts';

function isInput(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select')
  );
}

/** Enter and Space press the focused button, link or option rather than acting for the screen. */
function pressesItself(target: EventTarget | null, spelling: string): boolean {
  if (spelling !== 'Enter' && spelling !== 'Space') return false;
  return (
    target instanceof HTMLElement &&
    target.closest('button, a, summary, [role=dialog], input[type=checkbox]') !== null
  );
}

export type KeyActions = Partial<Record<KeyId, () => void>>;

/** While mounted (and shown), runs the action of a pressed key. */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const spelling = spellingOf(event);
      if (!spelling) return;
      if (isInput(event.target) && belongsToInput(spelling)) return;
      if (pressesItself(event.target, spelling)) return;
      for (const id of Object.keys(latest.current) as KeyId[]) {
        const action = latest.current[id];
        if (!action || !bindingOf(id).keys.includes(spelling)) continue;
        // Under an open dialog nothing may change unseen; only its own keys work there.
        if (id !== 'help' && document.querySelector('[role=dialog][aria-modal=true]')) return;
        event.preventDefault();
        // Subtle: a combobox under the focus would take Ctrl Enter as "choose"; the screen's key comes first.
        event.stopPropagation();
        action();
        return;
      }
    };
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
}

export function KeyCap({ id }: { id: KeyId }) {
  return (
    <span className="kbd" aria-hidden="true">
      {capOf(bindingOf(id).keys[0]!)}
    </span>
  );
}

/** A tooltip that says what the key map says. */
export function KeyTip({ id, children, label }: { id: KeyId; children: ReactElement; label?: string }) {
  const binding = bindingOf(id);
  return <Tooltip label={`${label ?? binding.label} · ${capOf(binding.keys[0]!)}`}>{children}</Tooltip>;
}

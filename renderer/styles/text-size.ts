// The size of letters the clerk chose, as the root font size everything is measured by.
// Must not know a screen; the few lists that reckon rows in pixels ask for the scale.
import { remembered, useRemembered } from '../client/remembered.ts';

const KEY = 'window.textScale';
const ROOT_PX = 16;

/** Scale → its name in Quản trị. */
export const textSizes = [
  { value: '1', label: 'vừa' },
  { value: '1.15', label: 'lớn (×1,15)' },
  { value: '1.3', label: 'rất lớn (×1,3)' },
] as const;

/** One of the known scales, whatever was remembered. */
export function knownTextScale(value: string): number {
  return Number(textSizes.find((size) => size.value === value)?.value ?? 1);
}

function apply(value: string): void {
  document.documentElement.style.fontSize = `${ROOT_PX * knownTextScale(value)}px`;
}

/** Once before the first paint. */
export const applyRememberedTextSize = (): void => apply(remembered<string>(KEY, '1'));

export function useTextSize(): { value: string; scale: number; choose(value: string): void } {
  const [value, remember] = useRemembered<string>(KEY, '1');
  return {
    value: String(knownTextScale(value)),
    scale: knownTextScale(value),
    choose: (next) => {
      apply(next);
      remember(next);
    },
  };
}

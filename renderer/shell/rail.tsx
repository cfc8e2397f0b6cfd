// The navigation rail: the screens that exist, with icon and word.
// Must not show a screen that is not built.
import {
  IconArchive,
  IconListDetails,
  IconPackageExport,
  IconScan,
  IconSearch,
  IconSettings,
  type TablerIcon,
} from '@tabler/icons-react';
import type { KeyId } from './keymap.ts';
import { KeyTip } from './keys.tsx';
import { type ScreenName, useNavigation } from './navigation.tsx';
import classes from './shell.module.css';

interface RailItem {
  readonly screen: ScreenName;
  readonly label: string;
  readonly icon: TablerIcon;
  readonly key: KeyId;
  readonly atFoot?: boolean;
}

export const railItems: readonly RailItem[] = [
  { screen: 'digitise', label: 'Số hóa', icon: IconScan, key: 'go.digitise' },
  { screen: 'describe', label: 'Biên mục', icon: IconListDetails, key: 'go.describe' },
  { screen: 'search', label: 'Tra cứu', icon: IconSearch, key: 'go.search' },
  { screen: 'transfer', label: 'Giao nộp', icon: IconPackageExport, key: 'go.transfer' },
  { screen: 'admin', label: 'Quản trị', icon: IconSettings, key: 'go.admin', atFoot: true },
];

export function Rail({ open }: { open: boolean }) {
  const { place, go } = useNavigation();
  return (
    <nav className={classes.rail} aria-label="Các màn hình">
      <span className={classes.mark} aria-hidden="true">
        TT
      </span>
      {open ? (
        railItems.map((item) => (
          <KeyTip key={item.screen} id={item.key} label={item.label}>
            <button
              type="button"
              className={item.atFoot ? classes.railFoot : undefined}
              aria-current={place.screen === item.screen ? 'page' : undefined}
              onClick={() => go(item.screen)}
            >
              <item.icon size={22} stroke={1.6} aria-hidden="true" />
              {item.label}
            </button>
          </KeyTip>
        ))
      ) : (
        <button type="button" aria-current="page">
          <IconArchive size={22} stroke={1.6} aria-hidden="true" />
          Kho
        </button>
      )}
    </nav>
  );
}

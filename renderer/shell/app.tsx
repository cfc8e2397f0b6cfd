// The frame of the window: rail, top bar, the screens, the strip; and what stands above all (banner, notice, keys, drop target).
// Must not know what a screen does.
import { Button, CloseButton, Skeleton } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Activity, type ReactNode, useEffect, useState } from 'react';
import { on } from '../client/client.ts';
import { useCall } from '../client/queries.ts';
import { forgetSession } from '../client/remembered.ts';
import { Problem } from '../components/bits.tsx';
import { AdminScreen } from '../screens/admin/admin-screen.tsx';
import { DescribeScreen } from '../screens/describe/describe-screen.tsx';
import { DigitiseScreen } from '../screens/digitise/digitise-screen.tsx';
import { DropTarget } from '../screens/digitise/drop-target.tsx';
import { SearchScreen } from '../screens/search/search-screen.tsx';
import { TransferScreen } from '../screens/transfer/transfer-screen.tsx';
import { WelcomeScreen } from '../screens/welcome/welcome-screen.tsx';
import { ActivityStrip } from './activity-strip.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { KeyHelp } from './key-help.tsx';
import { useKeys } from './keys.tsx';
import { NavigationProvider, type ScreenName, useNavigation } from './navigation.tsx';
import { Rail } from './rail.tsx';
import classes from './shell.module.css';
import { TopBar } from './top-bar.tsx';

const screens: readonly (readonly [ScreenName, () => ReactNode])[] = [
  ['digitise', DigitiseScreen],
  ['describe', DescribeScreen],
  ['search', SearchScreen],
  ['transfer', TransferScreen],
  ['admin', AdminScreen],
];

export function App() {
  const info = useCall('archive.info', {});
  const path = info.data?.path ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path means another archive
  useEffect(() => () => forgetSession(), [path]);
  return (
    // Another archive is another world: no document, page or search of the old one may stay on the screen.
    <NavigationProvider key={path}>
      <Frame />
    </NavigationProvider>
  );
}

function Frame() {
  const info = useCall('archive.info', {});
  const [stopped, setStopped] = useState(false);
  useEffect(() => on('core.status', ({ state }) => setStopped(state === 'stopped')), []);
  const open = info.data !== undefined && info.data !== null;

  return (
    <div className={classes.frame}>
      <Rail open={open} />
      <div className={classes.main}>
        {stopped && (
          <div className={classes.banner} role="status">
            <IconPlugConnectedX size={18} aria-hidden="true" />
            Phần xử lý của chương trình đang được khởi động lại. Dữ liệu đã lưu và những gì bạn đang gõ không
            bị ảnh hưởng.
          </div>
        )}
        {open ? (
          <Workplace />
        ) : info.data === null ? (
          <main className={classes.screen}>
            <ErrorBoundary>
              <WelcomeScreen />
            </ErrorBoundary>
          </main>
        ) : (
          <main className={classes.screen}>
            {info.error ? (
              <Problem error={info.error} onRetry={() => void info.refetch()} />
            ) : (
              <Skeleton height="100%" radius={0} />
            )}
          </main>
        )}
      </div>
    </div>
  );
}

function Workplace() {
  const { place, go } = useNavigation();
  const [help, setHelp] = useState(false);
  const [visited, setVisited] = useState<ReadonlySet<ScreenName>>(new Set([place.screen]));

  useEffect(
    () => setVisited((before) => (before.has(place.screen) ? before : new Set([...before, place.screen]))),
    [place.screen],
  );
  useKeys({
    help: () => setHelp((shown) => !shown),
    'go.digitise': () => go('digitise'),
    'go.describe': () => go('describe'),
    'go.search': () => go('search'),
    'go.transfer': () => go('transfer'),
    'go.admin': () => go('admin'),
  });

  return (
    <>
      <TopBar onHelp={() => setHelp(true)} />
      <main className={classes.screen}>
        {screens.map(([name, Screen]) =>
          visited.has(name) || name === place.screen ? (
            // A hidden screen keeps its place, its scroll and what is chosen, but does nothing.
            <Activity key={name} mode={name === place.screen ? 'visible' : 'hidden'}>
              <div>
                <ErrorBoundary>
                  <Screen />
                </ErrorBoundary>
              </div>
            </Activity>
          ) : null,
        )}
        <NoticeLine />
      </main>
      <ActivityStrip />
      <KeyHelp opened={help} onClose={() => setHelp(false)} />
      <DropTarget />
    </>
  );
}

const NOTICE_MS = 6000;

function NoticeLine() {
  const { notice, hush } = useNavigation();
  useEffect(() => {
    if (!notice || notice.tone === 'must') return;
    const timer = setTimeout(hush, NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice, hush]);
  return (
    <div className={classes.noticeArea} role="status" style={{ height: 0 }}>
      {notice && (
        <div className={classes.notice} data-tone={notice.tone}>
          <span>{notice.text}</span>
          {notice.act && (
            <Button
              size="compact-sm"
              variant="white"
              color="dark"
              onClick={() => {
                hush();
                notice.act?.run();
              }}
            >
              {notice.act.label}
            </Button>
          )}
          <CloseButton
            size="sm"
            aria-label="Đóng thông báo"
            onClick={hush}
            style={{ color: 'inherit' }}
            variant="transparent"
          />
        </div>
      )}
    </div>
  );
}

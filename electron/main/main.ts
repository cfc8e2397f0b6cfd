// Life cycle of the desktop program: one instance, one window, one core; wires the parts together.
// Must not decide anything about archives, and must run on Electron 33 (Node 20) as well as on the pinned one.
import { join } from 'node:path';
import { app, type BrowserWindow, session } from 'electron';
import type { ArchiveInfo } from '../../shared/contract/archive.ts';
import { answerWindow, type OpenArchive } from './bridge.ts';
import { locateCore } from './core-location.ts';
import { type CoreSupervisor, startCore } from './core-supervisor.ts';
import { setAppMenu } from './menu.ts';
import { registerSchemes, serveApp, serveArchive } from './protocols.ts';
import { openRotatingLog } from './rotating-log.ts';
import { shutContents, shutSession } from './security.ts';
import { openWindow } from './window.ts';
import { openWindowState } from './window-state.ts';

const development = !app.isPackaged;
const appPath = app.getAppPath();

app.setPath(
  'userData',
  app.commandLine.getSwitchValue('user-data-dir') || join(app.getPath('appData'), 'tangthu'),
);
// Subtle: the default one begins with the product's Vietnamese name, and protocol.handle cannot put that into a header.
app.userAgentFallback = `TangThu/${app.getVersion()}`;
app.commandLine.appendSwitch('lang', 'vi');
// The program never uses the network; these close the paths that Chromium itself would take there.
app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
app.commandLine.appendSwitch('disable-background-networking');
app.commandLine.appendSwitch('disable-component-update');
registerSchemes();

let window: BrowserWindow | undefined;
let core: CoreSupervisor | undefined;

if (!app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  // Any contents there will ever be, not only the window we make.
  app.on('web-contents-created', (_event, contents) => shutContents(contents));
  app.on('window-all-closed', () => app.quit());
  app.whenReady().then(start, (error) => {
    console.error(error);
    app.exit(1);
  });
}

function start(): void {
  const userData = app.getPath('userData');
  const state = openWindowState(join(userData, 'window.json'));
  const openArchive: OpenArchive = { path: null };
  const location = locateCore({ packaged: app.isPackaged, appPath, resourcesPath: process.resourcesPath });

  core = startCore({
    location,
    env: coreEnvironment(userData, location.resourcesDir),
    log: openRotatingLog(join(userData, 'logs', 'core.log')),
    onEvent: tellWindow,
    onStatus: (status) => tellWindow('core.status', { state: status }),
    afterRestart: async (call) => {
      if (openArchive.path === null) return;
      const reply = await call('archive.open', { path: openArchive.path });
      // The window asks for archive.info after `ready` and then shows the start screen with the reason it gets itself.
      if (!reply.ok) openArchive.path = null;
      else openArchive.path = (reply.value as ArchiveInfo).path;
      tellWindow('archive.changed', {});
    },
  });
  const { call } = core;

  shutSession(session.defaultSession, development);
  serveApp(session.defaultSession, join(appPath, 'dist', 'renderer'));
  serveArchive(session.defaultSession, (input) => call('files.resolve', input));
  setAppMenu(development);
  answerWindow({ window: () => window, core, state, openArchive });
  window = openWindow({
    preloadPath: join(appPath, 'dist', 'preload', 'preload.cjs'),
    iconPath: join(location.resourcesDir, 'icons', 'icon.png'),
    state,
    development,
  });
  window.on('closed', () => {
    window = undefined;
  });

  let coreStopped = false;
  app.on('before-quit', () => state.flush());
  app.on('will-quit', (event) => {
    state.flush();
    if (coreStopped) return;
    event.preventDefault();
    void core?.stop().then(() => {
      coreStopped = true;
      app.quit();
    });
  });
}

function tellWindow(event: string, payload: unknown): void {
  if (window && !window.isDestroyed()) window.webContents.send('event', event, payload);
}

/** What the core may know of its surroundings. Electron's and debuggers' own settings must not reach Node 24. */
function coreEnvironment(userData: string, resourcesDir: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(ELECTRON_|NODE_|LD_PRELOAD$|PLAYWRIGHT)/.test(name)) env[name] = value;
  }
  return {
    ...env,
    NODE_COMPILE_CACHE: join(userData, 'node-compile'),
    // Many threads that decode pictures: two arenas instead of one a thread save a third of the peak (see scripts/tangthu.mjs).
    MALLOC_ARENA_MAX: '2',
    TANGTHU_USER_DATA: userData,
    TANGTHU_RESOURCES: resourcesDir,
  };
}

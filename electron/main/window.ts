// Makes the one window and keeps its place on the screen.
// Must not load anything but the program's own page.
import { existsSync } from 'node:fs';
import { BrowserWindow, screen } from 'electron';
import { addContextMenu } from './menu.ts';
import { appOrigin, shutContents } from './security.ts';
import type { WindowState } from './window-state.ts';

export interface WindowOptions {
  readonly preloadPath: string;
  readonly iconPath: string;
  readonly state: WindowState;
  readonly development: boolean;
}

const standard = { widthPx: 1366, heightPx: 768 };
const smallest = { widthPx: 1100, heightPx: 680 };

export function openWindow(options: WindowOptions): BrowserWindow {
  const bounds = visibleBounds(options.state);
  const window = new BrowserWindow({
    width: bounds?.widthPx ?? standard.widthPx,
    height: bounds?.heightPx ?? standard.heightPx,
    ...(bounds ? { x: bounds.x, y: bounds.y } : {}),
    minWidth: smallest.widthPx,
    minHeight: smallest.heightPx,
    title: 'Tàng Thư',
    backgroundColor: '#ffffff',
    show: false,
    ...(existsSync(options.iconPath) ? { icon: options.iconPath } : {}),
    webPreferences: {
      preload: options.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // The dictionary would be fetched from the network.
      spellcheck: false,
      devTools: options.development,
    },
  });
  window.setMenuBarVisibility(false);
  shutContents(window.webContents);
  addContextMenu(window.webContents);
  window.once('ready-to-show', () => {
    if (bounds?.maximized) window.maximize();
    window.show();
  });
  const remember = () => {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    const { x, y, width, height } = window.getNormalBounds();
    options.state.setBounds({ x, y, widthPx: width, heightPx: height, maximized: window.isMaximized() });
  };
  window.on('resized', remember);
  window.on('moved', remember);
  window.on('close', remember);
  // The page's own title would overwrite the window's while it loads.
  window.on('page-title-updated', (event) => event.preventDefault());
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}

/** The remembered place, unless the screen it was on is gone. */
function visibleBounds(state: WindowState) {
  const bounds = state.bounds();
  if (!bounds) return null;
  const area = screen.getDisplayMatching({
    x: bounds.x,
    y: bounds.y,
    width: bounds.widthPx,
    height: bounds.heightPx,
  }).workArea;
  const reachable =
    bounds.x < area.x + area.width - 100 &&
    bounds.x + bounds.widthPx > area.x + 100 &&
    bounds.y >= area.y - 10 &&
    bounds.y < area.y + area.height - 50;
  return reachable ? bounds : null;
}

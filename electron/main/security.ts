// Shuts every way out of the window: network, permissions, navigation, new windows, foreign senders.
// Must deny by default; a thing that is needed is named here, one by one.
import type { IpcMainInvokeEvent, Session, WebContents } from 'electron';

export const appOrigin = 'app://tangthu';

/** 'unsafe-inline' for styles only: the component library sets its colours and sizes in style elements. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' archive: data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' archive:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const localSchemes = new Set(['app:', 'archive:', 'data:', 'blob:']);

/** @param development lets the developer tools load their own pages */
export function shutSession(session: Session, development: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const scheme = details.url.slice(0, details.url.indexOf(':') + 1);
    answer({ cancel: !(localSchemes.has(scheme) || (development && scheme === 'devtools:')) });
  });
  session.on('will-download', (event) => event.preventDefault());
  // Without this Chromium may look for a proxy script in the network.
  void session.setProxy({ mode: 'direct' });
}

export function shutContents(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void }) => event.preventDefault();
  // Subtle: a file dropped beside a drop target would otherwise replace the whole program by that file.
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', refuse);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** True only for the top frame of our own page in `contents`. */
export function isOwnPage(event: IpcMainInvokeEvent, contents: WebContents | undefined): boolean {
  const frame = event.senderFrame;
  if (!contents || !frame || event.sender !== contents || frame !== contents.mainFrame) return false;
  return frame.url.startsWith(`${appOrigin}/`);
}

// Last touch on the packed folder, called by electron-builder.
// Must stay small: what can be said in electron-builder.yml is said there.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Chromium's own texts (file fields, hints on forms) in Vietnamese on every machine: on Linux it follows the desktop's
 * language, not `--lang`, and falls back to English.
 */
export default function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName === 'darwin') return;
  const locales = join(appOutDir, 'locales');
  copyFileSync(join(locales, 'vi.pak'), join(locales, 'en-US.pak'));
}

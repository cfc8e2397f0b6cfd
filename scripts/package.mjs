// Makes the installable product: window and main process, the core with its packages, and Node 24.
// Must ship nothing that only development needs. `npm run package -- --dir` makes just the folder.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { nodeBinary, nodeModules, root } from './setup/paths.mjs';
import { runCommand, SetupError, say } from './setup/say.mjs';

const stageDir = join(root, 'release', 'stage');

runCommand(async () => {
  await ensureDependencies();
  const electron = await ensureElectron();
  await ensureBuild();
  say('Xếp phần xử lý và các gói của nó…');
  rmSync(stageDir, { recursive: true, force: true });
  stageCore();
  stagePackages();
  stageNode();
  say('Đóng gói…');
  const result = spawnSync(
    nodeBinary(),
    [join(nodeModules, 'electron-builder', 'cli.js'), ...runtimeArgs(electron), ...process.argv.slice(2)],
    {
      cwd: root,
      stdio: ['ignore', process.stderr, process.stderr],
      env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' },
    },
  );
  if (result.status !== 0) throw new SetupError('Đóng gói không thành công; xem thông báo ở trên.');
  say('Đã đóng gói vào thư mục release/.');
});

/** The core's sources as they are: Node 24 runs them, so that what is tested is what is shipped. */
function stageCore() {
  const coreDir = join(stageDir, 'core');
  for (const folder of ['electron/core', 'electron/workers', 'electron/cli', 'shared', 'resources']) {
    cpSync(join(root, folder), join(coreDir, folder), { recursive: true });
  }
  const { name, version, type, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // `type` makes Node read the sources as modules.
  writeFileSync(
    join(coreDir, 'package.json'),
    `${JSON.stringify({ name, version, type, license, private: true })}\n`,
  );
}

/** Production packages of this platform, from the lock file, and a list of their licences. */
function stagePackages() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const notices = [];
  for (const [path, entry] of Object.entries(packages)) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (path === '' || entry.dev || entry.devOptional || !existsSync(join(root, path))) continue;
    // Node itself goes to its own place; sharp's WebAssembly build is for platforms without a native one.
    if (/^node-(linux|win|darwin)/.test(name) || name === '@img/sharp-wasm32') continue;
    cpSync(join(root, path), join(stageDir, path), { recursive: true, dereference: true, filter: isNeeded });
    notices.push(`${name} ${entry.version} – ${entry.license}`);
  }
  writeFileSync(join(stageDir, 'core', 'THIRD-PARTY.txt'), `${notices.sort().join('\n')}\n`);
}

function isNeeded(path) {
  return !/\.(map|md|markdown|d\.ts|d\.mts|d\.cts)$/i.test(path) || /licen[cs]e|notice/i.test(basename(path));
}

function stageNode() {
  const node = nodeBinary();
  mkdirSync(join(stageDir, 'node'), { recursive: true });
  cpSync(node, join(stageDir, 'node', basename(node)), { dereference: true });
  cpSync(join(node, '..', '..', 'LICENSE'), join(stageDir, 'node', 'LICENSE'));
  mkdirSync(join(stageDir, 'bin'), { recursive: true });
  if (process.platform === 'win32') {
    writeFileSync(
      join(stageDir, 'bin', 'tangthu.cmd'),
      '@"%~dp0..\\node\\node.exe" "%~dp0..\\core\\electron\\cli\\main.ts" %*\r\n',
    );
    return;
  }
  const cli = join(stageDir, 'bin', 'tangthu');
  const script = `#!/bin/sh
# The command line program with the Node it is shipped with.
here=$(dirname "$(readlink -f "$0")")
export MALLOC_ARENA_MAX="\${MALLOC_ARENA_MAX:-2}"
exec "$here/../node/node" "$here/../core/electron/cli/main.ts" "$@"
`;
  writeFileSync(cli, script);
  chmodSync(cli, 0o755);
}

/** With the pinned Electron's folder at hand electron-builder need not fetch it; the fallback is only good for a trial. */
function runtimeArgs(electron) {
  if (electron.origin === 'override') return [`-c.electronDist=${electron.distDir}`];
  if (electron.origin === 'installed') return [`-c.electronDist=${electron.distDir}`];
  say(
    'Không có Electron đúng phiên bản: bản đóng gói này dùng Electron thay thế, chỉ để thử, không phát hành.',
  );
  const trialDir = join(root, 'release', 'electron');
  rmSync(trialDir, { recursive: true, force: true });
  cpSync(electron.distDir, trialDir, { recursive: true, verbatimSymlinks: true });
  // Our loader must not stand beside the product's own app.
  rmSync(join(trialDir, 'resources', 'app'), { recursive: true });
  return [`-c.electronDist=${trialDir}`, `-c.electronVersion=${electron.version}`];
}

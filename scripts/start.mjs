// Starts the desktop program from a clean clone: packages, system libraries, Electron, build, then the window.
// Must not need anything but git, Node and npm to be there; decides nothing about the program itself.
import { spawn } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { ensureBuild } from './build.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { root } from './setup/paths.mjs';
import { runCommand, say } from './setup/say.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

const headless = process.argv.includes('--headless');
const programArgs = process.argv.slice(2).filter((argument) => argument !== '--headless');

runCommand(async () => {
  if (!headless && process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    say('Không có màn hình để mở cửa sổ (biến DISPLAY và WAYLAND_DISPLAY đều trống). Hãy chọn một cách:');
    say('  – ngồi tại máy có màn hình, mở Terminal trong phiên làm việc rồi chạy lại npm start;');
    say('  – qua SSH: kết nối lại bằng ssh -X (hoặc ssh -Y) rồi chạy lại npm start;');
    say('  – chạy trên màn hình ảo: npm run start:headless');
    return 2;
  }
  const startedAtMs = Date.now();
  await ensureDependencies();
  ensureSystemPackages(headless ? ['electron', 'headless'] : ['electron']);
  const { executablePath } = await ensureElectron();
  await ensureBuild();
  if (process.env.TANGTHU_START_TIMES) say(`Chuẩn bị xong sau ${Date.now() - startedAtMs} ms`);
  return run(executablePath, [root, ...electronSwitches(), ...programArgs]);
});

/** Switches that only a development machine needs; the packaged program gets none of them. */
function electronSwitches() {
  const switches = [];
  // Chromium refuses to run as root inside its sandbox.
  if (process.getuid?.() === 0) switches.push('--no-sandbox');
  if (process.platform === 'linux' && existsSync('/dev/shm') && freeSharedMemoryBytes() < 256 << 20) {
    switches.push('--disable-dev-shm-usage');
  }
  if (headless) switches.push('--disable-gpu');
  // Only what is fatal: Chromium reports every service a bare machine lacks (D-Bus, GPU) as an error.
  switches.push('--log-level=3');
  return switches;
}

function freeSharedMemoryBytes() {
  const { bavail, bsize } = statfsSync('/dev/shm');
  return bavail * bsize;
}

function run(executablePath, args) {
  // Subtle: xvfb-run does not hand signals on, and ending it as a group takes the screen away before the program has
  // closed. The program therefore tells its own process id on descriptor 3.
  const tellPid = ['sh', '-c', 'echo $$ >&3; exec "$@" 3>&-', 'sh'];
  const [command, ...commandArgs] = headless
    ? ['xvfb-run', '-a', '-s', '-screen 0 1366x768x24', ...tellPid, executablePath, ...args]
    : [executablePath, ...args];
  if (headless) say('Chương trình chạy trên màn hình ảo 1366×768. Bấm Ctrl+C để dừng.');
  return new Promise((resolve, reject) => {
    const stdio = ['inherit', 'inherit', 'inherit', headless ? 'pipe' : 'ignore'];
    // On Linux Chromium takes the language of its own texts (file fields, hints on forms) from here, not from `--lang`.
    const env = { ...process.env, LANGUAGE: 'vi' };
    const child = spawn(command, commandArgs, { cwd: root, env, stdio, detached: headless });
    let programPid = headless ? undefined : child.pid;
    child.stdio[3]?.once('data', (text) => {
      programPid = Number(text);
    });
    const end = (signal) => {
      if (programPid !== undefined) process.kill(programPid, signal);
      else if (headless) process.kill(-child.pid, signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(signal));
    // npm ends without handing signals on when a shell stands between: do not outlive it.
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      end('SIGTERM');
    }, 1000);
    watch.unref();
    child.on('error', reject);
    child.on('exit', (exitCode, signal) => resolve(signal ? 0 : exitCode));
  });
}

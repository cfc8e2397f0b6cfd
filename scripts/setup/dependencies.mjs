// Installs the npm packages from the lock file when they are missing or the lock file changed, and proves that they are there.
// Must not depend on an installed package, and must not change package.json or the lock file.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { cacheDir, nodeBinary, nodeModules, nodePackage, root } from './paths.mjs';
import { SetupError, say, sayWhile } from './say.mjs';

const lockPath = join(root, 'package-lock.json');
const stampPath = join(cacheDir, 'dependencies.json');

/** Quick when nothing is to do: one file hashed, one small file read. */
export async function ensureDependencies() {
  const wanted = wantedStamp();
  if (readText(stampPath) === wanted && nodeBinary()) return;
  await withSetupLock(async () => {
    if (readText(stampPath) === wanted && nodeBinary()) return;
    if (!installedMatchesLock()) await installAll();
    await repairMissing();
    if (!nodeBinary()) {
      throw new SetupError(
        `Không có gói ${nodePackage} cho máy này (${process.platform} ${process.arch}), nên không có Node 24 để chạy chương trình.`,
      );
    }
    mkdirSync(cacheDir, { recursive: true });
    writeFileSync(stampPath, wanted);
  });
}

function wantedStamp() {
  const lockSha256 = createHash('sha256').update(readFileSync(lockPath)).digest('hex');
  return JSON.stringify({ lockSha256, platform: process.platform, arch: process.arch });
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** True when node_modules was installed from this very lock file by npm itself, without our stamp. */
function installedMatchesLock() {
  const hidden = readText(join(nodeModules, '.package-lock.json'));
  if (hidden === null) return false;
  const installed = JSON.parse(hidden).packages;
  return Object.entries(lockedPackages()).every(([path, entry]) => {
    const there = installed[path];
    if (!there) return entry.optional === true;
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

function lockedPackages() {
  const { '': _root, ...packages } = JSON.parse(readFileSync(lockPath, 'utf8')).packages;
  return packages;
}

async function installAll() {
  say('Cài các gói phụ thuộc theo package-lock.json (lần đầu, khoảng một phút)…');
  // NODE_ENV=production or an `omit` in somebody's npm settings would leave out the build tools and the platform's Node.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const { exitCode, output } = await sayWhile('Đang cài các gói phụ thuộc', () => npm(args));
  if (exitCode !== 0)
    throw new SetupError(`npm ci không thành công (mã ${exitCode}):\n${output.slice(-4000)}`);
}

/**
 * npm may leave out optional packages of the platform without a word (npm/cli#4828), after which the build or the
 * database is missing its native part. Fetches each of them by name and checks it against the lock file.
 */
async function repairMissing() {
  for (const [path, entry] of missingForThisMachine()) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    say(`npm đã bỏ sót ${name}; đang cài bù…`);
    const tarball = await packFromRegistry(`${name}@${entry.version}`, entry.integrity);
    const target = join(root, path);
    const unpacked = `${target}.unpacking`;
    rmSync(unpacked, { recursive: true, force: true });
    mkdirSync(unpacked, { recursive: true });
    await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
    rmSync(target, { recursive: true, force: true });
    renameSync(unpacked, target);
    rmSync(tarball);
  }
}

/** Locked packages made for exactly this system, processor and C library that are not on disk. */
export function missingForThisMachine() {
  const libc = process.platform === 'linux' ? (isGlibc() ? 'glibc' : 'musl') : undefined;
  return Object.entries(lockedPackages()).filter(([path, entry]) => {
    const fits = (list, mine) => [list].flat().includes(mine);
    if (!entry.os || !entry.cpu) return false;
    if (!fits(entry.os, process.platform) || !fits(entry.cpu, process.arch)) return false;
    if (entry.libc ? !fits(entry.libc, libc) : libc === 'glibc' && path.includes('musl')) return false;
    return !existsSync(join(root, path, 'package.json'));
  });
}

function isGlibc() {
  return Boolean(process.report?.getReport().header.glibcVersionRuntime);
}

/**
 * Downloads one package file through the npm client into the cache and checks its hash.
 * @param spec exact `name@version`
 * @param integrity the `sha512-…` it must have
 * @returns path of the .tgz; the caller removes it
 */
export async function packFromRegistry(spec, integrity) {
  const dir = join(cacheDir, 'download');
  mkdirSync(dir, { recursive: true });
  const { exitCode, output, stdout } = await npm([
    'pack',
    spec,
    '--json',
    '--pack-destination',
    dir,
    '--loglevel=error',
  ]);
  if (exitCode !== 0)
    throw new SetupError(`Không tải được ${spec} (mã ${exitCode}):\n${output.slice(-2000)}`);
  const answer = JSON.parse(stdout);
  // npm 10 and 11 answer with a list, later ones with an object by name.
  const [packed] = Array.isArray(answer) ? answer : Object.values(answer);
  const path = join(dir, packed.filename);
  const actual = `sha512-${await sha512OfFile(path)}`;
  if (actual !== integrity) {
    rmSync(path);
    throw new SetupError(`Gói ${spec} tải về không đúng mã băm đã ghim; đã bỏ, không dùng.`);
  }
  return path;
}

async function sha512OfFile(path) {
  const { createReadStream } = await import('node:fs');
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('base64');
}

/** npm as the person has it, run by the Node it came with. */
function npm(args) {
  const { npm_execpath: npmCli, npm_node_execpath: npmNode, ...env } = process.env;
  // Subtle: `npm ci` deletes node_modules, so it must not run on the Node inside it, which comes first in PATH here.
  const outside = (path) => path && existsSync(path) && !path.startsWith(nodeModules + sep);
  env.PATH = (env.PATH ?? '')
    .split(delimiter)
    .filter((part) => !part.startsWith(nodeModules + sep))
    .join(delimiter);
  if (npmCli && /npm-cli\.js$/.test(npmCli) && outside(npmNode))
    return capture(npmNode, [npmCli, ...args], env);
  return capture(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, env);
}

function capture(command, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: command.endsWith('.cmd'),
    });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', (cause) =>
      reject(new SetupError(`Không chạy được ${command}: ${cause.message}`, { cause })),
    );
    child.on('close', (exitCode) => resolve({ exitCode, stdout, output }));
  });
}

/** Runs a tool to its end; throws with its output when it fails. */
export async function run(command, args, env) {
  const { exitCode, output } = await capture(command, args, env);
  if (exitCode !== 0)
    throw new SetupError(`${command} không thành công (mã ${exitCode}):\n${output.slice(-3000)}`);
}

/**
 * One set-up at a time per clone: two commands started together must not install over each other.
 * A lock whose process is gone is taken over.
 */
export async function withSetupLock(work) {
  const lockDir = join(cacheDir, 'setup.lock');
  mkdirSync(cacheDir, { recursive: true });
  for (;;) {
    try {
      mkdirSync(lockDir);
      writeFileSync(join(lockDir, String(process.pid)), '');
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!holderIsAlive(lockDir)) rmSync(lockDir, { recursive: true, force: true });
      else await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  const release = () => rmSync(lockDir, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function holderIsAlive(lockDir) {
  try {
    const [pid] = readdirSync(lockDir);
    // Between mkdir and the pid file the folder is empty for an instant: give it the benefit of the doubt.
    if (pid === undefined) return true;
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

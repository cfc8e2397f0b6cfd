// Builds main process, preload and window into dist/, only when a source changed since the last build.
// Must not build the core: Node 24 runs its TypeScript as it is, in development and in the product.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { extname, join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ensureDependencies, withSetupLock } from './setup/dependencies.mjs';
import { cacheDir, nodeBinary, root } from './setup/paths.mjs';
import { runCommand, SetupError, say } from './setup/say.mjs';

const stampPath = join(cacheDir, 'build.json');
const inputs = [
  'electron/main',
  'electron/preload',
  'shared',
  'renderer',
  'vite.config.ts',
  'scripts/build.mjs',
  'package.json',
  'package-lock.json',
];
const outputs = ['dist/main/main.cjs', 'dist/preload/preload.cjs', 'dist/renderer/index.html'];

/** @returns true when something was built */
export async function ensureBuild() {
  if (isBuilt(hashOfInputs())) return false;
  return withSetupLock(async () => {
    const wanted = hashOfInputs();
    if (isBuilt(wanted)) return false;
    say('Dựng chương trình…');
    await runOnNode24(['--dist']);
    mkdirSync(cacheDir, { recursive: true });
    writeFileSync(stampPath, wanted);
    return true;
  });
}

function isBuilt(wanted) {
  if (!existsSync(stampPath) || readFileSync(stampPath, 'utf8') !== wanted) return false;
  return outputs.every((path) => existsSync(join(root, path)));
}

function hashOfInputs() {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((input) => filesOf(join(root, input)))) {
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (extname(path) !== '') return [path];
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const child = join(path, entry.name);
    return entry.isDirectory() ? filesOf(child) : [child];
  });
}

/** Vite needs a newer Node than the system may have, so the build is a process of its own. */
async function runOnNode24(args) {
  const { spawnSync } = await import('node:child_process');
  const result = spawnSync(
    nodeBinary(),
    [import.meta.filename ?? new URL(import.meta.url).pathname, ...args],
    {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  if (result.status !== 0)
    throw new SetupError(
      `Không dựng được chương trình:\n${stripVTControlCharacters(result.stderr || result.stdout)}`,
    );
}

async function buildAll() {
  const { build } = await import('vite');
  await buildCommonJs(build, 'main');
  await buildCommonJs(build, 'preload');
  await build({ configFile: join(root, 'vite.config.ts'), root: join(root, 'renderer'), logLevel: 'warn' });
}

/** One self-contained CommonJS file: a sandboxed preload can load nothing else, and the main process starts quicker. */
function buildCommonJs(build, name) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: { __APP_VERSION__: JSON.stringify(version) },
    ssr: { noExternal: true },
    build: {
      outDir: join('dist', name),
      emptyOutDir: true,
      // Electron 33 carries Node 20.
      target: 'node20',
      ssr: `electron/${name}/${name}.ts`,
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        external: ['electron', /^node:/, ...builtinModules],
        output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false },
      },
    },
  });
}

if (process.argv.includes('--dist')) {
  await buildAll().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
} else if (
  process.argv[1] &&
  import.meta.url.endsWith('/build.mjs') &&
  process.argv[1].endsWith('build.mjs')
) {
  runCommand(async () => {
    await ensureDependencies();
    say((await ensureBuild()) ? 'Đã dựng xong.' : 'Bản dựng còn mới, không phải dựng lại.');
  });
}

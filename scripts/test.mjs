// Runs every test from a clean clone: set-up, types and lint, build, then vitest, and closes with `N passed, N failed`.
// Must count everything that went wrong as failed: a check, a file that does not load, an error outside a test.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { checkProject } from './check.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { cacheDir, compileCacheDir, nodeBinary, nodeModules, root } from './setup/paths.mjs';
import { runCommand, SetupError, say } from './setup/say.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

const reportPath = join(cacheDir, 'test-report.json');
const projects = readdirSync(join(root, 'test'));

runCommand(async () => {
  const startedAtMs = Date.now();
  const total = { passed: 0, failed: 0, skipped: 0 };
  try {
    await runAll(process.argv.slice(2), total);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`\n✗ ${error.message}\n`);
    total.failed += 1;
  }
  say(`Hết ${Math.round((Date.now() - startedAtMs) / 1000)} giây.`);
  const { passed, failed, skipped } = total;
  // The last line, alone: machines read it.
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
});

/** @param filters names of projects (`unit`, `e2e`) or parts of paths; none means everything, with types and lint */
async function runAll(filters, total) {
  await ensureDependencies();
  ensureSystemPackages(['electron', 'headless', 'tests']);
  await ensureElectron();
  if (filters.length === 0) {
    const checks = checkProject();
    total.passed += checks.passed;
    total.failed += checks.failed;
  }
  await ensureBuild();
  rmSync(reportPath, { force: true });
  mkdirSync(cacheDir, { recursive: true });
  const exitCode = await vitest(filters);
  countReport(total, exitCode);
}

function vitest(filters) {
  const named = filters.filter((filter) => projects.includes(filter));
  const args = [
    join(nodeModules, 'vitest', 'vitest.mjs'),
    'run',
    ...named.flatMap((name) => ['--project', name]),
    ...filters.filter((filter) => !projects.includes(filter)),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportPath}`,
  ];
  const needsDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  const virtual = needsDisplay && existsSync('/usr/bin/xvfb-run');
  const [command, commandArgs] = virtual
    ? ['xvfb-run', ['-a', '-s', '-screen 0 1366x768x24', nodeBinary(), ...args]]
    : [nodeBinary(), args];
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCacheDir };
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArgs, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (exitCode, signal) => resolve(signal ? 1 : exitCode));
  });
}

function countReport(total, exitCode) {
  if (!existsSync(reportPath)) {
    total.failed += 1;
    return;
  }
  const report = JSON.parse(readFileSync(reportPath, 'utf8'));
  total.passed += report.numPassedTests;
  total.skipped += report.numPendingTests + (report.numTodoTests ?? 0);
  // A file that does not load has no tests and would otherwise go unnoticed.
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + unloaded.length;
  // vitest also fails for errors outside any test; they are in its output but not in the report.
  total.failed += failed === 0 && exitCode !== 0 ? 1 : failed;
}

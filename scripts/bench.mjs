// Runs one benchmark of test/bench with everything it measures against installed.
// Must not measure anything itself.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { compileCacheDir, nodeBinary, root } from './setup/paths.mjs';
import { runCommand, say } from './setup/say.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

const benchDir = join(root, 'test', 'bench');

runCommand(async () => {
  const [name, ...args] = process.argv.slice(2);
  const path = join(benchDir, `${name}.ts`);
  if (!name || !/^[a-z0-9-]+$/.test(name) || !existsSync(path)) {
    const known = readdirSync(benchDir).flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -3)] : []));
    say(`Cách dùng: npm run bench -- <tên>, với tên là: ${known.join(', ')}`);
    return 2;
  }
  await ensureDependencies();
  ensureSystemPackages(['tests', 'bench']);
  // As the programs' own launchers set it (see tangthu.mjs).
  const env = { ...process.env, NODE_COMPILE_CACHE: compileCacheDir, MALLOC_ARENA_MAX: '2' };
  return new Promise((resolve, reject) => {
    const child = spawn(nodeBinary(), [path, ...args], { cwd: root, env, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (exitCode, signal) => resolve(signal ? 1 : exitCode));
  });
});

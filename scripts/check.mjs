// Type-checks and lints the whole project; one line per check, the tools' own output only for what failed.
// Must not change a file.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { nodeBinary, nodeModules, root } from './setup/paths.mjs';
import { runCommand, say } from './setup/say.mjs';

const checks = [
  ['Kiểm tra kiểu (chương trình)', 'typescript/bin/tsc', ['-p', 'tsconfig.json']],
  ['Kiểm tra kiểu (cửa sổ)', 'typescript/bin/tsc', ['-p', 'tsconfig.renderer.json']],
  [
    'Kiểm tra cách viết',
    '@biomejs/biome/bin/biome',
    ['check', '--diagnostic-level=error', '--max-diagnostics=50'],
  ],
];

/** @returns how many of the checks passed and failed */
export function checkProject() {
  let failed = 0;
  for (const [label, script, args] of checks) {
    const result = spawnSync(nodeBinary(), [join(nodeModules, script), ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    if (result.status === 0) {
      say(`✓ ${label}`);
    } else {
      failed += 1;
      say(`✗ ${label}`);
      process.stderr.write(`${result.stdout}${result.stderr}\n`);
    }
  }
  return { passed: checks.length - failed, failed };
}

if (process.argv[1]?.endsWith('check.mjs')) {
  runCommand(async () => {
    await ensureDependencies();
    return checkProject().failed === 0 ? 0 : 1;
  });
}

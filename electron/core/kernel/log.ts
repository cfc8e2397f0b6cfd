// Where the core writes what happened, for the person who helps. Never document text, never names of people.

export interface Log {
  info(event: string, detail?: Record<string, unknown>): void;
  error(event: string, thrown: unknown, detail?: Record<string, unknown>): void;
}

export const silentLog: Log = { info: () => {}, error: () => {} };

/** One JSON line per event on stderr; the desktop keeps it in a rotating file. */
export const stderrLog: Log = {
  info: (event, detail) =>
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...detail })}\n`),
  error: (event, thrown, detail) => {
    const error = thrown as {
      code?: string;
      message?: string;
      stack?: string;
      cause?: { message?: string; stack?: string };
    };
    process.stderr.write(
      `${JSON.stringify({ at: new Date().toISOString(), event, code: error?.code, message: error?.message ?? String(thrown), stack: error?.cause?.stack ?? error?.stack, ...detail })}\n`,
    );
  },
};

// The thread side of the worker protocol: {id, task, input} in, {id, ok, value | error} out.
// Must not know any task, pool or database; a pool ends a thread by terminating it, never by a message.
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { AppError, toWireError, type WireError } from '../../shared/errors/app-error.ts';

export interface TaskRequest {
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
}

export type TaskReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: WireError };

// `any` because each task has its own input type; the caller's types come from tasks.ts.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type TaskFunction = (input: any) => Promise<unknown>;

/**
 * Answers the messages of the parent with the given tasks. Several may be under way at once; a pool that wants
 * one at a time sends one at a time. Unknown tasks answer INTERNAL. Throws when not called in a worker thread.
 */
export function serve(tasks: Readonly<Record<string, TaskFunction>>): void {
  const port = parentPort;
  if (port === null) throw new Error('serve() needs a worker thread');
  stepBack();
  port.on('message', async (request: TaskRequest) => {
    port.postMessage(await answer(tasks, request));
  });
}

/**
 * Lets the window and the core's own thread go first. Subtle: on Linux the priority is the calling thread's alone; elsewhere it
 * would be the whole process', the core's answers included, so nothing is done there.
 */
function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that forbids it: the work is done all the same, only less politely.
  }
}

/** One request answered; never rejects. Exported so that it can be tested without a thread. */
export async function answer(
  tasks: Readonly<Record<string, TaskFunction>>,
  request: TaskRequest,
): Promise<TaskReply> {
  const { id, task, input } = request;
  try {
    const run = Object.hasOwn(tasks, task) ? tasks[task] : undefined;
    if (run === undefined) throw new AppError('INTERNAL', { detail: `unknown task ${task}` });
    return { id, ok: true, value: await run(input) };
  } catch (error) {
    return { id, ok: false, error: wireSafe(toWireError(error)) };
  }
}

// Subtle: postMessage throws on what it cannot clone; an error's params may hold anything, so they pass through JSON.
function wireSafe(error: WireError): WireError {
  return JSON.parse(JSON.stringify(error)) as WireError;
}

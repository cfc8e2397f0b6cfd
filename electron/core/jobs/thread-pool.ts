// Worker threads we own: one task at a time each, with a time limit; time-out, crash, cancel and recycling are one act:
// terminate our thread and start another. Must not know what the tasks do.
import { Worker } from 'node:worker_threads';
import { AppError, fromWireError, type WireError } from '../../../shared/errors/app-error.ts';

export interface ThreadPool {
  readonly size: number;
  /** Errors: whatever the task throws; WORKER_TIMEOUT, WORKER_CRASHED, CANCELLED. */
  run<T>(task: string, input: unknown, options: { timeoutMs: number; signal?: AbortSignal }): Promise<T>;
  /** Ends every thread; pending runs get CANCELLED. */
  close(): Promise<void>;
}

interface Slot {
  worker: Worker | undefined;
  busy: boolean;
  tasksDone: number;
  idleTimer: NodeJS.Timeout | undefined;
}

export interface ThreadPoolOptions {
  readonly entry: URL;
  readonly size: number;
  /** A thread is replaced after so many tasks: WebAssembly memory only grows and engines adapt to what they read. */
  readonly recycleAfterTasks?: number;
  /** Made once, before the first thread, and handed to every thread (e.g. compiled WebAssembly). */
  readonly workerData?: () => Promise<unknown>;
  /** An idle thread is ended after this, so that a resting program gives its memory back. */
  readonly idleMs?: number;
}

export function createThreadPool(options: ThreadPoolOptions): ThreadPool {
  const slots: Slot[] = Array.from({ length: options.size }, () => ({
    worker: undefined,
    busy: false,
    tasksDone: 0,
    idleTimer: undefined,
  }));
  const waiting: (() => void)[] = [];
  let nextId = 1;
  let closed = false;

  const endThread = (slot: Slot): Promise<number> | undefined => {
    const { worker } = slot;
    slot.worker = undefined;
    slot.tasksDone = 0;
    clearTimeout(slot.idleTimer);
    worker?.removeAllListeners();
    // Subtle: a dying thread may still report an error; without a listener that would end the process.
    worker?.on('error', () => {});
    return worker?.terminate();
  };

  let shared: Promise<unknown> | undefined;
  const thread = (slot: Slot, workerData: unknown): Worker => {
    if (!slot.worker) {
      slot.worker = new Worker(options.entry, { workerData });
      slot.worker.unref();
    }
    return slot.worker;
  };

  const acquire = async (signal: AbortSignal | undefined): Promise<Slot> => {
    for (;;) {
      if (closed || signal?.aborted) throw new AppError('CANCELLED', {});
      const free = slots.find((s) => !s.busy && s.worker) ?? slots.find((s) => !s.busy);
      if (free) {
        free.busy = true;
        clearTimeout(free.idleTimer);
        return free;
      }
      await new Promise<void>((wake) => waiting.push(wake));
    }
  };

  const release = (slot: Slot) => {
    slot.busy = false;
    if (options.recycleAfterTasks && slot.tasksDone >= options.recycleAfterTasks) void endThread(slot);
    if (slot.worker) {
      slot.idleTimer = setTimeout(() => void endThread(slot), options.idleMs ?? 60_000);
      slot.idleTimer.unref();
    }
    waiting.shift()?.();
  };

  return {
    size: options.size,

    async run<T>(
      task: string,
      input: unknown,
      { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
    ) {
      const slot = await acquire(signal);
      shared ??= options.workerData?.() ?? Promise.resolve(undefined);
      const worker = thread(slot, await shared);
      const id = nextId++;
      worker.ref();
      try {
        return await new Promise<T>((resolve, reject) => {
          const fail = (error: AppError) => {
            settle();
            void endThread(slot);
            reject(error);
          };
          const onAbort = () => fail(new AppError('CANCELLED', {}));
          const onError = (thrown: unknown) => {
            const detail = thrown instanceof Error ? thrown.message : String(thrown);
            fail(new AppError('WORKER_CRASHED', { detail }, { cause: thrown }));
          };
          const onExit = (code: number) => fail(new AppError('WORKER_CRASHED', { detail: `mã ${code}` }));
          const onMessage = (reply: { id: number; ok: boolean; value?: unknown; error?: WireError }) => {
            if (reply.id !== id) return;
            settle();
            slot.tasksDone += 1;
            if (reply.ok) resolve(reply.value as T);
            else reject(fromWireError(reply.error as WireError));
          };
          const timer = setTimeout(
            () => fail(new AppError('WORKER_TIMEOUT', { seconds: Math.round(timeoutMs / 1000) })),
            timeoutMs,
          );
          const settle = () => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', onAbort);
            worker.off('error', onError).off('exit', onExit).off('message', onMessage);
          };
          signal?.addEventListener('abort', onAbort, { once: true });
          worker.on('error', onError).on('exit', onExit).on('message', onMessage);
          worker.postMessage({ id, task, input });
        });
      } finally {
        slot.worker?.unref();
        release(slot);
      }
    },

    async close() {
      closed = true;
      for (const wake of waiting.splice(0)) wake();
      await Promise.all(slots.map(endThread));
    },
  };
}

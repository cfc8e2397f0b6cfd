// Starts the core as a process of its own, relays calls and events, and starts it again when it dies.
// Must not understand any call: what it does with an archive is decided by whoever gives it `afterRestart`.
import { type ChildProcess, spawn } from 'node:child_process';
import { AppError, toWireError, type WireReply } from '../../shared/errors/app-error.ts';
import type { CoreLocation } from './core-location.ts';
import type { RotatingLog } from './rotating-log.ts';

export interface CoreSupervisor {
  /**
   * Never rejects. Waits for the first start; while the core is being started again the answer is CORE_STOPPED at once,
   * because the window can show that and a call that hangs cannot be told from slow work.
   */
  call(name: string, input: unknown): Promise<WireReply>;
  readonly pid: number | undefined;
  /** SIGTERM, at most 5 s of patience, then SIGKILL. No restart afterwards. */
  stop(): Promise<void>;
}

export interface SupervisorOptions {
  readonly location: CoreLocation;
  readonly env: NodeJS.ProcessEnv;
  readonly log: RotatingLog;
  readonly onEvent: (event: string, payload: unknown) => void;
  readonly onStatus: (state: 'ready' | 'stopped') => void;
  /** Runs between the core being there again and the window being told so. */
  readonly afterRestart: (call: CoreSupervisor['call']) => Promise<void>;
}

const startTimeoutMs = 30_000;
const stopTimeoutMs = 5_000;
const firstDelayMs = 250;
const longestDelayMs = 15_000;
/** A core that ran this long is healthy: its next death starts again at the shortest delay. */
const healthyAfterMs = 60_000;

interface FromCore {
  readonly ready?: true;
  readonly id?: number;
  readonly reply?: WireReply;
  readonly event?: string;
  readonly payload?: unknown;
}

export function startCore(options: SupervisorOptions): CoreSupervisor {
  const { log } = options;
  let child: ChildProcess | undefined;
  let accepting = false;
  let stopping = false;
  let starts = 0;
  let delayMs = firstDelayMs;
  let nextId = 1;
  let restartTimer: NodeJS.Timeout | undefined;
  const pending = new Map<number, (reply: WireReply) => void>();
  const waitingForFirstStart: (() => void)[] = [];

  function launch(): void {
    starts += 1;
    const isRestart = starts > 1;
    const startedAtMs = Date.now();
    const { nodePath, entryPath } = options.location;
    const started = spawn(nodePath, [entryPath], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: options.env,
    });
    child = started;
    log.write(`core ${started.pid ?? '?'} starting`);
    // A core that neither gets ready nor dies would leave the window waiting for ever.
    const startTimer = setTimeout(() => {
      log.write(`core ${started.pid} was not ready after ${startTimeoutMs} ms`);
      started.kill('SIGKILL');
    }, startTimeoutMs);
    started.stdout?.setEncoding('utf8').on('data', (text: string) => log.write(text));
    started.stderr?.setEncoding('utf8').on('data', (text: string) => log.write(text));
    started.on('message', (message: FromCore) => {
      if (message.ready) {
        clearTimeout(startTimer);
        void becomeReady(started, isRestart);
      } else if (message.id !== undefined && message.reply) {
        pending.get(message.id)?.(message.reply);
        pending.delete(message.id);
      } else if (message.event !== undefined) {
        options.onEvent(message.event, message.payload);
      }
    });
    let over = false;
    const ended = (why: string) => {
      if (over) return;
      over = true;
      clearTimeout(startTimer);
      log.write(`core ${started.pid ?? '?'} ended: ${why}`);
      if (Date.now() - startedAtMs > healthyAfterMs) delayMs = firstDelayMs;
      afterDeath();
    };
    started.on('error', (error) => ended(error.message));
    started.on('exit', (exitCode, signal) => ended(signal ?? `exit code ${exitCode}`));
  }

  async function becomeReady(started: ChildProcess, isRestart: boolean): Promise<void> {
    if (isRestart) await options.afterRestart(send);
    if (child !== started || started.exitCode !== null || started.signalCode !== null) return;
    accepting = true;
    for (const go of waitingForFirstStart.splice(0)) go();
    options.onStatus('ready');
  }

  function afterDeath(): void {
    child = undefined;
    accepting = false;
    for (const answer of pending.values()) answer(coreStopped());
    pending.clear();
    for (const go of waitingForFirstStart.splice(0)) go();
    if (stopping) return;
    options.onStatus('stopped');
    restartTimer = setTimeout(launch, delayMs);
    delayMs = Math.min(delayMs * 2, longestDelayMs);
  }

  function send(name: string, input: unknown): Promise<WireReply> {
    const to = child;
    if (!to?.connected) return Promise.resolve(coreStopped());
    const id = nextId++;
    return new Promise((resolve) => {
      pending.set(id, resolve);
      to.send({ id, call: name, input }, (error) => {
        if (!error) return;
        pending.delete(id);
        resolve(coreStopped());
      });
    });
  }

  async function call(name: string, input: unknown): Promise<WireReply> {
    if (!accepting && starts === 1 && child && !stopping) {
      await new Promise<void>((resolve) => waitingForFirstStart.push(resolve));
    }
    return accepting ? send(name, input) : coreStopped();
  }

  async function stop(): Promise<void> {
    stopping = true;
    accepting = false;
    clearTimeout(restartTimer);
    const ending = child;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      const patience = setTimeout(() => ending.kill('SIGKILL'), stopTimeoutMs);
      ending.once('exit', () => {
        clearTimeout(patience);
        resolve();
      });
      ending.kill('SIGTERM');
    });
  }

  launch();
  return {
    call,
    stop,
    get pid() {
      return child?.pid;
    },
  };
}

function coreStopped(): WireReply {
  return { ok: false, error: toWireError(new AppError('CORE_STOPPED', {})) };
}

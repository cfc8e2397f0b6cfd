// The supervisor keeps a core alive and never leaves a call without an answer.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type CoreSupervisor, startCore } from '../../../electron/main/core-supervisor.ts';
import { openRotatingLog } from '../../../electron/main/rotating-log.ts';

const fakeCore = join(import.meta.dirname, '..', '..', 'support', 'fake-core.ts');
let core: CoreSupervisor | undefined;
afterEach(async () => {
  await core?.stop();
});

function start(env: NodeJS.ProcessEnv = {}) {
  const logPath = join(mkdtempSync(join(tmpdir(), 'supervisor-')), 'core.log');
  const statuses: string[] = [];
  const events: string[] = [];
  const waiting: { state: string; resolve: () => void }[] = [];
  let restarts = 0;
  core = startCore({
    location: { nodePath: process.execPath, entryPath: fakeCore, resourcesDir: '' },
    env: { ...process.env, ...env },
    log: openRotatingLog(logPath),
    onEvent: (event) => events.push(event),
    onStatus: (state) => {
      statuses.push(state);
      for (const one of waiting.splice(0)) {
        if (one.state === state) one.resolve();
        else waiting.push(one);
      }
    },
    afterRestart: async (call) => {
      restarts += 1;
      await call('archive.open', { path: '/kho' });
    },
  });
  const nextStatus = (state: string) => new Promise<void>((resolve) => waiting.push({ state, resolve }));
  return {
    core,
    statuses,
    events,
    nextStatus,
    log: () => readFileSync(logPath, 'utf8'),
    restarts: () => restarts,
  };
}

describe('the core supervisor', () => {
  it('holds calls back until the first start is done, then answers them', async () => {
    const { core, statuses } = start();
    const reply = await core.call('system.doctor', { a: 1 });
    expect(reply).toMatchObject({ ok: true, value: { call: 'system.doctor', input: { a: 1 } } });
    expect(statuses).toEqual(['ready']);
  });

  it('passes events on and keeps what the core says on stderr', async () => {
    const { core, events, log } = start();
    await core.call('archive.open', { path: '/kho' });
    await expect.poll(() => [...events]).toEqual(['archive.changed']);
    expect(log()).toContain('fake core started');
  });

  it('answers pending calls with CORE_STOPPED when the core is killed, starts another and opens the archive again first', async () => {
    const { core, statuses, nextStatus, restarts } = start();
    await core.call('archive.info', {});
    const firstPid = core.pid!;
    const pending = core.call('jobs.list', {});
    const stopped = nextStatus('stopped');
    const ready = nextStatus('ready');
    process.kill(firstPid, 'SIGKILL');
    expect(await pending).toMatchObject({ ok: false, error: { code: 'CORE_STOPPED' } });
    await stopped;
    expect(await core.call('archive.info', {})).toMatchObject({ ok: false, error: { code: 'CORE_STOPPED' } });
    await ready;
    expect(core.pid).not.toBe(firstPid);
    expect(await core.call('archive.info', {})).toMatchObject({ ok: true, value: { path: '/kho' } });
    expect(statuses).toEqual(['ready', 'stopped', 'ready']);
    expect(restarts()).toBe(1);
  });

  it('answers CORE_STOPPED instead of waiting for ever when the core dies at every start', async () => {
    const { core, nextStatus } = start({ FAKE_CORE_FAILS: '1' });
    const firstDeath = nextStatus('stopped');
    expect(await core.call('archive.info', {})).toMatchObject({ ok: false, error: { code: 'CORE_STOPPED' } });
    await firstDeath;
    await nextStatus('stopped');
    expect(await core.call('archive.info', {})).toMatchObject({ ok: false, error: { code: 'CORE_STOPPED' } });
  });

  it('ends the core on stop and does not start another', async () => {
    const { core, statuses } = start();
    await core.call('archive.info', {});
    const pid = core.pid!;
    await core.stop();
    expect(() => process.kill(pid, 0)).toThrow();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(core.pid).toBeUndefined();
    expect(statuses).toEqual(['ready']);
  });

  it('kills a core that does not end by itself within five seconds', async () => {
    const { core } = start({ FAKE_CORE_IGNORES_SIGTERM: '1' });
    await core.call('archive.info', {});
    const pid = core.pid!;
    const startedAtMs = Date.now();
    await core.stop();
    expect(Date.now() - startedAtMs).toBeGreaterThan(4_500);
    expect(() => process.kill(pid, 0)).toThrow();
  }, 10_000);
});

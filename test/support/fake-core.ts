// A core that only speaks the protocol, for tests of the main process and its supervisor.
// Must not grow behaviour of the real core.
let openPath: string | null = null;

process.on('message', (message: { id: number; call: string; input: Record<string, string> }) => {
  const { id, call, input } = message;
  const answer = (value: unknown) => process.send?.({ id, reply: { ok: true, value } });
  switch (call) {
    case 'archive.open':
      openPath = input.path ?? null;
      answer({ path: openPath, agencyName: 'Cơ quan thử' });
      process.send?.({ event: 'archive.changed', payload: {} });
      break;
    case 'archive.info':
      answer(openPath === null ? null : { path: openPath, agencyName: 'Cơ quan thử' });
      break;
    case 'files.resolve':
      answer(
        process.env.FAKE_CORE_FILE ? { path: process.env.FAKE_CORE_FILE, mediaType: 'image/png' } : null,
      );
      break;
    case 'jobs.list':
      // Never answered: a call that is pending when the core dies.
      break;
    default:
      answer({ call, input, pid: process.pid });
  }
});
process.on('disconnect', () => process.exit(0));
if (process.env.FAKE_CORE_IGNORES_SIGTERM) process.on('SIGTERM', () => {});
console.error('fake core started');
if (process.env.FAKE_CORE_FAILS) process.exit(1);
process.send?.({ ready: true });

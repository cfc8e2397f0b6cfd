// The core as a process of its own: answers the desktop's messages over the IPC channel. Ends with its parent.
import { createCore } from './create-core.ts';
import { stderrLog } from './kernel/index.ts';

interface Request {
  readonly id: number;
  readonly call: string;
  readonly input: unknown;
}

if (!process.send) {
  process.stderr.write('The core is started by the desktop program; use the CLI instead.\n');
  process.exit(2);
}
const send = (message: unknown) => {
  // Subtle: the channel closes when the window is killed; a write then must not be an uncaught error.
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
};

const core = createCore({ log: stderrLog });
for (const event of ['job.changed', 'data.changed', 'archive.changed'] as const) {
  core.on(event, (payload) => send({ event, payload }));
}

process.on('message', (message: Request) => {
  void (async () => {
    const { id, call, input } = message;
    if (call === 'files.resolve') {
      const { kind, id: fileId } = input as { kind: 'preview' | 'thumbnail' | 'image' | 'pdf'; id: string };
      try {
        send({ id, reply: { ok: true, value: core.resolveFile(kind, fileId) } });
      } catch {
        send({ id, reply: { ok: true, value: null } }); // No archive is open: there is no such file.
      }
      return;
    }
    send({ id, reply: await core.answer(call, input) });
  })();
});

let ending = false;
const end = () => {
  if (ending) return;
  ending = true;
  // What is under way waits in the queue; it is taken up when the archive is opened again.
  void core.close().finally(() => process.exit(0));
};
process.on('disconnect', end);
process.on('SIGTERM', end);
process.on('SIGINT', end);
process.on('uncaughtException', (thrown) => {
  stderrLog.error('core.uncaught', thrown);
  process.exit(70); // The supervisor starts a fresh one; the queue resumes from the database.
});

send({ ready: true });

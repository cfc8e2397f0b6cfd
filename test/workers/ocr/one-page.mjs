// Run as a process of its own: recognises one page in the thread entry and prints its words' number,
// then shows that this process may neither connect nor write.
// Must not catch more than the two refusals it reports.
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { Worker } from 'node:worker_threads';

const [path] = process.argv.slice(2);
const worker = new Worker(new URL('../../../electron/workers/ocr/main.ts', import.meta.url));
const reply = await new Promise((resolve, reject) => {
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.postMessage({
    id: 1,
    task: 'recognise',
    input: { image: { path, mediaType: 'image/png', frame: 0 }, rotation: 0, dpi: 200, languages: ['vie'] },
  });
});
await worker.terminate();

const refusals = [];
try {
  net.connect(9, '127.0.0.1');
} catch (error) {
  refusals.push(error.message);
}
try {
  writeFileSync('should-not-exist', '');
} catch (error) {
  refusals.push(error.code);
}
const words = reply.ok ? reply.value.lines.reduce((sum, line) => sum + line.words.length, 0) : 0;
console.log(JSON.stringify({ ok: reply.ok, error: reply.error, words, refusals }));

// How smoothly the window draws while the core reads: gaps between frames during an import of scans.
// Usage: npm run bench -- window-frames <folder or files…>   (needs a display or xvfb-run; without a graphics card drawing is by software)
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launchApp } from '../support/electron-app.ts';

const sources = process.argv.slice(2).map((path) => resolve(path));
if (sources.length === 0) throw new Error('name the scans to import');
const work = mkdtempSync(join(tmpdir(), 'tangthu-frames-'));
mkdirSync(join(work, 'kho'));
const launched = await launchApp();
const { window } = launched;
try {
  const call = (name: string, input: unknown) =>
    window.evaluate(`window.tangthu.call(${JSON.stringify(name)}, ${JSON.stringify(input)})`);
  await call('archive.create', { path: join(work, 'kho'), agencyCode: 'H1', agencyName: 'Đo khung hình' });
  await window.waitForTimeout(1500);
  const gaps = `(() => { const gaps = []; let last = performance.now(); window.__gaps = gaps;
    const step = (now) => { gaps.push(now - last); last = now; requestAnimationFrame(step); }; requestAnimationFrame(step); })()`;
  await window.evaluate(gaps);
  await window.waitForTimeout(3000);
  const idle = (await window.evaluate('window.__gaps.splice(0)')) as number[];
  await call('intake.digitise', { paths: sources });
  await window.getByText(/· đã xong/).waitFor({ timeout: 600_000 });
  const busy = (await window.evaluate('window.__gaps.splice(0)')) as number[];
  const line = (name: string, all: number[]) => {
    const sorted = [...all].sort((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
    return `${name.padEnd(8)} ${all.length} frames, gap p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${sorted.at(-1)?.toFixed(0)} ms`;
  };
  process.stdout.write(`${line('idle', idle)}\n${line('reading', busy)}\n`);
} finally {
  await launched.close();
  rmSync(work, { recursive: true, force: true });
}

// The whole job against Debian's OCRmyPDF on the same scans in the same run: pages a minute, CPU and peak memory.
// Usage: npm run bench -- main-job [--fast] [folder or files…]   (without any: the shipped samples)
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Measured {
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  /** Of all processes together, memory shared between them counted once (PSS), looked at five times a second. */
  readonly peakMegabytes: number;
  readonly code: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const model = process.argv.includes('--fast') ? 'fast' : 'best';
const given = process.argv.slice(2).filter((argument) => argument !== '--fast');
const sources = (given.length > 0 ? given : [join(root, 'resources', 'samples')]).flatMap((path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => /\.(pdf|jpe?g|png|tiff?)$/i.test(name))
        .sort()
        .map((name) => join(path, name))
    : [path],
);
const work = mkdtempSync(join(tmpdir(), 'tangthu-bench-'));

try {
  const ours = await benchOurs();
  const theirs = await benchOcrmypdf();
  report(ours, theirs);
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function benchOurs(): Promise<Measured & { pages: number }> {
  const cli = join(root, 'electron', 'cli', 'main.ts');
  const archive = join(work, 'kho');
  await measure(process.execPath, [
    cli,
    'init',
    archive,
    '--agency-code',
    'H1',
    '--agency-name',
    'Đo tốc độ',
  ]);
  const out = join(work, 'ours.json');
  const measured = await measure(
    process.execPath,
    [cli, 'digitise', archive, ...sources, '--model', model, '--json'],
    out,
  );
  const { documents } = JSON.parse(readFileSync(out, 'utf8')) as {
    documents: { pages: number; pdf: string | null }[];
  };
  if (documents.length !== sources.length || documents.some((d) => !d.pdf))
    throw new Error('Tàng Thư did not finish every source');
  return { ...measured, pages: documents.reduce((sum, d) => sum + d.pages, 0) };
}

/** One call a file, as its manual has it for folders; pictures need the resolution told. */
async function benchOcrmypdf(): Promise<Measured | null> {
  if (!existsSync('/usr/bin/ocrmypdf')) {
    process.stderr.write('OCRmyPDF is not installed: no comparison.\n');
    return null;
  }
  const total = { wallSeconds: 0, cpuSeconds: 0, peakMegabytes: 0, code: 0 };
  for (const source of sources) {
    const image = source.toLowerCase().endsWith('.pdf') ? [] : ['--image-dpi', '200'];
    const m = await measure('/usr/bin/ocrmypdf', [
      '-l',
      'vie',
      '--jobs',
      '2',
      '--force-ocr',
      '-q',
      ...image,
      source,
      join(work, `${basename(source)}.pdf`),
    ]);
    if (m.code !== 0) throw new Error(`OCRmyPDF failed on ${basename(source)}`);
    total.wallSeconds += m.wallSeconds;
    total.cpuSeconds += m.cpuSeconds;
    total.peakMegabytes = Math.max(total.peakMegabytes, m.peakMegabytes);
  }
  return total;
}

function measure(command: string, args: readonly string[], stdoutPath?: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    // bash's own `time` counts the CPU of every process that was waited for.
    const script = `TIMEFORMAT='TIMES %R %U %S'; time "$@" ${stdoutPath ? `> "${stdoutPath}"` : '>/dev/null'}`;
    const child = spawn('bash', ['-c', script, 'bash', command, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    let peakMegabytes = 0;
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    const timer = setInterval(() => {
      peakMegabytes = Math.max(peakMegabytes, treeMegabytes(child.pid as number));
    }, 200);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(timer);
      const times = /TIMES ([\d.]+) ([\d.]+) ([\d.]+)/.exec(stderr);
      if (!times) return reject(new Error(stderr));
      const [, wall, user, system] = times.map(Number) as [number, number, number, number];
      resolve({ wallSeconds: wall, cpuSeconds: user + system, peakMegabytes, code: code ?? -1 });
    });
  });
}

function treeMegabytes(rootPid: number): number {
  let kilobytes = 0;
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended between the listing and the look.
    }
  }
  const queue = [rootPid];
  for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
    queue.push(...(children.get(pid) ?? []));
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // As above.
    }
  }
  return kilobytes / 1000;
}

function report(ours: Measured & { pages: number }, theirs: Measured | null): void {
  const row = (name: string, m: Measured) =>
    `${name.padEnd(12)} ${m.wallSeconds.toFixed(1).padStart(8)} s wall ${((60 * ours.pages) / m.wallSeconds).toFixed(1).padStart(7)} pages/min ${(m.cpuSeconds / ours.pages).toFixed(2).padStart(7)} CPU-s/page ${m.peakMegabytes.toFixed(0).padStart(6)} MB peak`;
  const lines = [`${sources.length} files, ${ours.pages} pages`, `model ${model}`, row('Tàng Thư', ours)];
  if (theirs) {
    lines.push(row('OCRmyPDF', theirs));
    lines.push(
      `ratio: speed ${(theirs.wallSeconds / ours.wallSeconds).toFixed(2)}× (≥ 1 wanted), CPU ${(ours.cpuSeconds / theirs.cpuSeconds).toFixed(2)}×, memory ${(ours.peakMegabytes / theirs.peakMegabytes).toFixed(2)}× (under 900 MB wanted)`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

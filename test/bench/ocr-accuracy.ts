// By hand: character error rate, missed words and CPU of recognition on pages with known text.
// Usage: node test/bench/ocr-accuracy.ts <folder> [--model fast|best] [--out <folder>]
// The folder holds NAME.{tif,jpg,png,webp} with NAME.txt (UTF-8); a picture without density counts as an A4 sheet.
// Must not judge: it prints figures, a person reads them.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { recognise } from '../../electron/workers/ocr/recognise.ts';
import type { ImageMediaType } from '../../electron/workers/tasks.ts';
import { plainText } from '../../shared/model/page-text.ts';

const mediaTypes: Record<string, ImageMediaType> = {
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string' }, model: { type: 'string' } },
});
const folder = positionals[0];
if (folder === undefined) {
  console.error('usage: node test/bench/ocr-accuracy.ts <folder> [--model fast|best] [--out <folder>]');
  process.exit(2);
}

const names = (await readdir(folder)).sort();
const total = { distance: 0, characters: 0, missed: 0, words: 0, cpuSeconds: 0, pages: 0 };
for (const name of names) {
  const mediaType = mediaTypes[extname(name).toLowerCase()];
  const stem = name.slice(0, -extname(name).length);
  if (mediaType === undefined || !names.includes(`${stem}.txt`)) continue;
  const path = join(folder, name);
  const truth = folded(await readFile(join(folder, `${stem}.txt`), 'utf8'));
  const dpi = await densityOf(path);
  const before = process.cpuUsage();
  const page = await recognise({
    image: { path, mediaType, frame: 0 },
    rotation: 0,
    dpi,
    languages: ['vie'],
    model: values.model === 'best' ? 'best' : 'fast',
  });
  const used = process.cpuUsage(before);
  const cpuSeconds = (used.user + used.system) / 1e6;
  const text = plainText(page);
  if (values.out !== undefined) {
    await mkdir(values.out, { recursive: true });
    await writeFile(join(values.out, `${stem}.txt`), `${text}\n`);
  }
  const got = folded(text);
  const distance = editDistance([...truth], [...got]);
  const characters = [...truth].length;
  const { missed, words } = missedWords(truth, got);
  console.log(
    `${stem.padEnd(32)} CER ${percent(distance, characters)}  missed ${percent(missed, words)}  ` +
      `CPU ${cpuSeconds.toFixed(2)} s  confidence ${page.meanConfidence.toFixed(3)}  skew ${page.skewDegrees.toFixed(2)}`,
  );
  total.distance += distance;
  total.characters += characters;
  total.missed += missed;
  total.words += words;
  total.cpuSeconds += cpuSeconds;
  total.pages++;
}
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(
  `${`${total.pages} pages`.padEnd(32)} CER ${percent(total.distance, total.characters)}  ` +
    `missed ${percent(total.missed, total.words)}  CPU ${(total.cpuSeconds / total.pages).toFixed(2)} s a page  peak ${peakMb} MB`,
);

/** The density the file names, when it is a believable one (72 is what software writes when it does not know). */
async function densityOf(path: string): Promise<number> {
  const { density, width, height } = await sharp(path).metadata();
  return density !== undefined && density >= 90 ? density : Math.round(Math.max(width, height) / 11.69);
}

function folded(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(2).padStart(5)} %`;
}

function missedWords(truth: string, got: string): { missed: number; words: number } {
  const left = new Map<string, number>();
  for (const word of got.split(' ')) left.set(word, (left.get(word) ?? 0) + 1);
  const wanted = truth.split(' ');
  let missed = 0;
  for (const word of wanted) {
    const count = left.get(word) ?? 0;
    if (count === 0) missed++;
    else left.set(word, count - 1);
  }
  return { missed, words: wanted.length };
}

/** Levenshtein distance over code points. */
function editDistance(a: readonly string[], b: readonly string[]): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let k = 1; k <= b.length; k++) {
      row.push(
        Math.min(previous[k]! + 1, row[k - 1]! + 1, previous[k - 1]! + (a[i - 1] === b[k - 1] ? 0 : 1)),
      );
    }
    previous = row;
  }
  return previous[b.length]!;
}

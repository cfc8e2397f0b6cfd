// Measures the search index against plain SQLite FTS5 (unicode61 remove_diacritics 2, own content) in the same run:
// feeding, size, and time to an answer of 20 hits with count and snippets. Must not assert: it prints figures.
// Usage: node test/bench/search.ts [pages = 100000] [folder for the files = a temporary one]
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSearchIndex } from '../../electron/core/search/index.ts';
import { plainText } from '../../shared/model/page-text.ts';
import { syntheticPage } from '../core/search/pages.ts';

const total = Number(process.argv[2] ?? 100_000);
const folder = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'search-bench-'));
const ourPath = join(folder, 'bench-ours.sqlite');
const peerPath = join(folder, 'bench-peer.sqlite');
for (const path of [ourPath, peerPath])
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });

const index = openSearchIndex(ourPath);
const peer = new Database(peerPath);
peer.pragma('page_size = 8192');
peer.pragma('journal_mode = WAL');
peer.pragma('synchronous = NORMAL');
peer.pragma('cache_size = -32768');
peer.exec(`CREATE VIRTUAL TABLE page USING fts5(
  page_id UNINDEXED, document_id UNINDEXED, text, tokenize='unicode61 remove_diacritics 2')`);
const addToPeer = peer.prepare('INSERT INTO page (page_id, document_id, text) VALUES (?, ?, ?)');

console.log(
  `${total} pages, Node ${process.version}, SQLite ${peer.prepare('SELECT sqlite_version()').pluck().get()}`,
);
const feedMs = { ours: 0, peer: 0 };
const feedCpuMs = { ours: 0, peer: 0 };
const cpuMs = (): number => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000;
const batch = 500;
for (let from = 0; from < total; from += batch) {
  const pages = Array.from({ length: Math.min(batch, total - from) }, (_, i) => syntheticPage(from + i));
  const texts = pages.map((page) => plainText(page.text));
  const started = performance.now();
  const startedCpu = cpuMs();
  index.upsertPages(pages);
  const between = performance.now();
  const betweenCpu = cpuMs();
  peer.transaction(() => {
    for (const [i, page] of pages.entries()) addToPeer.run(page.pageId, page.documentId, texts[i]);
  })();
  feedCpuMs.ours += betweenCpu - startedCpu;
  feedCpuMs.peer += cpuMs() - betweenCpu;
  feedMs.ours += between - started;
  feedMs.peer += performance.now() - between;
}
index.flush();
peer.pragma('wal_checkpoint(TRUNCATE)');
const size = { ours: statSync(ourPath).size, peer: statSync(peerPath).size };
console.table({
  'feed, pages/s': {
    ours: Math.round(total / (feedMs.ours / 1000)),
    peer: Math.round(total / (feedMs.peer / 1000)),
  },
  'feed, CPU µs/page': {
    ours: Math.round((feedCpuMs.ours * 1000) / total),
    peer: Math.round((feedCpuMs.peer * 1000) / total),
  },
  'file, bytes/page': { ours: Math.round(size.ours / total), peer: Math.round(size.peer / total) },
});

// Queries come from the pages themselves, evenly spread, so that each finds something.
const classes: Record<string, string[]> = {
  'word, no marks': [],
  'word, marks': [],
  'two words': [],
  'phrase of 2': [],
  'rare number': [],
};
for (let i = 0; i < 30; i++) {
  const number = Math.floor((i * total) / 30);
  const words = syntheticPage(number).text.lines[1 + (i % 20)]!.words.map((word) => word.text);
  const [a, b] = [words[i % 8]!, words[(i % 8) + 1]!];
  classes['word, no marks']!.push(a.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd'));
  classes['word, marks']!.push(a);
  classes['two words']!.push(`${a} ${b}`);
  classes['phrase of 2']!.push(`"${a} ${b}"`);
  classes['rare number']!.push(`${number}/QĐ-UBND`);
}

const peerCount = peer
  .prepare('SELECT count(*), count(DISTINCT document_id) FROM page WHERE page MATCH ?')
  .raw();
const peerHits = peer.prepare(
  `SELECT page_id, document_id, snippet(page, 2, char(2), char(3), '…', 32) FROM page WHERE page MATCH ? ORDER BY rank LIMIT 20`,
);
const askPeer = (query: string): number => {
  const match = query.startsWith('"')
    ? query
    : query
        .split(' ')
        .map((word) => `"${word}"`)
        .join(' ');
  peerHits.all(match);
  return (peerCount.get(match) as number[])[0]!;
};
const askOurs = (query: string): number => index.query({ query, limit: 20 }).total;

const quantile = (values: number[], share: number): number =>
  values.sort((x, y) => x - y)[Math.min(values.length - 1, Math.floor(values.length * share))]!;
const rows: Record<string, Record<string, string | number>> = {};
for (const [name, queries] of Object.entries(classes)) {
  const row: Record<string, string | number> = {};
  for (const [who, ask] of [
    ['ours', askOurs],
    ['peer', askPeer],
  ] as const) {
    for (const query of queries.slice(0, 5)) ask(query);
    const found: number[] = [];
    const times = queries.map((query) => {
      const started = performance.now();
      found.push(ask(query));
      return performance.now() - started;
    });
    row[`${who} p50/p95 ms`] = `${quantile(times, 0.5).toFixed(1)} / ${quantile(times, 0.95).toFixed(1)}`;
    row[`${who} hits p50`] = quantile(found, 0.5);
  }
  rows[name] = row;
}
console.table(rows);

// What the figures do not tell: the peer does not know that đ is a d, nor that hoà is hòa when marks are typed.
const reach: Record<string, Record<string, number>> = {};
for (const query of ['dang', 'đảng', 'quyet dinh', '"quyet dinh"', 'hoà', 'hòa']) {
  reach[query] = { ours: askOurs(query), peer: askPeer(query) };
}
console.log('pages found:');
console.table(reach);

index.close();
peer.close();
if (!process.argv[3]) rmSync(folder, { recursive: true });

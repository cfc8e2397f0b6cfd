// Looks at the machine and says in words what is there and what is missing. Changes nothing.
import { existsSync } from 'node:fs';
import { cpus, freemem, totalmem } from 'node:os';
import Database from 'better-sqlite3';
import type { DoctorCheck } from '../../shared/contract/archive.ts';
import { languageData } from '../workers/ocr/language-data.ts';
import { resourcePath } from './kernel/index.ts';
import { freeBytes } from './store/index.ts';

const gigabytes = (bytes: number) =>
  `${(bytes / 1e9).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} GB`;

/** `archivePath` adds the check of its drive. */
export async function examineMachine(
  archivePath: string | null,
): Promise<{ ok: boolean; checks: DoctorCheck[] }> {
  const checks: DoctorCheck[] = [];
  const add = (id: string, label: string, ok: boolean, detail: string) =>
    checks.push({ id, label, ok, detail });

  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  add(
    'node',
    'Bộ chạy của phần xử lý',
    major > 22 || (major === 22 && minor >= 14),
    `Node ${process.versions.node}`,
  );

  const db = new Database(':memory:');
  const sqlite = db.prepare('SELECT sqlite_version()').pluck().get() as string;
  db.close();
  add('sqlite', 'Cơ sở dữ liệu', !olderThan(sqlite, '3.51.3'), `SQLite ${sqlite}`);

  try {
    const sharp = (await import('sharp')).default;
    const { info } = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer({ resolveWithObject: true });
    add('images', 'Bộ đọc ảnh', info.size > 0, `libvips ${sharp.versions.vips}`);
  } catch (thrown) {
    add('images', 'Bộ đọc ảnh', false, (thrown as Error).message);
  }

  for (const [language, name] of [
    ['vie', 'tiếng Việt'],
    ['fra', 'tiếng Pháp'],
    ['eng', 'tiếng Anh'],
  ] as const) {
    const found = await languageDataLoads(language);
    add(
      `ocr-${language}`,
      `Dữ liệu nhận dạng ${name}`,
      found,
      found ? 'có, dùng không cần mạng' : 'thiếu – hãy cài lại chương trình',
    );
  }

  const samples = existsSync(resourcePath('samples'));
  add('samples', 'Tài liệu mẫu', samples, samples ? 'có' : 'thiếu');
  // The program needs about 0.9 GB; a 4 GB station with Windows leaves little more than that.
  add('memory', 'Bộ nhớ', totalmem() > 3.5e9, `${gigabytes(freemem())} trống trên ${gigabytes(totalmem())}`);
  add('processor', 'Bộ xử lý', true, `${cpus().length} nhân, ${cpus()[0]?.model.trim() ?? ''}`);
  if (archivePath) {
    const free = await freeBytes(archivePath);
    add('disk', 'Chỗ trống trên ổ chứa kho', free > 2e9, gigabytes(free));
  }
  return { ok: checks.every((c) => c.ok), checks };
}

/** The very data recognition reads, not merely its folder. */
async function languageDataLoads(language: string): Promise<boolean> {
  try {
    return (await languageData(language, 'best')).length > 0;
  } catch {
    return false; // Told in the check's own words.
  }
}

function olderThan(version: string, least: string): boolean {
  const a = version.split('.').map(Number);
  const b = least.split('.').map(Number);
  for (let i = 0; i < 3; i++) if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) < (b[i] ?? 0);
  return false;
}

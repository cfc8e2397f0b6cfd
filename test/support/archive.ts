// Archives for tests: a fresh one in a folder that goes away, with the real core over it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Core, type CoreOptions, createCore } from '../../electron/core/create-core.ts';
import type { JobDetail } from '../../shared/model/job.ts';

/** A folder that is removed when the test ends. */
export async function temporaryFolder(name = 'tangthu-'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), name));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A core with a new archive open at `path`; closed when the test ends. */
export async function newArchive(
  options: CoreOptions = {},
): Promise<{ core: Core; path: string; folder: string }> {
  const folder = await temporaryFolder();
  const path = join(folder, 'kho');
  const core = createCore({ actor: 'kiểm thử', ...options });
  onTestFinished(() => core.close());
  await core.call('archive.create', { path, agencyCode: 'H49.64', agencyName: 'Huyện ủy Bình An' });
  return { core, path, folder };
}

/** Digitises and waits for the end. */
export async function digitise(
  core: Core,
  paths: string[],
  options: { fileCode?: string } = {},
): Promise<JobDetail> {
  const { jobId } = await core.call('intake.digitise', { paths, ...options });
  await core.whenJobFinished(jobId);
  return core.call('jobs.get', { jobId });
}

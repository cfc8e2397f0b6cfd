// The application: takes calls by contract name, checks them, hands them to the capability that answers.
// The only place where capabilities meet. Knows no host: desktop, CLI and tests run this same core.
import { readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { config } from 'zod';
import { vi } from 'zod/locales';
import type { ArchiveInfo } from '../../shared/contract/archive.ts';
import {
  type CallInput,
  type CallName,
  type CallOutput,
  contract,
  type EventMap,
  type EventName,
  type ParsedInput,
} from '../../shared/contract/index.ts';
import { AppError, asAppError, toWireError, type WireReply } from '../../shared/errors/app-error.ts';
import type { JobSummary } from '../../shared/model/job.ts';
import { type ArchiveSession, openSession } from './archive-session.ts';
import { appendAudit } from './audit/index.ts';
import { catalogueHandlers, insertAgency } from './catalogue/index.ts';
import { transaction } from './db/index.ts';
import { examineMachine } from './doctor.ts';
import { extractFields, loadExtractionProfile } from './extraction/index.ts';
import { intakeHandlers } from './intake/index.ts';
import { jobHandlers } from './jobs/index.ts';
import {
  type Clock,
  type Log,
  resourcePath,
  type Surroundings,
  silentLog,
  systemClock,
  timestamp,
} from './kernel/index.ts';
import { searchHandlers } from './search/handlers.ts';
import { createArchive, freeBytes, openArchive } from './store/index.ts';
import { transferHandlers, verify } from './transfer/index.ts';

export interface Core {
  /** Never throws for expected failures when asked through `answer`; `call` throws AppError. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  answer(name: string, input: unknown): Promise<WireReply>;
  on<N extends EventName>(event: N, listener: (payload: EventMap[N]) => void): () => void;
  /** For the desktop's archive:// protocol; not part of the contract. */
  resolveFile: ArchiveSession['resolveFile'];
  whenJobFinished(jobId: string): Promise<JobSummary>;
  close(): Promise<void>;
}

export interface CoreOptions {
  readonly clock?: Clock;
  readonly log?: Log;
  readonly actor?: string;
  /** Default: one per processor core, at most 4. */
  readonly ocrThreads?: number;
  /** Take up unfinished work as soon as an archive is opened (default). The CLI does so only when it is asked to work. */
  readonly resumeJobs?: boolean;
}

// What zod says of wrong input is shown to people.
config(vi());

export function createCore(options: CoreOptions = {}): Core {
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const surroundings: Surroundings = {
    clock: options.clock ?? systemClock,
    log: options.log ?? silentLog,
    actor: options.actor ?? userInfo().username,
    emit(event, payload) {
      for (const listener of listeners.get(event) ?? []) listener(payload as never);
    },
  };
  let session: ArchiveSession | undefined;
  const profile = loadExtractionProfile();

  const opened = (): ArchiveSession => {
    if (!session) throw new AppError('NO_ARCHIVE_OPEN', {});
    return session;
  };
  const withWake = () => {
    const s = opened();
    return { ...s.catalogue, wake: () => s.runner.wake() };
  };

  const close = async () => {
    const ending = session;
    session = undefined;
    await ending?.close();
  };

  const open = async (path: string): Promise<ArchiveInfo> => {
    if (session && session.archive.path === resolve(path)) return info(session);
    await close();
    const archive = openArchive(path);
    try {
      await archive.store.clearStaging();
      if (!archive.db.prepare('SELECT 1 FROM agency').get()) {
        const { agencyCode, agencyName } = archive.description;
        transaction(archive.db, () => {
          insertAgency(archive.db, surroundings.clock, { code: agencyCode, name: agencyName });
          appendAudit(archive.db, surroundings.clock, {
            actor: surroundings.actor,
            action: 'archive.created',
            target: archive.description.id,
            detail: { agencyCode, agencyName },
          });
        });
      }
      session = openSession(archive, surroundings, {
        ocrThreads: options.ocrThreads,
        extract: (pages) => extractFields(pages, profile),
      });
    } catch (thrown) {
      archive.close();
      throw asAppError(thrown, path);
    }
    if (options.resumeJobs ?? true) {
      session.runner.wake();
      session.index.nudge();
    }
    surroundings.emit('archive.changed', {});
    return info(session);
  };

  type Handlers = { [N in CallName]: (input: ParsedInput<N>) => CallOutput<N> | Promise<CallOutput<N>> };
  const handlers: Handlers = {
    'archive.create': async (input) => {
      createArchive(
        input.path,
        { code: input.agencyCode, name: input.agencyName },
        timestamp(surroundings.clock),
      );
      return open(input.path);
    },
    'archive.open': (input) => open(input.path),
    'archive.close': async () => {
      await close();
      surroundings.emit('archive.changed', {});
      return null;
    },
    'archive.info': () => (session ? info(session) : null),
    'archive.samples': () => ({ paths: samplePaths() }),
    'system.doctor': () => examineMachine(session?.archive.path ?? null),

    'catalogue.tree': (input) => catalogueHandlers['catalogue.tree'](opened().catalogue, input),
    'catalogue.documents': (input) => catalogueHandlers['catalogue.documents'](opened().catalogue, input),
    'catalogue.document': (input) => catalogueHandlers['catalogue.document'](opened().catalogue, input),
    'catalogue.neighbours': (input) => catalogueHandlers['catalogue.neighbours'](opened().catalogue, input),
    'catalogue.pageText': (input) => catalogueHandlers['catalogue.pageText'](opened().catalogue, input),
    'catalogue.describe': (input) => catalogueHandlers['catalogue.describe'](opened().catalogue, input),
    'catalogue.files': (input) => catalogueHandlers['catalogue.files'](opened().catalogue, input),
    'catalogue.file.ensure': (input) => catalogueHandlers['catalogue.file.ensure'](opened().catalogue, input),

    'intake.digitise': (input) => intakeHandlers['intake.digitise'](withWake(), input),

    'jobs.list': (input) => jobHandlers['jobs.list'](jobDeps(), input),
    'jobs.get': (input) => jobHandlers['jobs.get'](jobDeps(), input),
    'jobs.cancel': (input) => jobHandlers['jobs.cancel'](jobDeps(), input),
    'jobs.resume': (input) => jobHandlers['jobs.resume'](jobDeps(), input),

    'search.pages': (input) =>
      searchHandlers['search.pages']({ db: opened().archive.db, index: opened().index }, input),

    'transfer.plan': (input) => transferHandlers['transfer.plan']({ db: opened().archive.db }, input),
    'transfer.export': (input) =>
      transferHandlers['transfer.export'](
        { ...withWake(), store: opened().archive.store, archivePath: opened().archive.path },
        input,
      ),
    'transfer.verify': (input) => verify(input.path, session?.archive),
  };
  const jobDeps = () => ({ ...opened().catalogue, runner: opened().runner });

  const call = async (name: string, input: unknown): Promise<unknown> => {
    if (!Object.hasOwn(contract, name))
      throw new AppError('INVALID_INPUT', { detail: `không có lệnh “${name}”` });
    const spec = contract[name as CallName];
    const parsed = spec.input.safeParse(input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new AppError('INVALID_INPUT', {
        detail: `${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
      });
    }
    if (spec.kind !== 'desktop') {
      const { archive } = opened();
      const obstacle = spec.kind === 'command' ? archive.obstacle() : null;
      if (obstacle) throw obstacle;
    }
    const handle = handlers[name as CallName] as (given: unknown) => unknown; // The input was parsed by this very name.
    return await handle(parsed.data);
  };

  return {
    call: async (name, input) => {
      try {
        return (await call(name, input)) as never;
      } catch (thrown) {
        throw asAppError(thrown, session?.archive.path);
      }
    },
    async answer(name, input) {
      try {
        return { ok: true, value: await call(name, input) };
      } catch (thrown) {
        const error = toWireError(thrown, session?.archive.path);
        if (error.code === 'INTERNAL') surroundings.log.error('call', thrown, { name });
        return { ok: false, error };
      }
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      set.add(listener as never);
      listeners.set(event, set);
      return () => set.delete(listener as never);
    },
    resolveFile: (kind, id) => opened().resolveFile(kind, id),
    whenJobFinished: (jobId) => opened().runner.whenFinished(jobId),
    close,
  };
}

async function info({ archive }: ArchiveSession): Promise<ArchiveInfo> {
  const obstacle = archive.obstacle();
  const counts = archive.db
    .prepare(
      `SELECT (SELECT count(*) FROM file) AS files, (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM page) AS pages,
        (SELECT count(*) FROM document WHERE state <> 'described') AS waiting`,
    )
    .get() as ArchiveInfo['counts'];
  return {
    path: archive.path,
    agencyCode: archive.description.agencyCode,
    agencyName: archive.description.agencyName,
    counts,
    freeBytes: obstacle ? 0 : await freeBytes(archive.path),
    problem: obstacle?.message ?? null,
  };
}

function samplePaths(): string[] {
  const folder = resourcePath('samples');
  return readdirSync(folder)
    .filter((name) => /\.(?:jpe?g|png|tiff?|pdf)$/i.test(name))
    .sort()
    .map((name) => resourcePath('samples', name));
}

// Each command of the command line: what it takes, what it asks of the core, what it prints.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages } from '../../shared/contract/intake.ts';
import { AppError, asAppError } from '../../shared/errors/app-error.ts';
import { exitCodes } from '../../shared/errors/codes.ts';
import { type DocumentDetail, fieldNames } from '../../shared/model/document.ts';
import type { JobDetail, JobState } from '../../shared/model/job.ts';
import { plainText } from '../../shared/model/page-text.ts';
import { HIT_END, HIT_START } from '../../shared/model/search.ts';
import type { Core } from '../core/create-core.ts';
import { type Manifest, manifestName } from '../core/transfer/index.ts';
import type { OptionKinds, ParsedArguments } from './arguments.ts';
import { followJob, progressLine } from './progress.ts';

export interface CommandInput extends ParsedArguments {
  readonly core: Core;
  readonly json: boolean;
}

export interface Command {
  readonly usage: string;
  readonly least: number;
  readonly most: number;
  readonly options: OptionKinds;
  /** Returns the exit code. */
  run(input: CommandInput): Promise<number>;
}

const print = (text: string) => process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
const printJson = (value: unknown) => print(JSON.stringify(value, null, 2));
const tell = (text: string) => process.stderr.write(`${text}\n`);

function need(value: string | undefined, option: string): string {
  if (!value) throw new AppError('USAGE', { detail: `thiếu “--${option}”.` });
  return value;
}

/** The document as `digitise` and `show` print it; stable. A field that was not found has value "" (and a box where it stands, if seen). */
function documentJson(document: DocumentDetail, archive: string) {
  const { pdf } = document;
  return {
    id: document.documentId,
    source: document.source.path,
    file: document.fileCode,
    ordinal: document.ordinal,
    state: document.state,
    pages: document.pageCount,
    pdf: pdf
      ? join(archive, 'documents', pdf.sha256.slice(0, 2), pdf.sha256.slice(2, 4), `${pdf.sha256}.pdf`)
      : null,
    fields: Object.fromEntries(
      fieldNames.map((name) => {
        const field = document.values.find((v) => v.name === name);
        return [
          name,
          {
            value: field?.value ?? '',
            confidence: field ? round(field.confidence) : 0,
            box: field?.box ? rounded(field.box) : null,
          },
        ];
      }),
    ),
    findings: document.findings,
  };
}

const round = (n: number) => Math.round(n * 1e5) / 1e5;
const rounded = <T extends object>(box: T): T =>
  Object.fromEntries(Object.entries(box).map(([k, v]) => [k, round(v as number)])) as T;

/** How a finished job is reported: its documents, its failures, the exit code. */
async function reportDigitised(
  core: Core,
  jobId: string,
  json: boolean,
  stoppedBy?: AppError,
): Promise<number> {
  const job = await core.call('jobs.get', { jobId });
  const { path } = await openArchiveInfo(core);
  const documents = await Promise.all(
    job.documentIds.map((documentId) => core.call('catalogue.document', { documentId })),
  );
  const failed = failuresOf(job);
  if (stoppedBy) failed.push({ source: path, code: stoppedBy.code, message: stoppedBy.message });
  if (json) printJson({ jobId, documents: documents.map((d) => documentJson(d, path)), failed });
  else for (const d of documents) print(`${d.documentId}\t${d.pageCount} trang\t${d.sourceName}`);
  for (const f of failed) tell(`Lỗi – ${f.source}: ${f.message}`);
  tell(
    `Xong ${documents.length.toLocaleString('vi-VN')} tài liệu${failed.length ? `, ${failed.length.toLocaleString('vi-VN')} lỗi` : ''}.`,
  );
  if (stoppedBy) tell('Phần chưa xong được giữ lại trong kho, chạy tiếp bằng “tangthu jobs resume”.');
  if (failed.length === 0) return exitCodes.done;
  return documents.length === 0 ? exitCodes.usage : exitCodes.someFailed;
}

function failuresOf(job: JobDetail): { source: string; code: string; message: string }[] {
  return job.failures.map((f) => ({ source: f.sourcePath ?? f.subject, code: f.code, message: f.message }));
}

async function openArchiveInfo(core: Core) {
  const info = await core.call('archive.info', {});
  if (!info) throw new AppError('NO_ARCHIVE_OPEN', {});
  return info;
}

/** Here nothing runs by itself: what is not finished waits for `jobs resume`. */
const stateWords: Readonly<Record<JobState, string>> = {
  queued: 'dở dang',
  running: 'dở dang',
  done: 'đã xong',
  failed: 'hỏng',
  cancelled: 'đã hủy',
};

export const commands: Readonly<Record<string, Command>> = {
  init: {
    usage: 'init <kho> --agency-code MÃ --agency-name TÊN',
    least: 1,
    most: 1,
    options: { 'agency-code': 'value', 'agency-name': 'value' },
    async run({ core, positional: [path], values, json }) {
      const info = await core.call('archive.create', {
        path: path as string,
        agencyCode: need(values['agency-code'], 'agency-code'),
        agencyName: need(values['agency-name'], 'agency-name'),
      });
      if (json) printJson(info);
      else tell(`Đã tạo kho “${info.agencyName}” tại ${info.path}.`);
      return exitCodes.done;
    },
  },

  digitise: {
    usage: 'digitise <kho> <tệp hoặc thư mục…> [--file MÃ] [--lang vie]… [--model best|fast]',
    least: 2,
    most: Number.POSITIVE_INFINITY,
    options: { file: 'value', lang: 'list', model: 'value' },
    async run({ core, positional: [archive, ...paths], values, lists, json }) {
      const wanted = lists.lang ?? ['vie'];
      const known = wanted.filter((l): l is (typeof languages)[number] =>
        (languages as readonly string[]).includes(l),
      );
      if (known.length !== wanted.length)
        throw new AppError('USAGE', { detail: `“--lang” nhận ${languages.join(', ')}.` });
      const model = values.model ?? 'best';
      if (model !== 'fast' && model !== 'best')
        throw new AppError('USAGE', { detail: '“--model” nhận best (mặc định) hoặc fast.' });
      await core.call('archive.open', { path: archive as string });
      const { jobId } = await core.call('intake.digitise', {
        paths,
        fileCode: values.file,
        model,
        languages: known,
      });
      try {
        await followJob(core, jobId);
      } catch (thrown) {
        // What is done is reported all the same; the rest waits for `jobs resume`.
        const error = asAppError(thrown);
        if (error.code !== 'DISK_FULL' && error.code !== 'DEVICE_GONE') throw error;
        return reportDigitised(core, jobId, json, error);
      }
      return reportDigitised(core, jobId, json);
    },
  },

  search: {
    usage: 'search <kho> <từ cần tìm> [--limit N]',
    least: 2,
    most: Number.POSITIVE_INFINITY,
    options: { limit: 'value' },
    async run({ core, positional: [archive, ...words], values, json }) {
      const limit = values.limit === undefined ? 20 : Number(values.limit);
      if (!Number.isInteger(limit) || limit < 1 || limit > 200)
        throw new AppError('USAGE', { detail: '“--limit” là số từ 1 đến 200.' });
      const query = words.join(' ').trim();
      if (query === '') throw new AppError('SEARCH_QUERY_EMPTY', {});
      await core.call('archive.open', { path: archive as string });
      const result = await core.call('search.pages', { query, limit });
      if (json) {
        const plain = (text: string) => text.replaceAll(HIT_START, '').replaceAll(HIT_END, '');
        printJson({ ...result, hits: result.hits.map((h) => ({ ...h, snippet: plain(h.snippet) })) });
      } else {
        const mark = (text: string) => text.replaceAll(HIT_START, '[').replaceAll(HIT_END, ']');
        for (const hit of result.hits) print(`${hit.documentId} · trang ${hit.page}: ${mark(hit.snippet)}`);
        tell(`${result.total.toLocaleString('vi-VN')} trang, ${Math.round(result.tookMs)} ms.`);
      }
      return exitCodes.done;
    },
  },

  text: {
    usage: 'text <kho> <mã tài liệu>',
    least: 2,
    most: 2,
    options: {},
    async run({ core, positional: [archive, documentId], json }) {
      await core.call('archive.open', { path: archive as string });
      const document = await core.call('catalogue.document', { documentId: documentId as string });
      const pages: { page: number; text: string }[] = [];
      for (const page of document.pages) {
        const text = await core.call('catalogue.pageText', { pageId: page.pageId });
        pages.push({ page: page.ordinal, text: text ? plainText(text) : '' });
      }
      if (json) printJson({ documentId, pages });
      else print(pages.map((p) => p.text).join('\n\f'));
      return exitCodes.done;
    },
  },

  show: {
    usage: 'show <kho> <mã tài liệu hoặc mã việc>',
    least: 2,
    most: 2,
    options: {},
    async run({ core, positional: [archive, id], json }) {
      const { path } = await core.call('archive.open', { path: archive as string });
      if (id?.startsWith('j_')) {
        const job = await core.call('jobs.get', { jobId: id });
        if (json) printJson(job);
        else print(`${stateWords[job.state]}\t${progressLine(job)}`);
        return exitCodes.done;
      }
      const document = await core.call('catalogue.document', { documentId: id as string });
      if (json) printJson({ ...document, ...documentJson(document, path) });
      else {
        print(
          `${document.documentId} · hồ sơ ${document.fileCode} · ${document.pageCount} trang · ${document.sourceName}`,
        );
        for (const v of document.values)
          print(`  ${v.name}: ${v.value || '(chưa đọc được)'} (${Math.round(v.confidence * 100)} %)`);
        for (const f of document.findings) print(`  ! ${f.message}`);
      }
      return exitCodes.done;
    },
  },

  export: {
    usage: 'export <kho> --to <thư mục> [--file MÃ]…',
    least: 1,
    most: 1,
    options: { to: 'value', file: 'list' },
    async run({ core, positional: [archive], values, lists, json }) {
      await core.call('archive.open', { path: archive as string });
      const { jobId } = await core.call('transfer.export', {
        to: need(values.to, 'to'),
        ...(lists.file ? { fileCodes: [...lists.file] } : {}),
      });
      await followJob(core, jobId);
      const job = await core.call('jobs.get', { jobId });
      const failure = job.failures[0];
      if (failure) {
        if (json) printJson({ error: { code: failure.code, message: failure.message } });
        tell(failure.message);
        return failure.code === 'INTERNAL' ? exitCodes.internal : exitCodes.usage;
      }
      const verified = await core.call('transfer.verify', { path: job.outputPath as string });
      const { heldBack } = JSON.parse(
        readFileSync(join(job.outputPath as string, manifestName), 'utf8'),
      ) as Manifest;
      for (const held of heldBack)
        tell(`Giữ lại trong kho – ${held.fileCode} · ${held.label}: ${held.reason}`);
      if (json)
        printJson({
          path: job.outputPath,
          ok: verified.ok,
          files: verified.checkedFiles,
          heldBack,
          findings: verified.findings,
        });
      else tell(`Đã xuất ${verified.checkedFiles.toLocaleString('vi-VN')} tệp vào ${job.outputPath}.`);
      return verified.ok ? exitCodes.done : exitCodes.findings;
    },
  },

  verify: {
    usage: 'verify <kho hoặc thư mục đã xuất>',
    least: 1,
    most: 1,
    options: {},
    async run({ core, positional: [path], json }) {
      const result = await core.call('transfer.verify', { path: path as string });
      if (json) printJson(result);
      else {
        for (const f of result.findings) print(`${f.path ?? ''}\t${f.message}`);
        tell(
          result.ok
            ? `Toàn vẹn: đã kiểm tra ${result.checkedFiles.toLocaleString('vi-VN')} tệp.`
            : 'Có sai lệch, xem danh sách trên.',
        );
      }
      return result.ok ? exitCodes.done : exitCodes.findings;
    },
  },

  jobs: {
    usage: 'jobs list|resume <kho> [mã việc]',
    least: 2,
    most: 3,
    options: {},
    async run({ core, positional: [action, archive, jobId], json }) {
      if (action !== 'list' && action !== 'resume')
        throw new AppError('USAGE', { detail: 'dùng “jobs list” hoặc “jobs resume”.' });
      await core.call('archive.open', { path: archive as string });
      if (action === 'list') {
        const { jobs } = await core.call('jobs.list', {});
        if (json) printJson({ jobs });
        else for (const j of jobs) print(`${j.jobId}\t${stateWords[j.state]}\t${progressLine(j)}`);
        return exitCodes.done;
      }
      const { jobs } = await core.call('jobs.resume', jobId ? { jobId } : {});
      const details: JobDetail[] = [];
      for (const job of jobs) {
        await followJob(core, job.jobId);
        details.push(await core.call('jobs.get', { jobId: job.jobId }));
      }
      const failed = details.flatMap(failuresOf);
      if (json) printJson({ jobs: details, failed });
      for (const f of failed) tell(`Lỗi – ${f.source}: ${f.message}`);
      tell(
        details.length === 0
          ? 'Không có việc nào dở dang.'
          : `Đã làm xong ${details.length.toLocaleString('vi-VN')} việc.`,
      );
      return failed.length > 0 ? exitCodes.someFailed : exitCodes.done;
    },
  },

  doctor: {
    usage: 'doctor [kho]',
    least: 0,
    most: 1,
    options: {},
    async run({ core, positional: [archive], json }) {
      if (archive) await core.call('archive.open', { path: archive });
      const result = await core.call('system.doctor', {});
      if (json) printJson(result);
      else for (const c of result.checks) print(`${c.ok ? '✓' : '✗'} ${c.label}: ${c.detail}`);
      return result.ok ? exitCodes.done : exitCodes.findings;
    },
  },
};

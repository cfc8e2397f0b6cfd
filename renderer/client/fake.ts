// A typed stand-in for the bridge: answers every call of the contract from a fictitious archive in memory.
// Only for tests and the preview in a browser; must not be loaded when the real program is there.
import type { JsonValue, TangThuBridge } from '../../shared/contract/bridge.ts';
import type { CallInput, CallName, CallOutput, EventMap, EventName } from '../../shared/contract/index.ts';
import { AppError, toWireError } from '../../shared/errors/app-error.ts';
import type { DocumentDetail, TreeNode } from '../../shared/model/document.ts';
import type { JobDetail } from '../../shared/model/job.ts';
import { boundingBox } from '../../shared/model/page-text.ts';
import { HIT_END, HIT_START } from '../../shared/model/search.ts';
import type { PictureAddresses } from './client.ts';
import { detailOf, type FakePaper, fakePapers, pageTextOf, pictureOf } from './fake-archive.ts';

type Handlers = { [N in CallName]: (input: CallInput<N>) => CallOutput<N> };

export interface FakeOptions {
  /** Starts without an open archive. */
  readonly closed?: boolean;
  /** An archive without documents. */
  readonly empty?: boolean;
  /** A digitise job that is running. */
  readonly running?: boolean;
  /** With `running`: the disk is full and nothing goes on until it is resumed. */
  readonly paused?: boolean;
  /** The folder of the archive is not there any more. */
  readonly gone?: boolean;
  readonly extraDocuments?: number;
}

export interface FakeBridge extends TangThuBridge {
  emit<E extends EventName>(event: E, payload: EventMap[E]): void;
  /** Calls made so far, oldest first. */
  readonly calls: readonly { readonly name: CallName; readonly input: unknown }[];
}

const fold = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();

export function createFake(options: FakeOptions = {}): { bridge: FakeBridge; pictures: PictureAddresses } {
  let open = !options.closed;
  const papers: FakePaper[] = options.empty ? [] : fakePapers();
  for (let n = 0; n < (options.extraDocuments ?? 0) && !options.empty; n += 1) {
    papers.push({
      ...papers[n % 4]!,
      documentId: `doc-x${n}`,
      fileId: 'file-0300',
      fileCode: '0300',
      sourceName: `quet-${n + 100}.tif`,
    });
  }
  let details: DocumentDetail[] = papers.map(detailOf);
  const calls: { name: CallName; input: unknown }[] = [];
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const store = new Map<string, JsonValue>();

  const documentOf = (documentId: string) => {
    const found = details.find((detail) => detail.documentId === documentId);
    if (!found) throw new AppError('NOT_FOUND', { kind: 'tài liệu', id: documentId });
    return found;
  };
  const job = (over: Partial<JobDetail>): JobDetail => ({
    jobId: 'job-1',
    kind: 'digitise',
    state: 'done',
    title: 'Số hóa 7 tệp',
    total: 60,
    done: 58,
    failed: 2,
    pagesTotal: 15,
    pagesDone: 13,
    pausedBecause: null,
    secondsLeft: null,
    createdAt: '2026-11-22T09:29:00.000Z',
    startedAt: '2026-11-22T09:29:01.000Z',
    finishedAt: '2026-11-22T09:34:00.000Z',
    failures: [
      {
        itemId: 'i1',
        subject: 'quet-0006.jpg',
        sourcePath: '/home/can-bo/Ban quet/Hop 12/quet-0006.jpg',
        code: 'SOURCE_DAMAGED',
        message:
          'Tệp “quet-0006.jpg” bị hỏng hoặc thiếu phần cuối (thiếu dấu kết thúc). Tệp không được đưa vào kho, bản gốc được giữ nguyên. Hãy quét hoặc chép lại tệp này.',
      },
      {
        itemId: 'i2',
        subject: 'ke-hoach-khoa.pdf',
        sourcePath: '/home/can-bo/Ban quet/Hop 13/ke-hoach-khoa.pdf',
        code: 'PDF_ENCRYPTED',
        message:
          'Tệp PDF “ke-hoach-khoa.pdf” được đặt mật khẩu nên không đọc được. Tệp gốc được giữ nguyên. Hãy bỏ mật khẩu bằng phần mềm đã tạo tệp rồi nhập lại.',
      },
    ],
    documentIds: details.map((detail) => detail.documentId),
    outputPath: null,
    ...over,
  });
  let jobs: JobDetail[] = options.empty
    ? []
    : [
        options.running
          ? job({
              state: 'running',
              done: 31,
              failed: 2,
              pagesDone: 307,
              pagesTotal: 480,
              secondsLeft: options.paused ? null : 372,
              pausedBecause: options.paused
                ? new AppError('DISK_FULL', { path: '/home/can-bo/Kho luu tru/Binh An' }).message
                : null,
              finishedAt: null,
            })
          : job({}),
      ];

  const infoNow = (): CallOutput<'archive.info'> =>
    open
      ? {
          path: '/home/can-bo/Kho luu tru/Binh An',
          agencyCode: 'H52.01',
          agencyName: 'Lưu trữ huyện Bình An',
          freeBytes: 128_400_000_000,
          problem: options.gone
            ? new AppError('ARCHIVE_GONE', { path: '/home/can-bo/Kho luu tru/Binh An' }).message
            : null,
          counts: {
            files: new Set(details.map((d) => d.fileId)).size,
            documents: details.length,
            pages: details.reduce((sum, d) => sum + d.pageCount, 0),
            waiting: details.filter((d) => d.state === 'proposed').length,
          },
        }
      : null;
  const opened = () => {
    open = true;
    emit('archive.changed', {});
    return infoNow()!;
  };
  const fileIds = () => [...new Set(details.map((detail) => detail.fileId))];
  const titles: Record<string, string> = {
    'file-0237': 'Chỉ đạo tổng kết công tác năm 1998',
    'file-0238': 'Công tác văn hóa, di tích',
  };
  const waitingIn = (list: readonly DocumentDetail[]) =>
    list.filter((detail) => detail.state === 'proposed').length;
  const node = (
    over: Pick<TreeNode, 'kind' | 'id' | 'label' | 'childCount'> & Partial<TreeNode>,
  ): TreeNode => ({ code: '', state: null, waitingCount: 0, ...over });

  const handlers: Handlers = {
    'archive.create': opened,
    'archive.open': ({ path }) => {
      if (path.includes('khong-co')) throw new AppError('ARCHIVE_NOT_FOUND', { path });
      return opened();
    },
    'archive.close': () => {
      open = false;
      emit('archive.changed', {});
      return null;
    },
    'archive.info': infoNow,
    'archive.samples': () => ({ paths: ['/mau/chi-thi.jpg', '/mau/cong-van.pdf'] }),
    'system.doctor': () => ({
      ok: false,
      checks: [
        { id: 'core', label: 'Phần xử lý', ok: true, detail: 'phiên bản 0.1.0' },
        { id: 'vie', label: 'Dữ liệu nhận dạng tiếng Việt', ok: true, detail: 'có sẵn trong chương trình' },
        { id: 'memory', label: 'Bộ nhớ', ok: true, detail: '16 GB, còn trống 9,1 GB' },
        { id: 'disk', label: 'Chỗ trống của ổ chứa kho', ok: false, detail: 'còn 3,1 GB, nên có từ 10 GB' },
      ],
    }),
    'catalogue.tree': ({ parent }) => {
      if (!parent)
        return {
          nodes: [
            node({
              kind: 'agency',
              id: 'agency',
              label: 'Lưu trữ huyện Bình An',
              code: 'H52.01',
              childCount: options.empty ? 0 : 1,
              waitingCount: waitingIn(details),
            }),
          ],
          more: false,
        };
      if (parent.kind === 'agency')
        return {
          nodes: options.empty
            ? []
            : [
                node({
                  kind: 'fonds',
                  id: 'fonds-1',
                  label: 'Phông Huyện ủy Bình An',
                  code: '01',
                  childCount: 1,
                  waitingCount: waitingIn(details),
                }),
              ],
          more: false,
        };
      if (parent.kind === 'fonds')
        return {
          nodes: [
            node({
              kind: 'inventory',
              id: 'inventory-1',
              label: 'Mục lục 01',
              code: '01',
              childCount: fileIds().length,
              waitingCount: waitingIn(details),
            }),
          ],
          more: false,
        };
      if (parent.kind === 'inventory')
        return {
          nodes: fileIds().map((id) => {
            const inside = details.filter((detail) => detail.fileId === id);
            return node({
              kind: 'file',
              id,
              label: titles[id] ?? '',
              code: inside[0]!.fileCode,
              childCount: inside.length,
              waitingCount: waitingIn(inside),
            });
          }),
          more: false,
        };
      return {
        nodes: details
          .filter((detail) => detail.fileId === parent.id)
          .map((detail) =>
            node({
              kind: 'document',
              id: detail.documentId,
              label:
                [detail.fields.typeName, detail.fields.codeNumber, detail.fields.codeNotation]
                  .filter(Boolean)
                  .join(' ') || detail.sourceName,
              code: String(detail.ordinal).padStart(2, '0'),
              childCount: 0,
              state: detail.state,
            }),
          ),
        more: false,
      };
    },
    'catalogue.documents': ({ fileId, state, limit }) => {
      const found = details.filter(
        (detail) => (!fileId || detail.fileId === fileId) && (!state || detail.state === state),
      );
      return { documents: found.slice(0, limit ?? 100), more: found.length > (limit ?? 100) };
    },
    'catalogue.document': ({ documentId }) => documentOf(documentId),
    'catalogue.neighbours': ({ documentId }) => {
      const at = details.findIndex((detail) => detail.documentId === documentId);
      const waiting = [...details.slice(at + 1), ...details.slice(0, at)].find(
        (detail) => detail.state === 'proposed',
      );
      return {
        previous: details[at - 1]?.documentId ?? null,
        next: details[at + 1]?.documentId ?? null,
        nextWaiting: waiting?.documentId ?? null,
      };
    },
    'catalogue.pageText': ({ pageId }) => {
      const at = papers.findIndex((paper) => pageId.startsWith(`${paper.documentId}-p`));
      const page = Number(pageId.split('-p').at(-1));
      if (at < 0 || details[at]?.pages[page - 1]?.text !== 'ready') return null;
      return pageTextOf(papers[at]!, page, at);
    },
    'catalogue.describe': ({ documentId, rowVersion, fields }) => {
      const before = documentOf(documentId);
      if (before.rowVersion !== rowVersion) throw new AppError('STALE_VERSION', {});
      const values = [...before.values];
      for (const [name, value] of Object.entries(fields)) {
        const at = values.findIndex((field) => field.name === name);
        const old = values[at];
        const next = {
          name: name as never,
          value: value ?? '',
          source: old?.value === value ? ('confirmed' as const) : ('typed' as const),
          confidence: 1,
          box: old?.box ?? null,
          rule: null,
        };
        if (at < 0) values.push(next);
        else values[at] = next;
      }
      const after: DocumentDetail = {
        ...before,
        values,
        state: 'described',
        rowVersion: rowVersion + 1,
        fields: { ...before.fields, ...fields },
        pdf: before.pdf && { ...before.pdf, current: false },
        pdfState: before.pdf ? 'making' : before.pdfState,
      };
      details = details.map((detail) => (detail.documentId === documentId ? after : detail));
      emit('data.changed', { documentIds: [documentId], fileIds: [before.fileId] });
      return after;
    },
    'catalogue.files': () => ({
      files: fileIds().map((fileId) => {
        const inside = details.filter((detail) => detail.fileId === fileId);
        return {
          fileId,
          code: inside[0]!.fileCode,
          title: titles[fileId] ?? '',
          documentCount: inside.length,
        };
      }),
      more: false,
    }),
    'catalogue.file.ensure': ({ code }) => ({ fileId: `file-${code}`, code }),
    'intake.digitise': ({ paths }) => {
      const started = job({
        jobId: `job-${jobs.length + 1}`,
        state: 'running',
        title: `Số hóa ${paths.length} tệp`,
        done: 1,
        failed: 0,
        failures: [],
        pagesDone: 2,
        pagesTotal: 9,
        finishedAt: null,
      });
      jobs = [started, ...jobs];
      emit('job.changed', { jobId: started.jobId });
      return { jobId: started.jobId };
    },
    'jobs.list': ({ active }) => ({
      jobs: jobs.filter((one) => !active || one.state === 'running' || one.state === 'queued'),
    }),
    'jobs.get': ({ jobId }) => {
      const found = jobs.find((one) => one.jobId === jobId);
      if (!found) throw new AppError('JOB_NOT_FOUND', { id: jobId });
      return found;
    },
    'jobs.cancel': ({ jobId }) => {
      jobs = jobs.map((one) =>
        one.jobId === jobId
          ? { ...one, state: 'cancelled' as const, finishedAt: '2026-11-22T09:40:00.000Z' }
          : one,
      );
      emit('job.changed', { jobId });
      return jobs.find((one) => one.jobId === jobId)!;
    },
    'jobs.resume': ({ jobId }) => {
      jobs = jobs.map((one) => (!jobId || one.jobId === jobId ? { ...one, pausedBecause: null } : one));
      for (const one of jobs) emit('job.changed', { jobId: one.jobId });
      return { jobs: jobs.filter((one) => !jobId || one.jobId === jobId) };
    },
    'search.pages': ({ query, limit, offset }) => {
      const words = fold(query).split(/\s+/).filter(Boolean);
      const hits = papers.flatMap((paper, index) =>
        paper.pages.flatMap((_, at) => {
          const lines = pageTextOf(paper, at + 1, index).lines;
          const matching = lines.flatMap((line) =>
            line.words.filter((word) => words.includes(fold(word.text).replace(/[.,;:]/g, ''))),
          );
          if (
            words.some(
              (wanted) => !matching.some((word) => fold(word.text).replace(/[.,;:]/g, '') === wanted),
            )
          )
            return [];
          const line = lines.find((one) => one.words.some((word) => matching.includes(word)))!;
          const snippet = line.words
            .map((word) => (matching.includes(word) ? `${HIT_START}${word.text}${HIT_END}` : word.text))
            .join(' ');
          const detail = details[index]!;
          return [
            {
              documentId: paper.documentId,
              pageId: detail.pages[at]!.pageId,
              page: at + 1,
              snippet: `… ${snippet} …`,
              boxes: matching.map((word) => boundingBox([word.box])!),
              exact: true,
              fields: detail.fields,
              fileCode: detail.fileCode,
            },
          ];
        }),
      );
      const from = offset ?? 0;
      return {
        total: hits.length,
        totalDocuments: new Set(hits.map((hit) => hit.documentId)).size,
        tookMs: 14,
        hits: hits.slice(from, from + (limit ?? 20)),
      };
    },
    'transfer.plan': ({ fileCodes }) => {
      const chosen = details.filter((detail) => !fileCodes || fileCodes.includes(detail.fileCode));
      const reasonOf = (detail: DocumentDetail) =>
        detail.fields.secrecy
          ? 'Có dấu chỉ độ mật: không xuất khỏi kho không mật.'
          : detail.pdf
            ? null
            : 'Chưa có tệp PDF/A.';
      const stay = chosen.filter((detail) => reasonOf(detail) !== null);
      return {
        documents: chosen.length - stay.length,
        bytes: chosen.reduce(
          (sum, detail) => sum + (stay.includes(detail) ? 0 : (detail.pdf?.bytes ?? 0)),
          0,
        ),
        heldBack: stay.map((detail) => ({
          documentId: detail.documentId,
          fileCode: detail.fileCode,
          ordinal: detail.ordinal,
          label: detail.fields.typeName ?? detail.sourceName,
          reason: reasonOf(detail) ?? '',
        })),
      };
    },
    'transfer.export': ({ to }) => {
      const done = job({
        jobId: `job-${jobs.length + 1}`,
        kind: 'export',
        title: 'Xuất tài liệu',
        total: 1,
        done: 1,
        failed: 0,
        failures: [],
        pagesTotal: 0,
        pagesDone: 0,
        outputPath: `${to}/Giao-nop-2026-11-22`,
      });
      jobs = [done, ...jobs];
      emit('job.changed', { jobId: done.jobId });
      return { jobId: done.jobId };
    },
    'transfer.verify': ({ path }) =>
      path.includes('Giao-nop')
        ? { ok: true, kind: 'export', checkedFiles: 12, findings: [] }
        : {
            ok: false,
            kind: 'archive',
            checkedFiles: 148,
            findings: [
              {
                code: 'STORED_FILE_DAMAGED',
                severity: 'error',
                message: 'Bản gốc số không còn đúng mã kiểm tra như lúc ghi. Hãy khôi phục từ bản sao lưu.',
                path: 'masters/ab/cd/abcd.tif',
              },
            ],
          },
  };

  function emit<E extends EventName>(event: E, payload: EventMap[E]): void {
    for (const listener of listeners.get(event) ?? []) listener(payload as never);
  }

  const bridge: FakeBridge = {
    calls,
    emit,
    async call(name, input) {
      calls.push({ name, input });
      await new Promise((resolve) => setTimeout(resolve, 15));
      try {
        if (!open && !name.startsWith('archive.') && !name.startsWith('system.'))
          throw new AppError('NO_ARCHIVE_OPEN', {});
        return { ok: true, value: structuredClone(handlers[name](input as never)) };
      } catch (error) {
        return { ok: false, error: toWireError(error) };
      }
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener as never);
      return () => set.delete(listener as never);
    },
    shell: {
      openFolder: async () => '/home/can-bo/Ban quet',
      openFiles: async () => ['/home/can-bo/Ban quet/quet-0001.tif'],
      saveFolder: async () => '/home/can-bo/Giao nop',
      pathsOfDroppedFiles: (files) => files.map((file) => `/home/can-bo/${file.name}`),
      recentArchives: async () => [
        {
          path: '/home/can-bo/Kho luu tru/Binh An',
          agencyName: 'Lưu trữ huyện Bình An',
          openedAtMs: Date.UTC(2026, 10, 21, 9, 5),
          present: true,
        },
        {
          path: '/media/o-cung-ngoai/Kho 2024',
          agencyName: 'Kho lưu trữ năm 2024',
          openedAtMs: Date.UTC(2026, 9, 2, 3, 0),
          present: false,
        },
      ],
      forgetRecentArchive: async () => {},
      get: async (key) => store.get(key) ?? null,
      set: async (key, value) => {
        store.set(key, structuredClone(value));
        return true;
      },
      showItemInFolder: async () => true,
      version: '0.1.0',
      platform: 'linux',
    },
  };

  const pageOf = (pageId: string) => {
    const paper = papers.find((one) => pageId.startsWith(`${one.documentId}-p`));
    return pictureOf(paper?.pages[Number(pageId.split('-p').at(-1)) - 1] ?? [], paper?.paperColour ?? '#fff');
  };
  return { bridge, pictures: { preview: pageOf, thumbnail: pageOf, pdf: () => 'about:blank' } };
}

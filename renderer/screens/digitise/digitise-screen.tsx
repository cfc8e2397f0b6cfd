// Số hóa: bring scans in and watch their pages arrive on the light table.
// Must not process anything; the core's job does.
import { Autocomplete, Button, Select, Skeleton, Slider } from '@mantine/core';
import {
  IconAlertTriangle,
  IconFileImport,
  IconFolderPlus,
  IconInfoCircle,
  IconPhotoScan,
} from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Panel, Separator } from 'react-resizable-panels';
import type { DocumentDetail } from '../../../shared/model/document.ts';
import type { JobSummary } from '../../../shared/model/job.ts';
import { useCall } from '../../client/queries.ts';
import { useRemembered } from '../../client/remembered.ts';
import { Empty, Problem } from '../../components/bits.tsx';
import { formatCount, formatMoment } from '../../components/format.ts';
import { isPaused, outcomeOf } from '../../components/job-words.ts';
import { JobFailuresDialog, PausedNote, StoppedNote } from '../../components/jobs.tsx';
import { PaneGroup } from '../../components/pane-group.tsx';
import { useDocuments, useFiles } from '../../components/use-document.ts';
import { useReading } from '../../components/use-reading.ts';
import { KeyCap, useKeys } from '../../shell/keys.tsx';
import { useNavigation } from '../../shell/navigation.tsx';
import classes from './digitise.module.css';
import { useIntake } from './intake.ts';
import { LightTable } from './light-table.tsx';
import {
  cellsOf,
  countByFilter,
  filterCells,
  filterLabels,
  type StatusFilter,
  statusFilters,
} from './page-status.ts';
import { ReadingChoice } from './reading-choice.tsx';
import { SelectedPage } from './selected-page.tsx';

/** Documents shown at once; more are asked for by a button, so that a very large batch stays light. */
const DOCUMENTS_AT_ONCE = 300;
const LATEST = 'latest';

export function DigitiseScreen() {
  const { openDocument } = useNavigation();
  const [scope, setScope] = useState(LATEST);
  const [shown, setShown] = useState(DOCUMENTS_AT_ONCE);
  const [filter, setFilter] = useState<StatusFilter>('all');
  const [selected, setSelected] = useState<string | null>(null);
  const [large, setLarge] = useState(false);
  const [failuresOf, setFailuresOf] = useState<JobSummary | null>(null);
  const [thumbnailPx, setThumbnailPx] = useRemembered<number>('digitise.thumbnailPx', 112);

  const batch = useBatch(scope, shown);
  const reading = useReading();
  const newestJobId = batch.jobs[0]?.jobId;
  // A new import brings its own pages into view. Subtle: not an effect, which would also run when the screen is shown again.
  const [knownJobId, setKnownJobId] = useState(newestJobId);
  if (newestJobId !== knownJobId) {
    setKnownJobId(newestJobId);
    if (knownJobId !== undefined) {
      setScope(LATEST);
      setFilter('all');
    }
  }

  const cells = useMemo(() => cellsOf(batch.documents, reading), [batch.documents, reading]);
  const counts = useMemo(() => countByFilter(cells), [cells]);
  const visible = useMemo(() => filterCells(cells, filter), [cells, filter]);
  const cell = visible.find((one) => one.page.pageId === selected) ?? visible[0] ?? null;

  const describe = () => {
    if (cell) openDocument(cell.document.documentId, cell.page.ordinal > 1 ? cell.page.ordinal : undefined);
  };
  const intake = useIntake();
  useKeys({
    'intake.files': () => void intake.fromFiles(),
    'intake.folder': () => void intake.fromFolder(),
    'table.open': describe,
    'table.preview': () => cell && setLarge(true),
  });

  const job = batch.job;
  const outcome = job ? outcomeOf(job) : null;
  const paused = batch.jobs.find(isPaused);
  const opening = job?.state === 'running' && !paused;
  return (
    <PaneGroup id="digitise">
      <Panel id="table" minSize={480}>
        <div className="column fill">
          <Toolbar intake={intake} />
          <div className={classes.chips}>
            {shownFilters(counts, filter).map((name) => (
              <button
                key={name}
                type="button"
                className="chip"
                data-tone={counts[name] > 0 ? toneOfFilter[name] : undefined}
                aria-pressed={filter === name}
                onClick={() => setFilter(name)}
              >
                {filterLabels[name]} {formatCount(counts[name])}
              </button>
            ))}
            <span className="grow" />
            <Select
              aria-label="Đang xem"
              w={230}
              data={batch.choices}
              value={scope}
              onChange={(value) => setScope(String(value ?? LATEST))}
              searchable
              limit={200}
              nothingFoundMessage="Không có hồ sơ hay lần nhập nào như vậy"
              maxDropdownHeight={360}
              comboboxProps={{ width: 340, position: 'bottom-end' }}
            />
            <span className="label">Cỡ ảnh</span>
            <Slider
              w={84}
              size={4}
              min={88}
              max={240}
              step={4}
              value={thumbnailPx}
              onChange={setThumbnailPx}
              label={null}
              thumbLabel="Cỡ ảnh"
            />
          </div>
          {paused && <PausedNote job={paused} />}
          {!paused && job?.state === 'cancelled' && counts.unread > 0 && (
            <StoppedNote job={job} unread={counts.unread} />
          )}
          {job && outcome?.words && (
            <div className={classes.failed} data-neutral={outcome.failed === 0 || undefined} role="status">
              {outcome.failed > 0 ? (
                <IconAlertTriangle size={17} aria-hidden="true" />
              ) : (
                <IconInfoCircle size={17} aria-hidden="true" />
              )}
              <span>
                Lần nhập này: {outcome.words}
                {outcome.failed === 0 && ', không nhập lần nữa'}.
              </span>
              <Button
                variant="white"
                color={outcome.failed > 0 ? 'vermilion' : 'gray'}
                size="compact-sm"
                onClick={() => setFailuresOf(job)}
              >
                {outcome.failed > 0 ? 'Xem lý do, làm tiếp' : 'Xem'}
              </Button>
            </div>
          )}
          {batch.error ? (
            <Problem error={batch.error} onRetry={batch.retry} />
          ) : batch.loading ? (
            <TableSkeleton />
          ) : cells.length === 0 ? (
            <Empty
              icon={<IconPhotoScan size={44} stroke={1.2} />}
              title={opening ? 'Đang mở các tệp…' : 'Chưa có trang nào'}
              action={
                opening ? undefined : (
                  <Button leftSection={<IconFileImport size={17} />} onClick={() => void intake.fromFiles()}>
                    Nhập tệp quét
                  </Button>
                )
              }
            >
              {opening
                ? 'Trang đầu tiên sẽ hiện ở đây trong chốc lát.'
                : 'Kéo tệp ảnh, PDF hoặc cả thư mục thả vào cửa sổ này, hoặc bấm nút dưới đây. Máy sẽ đọc chữ, đề xuất mô tả và tạo PDF/A.'}
            </Empty>
          ) : visible.length === 0 ? (
            <Empty
              icon={<IconPhotoScan size={36} stroke={1.3} />}
              title={`Không có trang nào thuộc nhóm “${filterLabels[filter]}”`}
              action={
                <Button variant="default" onClick={() => setFilter('all')}>
                  Xem tất cả
                </Button>
              }
            />
          ) : (
            <LightTable
              cells={visible}
              selected={cell?.page.pageId ?? null}
              onSelect={setSelected}
              onOpen={describe}
              thumbnailPx={thumbnailPx}
            />
          )}
          {batch.more > 0 && (
            <div className={classes.footer}>
              <Button variant="default" size="xs" onClick={() => setShown(shown + DOCUMENTS_AT_ONCE)}>
                Xem thêm {formatCount(Math.min(batch.more, DOCUMENTS_AT_ONCE))} tài liệu
              </Button>
            </div>
          )}
        </div>
      </Panel>
      <Separator aria-label="Đổi bề rộng ngăn" />
      <Panel
        id="page"
        defaultSize={320}
        minSize={260}
        maxSize={620}
        groupResizeBehavior="preserve-pixel-size"
      >
        <SelectedPage cell={cell} large={large} setLarge={setLarge} onDescribe={describe} />
      </Panel>
      <JobFailuresDialog job={failuresOf} onClose={() => setFailuresOf(null)} />
    </PaneGroup>
  );
}

const toneOfFilter: Readonly<Record<StatusFilter, string | undefined>> = {
  all: undefined,
  reading: 'action',
  unread: 'look',
  look: 'look',
  failed: 'must',
};

/** “Chưa đọc” stands only where a job was stopped; the others always, so that nothing moves. */
const shownFilters = (counts: Readonly<Record<StatusFilter, number>>, chosen: StatusFilter) =>
  statusFilters.filter((name) => name !== 'unread' || counts.unread > 0 || chosen === 'unread');

function Toolbar({ intake }: { intake: ReturnType<typeof useIntake> }) {
  const files = useFiles();
  const [fileCode, setFileCode] = useRemembered<string>('session.fileCode', '');
  return (
    <div className={classes.toolbar}>
      <Button
        leftSection={<IconFileImport size={17} />}
        rightSection={<KeyCap id="intake.files" />}
        loading={intake.start.isPending}
        onClick={() => void intake.fromFiles()}
      >
        Nhập tệp
      </Button>
      <Button
        variant="default"
        leftSection={<IconFolderPlus size={17} />}
        rightSection={<KeyCap id="intake.folder" />}
        onClick={() => void intake.fromFolder()}
      >
        Nhập thư mục
      </Button>
      <span className="grow" />
      <label htmlFor="intake-file">Vào hồ sơ</label>
      <Autocomplete
        id="intake-file"
        w={176}
        placeholder="mã, có thể để trống"
        data={(files.data?.files ?? []).map((file) => file.code)}
        value={fileCode}
        onChange={setFileCode}
        maxLength={100}
        limit={50}
        comboboxProps={{ width: 260, position: 'bottom-start' }}
      />
      <ReadingChoice />
    </div>
  );
}

function TableSkeleton() {
  return (
    <div
      className={classes.table}
      aria-hidden="true"
      style={{ display: 'flex', flexWrap: 'wrap', gap: 12, padding: 12, alignContent: 'flex-start' }}
    >
      {Array.from({ length: 12 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: twelve equal boxes
        <Skeleton key={index} width={112} height={174} radius={2} />
      ))}
    </div>
  );
}

/** The documents in view: of a job (one import), of a file, or the newest when nothing was imported here yet. */
function useBatch(scope: string, shown: number) {
  const jobsList = useCall('jobs.list', { limit: 100 });
  const files = useFiles();
  const jobs = (jobsList.data?.jobs ?? []).filter((job) => job.kind === 'digitise');
  const jobId = scope === LATEST ? jobs[0]?.jobId : scope.startsWith('job:') ? scope.slice(4) : undefined;
  const fileId = scope.startsWith('file:') ? scope.slice(5) : undefined;
  const job = useCall(
    'jobs.get',
    { jobId: jobId ?? '' },
    { enabled: jobId !== undefined, keepPrevious: true },
  );
  const listed = useCall(
    'catalogue.documents',
    fileId ? { fileId, limit: 500 } : { newestFirst: true, limit: 200 },
    { enabled: jobsList.isSuccess && jobId === undefined, keepPrevious: true },
  );

  const all =
    jobId !== undefined
      ? (job.data?.documentIds ?? [])
      : fileId
        ? (listed.data?.documents ?? []).map((document) => document.documentId)
        : (listed.data?.documents ?? []).map((document) => document.documentId).reverse();
  const ids = all.slice(0, shown);
  const results = useDocuments(ids);
  const loaded = results
    .map((result) => result.data)
    .filter((detail): detail is DocumentDetail => detail !== undefined);
  // Subtle: useQueries gives a new array at every paint; the table is rebuilt only when a document really changed.
  const stamp = results.map((result) => result.dataUpdatedAt).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` stands for the documents
  const documents = useMemo(() => loaded, [stamp, ids.join()]);

  const choices = [
    { value: LATEST, label: 'Lần nhập gần nhất' },
    ...(jobs.length > 1
      ? [
          {
            group: 'Các lần nhập',
            items: jobs.slice(1).map((one) => ({
              value: `job:${one.jobId}`,
              label: `${one.title} · ${formatMoment(one.createdAt)}`,
            })),
          },
        ]
      : []),
    ...(files.data && files.data.files.length > 0
      ? [
          {
            group: 'Hồ sơ',
            items: files.data.files.map((file) => ({
              value: `file:${file.fileId}`,
              label: `Hồ sơ ${file.code}${file.title ? ` · ${file.title}` : ''}`,
            })),
          },
        ]
      : []),
  ];
  const source = jobId !== undefined ? job : listed;
  return {
    jobs,
    job: jobId !== undefined ? job.data : undefined,
    documents,
    more: all.length - ids.length,
    choices,
    loading:
      jobsList.isPending ||
      source.isPending ||
      (loaded.length === 0 && results.some((result) => result.isPending)),
    error: jobsList.error ?? source.error,
    retry: () => {
      void jobsList.refetch();
      void source.refetch();
    },
  };
}

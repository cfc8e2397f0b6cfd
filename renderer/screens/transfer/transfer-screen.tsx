// Giao nộp: choose what goes and where, watch the export, check the package.
// Must not write files; the core's job does.
import { Button, Checkbox, Loader, Skeleton } from '@mantine/core';
import { IconCircleCheck, IconFolderOpen, IconPackageExport } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ExportPlan } from '../../../shared/contract/transfer.ts';
import { call, shell } from '../../client/client.ts';
import { useCall } from '../../client/queries.ts';
import { Empty, Facts, Problem } from '../../components/bits.tsx';
import cards from '../../components/card.module.css';
import { Card, CardPage } from '../../components/card.tsx';
import { VerifyPanel } from '../../components/findings.tsx';
import { formatBytes, formatCount } from '../../components/format.ts';
import { JobProgress } from '../../components/job-progress.tsx';
import { countsOf, isCounted, isPaused } from '../../components/job-words.ts';
import { JobFailures, PausedNote, useJobActs } from '../../components/jobs.tsx';
import { useFiles } from '../../components/use-document.ts';
import { useNavigation } from '../../shell/navigation.tsx';

export function TransferScreen() {
  const client = useQueryClient();
  const info = useCall('archive.info', {});
  const files = useFiles();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  // Not remembered: the package is written into this very folder, so the next one needs another.
  const [to, setTo] = useState('');
  const [started, setStarted] = useState<{ jobId: string; planned: Planned | null } | null>(null);

  const list = files.data?.files ?? [];
  const chosen = list.filter((file) => !left.has(file.code));
  const documents = chosen.reduce((sum, file) => sum + file.documentCount, 0);
  const scope = left.size > 0 ? { fileCodes: chosen.map((file) => file.code) } : {};
  const plan = useCall('transfer.plan', scope, { enabled: chosen.length > 0, keepPrevious: true });
  // Subtle: while the plan of another choice is reckoned, the old one stands on the screen; it must not be told as this one's.
  const planned: Planned | null =
    plan.data && !plan.isPlaceholderData
      ? { documents: plan.data.documents, heldBack: plan.data.heldBack.length }
      : null;
  const goes = chosen.length === 0 ? 0 : (plan.data?.documents ?? 0);
  const stays = chosen.length === 0 ? [] : (plan.data?.heldBack ?? []);
  // Of the chosen files only, and without what stays behind; beyond one answer's length the number is not known.
  const proposed = useCall('catalogue.documents', { state: 'proposed', limit: 500 });
  const held = new Set(stays.map((one) => one.documentId));
  const waiting = (proposed.data?.documents ?? []).filter(
    (one) => !left.has(one.fileCode) && !held.has(one.documentId),
  ).length;
  const perhaps = proposed.data?.more ?? (info.data?.counts.waiting ?? 0) > 0;

  const start = useMutation({
    mutationFn: (one: { folder: string; planned: Planned | null }) =>
      call('transfer.export', { to: one.folder, ...scope }),
    onSuccess: (answer, one) => {
      setStarted({ jobId: answer.jobId, planned: one.planned });
      setTo('');
      void client.invalidateQueries({ queryKey: ['jobs.list'] });
    },
  });
  const chooseFolder = async () => {
    const folder = await shell().saveFolder({
      title: 'Chọn thư mục để ghi gói giao nộp',
      buttonLabel: 'Chọn thư mục này',
      ...(to ? { defaultPath: to } : {}),
    });
    if (folder) setTo(folder);
    return folder;
  };
  const begin = async () => {
    const folder = to || (await chooseFolder());
    if (folder) start.mutate({ folder, planned });
  };

  if (files.error) return <Problem error={files.error} onRetry={() => void files.refetch()} />;
  if (files.isSuccess && list.length === 0) {
    return (
      <Empty icon={<IconPackageExport size={44} stroke={1.2} />} title="Chưa có gì để giao nộp">
        Khi có tài liệu đã số hóa, màn hình này ghi chúng ra một thư mục: tệp PDF/A theo tên quy định, mục lục
        và bảng mã kiểm tra để nơi nhận kiểm tra.
      </Empty>
    );
  }
  return (
    <CardPage label="Giao nộp">
      <div style={{ display: 'grid', gap: '1rem' }}>
        <Card
          title="Những hồ sơ sẽ xuất"
          aside={
            <span className="chip">
              {formatCount(chosen.length)} hồ sơ · {formatCount(documents)} tài liệu
            </span>
          }
        >
          {files.isPending ? (
            <Skeleton height={120} />
          ) : (
            <table className={cards.table}>
              <thead>
                <tr>
                  <th style={{ width: '2rem' }}>
                    <Checkbox
                      aria-label="Chọn mọi hồ sơ"
                      checked={left.size === 0}
                      indeterminate={left.size > 0 && chosen.length > 0}
                      onChange={() =>
                        setLeft(left.size === 0 ? new Set(list.map((file) => file.code)) : new Set())
                      }
                    />
                  </th>
                  <th>Mã hồ sơ</th>
                  <th>Tiêu đề</th>
                  <th>Tài liệu</th>
                </tr>
              </thead>
              <tbody>
                {list.map((file) => (
                  <tr key={file.fileId}>
                    <td>
                      <Checkbox
                        aria-label={`Xuất hồ sơ ${file.code}`}
                        checked={!left.has(file.code)}
                        onChange={() => {
                          const next = new Set(left);
                          if (!next.delete(file.code)) next.add(file.code);
                          setLeft(next);
                        }}
                      />
                    </td>
                    <td data-selectable>{file.code}</td>
                    <td className={`clip ${cards.title}`} title={file.title || undefined}>
                      {file.title || <span className="muted">chưa có tiêu đề</span>}
                    </td>
                    <td>{formatCount(file.documentCount)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Card>
        {stays.length > 0 && <HeldBack documents={stays} />}
      </div>
      <div style={{ display: 'grid', gap: '1rem' }}>
        {plan.error && <Problem error={plan.error} onRetry={() => void plan.refetch()} />}
        <Card title="Ghi gói giao nộp">
          <p>
            Gói gồm tệp PDF/A theo tên quy định, mục lục và bảng mã kiểm tra. Thư mục chỉ hiện ra khi đã ghi
            đủ và đọc lại đúng.
          </p>
          {goes > 0 && perhaps ? (
            <p style={{ color: 'var(--look)' }}>
              Trong đó có thể có tài liệu chưa biên mục; chúng được xuất với mô tả máy đề xuất.
            </p>
          ) : (
            goes > 0 &&
            planned &&
            waiting > 0 && (
              <p style={{ color: 'var(--look)' }}>
                Trong đó {formatCount(waiting)} tài liệu chưa biên mục; chúng được xuất với mô tả máy đề xuất.
              </p>
            )
          )}
          <Facts
            rows={[
              [
                'Sẽ ghi',
                chosen.length === 0
                  ? 'chưa chọn hồ sơ nào'
                  : planned && plan.data
                    ? `${formatCount(goes)} tài liệu · ${formatBytes(plan.data.bytes)}`
                    : 'đang tính…',
              ],
              [
                'Thư mục nhận',
                to ? (
                  to
                ) : (
                  <span key="none" className="muted">
                    chưa chọn
                  </span>
                ),
              ],
            ]}
          />
          <div className={cards.actions}>
            <Button
              variant="default"
              leftSection={<IconFolderOpen size={17} />}
              onClick={() => void chooseFolder()}
            >
              Chọn thư mục
            </Button>
            <Button
              leftSection={<IconPackageExport size={17} />}
              disabled={planned === null || goes === 0}
              loading={start.isPending}
              onClick={() => void begin()}
            >
              Xuất {formatCount(goes)} tài liệu
            </Button>
          </div>
          {start.error && (
            <div style={{ marginTop: '0.75rem' }}>
              <Problem error={start.error} onRetry={() => void begin()} compact />
            </div>
          )}
        </Card>
        {started && <ExportResult key={started.jobId} {...started} />}
      </div>
    </CardPage>
  );
}

const HELD_BACK_SHOWN = 200;

function HeldBack({ documents }: { documents: ExportPlan['heldBack'] }) {
  const { openDocument } = useNavigation();
  return (
    <Card
      title="Ở lại trong kho"
      aside={
        <span className="chip" data-tone="look">
          {formatCount(documents.length)} tài liệu
        </span>
      }
    >
      <table className={cards.table}>
        <thead>
          <tr>
            <th>Hồ sơ</th>
            <th>Tài liệu</th>
            <th>Vì sao</th>
            <th>
              <span className="sr">Thao tác</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {documents.slice(0, HELD_BACK_SHOWN).map((one) => (
            <tr key={one.documentId}>
              <td style={{ whiteSpace: 'nowrap' }}>{one.fileCode}</td>
              <td className={`clip ${cards.title}`} title={one.label}>
                {String(one.ordinal).padStart(2, '0')} · {one.label}
              </td>
              <td>{one.reason}</td>
              <td>
                <Button variant="subtle" size="compact-xs" onClick={() => openDocument(one.documentId)}>
                  Mở
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {documents.length > HELD_BACK_SHOWN && (
        <p className="muted" style={{ margin: '0.5rem 0 0' }}>
          và {formatCount(documents.length - HELD_BACK_SHOWN)} tài liệu khác
        </p>
      )}
    </Card>
  );
}

interface Planned {
  readonly documents: number;
  readonly heldBack: number;
}

/** "7 tài liệu, giữ lại 1". */
const plannedWords = ({ documents, heldBack }: Planned) =>
  `${formatCount(documents)} tài liệu${heldBack > 0 ? `, giữ lại ${formatCount(heldBack)}` : ''}`;

function ExportResult({ jobId, planned }: { jobId: string; planned: Planned | null }) {
  const job = useCall('jobs.get', { jobId });
  const { cancel } = useJobActs();
  const { say } = useNavigation();
  const show = async (path: string) => {
    if (!(await shell().showItemInFolder(path)))
      say(`Không mở được trình quản lý tệp. Gói nằm ở ${path}.`, 'look');
  };
  if (job.error) return <Problem error={job.error} onRetry={() => void job.refetch()} />;
  if (!job.data) return <Skeleton height={90} radius={7} />;
  const { state, outputPath } = job.data;
  const running = state === 'running' || state === 'queued';
  const paused = isPaused(job.data);
  return (
    <Card
      title={paused ? 'Đang dừng' : running ? 'Đang xuất' : state === 'done' ? 'Đã xuất' : 'Chưa xuất xong'}
    >
      {running && (
        <>
          {paused ? (
            <div style={{ margin: '-0.75rem -0.875rem 0.75rem' }}>
              <PausedNote job={job.data} />
            </div>
          ) : (
            isCounted(job.data) && (
              <div style={{ marginBottom: '0.625rem' }}>
                <JobProgress job={job.data} label="Tiến độ xuất" size={8} />
              </div>
            )
          )}
          <div className="row">
            {!paused && !isCounted(job.data) && <Loader size={16} aria-hidden="true" />}
            <span>
              {!paused &&
                (isCounted(job.data) ? countsOf(job.data) : 'Đang ghi các tệp và đọc lại từng tệp…')}
            </span>
            <span className="grow" />
            <Button size="compact-sm" variant="subtle" onClick={() => cancel.mutate(jobId)}>
              Hủy
            </Button>
          </div>
        </>
      )}
      {state === 'done' && (
        <>
          <p style={{ display: 'flex', gap: '0.5rem', color: 'var(--done)', fontWeight: 500 }}>
            <IconCircleCheck size={18} aria-hidden="true" style={{ flex: 'none' }} />
            Đã ghi xong và đọc lại đúng.
          </p>
          <Facts
            rows={[
              ...(planned ? [['Theo kế hoạch', plannedWords(planned)] as const] : []),
              ['Thư mục', outputPath ?? ''] as const,
            ]}
          />
          <div className={cards.actions}>
            {outputPath && (
              <Button
                variant="default"
                leftSection={<IconFolderOpen size={17} />}
                onClick={() => void show(outputPath)}
              >
                Mở thư mục
              </Button>
            )}
          </div>
          {job.data.failed > 0 && (
            <div style={{ marginTop: '0.75rem' }}>
              <JobFailures jobId={jobId} />
            </div>
          )}
          {outputPath && (
            <div style={{ marginTop: '0.75rem' }}>
              <VerifyPanel path={outputPath} label="Kiểm tra gói" />
            </div>
          )}
        </>
      )}
      {(state === 'failed' || state === 'cancelled') && <JobFailures jobId={jobId} />}
    </Card>
  );
}

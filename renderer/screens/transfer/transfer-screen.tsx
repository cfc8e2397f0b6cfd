// Giao nộp: choose what goes and where, watch the export, check the package.
// Must not write files; the core's job does.
import { Button, Checkbox, Progress, Skeleton } from '@mantine/core';
import { IconCircleCheck, IconFolderOpen, IconPackageExport } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, shell } from '../../client/client.ts';
import { useCall } from '../../client/queries.ts';
import { useRemembered } from '../../client/remembered.ts';
import { Empty, Facts, Problem } from '../../components/bits.tsx';
import cards from '../../components/card.module.css';
import { Card, CardPage } from '../../components/card.tsx';
import { VerifyPanel } from '../../components/findings.tsx';
import { formatCount } from '../../components/format.ts';
import { countsOf, JobFailures, progressOf, useJobActs } from '../../components/jobs.tsx';

export function TransferScreen() {
  const client = useQueryClient();
  const info = useCall('archive.info', {});
  const files = useCall('catalogue.files', { limit: 500 });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [to, setTo] = useRemembered<string>('transfer.to', '');
  const [jobId, setJobId] = useState<string | null>(null);

  const list = files.data?.files ?? [];
  const chosen = list.filter((file) => !left.has(file.code));
  const documents = chosen.reduce((sum, file) => sum + file.documentCount, 0);
  const waiting = info.data?.counts.waiting ?? 0;

  const start = useMutation({
    mutationFn: (folder: string) =>
      call('transfer.export', {
        to: folder,
        ...(left.size > 0 ? { fileCodes: chosen.map((file) => file.code) } : {}),
      }),
    onSuccess: (answer) => {
      setJobId(answer.jobId);
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
    if (folder) start.mutate(folder);
  };

  if (files.error) return <Problem error={files.error} onRetry={() => void files.refetch()} />;
  if (files.isSuccess && list.length === 0) {
    return (
      <Empty icon={<IconPackageExport size={44} stroke={1.2} />} title="Chưa có gì để giao nộp">
        Khi có tài liệu đã số hóa, màn hình này ghi chúng ra một thư mục: tệp PDF/A theo tên quy định, mục lục
        và bảng mã băm để nơi nhận kiểm tra.
      </Empty>
    );
  }
  return (
    <CardPage label="Giao nộp">
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
                  <td>{file.title || <span className="muted">chưa có tiêu đề</span>}</td>
                  <td>{formatCount(file.documentCount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
      <div style={{ display: 'grid', gap: '1rem' }}>
        <Card title="Ghi gói giao nộp">
          <p>
            Gói gồm tệp PDF/A theo tên quy định, mục lục và bảng mã băm. Thư mục chỉ hiện ra khi đã ghi đủ và
            đọc lại đúng.
          </p>
          {waiting > 0 && (
            <p style={{ color: 'var(--look)' }}>
              Còn {formatCount(waiting)} tài liệu chờ biên mục; chúng được xuất với mô tả máy đề xuất.
            </p>
          )}
          <Facts
            rows={[
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
              disabled={chosen.length === 0}
              loading={start.isPending}
              onClick={() => void begin()}
            >
              Xuất {formatCount(documents)} tài liệu
            </Button>
          </div>
          {start.error && (
            <div style={{ marginTop: '0.75rem' }}>
              <Problem error={start.error} compact />
            </div>
          )}
        </Card>
        {jobId && <ExportResult key={jobId} jobId={jobId} />}
      </div>
    </CardPage>
  );
}

function ExportResult({ jobId }: { jobId: string }) {
  const job = useCall('jobs.get', { jobId });
  const { cancel } = useJobActs();
  if (job.error) return <Problem error={job.error} onRetry={() => void job.refetch()} />;
  if (!job.data) return <Skeleton height={90} radius={7} />;
  const { state, outputPath } = job.data;
  const running = state === 'running' || state === 'queued';
  return (
    <Card title={running ? 'Đang xuất' : state === 'done' ? 'Đã xuất' : 'Chưa xuất xong'}>
      {running && (
        <>
          <Progress.Root size={8} mb="xs">
            <Progress.Section value={progressOf(job.data)} aria-label="Tiến độ xuất" />
          </Progress.Root>
          <div className="row">
            <span>{countsOf(job.data)}</span>
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
            Đã ghi {formatCount(job.data.pagesDone || job.data.done)} {job.data.pagesDone ? 'trang' : 'tệp'}{' '}
            và đọc lại đúng.
          </p>
          <Facts rows={[['Thư mục', outputPath ?? '']]} />
          <div className={cards.actions}>
            {outputPath && (
              <Button
                variant="default"
                leftSection={<IconFolderOpen size={17} />}
                onClick={() => void shell().showItemInFolder(outputPath)}
              >
                Mở thư mục
              </Button>
            )}
          </div>
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

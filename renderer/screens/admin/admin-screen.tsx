// Quản trị: the open archive, its integrity, this machine, and all jobs.
// Must not change documents.
import { Button, SegmentedControl, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconFolderOpen, IconLogout, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobSummary } from '../../../shared/model/job.ts';
import { call, messageOfThrown, shell, wordForAgain } from '../../client/client.ts';
import { useCall } from '../../client/queries.ts';
import { Facts, Problem } from '../../components/bits.tsx';
import cards from '../../components/card.module.css';
import { Card, CardPage } from '../../components/card.tsx';
import { VerifyPanel } from '../../components/findings.tsx';
import { formatBytes, formatCount, formatMoment } from '../../components/format.ts';
import { canResume, countsOf, isPaused, outcomeOf, pausedWords } from '../../components/job-words.ts';
import { JobFailuresDialog, useJobActs, useJobDetail } from '../../components/jobs.tsx';
import { useNavigation } from '../../shell/navigation.tsx';
import { textSizes, useTextSize } from '../../styles/text-size.ts';

export function AdminScreen() {
  const info = useCall('archive.info', {});
  if (info.error) return <Problem error={info.error} onRetry={() => void info.refetch()} />;
  return (
    <CardPage label="Quản trị">
      <OpenArchive />
      <div style={{ display: 'grid', gap: '1rem' }}>
        <Card title="Kiểm tra toàn vẹn kho">
          <p>
            Đọc lại mọi tệp trong kho và so với mã kiểm tra đã ghi. Kho lớn có thể mất vài phút; không có gì
            bị thay đổi.
          </p>
          {info.data && <VerifyPanel path={info.data.path} label="Kiểm tra toàn vẹn kho" />}
        </Card>
        <TextSize />
      </div>
      <Machine />
      <Jobs />
    </CardPage>
  );
}

function OpenArchive() {
  const info = useCall('archive.info', {});
  const { say } = useNavigation();
  const open = useMutation({
    mutationFn: async () => {
      const path = await shell().openFolder({ title: 'Chọn thư mục kho để mở', buttonLabel: 'Mở kho' });
      if (path) await call('archive.open', { path });
    },
    onError: (error) =>
      say(messageOfThrown(error), 'must', { label: wordForAgain(error), run: () => open.mutate() }),
  });
  const close = useMutation({
    mutationFn: () => call('archive.close', {}),
    onError: (error) =>
      say(messageOfThrown(error), 'must', { label: wordForAgain(error), run: () => close.mutate() }),
  });
  const data = info.data;
  return (
    <Card title="Kho đang mở">
      {data ? (
        <Facts
          rows={[
            ['Cơ quan lưu trữ', data.agencyName],
            ['Mã cơ quan', data.agencyCode],
            ['Thư mục kho', data.path],
            [
              'Trong kho',
              `${formatCount(data.counts.files)} hồ sơ · ${formatCount(data.counts.documents)} tài liệu · ${formatCount(data.counts.pages)} trang`,
            ],
            ['Chờ biên mục', `${formatCount(data.counts.waiting)} tài liệu`],
            ['Ổ đĩa còn trống', formatBytes(data.freeBytes)],
          ]}
        />
      ) : (
        <Skeleton height={150} />
      )}
      <div className={cards.actions}>
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={17} />}
          loading={open.isPending}
          onClick={() => open.mutate()}
        >
          Mở kho khác
        </Button>
        <Button
          variant="default"
          leftSection={<IconLogout size={17} />}
          loading={close.isPending}
          onClick={() => close.mutate()}
        >
          Đóng kho này
        </Button>
      </div>
    </Card>
  );
}

function TextSize() {
  const { value, choose } = useTextSize();
  return (
    <Card title="Cỡ chữ">
      <SegmentedControl
        aria-label="Cỡ chữ của cửa sổ"
        data={[...textSizes]}
        value={value}
        onChange={choose}
        size="sm"
      />
      <p className="muted" style={{ margin: '0.625rem 0 0' }}>
        Được nhớ cho lần mở sau trên máy này.
      </p>
    </Card>
  );
}

function Machine() {
  const doctor = useCall('system.doctor', {});
  return (
    <Card
      title="Máy này"
      aside={
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconRefresh size={15} />}
          loading={doctor.isFetching}
          onClick={() => void doctor.refetch()}
        >
          Kiểm tra lại
        </Button>
      }
    >
      {doctor.error ? (
        <Problem error={doctor.error} onRetry={() => void doctor.refetch()} compact />
      ) : doctor.data ? (
        <table className={cards.table} style={{ tableLayout: 'auto' }}>
          <tbody>
            {doctor.data.checks.map((check) => (
              <tr key={check.id}>
                <td
                  style={{
                    width: '5.25rem',
                    whiteSpace: 'nowrap',
                    color: check.ok ? 'var(--done)' : 'var(--look)',
                  }}
                >
                  <span className="row" style={{ gap: '0.25rem' }}>
                    {check.ok ? (
                      <IconCheck size={16} aria-hidden="true" />
                    ) : (
                      <IconAlertTriangle size={16} aria-hidden="true" />
                    )}
                    {check.ok ? 'tốt' : 'cần xem'}
                  </span>
                </td>
                <td style={{ whiteSpace: 'nowrap' }}>{check.label}</td>
                <td className="muted" data-selectable>
                  {check.detail}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Skeleton height={120} />
      )}
      <p className="label" style={{ margin: '0.75rem 0 0' }}>
        Tàng Thư, phiên bản {shell().version}
      </p>
    </Card>
  );
}

function Jobs() {
  const jobs = useCall('jobs.list', { limit: 50 });
  const [failuresOf, setFailuresOf] = useState<JobSummary | null>(null);
  const list = jobs.data?.jobs ?? [];
  return (
    <Card title="Các việc đã và đang làm" aside={<span className="chip">{formatCount(list.length)}</span>}>
      {jobs.error ? (
        <Problem error={jobs.error} onRetry={() => void jobs.refetch()} compact />
      ) : list.length === 0 ? (
        <p className="muted" style={{ margin: 0 }}>
          {jobs.isPending ? 'Đang mở…' : 'Chưa có việc nào.'}
        </p>
      ) : (
        <table className={cards.table}>
          <thead>
            <tr>
              <th>Việc</th>
              <th>Bắt đầu</th>
              <th>Kết quả</th>
              <th>
                <span className="sr">Thao tác</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.map((job) => (
              <JobRow key={job.jobId} job={job} onFailures={setFailuresOf} />
            ))}
          </tbody>
        </table>
      )}
      <JobFailuresDialog job={failuresOf} onClose={() => setFailuresOf(null)} />
    </Card>
  );
}

function JobRow({ job: summary, onFailures }: { job: JobSummary; onFailures: (job: JobSummary) => void }) {
  const job = useJobDetail(summary) ?? summary;
  const outcome = outcomeOf(job);
  const { cancel, resume } = useJobActs();
  return (
    <>
      <tr data-open={isPaused(job) || undefined}>
        <td className={`clip ${cards.title}`} title={job.title}>
          {job.title}
        </td>
        <td style={{ whiteSpace: 'nowrap' }}>{formatMoment(job.createdAt)}</td>
        <td>
          {countsOf(job)}
          {outcome.words && (
            <>
              {' · '}
              <Button
                variant="subtle"
                color={outcome.failed > 0 ? 'vermilion' : 'gray'}
                size="compact-xs"
                px={2}
                h="auto"
                styles={{ label: { whiteSpace: 'normal', textAlign: 'left' } }}
                onClick={() => onFailures(job)}
              >
                {outcome.words}
              </Button>
            </>
          )}
        </td>
        <td style={{ whiteSpace: 'nowrap' }}>
          <span className="row" style={{ justifyContent: 'flex-end', gap: '0.375rem' }}>
            {canResume(job) && (
              <Button
                size="compact-xs"
                variant="default"
                loading={resume.isPending && resume.variables === job.jobId}
                onClick={() => resume.mutate(job.jobId)}
              >
                Làm tiếp
              </Button>
            )}
            {(job.state === 'running' || job.state === 'queued') && (
              <Button size="compact-xs" variant="default" onClick={() => cancel.mutate(job.jobId)}>
                Hủy
              </Button>
            )}
          </span>
        </td>
      </tr>
      {isPaused(job) && (
        <tr>
          <td colSpan={4} className={cards.note} data-selectable>
            {pausedWords(job)}
          </td>
        </tr>
      )}
    </>
  );
}

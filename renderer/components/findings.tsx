// Runs a check of a folder (archive or export) and lists what it found.
// Must not repair anything.
import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconShieldCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { call } from '../client/client.ts';
import { Problem } from './bits.tsx';
import classes from './findings.module.css';
import { formatCount } from './format.ts';

export function VerifyPanel({ path, label }: { path: string; label: string }) {
  const verify = useMutation({ mutationFn: () => call('transfer.verify', { path }) });
  const result = verify.data;
  return (
    <div>
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={17} />}
        loading={verify.isPending}
        onClick={() => verify.mutate()}
      >
        {label}
      </Button>
      <div className={classes.result} role="status">
        {verify.isPending && (
          <>
            <p className="muted">Đang đọc lại từng tệp và so với mã kiểm tra đã ghi…</p>
            <Skeleton height={14} width="60%" />
          </>
        )}
        {verify.error && <Problem error={verify.error} onRetry={() => verify.mutate()} compact />}
        {result && !verify.isPending && (
          <>
            <p className={classes.summary} data-ok={result.ok}>
              {result.ok ? (
                <IconCircleCheck size={18} aria-hidden="true" />
              ) : (
                <IconAlertTriangle size={18} aria-hidden="true" />
              )}
              {result.ok
                ? `Nguyên vẹn: đã đọc lại ${formatCount(result.checkedFiles)} tệp, mọi tệp đúng như lúc ghi.`
                : `Có ${formatCount(result.findings.length)} điều cần xem trong ${formatCount(result.checkedFiles)} tệp đã đọc lại. Không có gì bị thay đổi.${result.kind === 'export' && result.findings.some((one) => one.severity === 'error') ? ' Đừng giao gói này; hãy xuất lại.' : ''}`}
            </p>
            {result.findings.length > 0 && (
              <ul className={classes.list}>
                {result.findings.map((finding, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a finding has no id of its own
                  <li key={index} data-severity={finding.severity}>
                    {finding.severity === 'info' ? (
                      <IconInfoCircle size={16} aria-hidden="true" />
                    ) : (
                      <IconAlertTriangle size={16} aria-hidden="true" />
                    )}
                    <div data-selectable>
                      {finding.message}
                      {finding.path && <div className="label">{finding.path}</div>}
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
    </div>
  );
}

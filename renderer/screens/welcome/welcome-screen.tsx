// First start: make an archive, open one, or try with samples; each leads straight into work.
// Must not touch folders; the shell's dialogs give paths, the core makes the archive.
import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconArchive, IconFlask2, IconFolderOpen, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call, shell } from '../../client/client.ts';
import { Problem } from '../../components/bits.tsx';
import { formatMoment } from '../../components/format.ts';
import { type NewArchive, problemsOf } from './new-archive.ts';
import classes from './welcome.module.css';

export function WelcomeScreen() {
  const client = useQueryClient();
  const [making, setMaking] = useState(false);
  const recent = useQuery({ queryKey: ['shell.recentArchives'], queryFn: () => shell().recentArchives() });

  const begin = () => {
    void client.invalidateQueries();
  };
  const open = useMutation({
    mutationFn: async (path: string | null) => {
      const chosen =
        path ?? (await shell().openFolder({ title: 'Chọn thư mục kho để mở', buttonLabel: 'Mở kho' }));
      if (!chosen) return false;
      await call('archive.open', { path: chosen });
      return true;
    },
    onSuccess: (opened) => opened && begin(),
  });
  const tryIt = useMutation({
    mutationFn: async () => {
      const path = await shell().saveFolder({
        title: 'Chọn thư mục trống để đặt kho thử',
        buttonLabel: 'Đặt kho thử ở đây',
      });
      if (!path) return false;
      await call('archive.create', { path, agencyCode: 'THU', agencyName: 'Kho thử với tài liệu mẫu' });
      const { paths } = await call('archive.samples', {});
      await call('intake.digitise', { paths, languages: ['vie'] });
      return true;
    },
    onSuccess: (made) => made && begin(),
  });
  const busy = open.isPending || tryIt.isPending;
  const error = open.error ?? tryIt.error;
  const again = () => (open.error ? open.mutate(open.variables ?? null) : tryIt.mutate());

  return (
    <div className={classes.page}>
      <div className={classes.inner}>
        <h1>Tàng Thư</h1>
        <p className={classes.lead}>
          Từ bản quét đến tài liệu có mô tả, tra cứu được, ở dạng PDF/A. Mọi việc làm trên máy này, không cần
          mạng.
        </p>
        <div className={classes.choices}>
          <button
            type="button"
            className={classes.choice}
            aria-pressed={making}
            disabled={busy}
            onClick={() => setMaking(true)}
          >
            <IconArchive size={30} stroke={1.4} aria-hidden="true" />
            <strong>Tạo kho mới</strong>
            <span>Chọn một thư mục trống; mọi bản gốc, mô tả và tệp PDF/A sẽ nằm trong đó.</span>
          </button>
          <button type="button" className={classes.choice} disabled={busy} onClick={() => open.mutate(null)}>
            <IconFolderOpen size={30} stroke={1.4} aria-hidden="true" />
            <strong>Mở kho có sẵn</strong>
            <span>Chọn thư mục của một kho đã tạo trên máy này hoặc ổ đĩa khác.</span>
          </button>
          <button type="button" className={classes.choice} disabled={busy} onClick={() => tryIt.mutate()}>
            <IconFlask2 size={30} stroke={1.4} aria-hidden="true" />
            <strong>Thử với tài liệu mẫu</strong>
            <span>Đặt một kho thử vào thư mục trống và xem chương trình số hóa vài văn bản hư cấu.</span>
          </button>
        </div>
        <div className={classes.below}>
          {error && <Problem error={error} onRetry={again} compact />}
          {making ? (
            <NewArchiveForm onDone={begin} onCancel={() => setMaking(false)} />
          ) : (
            recent.data &&
            recent.data.length > 0 && (
              <section className={classes.panel} aria-label="Kho đã mở gần đây">
                <h2>Đã mở gần đây</h2>
                <ul className={classes.recent}>
                  {recent.data.map((one) => (
                    <li key={one.path}>
                      <button type="button" disabled={busy} onClick={() => open.mutate(one.path)}>
                        <b className="clip">{one.agencyName}</b>
                        <span className="muted clip">{one.path}</span>
                        <span className="muted">
                          {one.present
                            ? formatMoment(new Date(one.openedAtMs).toISOString())
                            : 'không thấy ổ đĩa hoặc thư mục'}
                        </span>
                      </button>
                      <Tooltip label="Bỏ khỏi danh sách, kho vẫn còn nguyên">
                        <ActionIcon
                          aria-label={`Bỏ ${one.agencyName} khỏi danh sách`}
                          size={26}
                          onClick={() =>
                            void shell()
                              .forgetRecentArchive(one.path)
                              .then(() => recent.refetch())
                          }
                        >
                          <IconX size={15} />
                        </ActionIcon>
                      </Tooltip>
                    </li>
                  ))}
                </ul>
              </section>
            )
          )}
        </div>
      </div>
    </div>
  );
}

function NewArchiveForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const [form, setForm] = useState<NewArchive>({ path: '', agencyCode: '', agencyName: '' });
  const [tried, setTried] = useState(false);
  const problems = tried ? problemsOf(form) : {};
  const create = useMutation({
    mutationFn: () =>
      call('archive.create', {
        path: form.path,
        agencyCode: form.agencyCode.normalize('NFC').trim(),
        agencyName: form.agencyName.normalize('NFC').trim(),
      }),
    onSuccess: onDone,
  });
  const choose = async () => {
    const path = await shell().saveFolder({
      title: 'Chọn thư mục trống để đặt kho',
      buttonLabel: 'Đặt kho ở đây',
    });
    if (path) setForm((before) => ({ ...before, path }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problemsOf(form)).length === 0) create.mutate();
  };
  return (
    <form className={classes.panel} onSubmit={submit} aria-label="Tạo kho mới" noValidate>
      <h2>Tạo kho mới</h2>
      <div className={classes.form}>
        <div className={classes.folder}>
          <TextInput
            className="grow"
            label="Thư mục kho"
            placeholder="chưa chọn"
            value={form.path}
            readOnly
            error={problems.path}
            onClick={() => !form.path && void choose()}
          />
          <Button
            variant="default"
            onClick={() => void choose()}
            data-autofocus
            autoFocus
            style={{ alignSelf: 'flex-start', marginTop: 22 }}
          >
            Chọn thư mục…
          </Button>
        </div>
        <TextInput
          label="Mã cơ quan"
          placeholder="ví dụ H52.01"
          value={form.agencyCode}
          error={problems.agencyCode}
          autoComplete="off"
          onChange={(event) => setForm({ ...form, agencyCode: event.currentTarget.value })}
        />
        <TextInput
          label="Tên cơ quan lưu trữ"
          placeholder="ví dụ Lưu trữ lịch sử tỉnh …"
          value={form.agencyName}
          error={problems.agencyName}
          autoComplete="off"
          onChange={(event) => setForm({ ...form, agencyName: event.currentTarget.value })}
        />
        {create.error && (
          <div style={{ gridColumn: '1 / -1' }}>
            <Problem error={create.error} onRetry={() => create.mutate()} compact />
          </div>
        )}
        <div className="row">
          <Button type="submit" loading={create.isPending}>
            Tạo kho
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            Thôi
          </Button>
        </div>
      </div>
    </form>
  );
}

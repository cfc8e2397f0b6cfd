// The form on the right of Biên mục: the fields in the order of the paper, what to look at, save and next.
// Must not save by itself; the screen does, because saving also moves on.
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { DocumentDetail, FieldName } from '../../../shared/model/document.ts';
import { messageOfThrown, wordForAgain } from '../../client/client.ts';
import { formatBytes, formatClock, formatCount } from '../../components/format.ts';
import { useReading } from '../../components/use-reading.ts';
import { KeyCap, KeyTip } from '../../shell/keys.tsx';
import classes from './describe.module.css';
import type { Draft } from './draft.ts';
import { FieldRow } from './field-input.tsx';
import { fieldsToLookAt, nothingKnown } from './field-state.ts';
import { fieldRows } from './fields.ts';

interface DescribeFormProps {
  readonly document: DocumentDetail;
  readonly draft: Draft | null;
  readonly saving: boolean;
  readonly error: unknown;
  onType(name: FieldName, text: string, shown: string): void;
  onFocusField(name: FieldName): void;
  onSave(): void;
  onSaveNext(): void;
  /** After a failure that passes (full disk): the same save once more. */
  onSaveAgain(): void;
  onNextLook(): void;
  /** After STALE_VERSION: reads the newer document and keeps the typing. */
  onReload(): void;
}

export function pdfWords(document: DocumentDetail): string {
  if (document.state === 'reading') return 'PDF/A sẽ tạo khi đọc xong';
  switch (document.pdfState) {
    case 'current':
      return document.pdf ? `PDF/A đã tạo · ${formatBytes(document.pdf.bytes)}` : 'PDF/A đã tạo';
    case 'making':
      return document.pdf ? 'PDF/A đang tạo lại' : 'PDF/A đang tạo';
    case 'failed':
      return 'Chưa tạo được PDF/A';
    default:
      return 'Chưa có PDF/A';
  }
}

const NOTHING_READ = 'Máy không đọc được ô nào – xin gõ theo ảnh';

export function DescribeForm(props: DescribeFormProps) {
  const { document, draft, saving, error } = props;
  const typed = draft?.values ?? {};
  const atWork = useReading()(document.documentId);
  const look = fieldsToLookAt(document, typed);
  const unsaved = Object.keys(typed).length;
  return (
    <section className="column fill" aria-label="Mô tả tài liệu" style={{ background: 'var(--card)' }}>
      <div className={`pane-header ${classes.formHead}`}>
        <h2>Tài liệu {String(document.ordinal).padStart(2, '0')}</h2>
        {document.state === 'reading' ? (
          <span className="chip" data-tone={atWork ? 'action' : 'look'}>
            {atWork ? 'máy đang đọc' : 'chưa đọc xong – việc đọc đã dừng'}
          </span>
        ) : look.length > 0 ? (
          <span className="chip" data-tone="look">
            <IconAlertTriangle size={13} aria-hidden="true" />
            {formatCount(look.length)} chỗ cần xem
          </span>
        ) : (
          <span className="chip" data-tone="done">
            <IconCheck size={13} aria-hidden="true" />
            {document.state === 'described' ? 'đã biên mục' : 'không có chỗ nghi ngờ'}
          </span>
        )}
        <span className="grow" />
        <KeyTip id="field.look">
          <Button
            variant="default"
            size="compact-xs"
            onClick={props.onNextLook}
            disabled={look.length === 0}
            rightSection={<KeyCap id="field.look" />}
          >
            Chỗ kế
          </Button>
        </KeyTip>
      </div>
      {document.state !== 'reading' && nothingKnown(document, typed) && (
        <p className={classes.unread} role="status">
          <IconAlertTriangle size={16} aria-hidden="true" />
          {NOTHING_READ}
        </p>
      )}
      {error ? (
        <div className={classes.alert} role="alert">
          <p data-selectable>{messageOfThrown(error)}</p>
          {error instanceof AppError && error.code === 'STALE_VERSION' && (
            <Button size="xs" variant="default" onClick={props.onReload}>
              Tải bản mới, giữ phần đã gõ
            </Button>
          )}
          {wordForAgain(error) === 'Làm tiếp' && (
            <Button size="xs" variant="default" loading={saving} onClick={props.onSaveAgain}>
              Làm tiếp
            </Button>
          )}
        </div>
      ) : null}
      <div className={`scroll ${classes.form}`}>
        {fieldRows.map((specs) => (
          <FieldRow
            key={`${document.documentId}:${specs[0]?.name}`}
            specs={specs}
            document={document}
            draft={typed}
            onType={props.onType}
            onFocus={props.onFocusField}
          />
        ))}
      </div>
      <div className={classes.footer}>
        <div className={classes.state} role="status">
          {draft && unsaved > 0 ? (
            <b data-tone="draft">
              Nháp {formatClock(draft.changedAtMs)} · {formatCount(unsaved)} ô chưa lưu
            </b>
          ) : document.state === 'described' ? (
            <b>Đã lưu</b>
          ) : (
            <span>Chưa lưu lần nào</span>
          )}
          <span>{pdfWords(document)}</span>
        </div>
        <div className={classes.buttons}>
          <KeyTip id="save" label="Lưu những ô bạn đã vào xem hoặc đã gõ">
            <Button
              variant="default"
              onClick={props.onSave}
              loading={saving}
              rightSection={<KeyCap id="save" />}
            >
              Lưu
            </Button>
          </KeyTip>
          <KeyTip
            id="save.next"
            label="Nhận mọi ô đang hiện, trừ chỗ cần xem mà chưa xem, rồi mở tài liệu chờ kế tiếp"
          >
            <Button
              style={{ flex: 1 }}
              onClick={props.onSaveNext}
              loading={saving}
              rightSection={<KeyCap id="save.next" />}
            >
              Lưu và tiếp
            </Button>
          </KeyTip>
        </div>
      </div>
    </section>
  );
}

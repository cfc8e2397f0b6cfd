// One field of the form: label with dot and origin, the input of its kind, the reason to look.
// Must not change, mask or reformat what is being typed: an input method composes here.
import { Autocomplete, type ComboboxItem, Select, Textarea, TextInput } from '@mantine/core';
import { Dot, type DotTone } from '../../components/bits.tsx';
import classes from './describe.module.css';
import type { FieldState, FieldTone } from './field-state.ts';
import { type FieldSpec, typeNames } from './fields.ts';

const dots: Readonly<Record<FieldTone, DotTone>> = {
  done: 'done',
  look: 'look',
  typed: 'typed',
  wrong: 'must',
  empty: 'empty',
};

const foldForChoice = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase();

export const idOfField = (name: string) => `field-${name}`;

interface FieldInputProps {
  readonly spec: FieldSpec;
  readonly text: string;
  readonly state: FieldState;
  /** The state without the unsaved typing: keeps the room of the reason, so that the form does not jump while typing. */
  readonly base: FieldState;
  readonly before: string;
  onType(text: string): void;
  onFocus(): void;
}

export function FieldInput({ spec, text, state, base, before, onType, onFocus }: FieldInputProps) {
  const id = idOfField(spec.name);
  const noteId = `${id}-note`;
  const typed = state.tone === 'typed' || state.tone === 'wrong';
  const reason =
    state.reason ||
    (typed && base.tone === 'look' ? (before ? `Máy đọc: “${before}”.` : 'Sẽ lưu điều bạn gõ.') : '');
  const shared = {
    id,
    value: text,
    onFocus,
    'aria-describedby': noteId,
    placeholder: spec.placeholder ?? '',
    spellCheck: false,
    autoComplete: 'off',
    'aria-invalid': state.tone === 'wrong' || undefined,
  };
  return (
    <div
      className={classes.field}
      data-tone={state.tone}
      data-base={base.tone}
      style={{ gridColumn: `span ${spec.span}` }}
    >
      <div className={classes.fieldHead}>
        <Dot tone={dots[state.tone]} word="" />
        <label htmlFor={id}>{spec.label}</label>
        <span className={classes.origin} title={state.origin}>
          {spec.span === 2 && state.tone !== 'look'
            ? ''
            : state.tone === 'look'
              ? `${state.word} · ${state.origin}`
              : state.origin}
        </span>
      </div>
      {spec.kind === 'area' ? (
        <Textarea
          {...shared}
          autosize
          minRows={2}
          maxRows={6}
          onChange={(event) => onType(event.currentTarget.value)}
        />
      ) : spec.kind === 'type' ? (
        <Autocomplete
          {...shared}
          data={[...typeNames]}
          onChange={onType}
          selectFirstOptionOnChange={false}
          filter={({ options, search }) =>
            (options as ComboboxItem[]).filter((option) =>
              foldForChoice(option.label).includes(foldForChoice(search.trim())),
            )
          }
          maxDropdownHeight={260}
        />
      ) : spec.kind === 'choice' ? (
        <Select
          {...shared}
          data={[
            { value: '', label: 'Không ghi' },
            ...[...new Set([...(spec.choices ?? []), ...(text ? [text] : [])])].map((value) => ({
              value,
              label: value,
            })),
          ]}
          onChange={(value) => onType(value ?? '')}
        />
      ) : (
        <TextInput {...shared} onChange={(event) => onType(event.currentTarget.value)} maxLength={2000} />
      )}
      <div id={noteId} className={reason ? classes.reason : 'sr'}>
        {reason ? <span>{reason}</span> : `${state.word}${state.origin ? `, ${state.origin}` : ''}`}
        {typed && reason && (
          <button type="button" onClick={() => onType(before)}>
            Lấy lại
          </button>
        )}
      </div>
    </div>
  );
}

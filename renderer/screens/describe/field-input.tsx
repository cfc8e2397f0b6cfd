// One row of the form: labels with dot and origin, the inputs of their kinds, and under them the reasons to look.
// Must not change, mask or reformat what is being typed: an input method composes here.
import { Autocomplete, type ComboboxItem, Select, Textarea, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { DocumentDetail, FieldName } from '../../../shared/model/document.ts';
import { Dot, type DotTone } from '../../components/bits.tsx';
import { composing } from '../../shell/keymap.ts';
import classes from './describe.module.css';
import { type Drafts, type FieldTone, fieldState, fieldValueOf, shownValue } from './field-state.ts';
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

/** Types that contain what is typed, with or without marks; none when the type is already written in full. */
function matchingTypes(options: readonly ComboboxItem[], typed: string): ComboboxItem[] {
  const wanted = foldForChoice(typed.trim());
  const found = options.filter((option) => foldForChoice(option.label).includes(wanted));
  return found.length === 1 && found[0]?.label === typed ? [] : found;
}

export const idOfField = (name: string) => `field-${name}`;
const idOfNote = (name: string) => `field-${name}-note`;

interface FieldRowProps {
  readonly specs: readonly FieldSpec[];
  readonly document: DocumentDetail;
  readonly draft: Drafts;
  onType(name: FieldName, text: string, shown: string): void;
  onFocus(name: FieldName): void;
}

export function FieldRow({ specs, document, draft, onType, onFocus }: FieldRowProps) {
  const fields = specs.map((spec) => {
    const shown = shownValue(spec.name, fieldValueOf(document, spec.name)?.value ?? '');
    const typed = draft[spec.name];
    const state = fieldState(document, spec.name, typed);
    // The state without the typing keeps its room, so that the form does not jump while one types.
    const base = fieldState(document, spec.name, undefined);
    const note =
      state.reason ||
      (typed !== undefined && base.tone === 'look'
        ? shown
          ? `Máy đọc: “${shown}”.`
          : 'Sẽ lưu điều bạn gõ.'
        : '');
    return { spec, shown, typed, state, base, note };
  });
  const tone = fields.some((field) => field.state.tone === 'wrong')
    ? 'wrong'
    : fields.some((field) => field.state.tone === 'look')
      ? 'look'
      : undefined;
  const amber = fields.some((field) => field.base.tone === 'look');
  return (
    <div className={classes.fieldRow} data-tone={tone} data-amber={amber || undefined}>
      <div className={classes.fields}>
        {fields.map(({ spec, shown, typed, state }) => (
          <div
            key={spec.name}
            className={classes.field}
            data-tone={state.tone}
            style={{ gridColumn: `span ${spec.span}` }}
          >
            <div className={classes.fieldHead}>
              <Dot tone={dots[state.tone]} word="" />
              <label htmlFor={idOfField(spec.name)}>{spec.label}</label>
              <span className={classes.origin} title={state.origin}>
                {originShown(spec, state.tone, state.word, state.origin)}
              </span>
            </div>
            <Control
              spec={spec}
              text={typed ?? shown}
              wrong={state.tone === 'wrong'}
              onType={(text) => onType(spec.name, text, shown)}
              onFocus={() => onFocus(spec.name)}
              onKeyDown={(event) => {
                if (typed === undefined || !asksBack(event)) return;
                event.preventDefault();
                takeBack(event.target, spec, shown, () => onType(spec.name, shown, shown));
              }}
            />
          </div>
        ))}
      </div>
      {fields.map(({ spec, shown, typed, state, note }) => (
        <div
          key={spec.name}
          id={idOfNote(spec.name)}
          className={note ? classes.reason : 'sr'}
          data-tone={state.tone}
        >
          <span>{note || `${state.word}${state.origin ? `, ${state.origin}` : ''}`}</span>
          {note && typed !== undefined && (
            // Subtle: out of the Tab order, which goes from field to field; Esc in the field does the same.
            <button
              type="button"
              tabIndex={-1}
              title="Phím Esc trong ô"
              onClick={() => onType(spec.name, shown, shown)}
            >
              Lấy lại
            </button>
          )}
        </div>
      ))}
    </div>
  );
}

/** Esc, unless an input method is composing or a list stands open: then Esc is theirs. */
function asksBack(event: KeyboardEvent): boolean {
  return (
    event.key === 'Escape' &&
    !composing(event.nativeEvent) &&
    (event.target as HTMLElement).getAttribute('aria-expanded') !== 'true'
  );
}

/** Puts the kept value back; in a plain field as if it were typed, so that Ctrl Z brings the typing back. */
function takeBack(field: EventTarget, spec: FieldSpec, kept: string, set: () => void): void {
  const plain = spec.kind === 'text' || spec.kind === 'date' || spec.kind === 'area';
  if (plain && (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) {
    field.select();
    // Subtle: marked as old, yet the only way to write into a field that keeps the browser's undo.
    if (kept ? document.execCommand('insertText', false, kept) : document.execCommand('delete')) return;
  }
  set();
}

/** Narrow fields have room for the word or the origin, wide ones for both. */
function originShown(spec: FieldSpec, tone: FieldTone, word: string, origin: string): string {
  if (tone === 'look') return spec.span === 6 && origin ? `${word} · ${origin}` : word;
  if (spec.span >= 4) return origin;
  if (spec.span === 2) return tone === 'typed' ? word : '';
  return origin.replace(/^trang \d+ · (máy )?/, '');
}

interface ControlProps {
  readonly spec: FieldSpec;
  readonly text: string;
  readonly wrong: boolean;
  onType(text: string): void;
  onFocus(): void;
  onKeyDown(event: KeyboardEvent): void;
}

function Control({ spec, text, wrong, onType, onFocus, onKeyDown }: ControlProps) {
  const shared = {
    id: idOfField(spec.name),
    value: text,
    onFocus,
    onKeyDown,
    'aria-describedby': idOfNote(spec.name),
    'aria-invalid': wrong || undefined,
    placeholder: spec.placeholder ?? '',
    spellCheck: false,
    autoComplete: 'off',
  };
  switch (spec.kind) {
    case 'area':
      return (
        <Textarea
          {...shared}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          onChange={(event) => onType(event.currentTarget.value)}
        />
      );
    case 'type':
      return (
        <Autocomplete
          {...shared}
          data={[...typeNames]}
          onChange={onType}
          openOnFocus={false}
          filter={({ options, search }) => matchingTypes(options as ComboboxItem[], search)}
          maxDropdownHeight={260}
        />
      );
    case 'choice': {
      const known = spec.choices ?? [];
      const choices = text && !known.includes(text) ? [...known, text] : known;
      return (
        <Select
          {...shared}
          data={[{ value: '', label: 'Không ghi' }, ...choices.map((value) => ({ value, label: value }))]}
          onChange={(value) => onType(value ?? '')}
        />
      );
    }
    default:
      return (
        <TextInput {...shared} maxLength={2000} onChange={(event) => onType(event.currentTarget.value)} />
      );
  }
}

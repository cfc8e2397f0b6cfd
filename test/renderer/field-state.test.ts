// Says how a field is judged, what F4 visits and what a save sends.
// Must not touch the screen.
import { describe, expect, it } from 'vitest';
import { detailOf, fakePapers } from '../../renderer/client/fake-archive.ts';
import {
  emptyKeyWords,
  fieldState,
  fieldsToLookAt,
  fieldsToSave,
  keptValue,
  nextFieldToLookAt,
  nothingKnown,
} from '../../renderer/screens/describe/field-state.ts';
import { fieldRows, fieldSpecs } from '../../renderer/screens/describe/fields.ts';
import { type DocumentDetail, fieldNames } from '../../shared/model/document.ts';

// A Party directive: number handwritten, day unread, subject uncertain (0.62), the rest sure.
const directive = (): DocumentDetail => detailOf(fakePapers()[1]!, 1);
const nothingSeen = new Set<never>();

describe('the form', () => {
  it('has every field of the model exactly once, in rows that fill the width', () => {
    expect(fieldSpecs.map((spec) => spec.name).sort()).toEqual([...fieldNames].sort());
    for (const row of fieldRows) expect(row.reduce((sum, spec) => sum + spec.span, 0)).toBe(6);
  });
});

describe('the state of a field', () => {
  it('is sure when the machine is, and says where and how sure', () => {
    expect(fieldState(directive(), 'typeName', undefined)).toMatchObject({
      tone: 'done',
      origin: 'trang 1 · máy đọc 97\u00a0%',
      reason: '',
    });
  });

  it('asks to look at a reading below three quarters', () => {
    const state = fieldState(directive(), 'subject', undefined);
    expect(state.tone).toBe('look');
    expect(state.reason).toContain('62\u00a0%');
  });

  it('asks to look where something stands that could not be read', () => {
    const state = fieldState(directive(), 'codeNumber', undefined);
    expect(state.tone).toBe('look');
    expect(state.reason).toBe('Có chữ ở đây nhưng máy không đọc được (thường là chữ viết tay) – xem ảnh.');
  });

  it('asks to look at a date of which only month and year were read', () => {
    expect(fieldState(directive(), 'issuedDate', undefined).reason).toContain('tháng và năm');
  });

  it('is simply empty when nothing is known and nothing stands there', () => {
    expect(fieldState(directive(), 'secrecy', undefined).tone).toBe('empty');
  });

  it('asks for a type, a date and a subject that are not there, and for nothing else', () => {
    const bare: DocumentDetail = { ...directive(), values: [], proposals: [] };
    expect(fieldsToLookAt(bare, {})).toEqual(['typeName', 'issuedDate', 'subject']);
    expect(fieldState(bare, 'typeName', undefined).reason).toContain('xin gõ theo ảnh');
    expect(fieldState(bare, 'signer', undefined).tone).toBe('empty');
    expect(nothingKnown(bare, {})).toBe(true);
    expect(nothingKnown(bare, { subject: 'Về lưu trữ' })).toBe(false);
    expect(nothingKnown(directive(), {})).toBe(false);
    expect(emptyKeyWords(bare)).toBe('Tên loại, Ngày, Trích yếu');
    expect(emptyKeyWords(directive())).toBe('');
  });

  it('asks no more for a field left empty by the person who saved the rest, nor while the machine still reads', () => {
    const untyped = directive();
    const saved: DocumentDetail = {
      ...untyped,
      state: 'described',
      values: untyped.values.filter((value) => value.name !== 'typeName'),
      proposals: [],
    };
    expect(fieldState(saved, 'typeName', undefined).tone).toBe('empty');
    expect(fieldState({ ...saved, values: [] }, 'typeName', undefined).tone).toBe('look');
    expect(fieldState({ ...saved, state: 'reading', values: [] }, 'typeName', undefined).tone).toBe('empty');
  });

  it('is certain once a person confirmed it, whatever the machine thought', () => {
    const before = directive();
    const after: DocumentDetail = {
      ...before,
      values: before.values.map((value) => ({ ...value, source: 'confirmed', confidence: 1 })),
    };
    expect(fieldState(after, 'subject', undefined)).toMatchObject({ tone: 'done', word: 'đã xác nhận' });
  });

  it('says that typing is not saved yet, and why a date cannot be', () => {
    expect(fieldState(directive(), 'codeNumber', '15').tone).toBe('typed');
    expect(fieldState(directive(), 'issuedDate', '31/02/1998')).toMatchObject({
      tone: 'wrong',
      reason: 'Tháng 2 năm 1998 không có ngày 31.',
    });
  });
});

describe('the next field to look at', () => {
  it('goes in the order of the form and round again', () => {
    const document = directive();
    expect(fieldsToLookAt(document, {})).toEqual(['codeNumber', 'issuedDate', 'subject']);
    expect(nextFieldToLookAt(document, {}, null)).toBe('codeNumber');
    expect(nextFieldToLookAt(document, {}, 'codeNumber')).toBe('issuedDate');
    expect(nextFieldToLookAt(document, {}, 'signer')).toBe('codeNumber');
  });

  it('leaves out what was typed, and is none when all is typed', () => {
    const typed = { codeNumber: '15', issuedDate: '08/05/1998', subject: 'Về công tác lưu trữ' };
    expect(nextFieldToLookAt(directive(), { codeNumber: '15' }, null)).toBe('issuedDate');
    expect(nextFieldToLookAt(directive(), typed, null)).toBeNull();
  });
});

describe('a save', () => {
  it('sends what was typed, as it is kept: dates turned round, text composed and trimmed', () => {
    const sent = fieldsToSave(
      directive(),
      { issuedDate: '8/5/1998', subject: '  Về việc lưu trữ ', codeNumber: '15' },
      nothingSeen,
      false,
    );
    expect(sent).toMatchObject({
      issuedDate: '1998-05-08',
      subject: 'Về việc lưu trữ'.normalize('NFC'),
      codeNumber: '15',
    });
    expect(keptValue('subject', 'a\n b')).toBe('a b');
  });

  it('leaves what nobody looked at as the machine proposed it, however sure the machine is', () => {
    expect(fieldsToSave(directive(), {}, nothingSeen, false)).toEqual({});
    expect(fieldsToSave(directive(), { codeNumber: '15' }, nothingSeen, false)).toEqual({ codeNumber: '15' });
  });

  it('confirms what was looked at, doubtful or sure', () => {
    const sent = fieldsToSave(directive(), {}, new Set(['subject', 'typeName'] as const), false);
    expect(Object.keys(sent).sort()).toEqual(['subject', 'typeName']);
    expect(sent.subject).toMatch(/^Về việc tăng cường/);
    expect(sent.typeName).toBe('Chỉ thị');
  });

  it('does not take a look at an unread place as a confirmed emptiness', () => {
    for (const acceptAll of [false, true])
      expect(fieldsToSave(directive(), {}, new Set(['codeNumber'] as const), acceptAll)).not.toHaveProperty(
        'codeNumber',
      );
  });

  it('confirms all the machine is sure of when the person accepts all', () => {
    const sent = fieldsToSave(directive(), {}, nothingSeen, true);
    expect(sent).toMatchObject({ typeName: 'Chỉ thị', signer: 'Trần Thị Ví Dụ' });
    expect(sent).not.toHaveProperty('secrecy');
  });

  it('never confirms a doubtful reading nobody looked at, not even when all is accepted', () => {
    const unseen = fieldsToSave(directive(), {}, nothingSeen, true);
    for (const name of ['subject', 'issuedDate', 'codeNumber']) expect(unseen).not.toHaveProperty(name);
    expect(fieldsToSave(directive(), {}, new Set(['subject'] as const), true)).toHaveProperty('subject');
  });

  it('does not send a date that cannot be kept, and sends a field that was emptied', () => {
    const sent = fieldsToSave(directive(), { issuedDate: '31/02/1998', typeName: '' }, nothingSeen, true);
    expect(sent).not.toHaveProperty('issuedDate');
    expect(sent.typeName).toBe('');
  });
});

// Says that the client unwraps replies, throws named errors, and that the fake answers like the program.
// Must not touch the screen.
import { beforeEach, describe, expect, it } from 'vitest';
import { call, connect, messageOfThrown, on } from '../../renderer/client/client.ts';
import { createFake, type FakeBridge } from '../../renderer/client/fake.ts';
import { createQueryClient, keyOf, listenForChanges } from '../../renderer/client/queries.ts';
import { AppError } from '../../shared/errors/app-error.ts';

let bridge: FakeBridge;
beforeEach(() => {
  const fake = createFake();
  bridge = fake.bridge;
  connect(bridge, fake.pictures);
});

describe('the client', () => {
  it('gives the value of a good reply', async () => {
    const info = await call('archive.info', {});
    expect(info?.agencyName).toBe('Lưu trữ huyện Bình An');
  });

  it('throws the named error of a bad reply, with its Vietnamese sentence', async () => {
    const failed = call('catalogue.document', { documentId: 'none' });
    await expect(failed).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(failed).rejects.toThrow('Không tìm thấy tài liệu “none”');
  });

  it('refuses to overwrite a newer version', async () => {
    await call('catalogue.describe', { documentId: 'doc-02', rowVersion: 1, fields: { codeNumber: '15' } });
    await expect(
      call('catalogue.describe', { documentId: 'doc-02', rowVersion: 1, fields: { codeNumber: '16' } }),
    ).rejects.toMatchObject({ code: 'STALE_VERSION' });
  });

  it('hears events until it stops listening', () => {
    const heard: string[] = [];
    const stop = on('job.changed', ({ jobId }) => heard.push(jobId));
    bridge.emit('job.changed', { jobId: 'a' });
    stop();
    bridge.emit('job.changed', { jobId: 'b' });
    expect(heard).toEqual(['a']);
  });

  it('says something complete for anything thrown', () => {
    expect(messageOfThrown(new AppError('CORE_STOPPED', {}))).toContain('khởi động lại');
    expect(messageOfThrown(new TypeError('x is not a function'))).toContain('lỗi ngoài dự kiến');
  });
});

describe('a change in the archive', () => {
  it('makes the window look again at that document and at the lists, not at other documents', async () => {
    const client = createQueryClient();
    const stop = listenForChanges(client);
    const one = keyOf('catalogue.document', { documentId: 'doc-01' });
    const two = keyOf('catalogue.document', { documentId: 'doc-02' });
    const list = keyOf('catalogue.files', { limit: 500 });
    for (const key of [one, two, list]) client.setQueryData(key, {});
    bridge.emit('data.changed', { documentIds: ['doc-02'], fileIds: [] });
    bridge.emit('data.changed', { documentIds: ['doc-02'], fileIds: [] });
    await expect.poll(() => client.getQueryState(two)?.isInvalidated, { timeout: 3000 }).toBe(true);
    expect(client.getQueryState(list)?.isInvalidated).toBe(true);
    expect(client.getQueryState(one)?.isInvalidated).toBe(false);
    stop();
  });

  it('forgets everything of an archive that was closed', async () => {
    const client = createQueryClient();
    const stop = listenForChanges(client);
    const document = keyOf('catalogue.document', { documentId: 'doc-01' });
    client.setQueryData(document, {});
    client.setQueryData(keyOf('archive.info', {}), null);
    await call('archive.close', {});
    expect(client.getQueryState(document)).toBeUndefined();
    expect(client.getQueryState(keyOf('archive.info', {}))?.isInvalidated).toBe(true);
    stop();
  });

  it('makes it look again at everything when the core is back', () => {
    const client = createQueryClient();
    const stop = listenForChanges(client);
    const key = keyOf('archive.info', {});
    client.setQueryData(key, null);
    bridge.emit('core.status', { state: 'stopped' });
    expect(client.getQueryState(key)?.isInvalidated).toBe(false);
    bridge.emit('core.status', { state: 'ready' });
    expect(client.getQueryState(key)?.isInvalidated).toBe(true);
    stop();
  });
});

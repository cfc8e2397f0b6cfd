// Describing a document: what a person typed is kept, marked as theirs, published again and found.
import { describe, expect, test } from 'vitest';
import type { Core } from '../../../electron/core/create-core.ts';
import { digitise, newArchive } from '../../support/archive.ts';
import { goodJpeg } from '../../support/bad-inputs.ts';

async function oneDocument(): Promise<{ core: Core; path: string; documentId: string }> {
  const { core, path, folder } = await newArchive();
  const job = await digitise(core, [await goodJpeg(folder)]);
  return { core, path, documentId: job.documentIds[0] as string };
}

const idle = async (core: Core) => {
  for (const job of (await core.call('jobs.list', { active: true })).jobs)
    await core.whenJobFinished(job.jobId);
};

describe('describing a document', () => {
  test('saves the fields, makes a new version of the PDF and finds the typed words', async () => {
    const { core, path, documentId } = await oneDocument();
    const before = await core.call('catalogue.document', { documentId });
    const saved = await core.call('catalogue.describe', {
      documentId,
      rowVersion: before.rowVersion,
      fields: {
        typeName: 'Chỉ thị',
        codeNumber: '15',
        codeNotation: 'CT/HU',
        issuedDate: '1998-05',
        subject: 'Về việc đột xuất kiểm kê kho',
      },
    });
    expect(saved.state).toBe('described');
    expect(saved.values.find((v) => v.name === 'subject')).toMatchObject({ source: 'typed', confidence: 1 });
    expect(saved.pdf?.current).toBe(false);
    await idle(core);
    const after = await core.call('catalogue.document', { documentId });
    expect(after.pdf).toMatchObject({ current: true, version: 2 });
    for (const query of ['dot xuat', 'đột xuất', '15/CT/HU']) {
      expect(
        (await core.call('search.pages', { query })).hits.map((h) => h.documentId),
        query,
      ).toEqual([documentId]);
    }
    const tree = await core.call('catalogue.tree', { parent: { kind: 'file', id: after.fileId } });
    expect(tree.nodes[0]).toMatchObject({ label: 'Chỉ thị 15-CT/HU', state: 'described', waitingCount: 0 });
    expect(await core.call('transfer.verify', { path })).toMatchObject({ ok: true, findings: [] });
  });

  test('saves again while the search index still waits to see the first change', async () => {
    const { core, documentId } = await oneDocument();
    let { rowVersion } = await core.call('catalogue.document', { documentId });
    for (const subject of ['Một', 'Hai', 'Ba']) {
      ({ rowVersion } = await core.call('catalogue.describe', {
        documentId,
        rowVersion,
        fields: { subject },
      }));
    }
    expect((await core.call('search.pages', { query: 'Ba' })).total).toBe(1);
    expect((await core.call('search.pages', { query: 'Hai' })).total).toBe(0);
  });

  test('an unchanged value is confirmed, not typed', async () => {
    const { core, documentId } = await oneDocument();
    const first = await core.call('catalogue.document', { documentId });
    const saved = await core.call('catalogue.describe', {
      documentId,
      rowVersion: first.rowVersion,
      fields: { signer: 'Nguyễn Văn A' },
    });
    const again = await core.call('catalogue.describe', {
      documentId,
      rowVersion: saved.rowVersion,
      fields: { signer: 'Nguyễn Văn A' },
    });
    expect(again.values.find((v) => v.name === 'signer')).toMatchObject({
      value: 'Nguyễn Văn A',
      source: 'typed',
    });
  });

  test('refuses to write over a newer description, and refuses impossible dates, changing nothing', async () => {
    const { core, documentId } = await oneDocument();
    const first = await core.call('catalogue.document', { documentId });
    await core.call('catalogue.describe', {
      documentId,
      rowVersion: first.rowVersion,
      fields: { subject: 'Một' },
    });
    await expect(
      core.call('catalogue.describe', {
        documentId,
        rowVersion: first.rowVersion,
        fields: { subject: 'Hai' },
      }),
    ).rejects.toMatchObject({ code: 'STALE_VERSION' });
    const now = await core.call('catalogue.document', { documentId });
    await expect(
      core.call('catalogue.describe', {
        documentId,
        rowVersion: now.rowVersion,
        fields: { subject: 'Ba', issuedDate: '2021-02-30' },
      }),
    ).rejects.toMatchObject({ code: 'FIELD_INVALID' });
    expect((await core.call('catalogue.document', { documentId })).fields.subject).toBe('Một');
  });

  test('stores text in one form: decomposed letters and Ƣ come out as Vietnamese', async () => {
    const { core, documentId } = await oneDocument();
    const { rowVersion } = await core.call('catalogue.document', { documentId });
    const saved = await core.call('catalogue.describe', {
      documentId,
      rowVersion,
      fields: { subject: 'Trƣờng học'.normalize('NFD'), organName: ' Huyện ủy  ' },
    });
    expect(saved.fields).toMatchObject({ subject: 'Trường học', organName: 'Huyện ủy' });
  });

  test('files get the code they are given, and codes that cannot be file names are refused', async () => {
    const { core } = await newArchive();
    const made = await core.call('catalogue.file.ensure', { code: 'H49.64.2001.160', title: 'Hội nghị BCH' });
    expect(await core.call('catalogue.file.ensure', { code: 'H49.64.2001.160' })).toEqual(made);
    for (const code of ['a/b', 'a:b', '..', 'a.'])
      await expect(core.call('catalogue.file.ensure', { code }), code).rejects.toMatchObject({
        code: 'FILE_CODE_INVALID',
      });
    expect((await core.call('catalogue.files', {})).files).toMatchObject([
      { code: 'H49.64.2001.160', title: 'Hội nghị BCH', documentCount: 0 },
    ]);
  });

  test('neighbours lead through the file and to the next document that waits', async () => {
    const { core, folder } = await newArchive();
    const { pagePicture } = await import('../../support/bad-inputs.ts');
    const { writeFileSync } = await import('node:fs');
    const paths = [];
    for (let i = 1; i <= 3; i++) {
      const file = `${folder}/${i}.jpg`;
      writeFileSync(file, await pagePicture(414, 585, i).jpeg().toBuffer());
      paths.push(file);
    }
    await digitise(core, paths);
    const ids = (await core.call('catalogue.documents', {})).documents.map((d) => d.documentId);
    const [a, b, c] = ids as [string, string, string];
    expect(await core.call('catalogue.neighbours', { documentId: b })).toEqual({
      previous: a,
      next: c,
      nextWaiting: c,
    });
    const last = await core.call('catalogue.document', { documentId: a });
    await core.call('catalogue.describe', { documentId: a, rowVersion: last.rowVersion, fields: {} });
    expect(await core.call('catalogue.neighbours', { documentId: c })).toEqual({
      previous: b,
      next: null,
      nextWaiting: b,
    });
  });
});

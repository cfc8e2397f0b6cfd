// The main job through the real core: engines, files and database are the real ones.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { hashFile } from '../../electron/core/store/index.ts';
import { fold } from '../../shared/text/fold.ts';
import { fixturePath } from '../fixtures/index.ts';
import { digitise, newArchive } from '../support/archive.ts';

describe('digitising scans', () => {
  test('describes, publishes, indexes, exports and verifies what it is given', async () => {
    const { core, path, folder } = await newArchive();
    const decision = await fixturePath('state-decision-clean');
    const directive = await fixturePath('directive-handwritten-number');
    const job = await digitise(core, [decision.path, directive.path], { fileCode: 'H49.64.2021.007' });

    expect(job).toMatchObject({ state: 'done', failed: 0, failures: [] });
    expect(job.documentIds).toHaveLength(2);
    const [first, second] = await Promise.all(
      job.documentIds.map((documentId) => core.call('catalogue.document', { documentId })),
    );
    if (!first || !second) throw new Error('two documents were expected');

    // Fields are those printed on the paper.
    expect(first.state).toBe('proposed');
    expect(first.fields.typeName).toBe(decision.truth.fields.typeName);
    expect(first.fields.codeNotation).toBe(decision.truth.fields.codeNotation);
    expect(fold(first.fields.organName ?? '')).toBe(fold(decision.truth.fields.organName ?? ''));
    // What was written by hand is left empty, with the place where it stands.
    const number = second.values.find((v) => v.name === 'codeNumber');
    expect(number?.value ?? '').toBe('');

    // Masters are the very bytes received.
    const received = await hashFile(decision.path);
    expect(first.source.sha256).toBe(received.sha256);
    expect(first.source.path).toBe(decision.path);
    expect(
      statSync(
        join(
          path,
          'masters',
          received.sha256.slice(0, 2),
          received.sha256.slice(2, 4),
          `${received.sha256}.png`,
        ),
      ).size,
    ).toBe(received.bytes);

    // The PDF carries the recognised words in order.
    expect(first.pdf).toMatchObject({ level: '2b', current: true, version: 1 });
    const pdf = core.resolveFile('pdf', first.documentId);
    const text = execFileSync('pdftotext', ['-raw', pdf?.path ?? '', '-'], { encoding: 'utf8' });
    const pageText = await core.call('catalogue.pageText', { pageId: first.pages[0]?.pageId ?? '' });
    const words = pageText?.lines.flatMap((l) => l.words.map((w) => w.text)) ?? [];
    expect(words.length).toBeGreaterThan(50);
    expect(text.split(/\s+/).filter(Boolean).slice(0, words.length)).toEqual(words);
    for (const kind of ['preview', 'thumbnail'] as const) {
      expect(statSync(core.resolveFile(kind, first.pages[0]?.pageId ?? '')?.path ?? '').size).toBeGreaterThan(
        500,
      );
    }

    // Search finds with and without marks.
    for (const query of ['quyết định', 'quyet dinh', 'QUYẾT ĐỊNH']) {
      const found = await core.call('search.pages', { query });
      expect(found.hits.map((h) => h.documentId)).toContain(first.documentId);
      expect(found.hits[0]?.boxes.length).toBeGreaterThan(0);
    }

    // Export under the prescribed names, readable without the program.
    const to = join(folder, 'xuat');
    const { jobId } = await core.call('transfer.export', { to });
    await core.whenJobFinished(jobId);
    execFileSync('sha256sum', ['-c', '--quiet', 'manifest-sha256.txt'], { cwd: to });
    expect(readFileSync(join(to, 'H49.64.2021.007', 'H49.64.2021.007.0000001.pdf'), 'latin1')).toMatch(
      /^%PDF-1/,
    );
    const index = new Database(join(to, 'index.sqlite'), { readonly: true });
    const rows = index
      .prepare(
        "SELECT d.type_name FROM page_search s JOIN page p ON p.page_id = s.rowid JOIN document d USING (document_id) WHERE page_search MATCH 'quyet dinh'",
      )
      .all();
    index.close();
    expect(rows).toContainEqual({ type_name: 'Quyết định' });

    expect(await core.call('transfer.verify', { path: to })).toMatchObject({
      ok: true,
      kind: 'export',
      findings: [],
    });
    expect(await core.call('transfer.verify', { path })).toMatchObject({
      ok: true,
      kind: 'archive',
      findings: [],
    });
  });

  test('takes a multi-page file as one document, and keeps a received PDF beside the images lifted out of it', async () => {
    const { core, path } = await newArchive();
    const pdf = await fixturePath('mixed.pdf');
    const job = await digitise(core, [pdf.path]);
    const document = await core.call('catalogue.document', { documentId: job.documentIds[0] as string });
    expect(document.pageCount).toBe(pdf.truth.pages.length);
    expect(document.pages.every((p) => p.text === 'ready' && p.image === 'ready')).toBe(true);
    const verified = await core.call('transfer.verify', { path });
    // The PDF, at least one image per page, and the PDF/A.
    expect(verified.ok).toBe(true);
    expect(verified.checkedFiles).toBeGreaterThanOrEqual(2 + pdf.truth.pages.length);
  });

  test('a document with a secrecy stamp is told to people and never exported', async () => {
    const { core, folder } = await newArchive();
    const secret = await fixturePath('party-letter-secret');
    const open = await fixturePath('state-decision-clean');
    const job = await digitise(core, [secret.path, open.path]);
    const document = await core.call('catalogue.document', { documentId: job.documentIds[0] as string });
    expect(document.findings.map((f) => f.code)).toContain('SECRECY_MARK_SEEN');
    expect(await core.call('transfer.plan', {})).toMatchObject({
      documents: 1,
      heldBack: [{ documentId: job.documentIds[0], reason: expect.stringContaining('độ mật') }],
    });
    const to = join(folder, 'xuat');
    const { jobId } = await core.call('transfer.export', { to });
    await core.whenJobFinished(jobId);
    const manifest = JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8'));
    expect(manifest.documents.map((d: { documentId: string }) => d.documentId)).toEqual([job.documentIds[1]]);
    expect(manifest.heldBack).toMatchObject([{ documentId: job.documentIds[0] }]);
  });
});

// The command line is stable: its JSON, its exit codes, progress on stderr only.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fieldNames } from '../../../shared/model/document.ts';
import { fixturePath } from '../../fixtures/index.ts';
import { temporaryFolder } from '../../support/archive.ts';
import { emptyFile, goodJpeg } from '../../support/bad-inputs.ts';
import { runCli } from '../../support/cli.ts';

describe('tangthu', () => {
  test('does the whole job from the command line', async () => {
    const folder = await temporaryFolder();
    const archive = join(folder, 'kho');
    const { path } = await fixturePath('state-decision-clean');
    expect(
      (await runCli(['init', archive, '--agency-code', 'H49.64', '--agency-name', 'UBND huyện Bình An']))
        .code,
    ).toBe(0);

    const digitised = await runCli(['digitise', archive, path, '--file', 'H49.64.2021.160', '--json']);
    expect(digitised.code, digitised.stderr).toBe(0);
    const { documents, failed } = JSON.parse(digitised.stdout);
    expect(failed).toEqual([]);
    expect(documents).toHaveLength(1);
    const [document] = documents;
    expect(document).toMatchObject({ source: path, pages: 1, pdf: expect.stringMatching(/^\/.*\.pdf$/) });
    for (const name of fieldNames)
      expect(document.fields[name]).toMatchObject({
        value: expect.any(String),
        confidence: expect.any(Number),
      });
    const { box } = document.fields.typeName;
    expect(box.page).toBe(1);
    for (const side of ['x', 'y', 'w', 'h']) expect(box[side]).toBeGreaterThan(0);

    const found = await runCli(['search', archive, 'quyet dinh', '--limit', '5', '--json']);
    const result = JSON.parse(found.stdout);
    expect(result).toMatchObject({
      total: 1,
      tookMs: expect.any(Number),
      hits: [{ documentId: document.id, page: 1, snippet: expect.any(String) }],
    });
    expect(result.hits[0].boxes.length).toBeGreaterThan(0);

    const text = await runCli(['text', archive, document.id]);
    expect(text.stdout).toMatch(/QUYẾT ĐỊNH/);
    expect(JSON.parse((await runCli(['show', archive, document.id, '--json'])).stdout)).toMatchObject({
      id: document.id,
      state: 'proposed',
    });

    const to = join(folder, 'xuat');
    expect((await runCli(['export', archive, '--to', to])).code).toBe(0);
    expect(JSON.parse((await runCli(['verify', to, '--json'])).stdout)).toMatchObject({
      ok: true,
      findings: [],
    });
    expect((await runCli(['verify', archive])).code).toBe(0);

    writeFileSync(join(to, 'H49.64.2021.160', 'H49.64.2021.160.0000001.pdf'), 'x', { flag: 'a' });
    const broken = await runCli(['verify', to, '--json']);
    expect(broken.code).toBe(4);
    expect(JSON.parse(broken.stdout).findings).toMatchObject([
      { code: 'FILE_CHANGED', path: 'H49.64.2021.160/H49.64.2021.160.0000001.pdf' },
    ]);
  });

  test('exits with 3 when some sources failed and the rest is done', async () => {
    const folder = await temporaryFolder();
    const archive = join(folder, 'kho');
    const input = join(folder, 'vao');
    mkdirSync(input);
    await goodJpeg(input, 'tot.jpg');
    const empty = await emptyFile(input);
    await runCli(['init', archive, '--agency-code', 'H1', '--agency-name', 'Huyện ủy']);
    const result = await runCli(['digitise', archive, input, empty, '--json']);
    expect(result.code).toBe(3);
    const json = JSON.parse(result.stdout);
    expect(json.documents).toHaveLength(1);
    expect(json.failed[0]).toMatchObject({
      code: 'SOURCE_EMPTY',
      source: expect.any(String),
      message: expect.stringContaining('0 byte'),
    });
  });

  test('goes on when whoever reads its output has gone', () => {
    const entry = fileURLToPath(new URL('../../../electron/cli/main.ts', import.meta.url));
    const piped = spawnSync(
      'bash',
      ['-c', `set -o pipefail; "$0" "$1" doctor | head -1`, process.execPath, entry],
      {
        encoding: 'utf8',
      },
    );
    expect(piped.stderr).not.toContain('EPIPE');
    expect(piped.status).toBe(0);
  });

  test.for([
    [[], 2],
    [['khong-co-lenh'], 2],
    [['digitise'], 2],
    [['init', 'x', '--sai'], 2],
    [['search', '/khong/co/kho', 'chi thi'], 2],
    [['verify', '/khong/co'], 2],
    [['--help'], 0],
  ] as const)('%j exits with %i and says why in Vietnamese', async ([args, code]) => {
    const result = await runCli(args as readonly string[]);
    expect(result.code).toBe(code);
    expect(result.stdout + result.stderr).toMatch(/[ăâđêôơưạảấầẩậắằặẻẽếềểệỉịọỏốồổộớờởợụủứừửữựỳỷỹ]/i);
    expect(result.stderr).not.toMatch(/\bat .*\.ts:\d+/);
  });
});

// The window is shut on all sides, reaches only the contract and the archive's pictures, and outlives its core.
// Runs the built program with a stand-in for the core: what the core does is tested elsewhere.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LaunchedApp, launchApp } from '../support/electron-app.ts';

const root = resolve(import.meta.dirname, '..', '..');
const picture = join(root, 'resources', 'icons', 'icon.png');
const env = { TANGTHU_CORE_ENTRY: join(root, 'test', 'support', 'fake-core.ts') };
let launched: LaunchedApp;

/** Evaluates an expression in the page, as the page's own code could. */
function inPage<T>(expression: string): Promise<T> {
  return launched.window.evaluate(expression) as Promise<T>;
}

beforeAll(async () => {
  launched = await launchApp({ env: { ...env, FAKE_CORE_FILE: picture } });
  await launched.window.waitForLoadState('load');
});
afterAll(() => launched?.close());

describe('the window', () => {
  it('is sandboxed, in Vietnamese and of the standard size', async () => {
    expect(await inPage('[typeof require, typeof process, typeof module]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ]);
    expect(await inPage('navigator.language')).toBe('vi');
    expect(await launched.window.title()).toBe('Tàng Thư');
    const size = await launched.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getMinimumSize(),
    );
    expect(size).toEqual([1100, 680]);
  });

  it('speaks Vietnamese where the browser itself speaks', async () => {
    const text = await inPage<string>(
      "(() => { const field = document.createElement('input'); field.required = true; return field.validationMessage; })()",
    );
    expect(text).toMatch(/Vui lòng/);
  });

  it('runs no script that is written into the page and no text as code', async () => {
    await inPage(
      "(() => { const s = document.createElement('script'); s.textContent = 'window.injected = 1'; document.body.append(s); })()",
    );
    expect(await inPage('typeof window.injected')).toBe('undefined');
    // Inside a timer, because evaluation for the debugger itself is free of the policy.
    const evaluated = await inPage(
      "new Promise((done) => setTimeout(() => { try { done(Function('return 1')()); } catch { done('refused'); } }))",
    );
    expect(evaluated).toBe('refused');
  });

  it('reaches no network, not even this machine', async () => {
    const { createServer } = await import('node:http');
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    // From the main process's session too, where the page's policy does not hold.
    const answers = await Promise.all([
      inPage(`fetch('http://127.0.0.1:${port}/').then(() => 'reached', () => 'refused')`),
      launched.app.evaluate(
        ({ session }, url) =>
          session.defaultSession.fetch(url).then(
            () => 'reached',
            () => 'refused',
          ),
        `http://127.0.0.1:${port}/`,
      ),
    ]);
    server.close();
    expect(answers).toEqual(['refused', 'refused']);
    expect(requests).toBe(0);
  });

  it('is given no permission', async () => {
    expect(await inPage('Notification.requestPermission()')).toBe('denied');
    const state = await inPage(
      "navigator.permissions.query({ name: 'geolocation' }).then((found) => found.state)",
    );
    expect(state).toBe('denied');
  });

  it('gets no file of the program beside its own pages', async () => {
    const status = (path: string) => inPage(`fetch('app://tangthu/${path}').then((r) => r.status)`);
    expect(await status('index.html')).toBe(200);
    expect(await status('..%2f..%2fpackage.json')).toBe(403);
    expect(await status('%2e%2e%2fmain%2fmain.cjs')).toBe(403);
    expect(await status('missing.js')).toBe(404);
  });
});

describe('the bridge', () => {
  it('relays the contract’s calls and refuses every other name', async () => {
    expect(await inPage("tangthu.call('system.doctor', {})")).toMatchObject({
      ok: true,
      value: { call: 'system.doctor' },
    });
    for (const name of ['files.resolve', 'toString', '__proto__', '']) {
      expect(await inPage(`tangthu.call('${name}', { kind: 'pdf', id: 'x' })`)).toMatchObject({
        ok: false,
        error: { code: 'INVALID_INPUT' },
      });
    }
  });

  it('answers with an error instead of rejecting when the input cannot be sent', async () => {
    expect(await inPage("tangthu.call('system.doctor', { f: () => 1 })")).toMatchObject({
      ok: false,
      error: { code: 'INTERNAL' },
    });
  });

  it('gives the paths that the native dialogs gave, and null or nothing when cancelled', async () => {
    await launched.answerDialogs(['/kho'], [], ['/a.pdf', '/b.tif'], []);
    expect(await inPage('tangthu.shell.openFolder()')).toBe('/kho');
    expect(await inPage('tangthu.shell.saveFolder()')).toBeNull();
    expect(await inPage('tangthu.shell.openFiles()')).toEqual(['/a.pdf', '/b.tif']);
    expect(await inPage('tangthu.shell.openFiles()')).toEqual([]);
  });

  it('tells the paths of files that came from the desktop, and leaves out what has none', async () => {
    await inPage(
      'void document.body.insertAdjacentHTML(\'beforeend\', \'<input type="file" id="dropped" multiple>\')',
    );
    await launched.window.setInputFiles('#dropped', [picture, join(root, 'package.json')]);
    const paths = await inPage(
      "tangthu.shell.pathsOfDroppedFiles([...document.getElementById('dropped').files, new File(['x'], 'made-up.png')])",
    );
    expect(paths).toEqual([picture, join(root, 'package.json')]);
  });

  it('shows in the file program only what a dialog or the core gave', async () => {
    expect(await inPage("tangthu.shell.showItemInFolder('/etc/passwd')")).toBe(false);
  });
});

describe('archive://', () => {
  const fetched = (url: string, headers = '{}') =>
    inPage<{ status: number; type: string; range: string; bytes: number[] }>(
      `fetch('${url}', { headers: ${headers} }).then(async (r) => ({ status: r.status, type: r.headers.get('content-type'),
        range: r.headers.get('content-range'), bytes: [...new Uint8Array(await r.arrayBuffer())] }))`,
    );

  it('streams the file the core names, whole or in part', async () => {
    const expected = [...readFileSync(picture)];
    const whole = await fetched('archive://preview/page-1');
    expect(whole.status).toBe(200);
    expect(whole.type).toBe('image/png');
    expect(whole.bytes).toEqual(expected);
    const part = await fetched('archive://preview/page-1?v=abc', "{ range: 'bytes=10-19' }");
    expect(part.status).toBe(206);
    expect(part.range).toBe(`bytes 10-19/${expected.length}`);
    expect(part.bytes).toEqual(expected.slice(10, 20));
    const tail = await fetched('archive://pdf/document-1', "{ range: 'bytes=-4' }");
    expect(tail.bytes).toEqual(expected.slice(-4));
    expect((await fetched('archive://pdf/document-1', "{ range: 'bytes=999999-' }")).status).toBe(416);
  });

  it('gives pictures that a canvas may read', async () => {
    const colour = await inPage<number[]>(`new Promise((done, failed) => {
      const image = new Image(); image.crossOrigin = 'anonymous'; image.onerror = failed;
      image.onload = () => { const canvas = document.createElement('canvas'); canvas.width = canvas.height = 512;
        const context = canvas.getContext('2d'); context.drawImage(image, 0, 0);
        done([...context.getImageData(256, 40, 1, 1).data]); };
      image.src = 'archive://image/page-1'; })`);
    expect(colour).toEqual([178, 58, 46, 255]);
  });

  it('refuses unknown kinds and ids that are no ids', async () => {
    expect((await fetched('archive://masters/page-1')).status).toBe(400);
    expect((await fetched('archive://pdf/..%2F..%2Fetc%2Fpasswd')).status).toBe(400);
    expect((await fetched('archive://pdf/')).status).toBe(400);
  });
});

describe('the program', () => {
  it('starts a killed core again with the archive open, and tells the window', async () => {
    await inPage("tangthu.call('archive.open', { path: '/kho/da-mo' })");
    await inPage("void (window.told = [], tangthu.on('core.status', ({ state }) => told.push(state)))");
    const [pid] = await launched.corePids();
    process.kill(pid!, 'SIGKILL');
    await expect.poll(() => inPage('told'), { timeout: 10_000 }).toEqual(['stopped', 'ready']);
    expect(await inPage("tangthu.call('archive.info', {})")).toMatchObject({
      ok: true,
      value: { path: '/kho/da-mo' },
    });
    const [newPid] = await launched.corePids();
    expect(newPid).not.toBe(pid);
  });

  // Late: Playwright goes on waiting for a navigation that was refused.
  it('leaves its page for no other, and opens no window', async () => {
    expect(await inPage("String(window.open('https://example.invalid/'))")).toBe('null');
    await inPage("void (location.href = 'https://example.invalid/')");
    await inPage(`void (location.href = 'file://${picture}')`);
    await new Promise((done) => setTimeout(done, 300));
    expect(launched.window.url()).toBe('app://tangthu/index.html');
    expect(launched.app.windows()).toHaveLength(1);
  });

  it('remembers archives and layout over a restart, and takes its core with it when it ends', async () => {
    expect(await inPage("tangthu.shell.set('catalogue.panes', [20, 80])")).toBe(true);
    const [pid] = await launched.corePids();
    await launched.close();
    await expect.poll(() => isAlive(pid!)).toBe(false);
    launched = await launchApp({ env, userDataDir: launched.userDataDir });
    expect(await inPage("tangthu.shell.get('catalogue.panes')")).toEqual([20, 80]);
    expect(await inPage('tangthu.shell.recentArchives()')).toMatchObject([
      { path: '/kho/da-mo', present: false },
    ]);
    // This core names no file.
    expect(await inPage("fetch('archive://pdf/document-1').then((r) => r.status)")).toBe(404);
  });

  it('leaves no core behind when it is killed itself', async () => {
    const [pid] = await launched.corePids();
    launched.app.process().kill('SIGKILL');
    await expect.poll(() => isAlive(pid!), { timeout: 5_000 }).toBe(false);
    launched = await launchApp({ env });
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

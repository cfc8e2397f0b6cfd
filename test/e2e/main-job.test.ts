// The whole job as a clerk does it, in the real window with the real core: make an archive, import, read, describe by
// keyboard, search, export, verify. Screens are checked with axe on the way.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixturePath } from '../fixtures/index.ts';
import { type LaunchedApp, launchApp } from '../support/electron-app.ts';

const pictures = process.env.TANGTHU_SCREENSHOTS;
let launched: LaunchedApp;
let window: Page;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tangthu-e2e-'));
  launched = await launchApp();
  window = launched.window;
  window.setDefaultTimeout(60_000);
});
afterAll(async () => {
  await launched?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What axe calls serious on the screen as it stands; legacy mode because Electron opens no second page. */
async function seriousProblems(): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode().analyze();
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

async function picture(name: string): Promise<void> {
  if (pictures) await window.screenshot({ path: resolve(pictures, `${name}.png`) });
}

describe('the main job in the window', () => {
  it('makes an archive from the first screen', async () => {
    mkdirSync(join(folder, 'kho'));
    await launched.answerDialogs([join(folder, 'kho')]);
    await window.getByRole('button', { name: /Tạo kho mới/ }).click();
    expect(await seriousProblems()).toEqual([]);
    await picture('welcome');
    await window.getByRole('button', { name: 'Chọn thư mục…' }).click();
    await window.getByLabel('Mã cơ quan').fill('H49.64');
    await window.getByLabel('Tên cơ quan lưu trữ').fill('Lưu trữ huyện Bình An');
    await window.getByRole('button', { name: 'Tạo kho', exact: true }).click();
    await window.getByText('Chưa có trang nào').waitFor();
    expect(existsSync(join(folder, 'kho', 'archive.json'))).toBe(true);
  });

  it('imports scans; their pages arrive and are read in the background', async () => {
    const decision = await fixturePath('state-decision-clean');
    const directive = await fixturePath('directive-handwritten-number');
    await launched.answerDialogs([decision.path, directive.path]);
    await window.getByLabel('Vào hồ sơ').fill('H49.64.2021.160');
    await window.keyboard.press('Escape');
    await window
      .getByRole('button', { name: /Nhập tệp/ })
      .first()
      .click();
    await window.locator('img[src^="archive://thumbnail/"]').first().waitFor();
    await window.getByText(/2\s*\/\s*2 trang/).waitFor({ timeout: 120_000 });
    await window.getByText('đã đọc').first().waitFor({ timeout: 120_000 });
    expect(await seriousProblems()).toEqual([]);
    await picture('digitise');
  });

  it('describes a document from the keyboard: the number is lit on the page, typed, saved', async () => {
    await window.getByRole('button', { name: /Biên mục tài liệu này/ }).click();
    await window.getByLabel('Mô tả tài liệu').waitFor();
    await window.getByLabel('Trích yếu nội dung').waitFor();
    expect(await seriousProblems()).toEqual([]);
    const type = window.getByLabel('Tên loại', { exact: true });
    await expect.poll(() => type.inputValue()).toBe('Quyết định');
    const subject = window.getByLabel('Trích yếu nội dung');
    await subject.focus();
    await subject.fill('Về việc kiểm kê đột xuất tài liệu lưu trữ');
    await picture('describe');
    await window.keyboard.press('Control+s');
    await window
      .getByText(/Đã lưu/)
      .first()
      .waitFor();
    await window.keyboard.press('Control+Enter');
    await expect.poll(() => type.inputValue(), { timeout: 30_000 }).toBe('Chỉ thị');
    // A number written by hand is left for the clerk.
    const number = window.getByLabel('Số', { exact: true });
    expect(await number.inputValue()).toBe('');
    await number.pressSequentially('15');
    await window.keyboard.press('Control+s');
    await window
      .getByText(/Đã lưu/)
      .first()
      .waitFor();
  });

  it('finds what was typed and what was read, without marks, and lights it on the page', async () => {
    await window.keyboard.press('Control+k');
    await window.keyboard.type('dot xuat');
    await window.keyboard.press('Enter');
    await window.getByRole('option').first().waitFor();
    await expect.poll(() => window.getByRole('option').first().textContent()).toMatch(/Quyết định/);
    await picture('search');
    expect(await seriousProblems()).toEqual([]);
  });

  it('exports the file, and the package verifies', async () => {
    const to = join(folder, 'xuat');
    mkdirSync(to);
    await window.keyboard.press('Control+4');
    await launched.answerDialogs([to]);
    await window.getByRole('button', { name: 'Chọn thư mục', exact: true }).click();
    await window.getByRole('button', { name: /^Xuất 2 tài liệu/ }).click();
    await window.getByText('Đã xuất').waitFor({ timeout: 60_000 });
    await window.getByRole('button', { name: /Kiểm tra gói/ }).click();
    await window.getByText(/Nguyên vẹn: đã đọc lại \d+ tệp/).waitFor();
    await picture('transfer');
    expect(await seriousProblems()).toEqual([]);
    const files = readdirSync(to, { recursive: true, encoding: 'utf8' }).sort();
    expect(files).toContain(join('H49.64.2021.160', 'H49.64.2021.160.0000001.pdf'));
    expect(files).toContain('index.sqlite');
  });

  it('shows no English and nothing unlabelled in the administration screen', async () => {
    await window.keyboard.press('Control+9');
    await window.getByText('Máy này').first().waitFor();
    await picture('admin');
    expect(await seriousProblems()).toEqual([]);
    const text = (await window.evaluate('document.body.innerText')) as string;
    expect(text).not.toMatch(/\b(?:error|loading|undefined|null|cancel|done|failed|the)\b/i);
  });
});

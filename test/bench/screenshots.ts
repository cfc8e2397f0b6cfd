// Takes the pictures of the README from the real program with the shipped samples.
// Usage: npm run bench -- screenshots [folder] [width×height]   (default resources/screenshots, 1366x768; needs a display or xvfb-run)
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchApp } from '../support/electron-app.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const to = process.argv[2] ?? join(root, 'resources', 'screenshots');
const [width, height] = (process.argv[3] ?? '1366x768').split(/[x×]/).map(Number) as [number, number];
const work = mkdtempSync(join(tmpdir(), 'tangthu-pictures-'));
mkdirSync(to, { recursive: true });
mkdirSync(join(work, 'Kho Bình An'));

const launched = await launchApp();
const { app, window } = launched;
try {
  await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(...size), [
    width,
    height,
  ] as [number, number]);
  const shot = async (name: string) => {
    await window.mouse.move(width / 2, height - 5);
    await window.waitForTimeout(900);
    await window.screenshot({ path: join(to, `${name}.png`) });
  };
  await shot('welcome');
  await launched.answerDialogs([join(work, 'Kho Bình An')]);
  await window.getByRole('button', { name: /Thử với tài liệu mẫu/ }).click();
  await window.getByText(/[1-9]\d* \/ 11 trang/).waitFor({ timeout: 120_000 });
  await shot('digitise-running');
  await window.getByText(/11 \/ 11 trang · đã xong/).waitFor({ timeout: 300_000 });
  await shot('digitise');
  await window.keyboard.press('Control+2');
  await window.getByLabel('Trích yếu nội dung').waitFor();
  await window.getByLabel('Trích yếu nội dung').focus();
  await shot('describe');
  await window.keyboard.press('Control+k');
  await window.keyboard.type('quan ly dat dai');
  await window.keyboard.press('Enter');
  await window.getByRole('option').first().waitFor();
  await shot('search');
  await window.keyboard.press('Control+4');
  await shot('transfer');
  await window.keyboard.press('Control+9');
  await shot('admin');
} finally {
  await launched.close();
  rmSync(work, { recursive: true, force: true });
}

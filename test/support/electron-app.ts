// Launches the built program in the Electron of this machine and hands its window to a test.
// Must not build anything: `npm test` has done so before.
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { installedElectron } from '../../scripts/electron-runtime.mjs';

const root = resolve(import.meta.dirname, '..', '..');

export interface LaunchOptions {
  /** Where the program keeps its settings; a new empty folder unless given. Give the same one to test a second start. */
  readonly userDataDir?: string;
  /** Further command line switches. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly userDataDir: string;
  /** What the next native dialogs answer, one list of paths each; an empty list is "cancelled". */
  answerDialogs(...answers: readonly (readonly string[])[]): Promise<void>;
  /** Process ids of the core (normally one). */
  corePids(): Promise<number[]>;
  close(): Promise<void>;
}

export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const electron = installedElectron();
  if (!electron) throw new Error('No Electron on this machine: run `npm test`, which obtains one');
  if (!existsSync(join(root, 'dist', 'main', 'main.cjs'))) throw new Error('Not built: run `npm run build`');
  const userDataDir = options.userDataDir ?? mkdtempSync(join(tmpdir(), 'tangthu-user-'));
  const asRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath: electron.executablePath,
    args: [
      root,
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-dev-shm-usage',
      `--user-data-dir=${userDataDir}`,
      ...(options.args ?? []),
    ],
    env: { ...withoutNodeSettings(process.env), LANGUAGE: 'vi', ...options.env },
  });
  const window = await app.firstWindow();
  return {
    app,
    window,
    userDataDir,
    async answerDialogs(...answers) {
      await app.evaluate(
        ({ dialog }, queue) => {
          dialog.showOpenDialog = async () => {
            const filePaths = [...(queue.shift() ?? [])];
            return { canceled: filePaths.length === 0, filePaths };
          };
        },
        answers.map((answer) => [...answer]),
      );
    },
    corePids: () =>
      app.evaluate(async () => {
        const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs');
        const children: number[] = [];
        for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
          try {
            const afterName = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1] ?? '';
            const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
            if (Number(afterName.split(' ')[1]) === process.pid && command.includes('.ts'))
              children.push(Number(name));
          } catch {
            // It ended between the listing and the look.
          }
        }
        return children;
      }),
    close: () => app.close(),
  };
}

/** NODE_OPTIONS and the like are vitest's, not the program's. */
function withoutNodeSettings(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !/^(NODE_|VITEST|ELECTRON_RUN_AS_NODE)/.test(name)) kept[name] = value;
  }
  return kept;
}

// Answers the window: relays contract calls to the core and does what only the desktop can (dialogs, layout, file program).
// Must not interpret calls, except to remember which archive is open.
import { resolve } from 'node:path';
import {
  type BrowserWindow,
  dialog,
  type IpcMainInvokeEvent,
  ipcMain,
  type OpenDialogOptions,
  shell,
} from 'electron';
import type { FilesDialogOptions, FolderDialogOptions } from '../../shared/contract/bridge.ts';
import { contract } from '../../shared/contract/index.ts';
import { AppError, toWireError, type WireReply } from '../../shared/errors/app-error.ts';
import type { CoreSupervisor } from './core-supervisor.ts';
import { isOwnPage } from './security.ts';
import type { WindowState } from './window-state.ts';

export interface BridgeOptions {
  readonly window: () => BrowserWindow | undefined;
  readonly core: Pick<CoreSupervisor, 'call'>;
  readonly state: WindowState;
  readonly openArchive: OpenArchive;
}

/** Which archive the core has open, so that it can be opened again after the core was restarted. */
export interface OpenArchive {
  path: string | null;
}

export function answerWindow(options: BridgeOptions): void {
  const { core, state, openArchive } = options;
  /** Paths this session has shown to the person; only these may be opened in the file program. */
  const shownPaths = new Set<string>();

  const handle = <A extends unknown[]>(channel: string, answer: (...args: A) => unknown) => {
    ipcMain.handle(channel, (event: IpcMainInvokeEvent, ...args: unknown[]) => {
      if (!isOwnPage(event, options.window()?.webContents))
        throw new Error('Refused: not the program’s own page');
      return answer(...(args as A));
    });
  };

  handle('call', async (name: string, input: unknown): Promise<WireReply> => {
    // Only the contract's calls: the core also knows internal ones (files.resolve) that answer with paths.
    if (typeof name !== 'string' || !Object.hasOwn(contract, name)) {
      return {
        ok: false,
        error: toWireError(new AppError('INVALID_INPUT', { detail: `không có lệnh “${name}”` })),
      };
    }
    const reply = await core.call(name, input);
    if (reply.ok) afterCall(name, reply.value);
    return reply;
  });

  function afterCall(name: string, value: unknown): void {
    if (name === 'archive.open' || name === 'archive.create') {
      const info = value as { path: string; agencyName: string };
      openArchive.path = info.path;
      state.rememberArchive(info.path, info.agencyName);
      shownPaths.add(resolve(info.path));
    } else if (name === 'archive.close') {
      openArchive.path = null;
    }
  }

  async function choose(dialogOptions: OpenDialogOptions): Promise<string[]> {
    const window = options.window();
    const answer = await (window
      ? dialog.showOpenDialog(window, dialogOptions)
      : dialog.showOpenDialog(dialogOptions));
    const paths = answer.canceled ? [] : answer.filePaths;
    for (const path of paths) shownPaths.add(resolve(path));
    return paths;
  }

  handle('shell.openFolder', async (wanted?: FolderDialogOptions) => {
    const [path] = await choose({ ...texts(wanted, 'Chọn thư mục', 'Chọn'), properties: ['openDirectory'] });
    return path ?? null;
  });
  handle('shell.saveFolder', async (wanted?: FolderDialogOptions) => {
    const [path] = await choose({
      ...texts(wanted, 'Chọn nơi lưu', 'Chọn'),
      properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
    });
    return path ?? null;
  });
  handle('shell.openFiles', (wanted?: FilesDialogOptions) =>
    choose({
      ...texts(wanted, 'Chọn tệp', 'Chọn'),
      properties: ['openFile', 'multiSelections'],
      filters: (wanted?.filters ?? []).map(({ name, extensions }) => ({ name, extensions: [...extensions] })),
    }),
  );
  handle('shell.recentArchives', () => state.recentArchives());
  handle('shell.forgetRecentArchive', (path: string) => state.forgetArchive(path));
  handle('shell.get', (key: string) => state.get(key));
  handle('shell.set', (key: string, value: unknown) => state.set(key, value));
  handle('shell.showItemInFolder', (path: string) => {
    if (typeof path !== 'string' || !shownPaths.has(resolve(path))) return false;
    shell.showItemInFolder(resolve(path));
    return true;
  });
}

function texts(
  wanted: FolderDialogOptions | undefined,
  title: string,
  buttonLabel: string,
): OpenDialogOptions {
  return {
    title: String(wanted?.title ?? title),
    buttonLabel: String(wanted?.buttonLabel ?? buttonLabel),
    ...(wanted?.defaultPath ? { defaultPath: String(wanted.defaultPath) } : {}),
  };
}

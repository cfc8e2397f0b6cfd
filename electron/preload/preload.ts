// The one object through which the window reaches the program. Runs sandboxed, bundled into a single CommonJS file.
// Must not hand out ipcRenderer, events or anything generic; the main process checks every message again.
import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import type { DroppedFile, TangThuBridge } from '../../shared/contract/bridge.ts';
import type { WireReply } from '../../shared/errors/app-error.ts';

// Put in by the build. The browser's own types stay out of this side of the project, so the two used here are written down.
declare const __APP_VERSION__: string;
interface DropEvent {
  readonly defaultPrevented: boolean;
  readonly dataTransfer: { dropEffect: string } | null;
  preventDefault(): void;
}
declare const window: {
  addEventListener(type: 'dragover' | 'drop', listener: (event: DropEvent) => void): void;
};

type Listener = (payload: unknown) => void;
const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on('event', (_event: IpcRendererEvent, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

async function call(name: string, input: unknown): Promise<WireReply> {
  try {
    return await ipcRenderer.invoke('call', name, input);
  } catch (error) {
    // Only when the main process refuses or the input cannot be copied: a defect of the window.
    const detail = error instanceof Error ? error.message : String(error);
    const message = `Chương trình gặp lỗi ngoài dự kiến (${detail}). Chưa có gì thay đổi. Hãy thử lại; nếu lặp lại, báo người hỗ trợ.`;
    return { ok: false, error: { code: 'INTERNAL', params: { detail }, message } };
  }
}

const bridge: TangThuBridge = {
  call,
  on(event, listener) {
    const known = listeners.get(event) ?? new Set();
    listeners.set(event, known);
    known.add(listener as Listener);
    return () => {
      known.delete(listener as Listener);
    };
  },
  shell: {
    openFolder: (options) => ipcRenderer.invoke('shell.openFolder', options),
    openFiles: (options) => ipcRenderer.invoke('shell.openFiles', options),
    saveFolder: (options) => ipcRenderer.invoke('shell.saveFolder', options),
    pathsOfDroppedFiles: (files) => [...files].map(pathOf).filter((path) => path !== ''),
    recentArchives: () => ipcRenderer.invoke('shell.recentArchives'),
    forgetRecentArchive: (path) => ipcRenderer.invoke('shell.forgetRecentArchive', path),
    get: (key) => ipcRenderer.invoke('shell.get', key),
    set: (key, value) => ipcRenderer.invoke('shell.set', key, value),
    showItemInFolder: (path) => ipcRenderer.invoke('shell.showItemInFolder', path),
    version: __APP_VERSION__,
    platform: process.platform as TangThuBridge['shell']['platform'],
  },
};

function pathOf(file: DroppedFile): string {
  return webUtils.getPathForFile(file as File);
}

contextBridge.exposeInMainWorld('tangthu', bridge);

// Beside a drop target the pointer says "no", and nothing happens on drop. These run after the page's own listeners.
const refuseStrayDrop = (event: DropEvent) => {
  if (event.defaultPrevented) return;
  event.preventDefault();
  if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
};
window.addEventListener('dragover', refuseStrayDrop);
window.addEventListener('drop', refuseStrayDrop);

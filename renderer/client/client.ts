// The one way the window talks to the program: typed calls, events and picture addresses.
// Must not cache, retry or show anything; react-query (queries.ts) and the screens do.
import type { TangThuBridge, TangThuShell } from '../../shared/contract/bridge.ts';
import type { CallInput, CallName, CallOutput, EventMap, EventName } from '../../shared/contract/index.ts';
import { AppError, fromWireError } from '../../shared/errors/app-error.ts';

export interface PictureAddresses {
  preview(pageId: string): string;
  thumbnail(pageId: string): string;
  pdf(documentId: string): string;
}

const archiveAddresses: PictureAddresses = {
  preview: (pageId) => `archive://preview/${pageId}`,
  thumbnail: (pageId) => `archive://thumbnail/${pageId}`,
  pdf: (documentId) => `archive://pdf/${documentId}`,
};

let bridge: TangThuBridge | null = null;
let addresses = archiveAddresses;

/** Chooses the bridge before the first screen is drawn; `pictures` only differs for the fake. */
export function connect(to: TangThuBridge, pictures: PictureAddresses = archiveAddresses): void {
  bridge = to;
  addresses = pictures;
}

function connected(): TangThuBridge {
  if (!bridge) throw new AppError('CORE_STOPPED', {});
  return bridge;
}

/** Errors: the AppError the core answered with; its message is Vietnamese and complete. */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const reply = await connected().call(name, input);
  if (!reply.ok) throw fromWireError(reply.error);
  return reply.value as CallOutput<N>;
}

/** The returned function stops listening. */
export function on<E extends EventName>(event: E, listener: (payload: EventMap[E]) => void): () => void {
  return connected().on(event, listener);
}

export function shell(): TangThuShell {
  return connected().shell;
}

export const pictures: PictureAddresses = {
  preview: (pageId) => addresses.preview(pageId),
  thumbnail: (pageId) => addresses.thumbnail(pageId),
  pdf: (documentId) => addresses.pdf(documentId),
};

/** Failures whose sentence ends in “làm tiếp”: whatever shows one must have a button of that name. */
const goesOnAfter = new Set<string>(['DISK_FULL', 'DEVICE_GONE', 'ARCHIVE_GONE']);

/** What the button beside a failure is called, so that it is the one the sentence names. */
export function wordForAgain(thrown: unknown): 'Làm tiếp' | 'Thử lại' {
  return thrown instanceof AppError && goesOnAfter.has(thrown.code) ? 'Làm tiếp' : 'Thử lại';
}

/** The sentence to show for anything that was thrown. */
export function messageOfThrown(thrown: unknown): string {
  if (thrown instanceof AppError) return thrown.message;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('INTERNAL', { detail }).message;
}

// Serves the window's own files on app:// and the archive's pictures and PDFs on archive://.
// Must not decide which archive files exist or may be seen: the core names each by id.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import { protocol, type Session } from 'electron';
import type { WireReply } from '../../shared/errors/app-error.ts';
import { appOrigin, contentSecurityPolicy } from './security.ts';

/** Must be called before the app is ready. */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges },
    { scheme: 'archive', privileges },
  ]);
}

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
};

/** @param rendererDir the built window: index.html and its assets */
export function serveApp(session: Session, rendererDir: string): void {
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const path = normalize(
      join(rendererDir, decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname)),
    );
    if (`${url.protocol}//${url.host}` !== appOrigin || !path.startsWith(rendererDir + sep))
      return refused(403);
    let body: Buffer;
    try {
      body = await readFile(path);
    } catch {
      return refused(404);
    }
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': mediaTypes[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      },
    });
  });
}

const archiveKinds = new Set(['preview', 'thumbnail', 'image', 'pdf']);
const idPattern = /^[A-Za-z0-9._-]{1,128}$/;

export interface ResolvedFile {
  readonly path: string;
  readonly mediaType: string;
}

/** archive://<kind>/<id>[?v=<version>] → the file the core names, streamed, with byte ranges. */
export function serveArchive(session: Session, resolve: (input: object) => Promise<WireReply>): void {
  session.protocol.handle('archive', async (request) => {
    const url = new URL(request.url);
    const kind = url.host;
    const id = decodeURIComponent(url.pathname.slice(1));
    const version = url.searchParams.get('v') ?? undefined;
    if (!archiveKinds.has(kind) || !idPattern.test(id) || (version && !idPattern.test(version)))
      return refused(400);
    if (request.method !== 'GET' && request.method !== 'HEAD') return refused(405);
    const reply = await resolve({ kind, id, ...(version ? { version } : {}) });
    if (!reply.ok) return refused(reply.error.code === 'CORE_STOPPED' ? 503 : 404, reply.error.code);
    // Null: there is no such file, or none yet.
    const file = reply.value as ResolvedFile | null;
    return file ? fileResponse(request, file, version !== undefined) : refused(404, 'NOT_FOUND');
  });
}

async function fileResponse(request: Request, file: ResolvedFile, versioned: boolean): Promise<Response> {
  let sizeBytes: number;
  try {
    sizeBytes = (await stat(file.path)).size;
  } catch {
    return refused(404, 'FILE_MISSING');
  }
  const headers: Record<string, string> = {
    'content-type': file.mediaType,
    'accept-ranges': 'bytes',
    // A canvas that draws the picture must stay readable to the page.
    'access-control-allow-origin': appOrigin,
    'x-content-type-options': 'nosniff',
    'cache-control': versioned ? 'private, max-age=31536000, immutable' : 'no-cache',
  };
  const range = parseRange(request.headers.get('range'), sizeBytes);
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${sizeBytes}` },
    });
  }
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  headers['content-length'] = String(end - start + 1);
  if (range) headers['content-range'] = `bytes ${start}-${end}/${sizeBytes}`;
  const empty = request.method === 'HEAD' || sizeBytes === 0;
  const stream = empty ? null : createReadStream(file.path, { start, end, highWaterMark: 1 << 18 });
  return new Response(stream && (Readable.toWeb(stream) as ReadableStream), {
    status: range ? 206 : 200,
    headers,
  });
}

/** One `bytes=a-b`, `bytes=a-` or `bytes=-n`; anything else is answered with the whole file, as HTTP allows. */
export function parseRange(
  header: string | null,
  sizeBytes: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  return start > end || start >= sizeBytes ? 'unsatisfiable' : { start, end };
}

function refused(status: number, reason = ''): Response {
  return new Response(reason, {
    status,
    headers: { 'content-type': 'text/plain', 'cache-control': 'no-store' },
  });
}

// Opens a zip-based office file: its parts by name, streamed, within limits.
// Must not keep a part in memory; parsers take it piece by piece.
import { SaxesParser } from 'saxes';
import { type Entry, openPromise } from 'yauzl';
import { AppError, asAppError } from '../../../shared/errors/app-error.ts';
import { type Limits, tooLarge } from './limits.ts';

/** Elements by local name (a prefix tells nothing here), attributes by local name. */
export interface XmlHandlers {
  open?(element: string, attributes: Readonly<Record<string, string>>): void;
  close?(element: string): void;
  text?(text: string): void;
}

export interface OfficePackage {
  readonly parts: ReadonlySet<string>;
  /** Parses one part; false when the package has none of this name. Errors: TABLE_DAMAGED, TABLE_TOO_LARGE. */
  parse(part: string, handlers: XmlHandlers): Promise<boolean>;
  close(): void;
}

/** Errors: TABLE_DAMAGED (no zip, cut short), TABLE_TOO_LARGE (a zip bomb), TABLE_ENCRYPTED. */
export async function openPackage(path: string, name: string, limits: Limits): Promise<OfficePackage> {
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw damaged(name, error);
  });
  const entries = new Map<string, Entry>();
  try {
    let unpackedBytes = 0;
    for await (const entry of zip.eachEntry()) {
      if (entries.size >= limits.zipEntries) throw tooLarge(name, 'zipEntries', limits);
      unpackedBytes += entry.uncompressedSize;
      // yauzl stops an entry that unpacks to more than it declares, so the declared sizes are the true ones.
      if (unpackedBytes > limits.unpackedBytes) throw tooLarge(name, 'unpackedBytes', limits);
      if (entry.isEncrypted()) throw new AppError('TABLE_ENCRYPTED', { path: name });
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    zip.close();
    throw damaged(name, error);
  }
  return {
    parts: new Set(entries.keys()),
    async parse(part, handlers) {
      const entry = entries.get(part);
      if (entry === undefined) return false;
      try {
        await parseStream(await zip.openReadStreamPromise(entry), handlers);
      } catch (error) {
        throw damaged(name, error);
      }
      return true;
    },
    close: () => zip.close(),
  };
}

/** What went wrong with a file: own errors and those of the disk as they are, the rest as TABLE_DAMAGED. */
export function damaged(name: string, error: unknown): AppError {
  const known = asAppError(error);
  if (known.code !== 'INTERNAL') return known;
  const detail = error instanceof Error ? error.message.split('\n')[0]! : String(error);
  return new AppError('TABLE_DAMAGED', { path: name, detail }, { cause: error });
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

async function parseStream(stream: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const element = localName(tag.name);
    const attributes: Record<string, string> = {};
    // Subtle: `r:id` and `id` can stand together; the prefixed one is kept under its full name too.
    for (const [key, value] of Object.entries(tag.attributes)) {
      attributes[key] = value;
      attributes[localName(key)] ??= value;
    }
    handlers.open?.(element, attributes);
  });
  parser.on('closetag', (tag) => handlers.close?.(localName(tag.name)));
  if (handlers.text) {
    parser.on('text', (text) => handlers.text!(text));
    parser.on('cdata', (text) => handlers.text!(text));
  }
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of stream) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    parser.write(decoder.decode(chunk, { stream: true }));
  }
  parser.write(decoder?.decode() ?? '').close();
}

function encodingOf(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** Relations of a part: id → target as a part name. Missing relations are an empty map. */
export async function relationsOf(
  pack: OfficePackage,
  part: string,
): Promise<Map<string, { type: string; target: string }>> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const relations = new Map<string, { type: string; target: string }>();
  await pack.parse(`${folder}_rels/${part.slice(folder.length)}.rels`, {
    open(element, { Id, Type = '', Target = '', TargetMode }) {
      if (element !== 'Relationship' || Id === undefined || TargetMode === 'External') return;
      relations.set(Id, { type: localType(Type), target: resolve(folder, Target) });
    },
  });
  return relations;
}

/** The last word of a relation type: transitional and strict files differ only before it. */
const localType = (type: string) => type.slice(type.lastIndexOf('/') + 1);

function resolve(folder: string, target: string): string {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const step of target.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.' && step !== '') parts.push(step);
  }
  return parts.join('/');
}

// Writes a PDF file object by object as they come: offsets are remembered, bytes are not, so memory stays flat for any number of pages.
// Must not know what the objects mean; must not put anything into the file that is not in its inputs (same inputs, same bytes).
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { pdfReference } from './pdf-syntax.ts';

/** Bytes gathered before a write call. */
const WRITE_CHUNK_BYTES = 1 << 20;

export interface WrittenFile {
  readonly bytes: number;
  /** Hex, of the whole file as it was handed to the operating system. */
  readonly sha256: string;
}

export interface ObjectWriter {
  /** Takes the next object number; the object must be written before `finish`. */
  reserve(): number;
  /** Writes an object under a reserved number. */
  object(objectNumber: number, body: string): void;
  /** Writes a stream as it is; `entries` are the dictionary entries besides /Length. */
  stream(objectNumber: number, entries: string, data: Uint8Array): void;
  /** Writes a stream deflated. */
  deflatedStream(objectNumber: number, entries: string, data: Uint8Array): void;
  /** Cross-reference table and trailer, fsync, close. The /ID is a digest of everything before it. */
  finish(rootObject: number, infoObject: number): WrittenFile;
  /** Closes without finishing; harmless after `finish`. */
  abandon(): void;
}

/** Creates `path` (must not exist). Throws the operating system's errors. */
export function createObjectWriter(path: string, version: '1.4' | '1.7'): ObjectWriter {
  let fd: number | null = openSync(path, 'wx');
  const hash = createHash('sha256');
  const offsets: number[] = [-1];
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let position = 0;

  function flush(): void {
    if (fd === null) throw new Error('the PDF file is closed');
    const buffer = pending.length === 1 ? pending[0]! : Buffer.concat(pending, pendingBytes);
    pending = [];
    pendingBytes = 0;
    hash.update(buffer);
    for (let at = 0; at < buffer.length; ) at += writeSync(fd, buffer, at, buffer.length - at);
  }
  function put(data: Uint8Array): void {
    pending.push(data);
    pendingBytes += data.length;
    position += data.length;
    if (pendingBytes >= WRITE_CHUNK_BYTES) flush();
  }
  function putText(text: string): void {
    put(Buffer.from(text, 'latin1'));
  }
  function begin(objectNumber: number): void {
    if (offsets[objectNumber] !== -1 || objectNumber === 0) {
      throw new Error(`PDF object ${objectNumber} was not reserved or is already written`);
    }
    offsets[objectNumber] = position;
  }
  function stream(objectNumber: number, entries: string, data: Uint8Array): void {
    begin(objectNumber);
    putText(`${objectNumber} 0 obj\n<< ${entries}${entries ? ' ' : ''}/Length ${data.length} >>\nstream\n`);
    put(data);
    putText('\nendstream\nendobj\n');
  }

  // PDF/A asks for a comment of at least four bytes above 127 right after the header line.
  put(
    Buffer.concat([Buffer.from(`%PDF-${version}\n%`, 'latin1'), Buffer.from([0xe2, 0xe3, 0xcf, 0xd3, 0x0a])]),
  );

  return {
    reserve() {
      offsets.push(-1);
      return offsets.length - 1;
    },
    object(objectNumber, body) {
      begin(objectNumber);
      putText(`${objectNumber} 0 obj\n${body}\nendobj\n`);
    },
    stream,
    deflatedStream(objectNumber, entries, data) {
      stream(
        objectNumber,
        `${entries}${entries ? ' ' : ''}/Filter /FlateDecode`,
        deflateSync(data, { level: 6 }),
      );
    },
    finish(rootObject, infoObject) {
      const missing = offsets.indexOf(-1, 1);
      if (missing !== -1) throw new Error(`PDF object ${missing} was reserved but never written`);
      const xrefAt = position;
      let table = `xref\n0 ${offsets.length}\n0000000000 65535 f \n`;
      for (let n = 1; n < offsets.length; n++) table += `${String(offsets[n]).padStart(10, '0')} 00000 n \n`;
      putText(table);
      flush();
      const id = hash.copy().digest('hex').slice(0, 32).toUpperCase();
      putText(
        `trailer\n<< /Size ${offsets.length} /Root ${pdfReference(rootObject)} /Info ${pdfReference(infoObject)} ` +
          `/ID [<${id}> <${id}>] >>\nstartxref\n${xrefAt}\n%%EOF\n`,
      );
      flush();
      fsyncSync(fd!);
      closeSync(fd!);
      fd = null;
      return { bytes: position, sha256: hash.digest('hex') };
    },
    abandon() {
      if (fd !== null) closeSync(fd);
      fd = null;
    },
  };
}

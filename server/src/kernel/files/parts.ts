import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, opendir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { nowMs } from '../clock.ts';
import { Refusal } from '../errors.ts';
import { emptyFile, fileTooLarge, storageFull, tooManyOpen, truncatedFile } from './refusals.ts';
import type { PutOptions, StoredBytes } from './storage.ts';

// Uploads on their way: each is a file of its own in one folder until it is whole. What a killed process leaves there is
// nobody's, and removed later.

/** What the operating system says when there is no room: disk, quota, or the process's own file-size limit. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Every file and connection is a handle, and the process may only have so many. */
export const NO_HANDLES = new Set(['EMFILE', 'ENFILE']);

interface Part extends StoredBytes {
  readonly path: string;
}

/**
 * Streams to a new file of the folder, counted, hashed and flushed. Whatever goes wrong, the file is gone.
 *
 * @example const part = await writePart({ folder: parts, minFreeBytes: 0 }, stream, { maxBytes: 1_000_000 });
 */
export async function writePart(
  { folder, minFreeBytes }: { readonly folder: string; readonly minFreeBytes: number },
  source: AsyncIterable<Uint8Array>,
  { maxBytes, expectedBytes, key = randomBytes(16).toString('hex') }: PutOptions,
): Promise<Part> {
  if (expectedBytes === 0) throw emptyFile();
  if (expectedBytes !== undefined && expectedBytes > maxBytes) throw fileTooLarge(maxBytes, expectedBytes);
  if ((await freeBytes(folder)) < minFreeBytes + (expectedBytes ?? 0)) throw storageFull();
  // Of its own and not the key's: a restore gives the same key again after a kill, whose part is still there.
  const path = join(folder, randomBytes(16).toString('hex'));
  const handle = await open(path, 'wx', 0o600).catch(orNoRoom);
  try {
    const { size, sha256 } = await copy(source, handle, maxBytes);
    if (size === 0) throw emptyFile();
    if (expectedBytes !== undefined && size !== expectedBytes) throw truncatedFile();
    await handle.sync();
    await handle.close();
    return { key, path, size, sha256 };
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(path, { force: true });
    return orNoRoom(error);
  }
}

export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Streams, hashes and counts. The source is left open on failure so that the HTTP layer can still answer on its socket. */
async function copy(source: AsyncIterable<Uint8Array>, handle: FileHandle, maxBytes: number): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  const iterator = source instanceof Readable ? source.iterator({ destroyOnReturn: false }) : source[Symbol.asyncIterator]();
  let size = 0;
  for (;;) {
    const next = await iterator.next().catch((error: unknown) => {
      if (error instanceof Refusal) throw error;
      throw truncatedFile(); // the connection broke: the sender's trouble, not ours
    });
    if (next.done) break;
    const chunk: Uint8Array = next.value;
    size += chunk.length;
    if (size > maxBytes) {
      await iterator.return?.();
      throw fileTooLarge(maxBytes);
    }
    hash.update(chunk);
    await writeAll(handle, chunk);
  }
  return { size, sha256: hash.digest('hex') };
}

/** A write may take fewer bytes than it was given without being an error. */
async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  let offset = 0;
  while (offset < chunk.length) {
    const { bytesWritten } = await handle.write(chunk, offset, chunk.length - offset);
    if (bytesWritten === 0) throw storageFull();
    offset += bytesWritten;
  }
}

export async function removeOldParts(folder: string, olderThanMs: number): Promise<number> {
  const before = nowMs() - olderThanMs;
  let removed = 0;
  for await (const entry of await opendir(folder)) {
    const found = await stat(join(folder, entry.name)).catch(nullIfMissing);
    if (!found || found.mtimeMs > before) continue;
    await rm(join(folder, entry.name), { force: true });
    removed++;
  }
  return removed;
}

export function nullIfMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}

/** For errors of the file system: those that say "not now" become refusals. */
export function orNoRoom(error: unknown): never {
  const code = (error as NodeJS.ErrnoException)?.code ?? '';
  if (NO_ROOM.has(code)) throw storageFull();
  throw NO_HANDLES.has(code) ? tooManyOpen() : error;
}

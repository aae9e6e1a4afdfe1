import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, opendir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { nowMs } from '../clock.ts';
import { Refusal } from '../errors.ts';
import { emptyFile, fileTooLarge, storageFull, truncatedFile } from './refusals.ts';
import type { FileStorage, PutOptions, StoredBytes } from './storage.ts';

const KEY = /^[0-9a-f]{32}$/;
/** What the operating system says when there is no room: disk, quota, or the process's own file-size limit. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * Files below one folder, in 65,536 subfolders. A file is written under `parts/`, flushed and only then renamed, so
 * what has its final name is whole, even after a power cut.
 *
 * @example const storage = await openLocalStorage('/var/lib/portico/files');
 */
export async function openLocalStorage(root: string, options: { readonly minFreeBytes?: number } = {}): Promise<FileStorage> {
  const parts = join(root, 'parts');
  await mkdir(parts, { recursive: true, mode: 0o700 });
  const minFree = options.minFreeBytes ?? 0;

  const folderOf = (key: string) => join(root, key.slice(0, 2), key.slice(2, 4));
  const pathOf = (key: string) => {
    // The key comes from our own table, but a path is only built from what cannot leave the folder.
    if (!KEY.test(key)) throw new Error('Not a storage key.');
    return join(folderOf(key), key);
  };

  async function put(source: AsyncIterable<Uint8Array>, { maxBytes, expectedBytes }: PutOptions): Promise<StoredBytes> {
    if (expectedBytes === 0) throw emptyFile();
    if (expectedBytes !== undefined && expectedBytes > maxBytes) throw fileTooLarge(maxBytes, expectedBytes);
    await refuseWhenFull(root, minFree + (expectedBytes ?? 0));
    const key = randomBytes(16).toString('hex');
    const part = join(parts, key);
    const handle = await open(part, 'wx', 0o600).catch(orNoRoom);
    try {
      const { size, sha256 } = await copy(source, handle, maxBytes);
      if (size === 0) throw emptyFile();
      if (expectedBytes !== undefined && size !== expectedBytes) throw truncatedFile();
      await handle.sync();
      await handle.close();
      await mkdir(folderOf(key), { recursive: true, mode: 0o700 });
      await rename(part, pathOf(key));
      await syncFolder(folderOf(key));
      return { key, size, sha256 };
    } catch (error) {
      await handle.close().catch(() => {});
      await rm(part, { force: true });
      await rm(pathOf(key), { force: true });
      return orNoRoom(error);
    }
  }

  const statKey = async (key: string) => {
    const found = await stat(pathOf(key)).catch(nullIfMissing);
    return found ? { size: found.size, modifiedMs: found.mtimeMs } : null;
  };

  return {
    put,
    stat: statKey,
    get: async (key, range) =>
      (await statKey(key)) ? createReadStream(pathOf(key), range ? { start: range.start, end: range.end } : {}) : null,
    delete: (key) => rm(pathOf(key), { force: true }),
    list: () => walk(root),
    withPath: (key, use) => use(pathOf(key)),
    removeAbandonedParts: (olderThanMs) => removeParts(parts, nowMs() - olderThanMs),
  };
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

async function refuseWhenFull(root: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(root);
  if (bavail * bsize < needed) throw storageFull();
}

/** Makes the rename itself durable; some file systems do not allow opening folders, and then there is nothing to do. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

async function* walk(root: string): AsyncIterable<{ key: string; modifiedMs: number }> {
  for await (const entry of await opendir(root, { recursive: true })) {
    if (!entry.isFile() || !KEY.test(entry.name) || entry.parentPath === join(root, 'parts')) continue;
    const found = await stat(join(entry.parentPath, entry.name)).catch(nullIfMissing);
    if (found) yield { key: entry.name, modifiedMs: found.mtimeMs };
  }
}

async function removeParts(parts: string, before: number): Promise<number> {
  let removed = 0;
  for await (const entry of await opendir(parts)) {
    const found = await stat(join(parts, entry.name)).catch(nullIfMissing);
    if (!found || found.mtimeMs > before) continue;
    await rm(join(parts, entry.name), { force: true });
    removed++;
  }
  return removed;
}

function nullIfMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}

function orNoRoom(error: unknown): never {
  throw NO_ROOM.has((error as NodeJS.ErrnoException)?.code ?? '') ? storageFull() : error;
}

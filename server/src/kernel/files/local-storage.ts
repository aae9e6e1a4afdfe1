import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, open, opendir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freeBytes, NO_HANDLES, nullIfMissing, orNoRoom, removeOldParts, writePart } from './parts.ts';
import { MEGABYTE } from './sizes.ts';
import { type FileStorage, type PutOptions, readOwner, type StorageCheck, type StoredBytes, type StorePlace } from './storage.ts';

export const KEY = /^[0-9a-f]{32}$/;
const OWNER = 'owner.json';

/**
 * Files below one folder, in 65,536 subfolders. A file is written under `parts/`, flushed and only then renamed, so
 * what has its final name is whole, even after a power cut.
 *
 * @example const storage = await openLocalStorage('/var/lib/portico/files');
 */
export async function openLocalStorage(root: string, options: { readonly minFreeBytes?: number } = {}): Promise<FileStorage> {
  const parts = join(root, 'parts');
  await mkdir(parts, { recursive: true, mode: 0o700 });
  const minFreeBytes = options.minFreeBytes ?? 0;

  const folderOf = (key: string) => join(root, key.slice(0, 2), key.slice(2, 4));
  const pathOf = (key: string) => {
    // The key comes from our own table, but a path is only built from what cannot leave the folder.
    if (!KEY.test(key)) throw new Error('Not a storage key.');
    return join(folderOf(key), key);
  };

  async function put(source: AsyncIterable<Uint8Array>, putOptions: PutOptions): Promise<StoredBytes> {
    const { path, key, size, sha256 } = await writePart({ folder: parts, minFreeBytes }, source, putOptions);
    try {
      await mkdir(folderOf(key), { recursive: true, mode: 0o700 });
      await rename(path, pathOf(key));
      await syncFolder(folderOf(key));
      return { key, size, sha256 };
    } catch (error) {
      await rm(path, { force: true });
      await rm(pathOf(key), { force: true });
      return orNoRoom(error);
    }
  }

  const statKey = async (key: string) => {
    const found = await stat(pathOf(key)).catch(nullIfMissing);
    return found ? { size: found.size, modifiedMs: found.mtimeMs } : null;
  };

  const place: StorePlace = {
    kind: 'folder',
    put,
    stat: statKey,
    get: async (key, range) =>
      (await statKey(key)) ? createReadStream(pathOf(key), range ? { start: range.start, end: range.end } : {}) : null,
    delete: (key) => rm(pathOf(key), { force: true }),
    list: () => walk(root),
    withPath: (key, use) => use(pathOf(key)),
    removeAbandonedParts: (olderThanMs) => removeOldParts(parts, olderThanMs),
    owner: async () => {
      const text = await readFile(join(root, OWNER), 'utf8').catch(nullIfMissing);
      return text === null ? null : readOwner(text);
    },
    async setOwner(owner) {
      const part = join(parts, `${OWNER}.${randomBytes(4).toString('hex')}`);
      await writeFile(part, JSON.stringify(owner), { mode: 0o600, flush: true });
      await rename(part, join(root, OWNER));
      await syncFolder(root);
    },
    check: () => checkFolder(root, minFreeBytes),
  };
  return { ...place, places: [place] };
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

async function checkFolder(root: string, minFreeBytes: number): Promise<StorageCheck> {
  const bad = (detail: string, advice: string): StorageCheck => ({ kind: 'folder', ok: false, detail, advice });
  try {
    await access(join(root, 'parts'), constants.W_OK | constants.X_OK);
    const free = await freeBytes(root);
    if (free >= minFreeBytes) return { kind: 'folder', ok: true, detail: 'Files are kept in the data folder.', advice: null };
    return bad(
      `Uploads are refused: the disk of the data folder has ${Math.floor(free / MEGABYTE)} MB free, and ${Math.ceil(minFreeBytes / MEGABYTE)} MB are kept for the database.`,
      'Free some space on this disk. Uploads work again by themselves; nothing needs repair.',
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (NO_HANDLES.has(code ?? '')) return bad('Files cannot be opened: the server has run out of file handles.', RAISE_HANDLES);
    return bad(`The folder ${root} cannot be used (${code}).`, 'Give the folder to the user that runs Portico.');
  }
}

const RAISE_HANDLES = 'Raise the limit of open files of the server (LimitNOFILE= in systemd, ulimit -n elsewhere) and restart it.';

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalStorage } from './local-storage.ts';
import type { FileStorage } from './storage.ts';

let root: string;
let storage: FileStorage;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-files-'));
  storage = await openLocalStorage(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const bytes = (size: number) => Buffer.alloc(size, 'portico ');
async function* chunked(whole: Buffer, size = 1000) {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}
async function keysOf(store: FileStorage): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list()) keys.push(key);
  return keys;
}
async function filesOnDisk(): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

describe('allows', () => {
  it('streams to disk and records size and hash', async () => {
    const content = bytes(123_457);
    const stored = await storage.put(chunked(content), { maxBytes: 1_000_000, expectedBytes: content.length });
    expect(stored).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      size: 123_457,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    expect(await buffer((await storage.get(stored.key))!)).toEqual(content);
    expect((await storage.stat(stored.key))!.size).toBe(123_457);
  });

  it('reads a range and lists and deletes', async () => {
    const { key } = await storage.put(chunked(bytes(1000)), { maxBytes: 2000 });
    expect(await buffer((await storage.get(key, { start: 8, end: 14 }))!)).toEqual(Buffer.from('portico'));
    expect(await keysOf(storage)).toEqual([key]);
    await storage.delete(key);
    await storage.delete(key);
    expect(await storage.get(key)).toBeNull();
    expect(await filesOnDisk()).toEqual([]);
  });

  it('removes parts that a killed process left, but not young ones', async () => {
    await writeFile(join(root, 'parts', 'old'), 'half');
    await utimes(join(root, 'parts', 'old'), 1000, 1000);
    await writeFile(join(root, 'parts', 'young'), 'half');
    expect(await storage.removeAbandonedParts(3600_000)).toBe(1);
    expect(await filesOnDisk()).toEqual(['young']);
  });

  it('takes 100 MB without holding it in memory', async () => {
    const block = bytes(1024 * 1024);
    async function* hundred() {
      for (let i = 0; i < 100; i++) yield block;
    }
    globalThis.gc?.();
    const before = process.memoryUsage().arrayBuffers;
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
    }, 5);
    const stored = await storage.put(hundred(), { maxBytes: 100 * 1024 * 1024 });
    clearInterval(watch);
    expect(stored.size).toBe(100 * 1024 * 1024);
    expect(peak).toBeLessThan(20 * 1024 * 1024);
  });
});

describe('refuses and leaves nothing behind', () => {
  afterEach(async () => expect(await filesOnDisk()).toEqual([]));

  it('empty files', async () => {
    await expect(storage.put(chunked(bytes(0)), { maxBytes: 10 })).rejects.toMatchObject({ status: 422, code: 'file.empty' });
  });

  it('more bytes than the limit, announced or not', async () => {
    await expect(storage.put(chunked(bytes(3_250_585)), { maxBytes: 2_097_152, expectedBytes: 3_250_585 })).rejects.toMatchObject({
      status: 413,
      code: 'file.tooLarge',
      message: 'This file is 3.1 MB, the limit is 2 MB. Nothing was kept.',
    });
    await expect(storage.put(chunked(bytes(5000)), { maxBytes: 4999 })).rejects.toMatchObject({ status: 413, code: 'file.tooLarge' });
  });

  it('fewer or more bytes than announced', async () => {
    await expect(storage.put(chunked(bytes(500)), { maxBytes: 1000, expectedBytes: 600 })).rejects.toMatchObject({
      code: 'file.truncated',
    });
    await expect(storage.put(chunked(bytes(500)), { maxBytes: 1000, expectedBytes: 400 })).rejects.toMatchObject({
      code: 'file.truncated',
    });
  });

  it('a source that breaks off', async () => {
    const broken = Readable.from(
      (async function* () {
        yield bytes(5000);
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
      })(),
    );
    await expect(storage.put(broken, { maxBytes: 10_000 })).rejects.toMatchObject({ status: 400, code: 'file.truncated' });
  });

  it('when the disk keeps too little free', async () => {
    const careful = await openLocalStorage(root, { minFreeBytes: Number.MAX_SAFE_INTEGER });
    await expect(careful.put(chunked(bytes(10)), { maxBytes: 10 })).rejects.toMatchObject({ status: 507, code: 'file.storageFull' });
  });

  it('keys that are no keys', async () => {
    await expect(storage.stat('../../etc/passwd')).rejects.toThrow('Not a storage key');
  });
});

describe('a write that the operating system cuts off', () => {
  it('is refused as full, with nothing left behind', async () => {
    // A file-size limit of the process gives the short write and the error that a full disk gives.
    const script = `
      import { openLocalStorage } from ${JSON.stringify(new URL('./local-storage.ts', import.meta.url).href)};
      const storage = await openLocalStorage(${JSON.stringify(root)});
      async function* source() { for (let i = 0; i < 40; i++) yield Buffer.alloc(100_000, 1); }
      await storage.put(source(), { maxBytes: 1e9 }).then(() => console.log('stored'), (error) => console.log(error.status, error.code));`;
    const child = spawn('bash', ['-c', 'ulimit -f 1024; exec "$0" --input-type=module -e "$1"', process.execPath, script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    expect((await buffer(child.stdout)).toString().trim()).toBe('507 file.storageFull');
    expect(await filesOnDisk()).toEqual([]);
  });
});

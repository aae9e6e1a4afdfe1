import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeS3, startFakeS3 } from '../../../test/start-fake-s3.ts';
import { openLocalStorage } from './local-storage.ts';
import { openS3Storage } from './s3-storage.ts';
import type { FileStorage } from './storage.ts';

// What every place for bytes promises; the folder and the bucket are held to it by the same cases.

const MB = 1024 * 1024;
let s3: FakeS3;
let root: string;
beforeAll(async () => {
  s3 = await startFakeS3();
});
afterAll(() => s3.stop());
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-files-'));
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
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** Bytes in buffers that somebody still holds: what nobody holds is collected first, so that a lazy collector proves nothing. */
function heldBytes(): number {
  collect();
  return process.memoryUsage().arrayBuffers;
}
/** Whatever is on disk here beside stored files: parts on their way. */
const localParts = async (): Promise<string[]> => readdir(join(root, 'parts'));

const silent = { warn: () => {}, info: () => {} };
const places = [
  { place: 'a folder', open: (minFreeBytes = 0) => openLocalStorage(root, { minFreeBytes }) },
  {
    place: 'a bucket',
    open: (minFreeBytes = 0) => openS3Storage({ settings: s3.settings, parts: join(root, 'parts'), minFreeBytes, log: silent }),
  },
];

describe.each(places)('$place', ({ open }) => {
  let storage: FileStorage;
  beforeEach(async () => {
    storage = await open();
    for (const key of await keysOf(storage)) await storage.delete(key);
  });

  it('keeps what was streamed and records size and hash', async () => {
    const content = bytes(123_457);
    const stored = await storage.put(chunked(content), { maxBytes: 1_000_000, expectedBytes: content.length });
    expect(stored).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      size: 123_457,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    expect(await buffer((await storage.get(stored.key))!)).toEqual(content);
    const found = await storage.stat(stored.key);
    expect(found!.size).toBe(123_457);
    expect(Math.abs(found!.modifiedMs - Date.now())).toBeLessThan(60_000);
    expect(await localParts()).toEqual([]);
  });

  it('gives ranges, lists, and deletes what may be gone already', async () => {
    const { key } = await storage.put(chunked(bytes(1000)), { maxBytes: 2000 });
    expect(await buffer((await storage.get(key, { start: 8, end: 14 }))!)).toEqual(Buffer.from('portico'));
    expect(await buffer((await storage.get(key, { start: 992, end: 999 }))!)).toEqual(Buffer.from('portico '));
    expect(await keysOf(storage)).toEqual([key]);
    await storage.delete(key);
    await storage.delete(key);
    expect([await storage.get(key), await storage.stat(key)]).toEqual([null, null]);
    expect(await keysOf(storage)).toEqual([]);
  });

  it('lends a path, at once after the upload or later, and keeps nothing behind', async () => {
    for (const willInspect of [true, false]) {
      const { key } = await storage.put(chunked(bytes(5000)), { maxBytes: 5000, willInspect });
      const seen = await Promise.all([1, 2].map(() => storage.withPath(key, (path) => readFile(path))));
      expect(seen).toEqual([bytes(5000), bytes(5000)]);
      expect(await localParts()).toEqual([]);
    }
    await expect(storage.withPath('0'.repeat(32), (path) => readFile(path))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('takes 100 MB without holding it in memory', { timeout: 60_000 }, async () => {
    const block = bytes(MB);
    const before = heldBytes();
    let peak = 0;
    async function* hundred() {
      for (let i = 0; i < 100; i++) {
        yield block;
        if (i % 20 === 19) peak = Math.max(peak, heldBytes() - before);
      }
    }
    const stored = await storage.put(hundred(), { maxBytes: 100 * MB });
    expect(stored.size).toBe(100 * MB);
    expect((await storage.stat(stored.key))!.size).toBe(100 * MB);
    // Two parts of 5 MB under way and their copies; held in memory it would be 20 MB more at each look.
    expect(peak).toBeLessThan(50 * MB);
    expect(await s3.openUploads()).toBe(0);
    const middle = await buffer((await storage.get(stored.key, { start: 50 * MB, end: 50 * MB + 6 }))!);
    expect(middle.toString()).toBe('portico');
  });

  it('keeps a note of its owner, which is no file', async () => {
    const before = await storage.owner();
    expect(before?.workspace).not.toBe('one');
    await storage.setOwner({ workspace: 'one' });
    await storage.setOwner({ workspace: 'two', mayRemove: 3 });
    expect(await (await open()).owner()).toEqual({ workspace: 'two', mayRemove: 3 });
    expect([await keysOf(storage), await localParts(), storage.places.length]).toEqual([[], [], 1]);
  });

  it('says that it works', async () => {
    expect(await storage.check()).toMatchObject({ ok: true, detail: expect.stringMatching(/^Files are kept in the /), advice: null });
    expect(await keysOf(storage)).toEqual([]);
  });

  describe('refuses and leaves nothing behind', () => {
    afterEach(async () => {
      expect([await keysOf(storage), await localParts(), await s3.openUploads()]).toEqual([[], [], 0]);
    });

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
      for (const expectedBytes of [600, 400]) {
        const put = storage.put(chunked(bytes(500)), { maxBytes: 1000, expectedBytes });
        await expect(put).rejects.toMatchObject({ code: 'file.truncated' });
      }
    });

    it('a source that breaks off', async () => {
      const broken = Readable.from(
        (async function* () {
          yield bytes(7_000_000);
          throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
        })(),
      );
      await expect(storage.put(broken, { maxBytes: 10_000_000 })).rejects.toMatchObject({ status: 400, code: 'file.truncated' });
    });

    it('when the disk keeps too little free', async () => {
      const careful = await open(Number.MAX_SAFE_INTEGER);
      await expect(careful.put(chunked(bytes(10)), { maxBytes: 10 })).rejects.toMatchObject({ status: 507, code: 'file.storageFull' });
    });

    it('keys that are no keys', async () => {
      await expect(storage.stat('../../etc/passwd')).rejects.toThrow('Not a storage key');
    });
  });
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeS3, startFakeS3 } from '../../../test/start-fake-s3.ts';
import type { S3Settings } from '../config/config.ts';
import { openLocalStorage } from './local-storage.ts';
import { withOlderFiles } from './moved-storage.ts';
import { openS3Storage, type S3Times } from './s3-storage.ts';
import type { FileStorage } from './storage.ts';

// A bucket that is slow, fails and breaks off, over real HTTP. What it shares with the folder: storage.test.ts.

const TIMES: S3Times = { connectMs: 500, answerMs: 1_000, silenceMs: 500 };
let s3: FakeS3;
let root: string;
let said: string[];
let storage: FileStorage;
beforeAll(async () => {
  s3 = await startFakeS3();
});
afterAll(() => s3.stop());
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-files-'));
  said = [];
  storage = await open();
});
afterEach(async () => {
  await s3.faults({});
  expect(await s3.openUploads()).toBe(0);
  expect(await readdir(join(root, 'parts'))).toEqual([]);
  await rm(root, { recursive: true, force: true });
});
const log = { warn: (_: object, words: string) => void said.push(words), info: (_: object, words: string) => void said.push(words) };
const open = (more: Partial<S3Settings> = {}, times: S3Times = TIMES): Promise<FileStorage> =>
  openS3Storage({ settings: { ...s3.settings, ...more }, parts: join(root, 'parts'), log, times });
/** A different byte at each place, so that a part in the wrong place shows. */
const content = Buffer.from(Uint32Array.from({ length: 3_000_000 }, (_, i) => i).buffer);
async function* stream(whole: Buffer = content) {
  for (let at = 0; at < whole.length; at += 65_536) yield whole.subarray(at, at + 65_536);
}
const put = (whole = content) => storage.put(stream(whole), { maxBytes: 20_000_000 });
const keys = async (): Promise<string[]> => {
  const found: string[] = [];
  for await (const { key } of storage.list()) found.push(key);
  return found;
};
const UNAVAILABLE = { status: 503, code: 'file.storageUnavailable', message: expect.stringContaining('Nothing was kept. Try again') };

describe('an upload', () => {
  it('survives a short trouble without anybody noticing', async () => {
    await s3.faults({ status: { code: 503, name: 'SlowDown', times: 2 } });
    const { key } = await put();
    expect((await buffer((await storage.get(key))!)).equals(content)).toBe(true);
    await storage.delete(key);
  });

  it.each([
    ['answers with errors', { status: { code: 500, name: 'InternalError' } }, 'The S3 service answers with error 500.'],
    // A service that refuses and hangs up while we still write is met as one or the other.
    ['fails in the middle of it', { failPartsFrom: 2 }, /^The S3 service (answers with error 500|cannot be reached \(E\w+\))\.$/],
    ['breaks the connection in the middle of it', { resetPutAfter: { bytes: 100_000 } }, /^The S3 service cannot be reached \(E\w+\)\.$/],
    ['never answers', { silent: 'PUT' }, 'The S3 service does not answer in time.'],
  ])('is refused in words and leaves nothing when the service %s; then it works again', async (_, faults, words) => {
    const before = await keys();
    await s3.faults(faults);
    const began = performance.now();
    await expect(put()).rejects.toMatchObject(UNAVAILABLE);
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(said).toEqual([expect.stringMatching(/^file storage: /)]);
    expect(said[0]!.slice('file storage: '.length)).toEqual(typeof words === 'string' ? words : expect.stringMatching(words));
    expect(await readdir(join(root, 'parts'))).toEqual([]);
    await s3.faults({});
    expect(await keys()).toEqual(before);
    const { key } = await put();
    expect(said.at(-1)).toBe('file storage: the bucket answers again');
    expect((await buffer((await storage.get(key))!)).equals(content)).toBe(true);
    await storage.delete(key);
  });

  it('whose process died in the middle is removed from the bucket when it is old', async () => {
    const answer = await fetch(`${s3.settings.endpoint}/portico/files/${'a'.repeat(32)}?uploads`, {
      method: 'POST',
      headers: { authorization: signed(), 'x-amz-date': stamp(), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    });
    expect(answer.status).toBe(200);
    expect(await s3.openUploads()).toBe(1);
    expect(await storage.removeAbandonedParts(60_000)).toBe(0);
    expect(await storage.removeAbandonedParts(-60_000)).toBe(1);
  });
});

describe('a download', () => {
  let key: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'portico-files-'));
    storage = await open();
    ({ key } = await put());
  });

  it('goes on where the connection broke', async () => {
    await s3.faults({ resetAfter: { bytes: 3_000_000, times: 2 } });
    expect((await buffer((await storage.get(key))!)).equals(content)).toBe(true);
    await s3.faults({ resetAfter: { bytes: 1_000_000, times: 1 } });
    const range = { start: 1_000_001, end: 7_654_321 };
    expect((await buffer((await storage.get(key, range))!)).equals(content.subarray(range.start, range.end + 1))).toBe(true);
  });

  it('fails loudly, never short, when it breaks again and again', async () => {
    await s3.faults({ resetAfter: { bytes: 100_000 } });
    const body = (await storage.get(key))!;
    await expect(buffer(body)).rejects.toThrow();
  });

  it('is refused in words when the service answers with errors, and is not taken for a missing file', async () => {
    await s3.faults({ status: { code: 500, name: 'InternalError' } });
    const refused = { status: 503, code: 'file.storageUnavailable', message: expect.stringContaining('Your file is safe') };
    await expect(storage.get(key)).rejects.toMatchObject(refused);
    await expect(storage.stat(key)).rejects.toMatchObject(refused);
  });

  it('gives its connection back when the receiver is gone before the first byte, 200 times', async () => {
    for (let i = 0; i < 200; i++) {
      const body = await Promise.race([storage.get(key), new Promise<'stuck'>((resolve) => setTimeout(resolve, 3_000, 'stuck'))]);
      expect([i, body === 'stuck']).toEqual([i, false]);
      (body as Readable).destroy();
    }
    expect((await buffer((await storage.get(key))!)).equals(content)).toBe(true);
    expect(said).toEqual([]);
  });

  it('that nobody begins to read, or ends to read after a reopening, keeps no connection', async () => {
    const impatient = await open({}, { ...TIMES, unreadMs: 300 });
    for (let i = 0; i < 70; i++) await impatient.get(key);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await buffer((await impatient.get(key))!)).equals(content)).toBe(true);
    for (let i = 0; i < 70; i += 10) {
      await s3.faults({ resetAfter: { bytes: 100_000, times: 10 } });
      const bodies = await Promise.all(Array.from({ length: 10 }, () => storage.get(key)));
      await Promise.all(
        bodies.map(async (body) => {
          let seen = 0;
          for await (const chunk of body!) {
            seen += (chunk as Buffer).length;
            if (seen > 200_000) break;
          }
        }),
      );
    }
    expect((await buffer((await storage.get(key))!)).equals(content)).toBe(true);
  });

  it('waits for a slow receiver as long as he likes', async () => {
    const body = (await storage.get(key))!;
    let seen = 0;
    for await (const chunk of body) {
      if (seen === 0) await new Promise((resolve) => setTimeout(resolve, 3 * TIMES.silenceMs));
      seen += (chunk as Buffer).length;
    }
    expect(seen).toBe(content.length);
  });
});

describe('a list', () => {
  it('goes on over all pages', async () => {
    const made = [];
    for (let n = 0; n < 5; n++) made.push((await put(Buffer.from('x'))).key);
    await s3.faults({ pageSize: 2 });
    expect(await keys()).toEqual(expect.arrayContaining(made));
    expect((await storage.check()).ok).toBe(true);
    for (const key of made) await storage.delete(key);
  });
});

describe('says what is wrong', () => {
  const words = async (more: Partial<S3Settings>) => (await open(more)).check();

  it('with the settings', async () => {
    expect(await words({ bucket: 'nowhere' })).toEqual({
      kind: 's3',
      ok: false,
      detail: 'Uploads and downloads fail: The bucket of S3_BUCKET does not exist.',
      advice: 'Create the bucket, or correct S3_BUCKET and restart.',
    });
    expect(await words({ accessKeyId: 'somebody' })).toMatchObject({ ok: false, advice: 'Correct S3_ACCESS_KEY_ID and restart.' });
    expect(await words({ endpoint: 'http://s3.invalid' })).toMatchObject({ ok: false, advice: 'Correct S3_ENDPOINT and restart.' });
    expect(await words({ endpoint: 'http://127.0.0.1:1' })).toMatchObject({ ok: false, detail: expect.stringContaining('ECONNREFUSED') });
    await s3.faults({ status: { code: 403, name: 'AccessDenied' } });
    expect(await words({})).toMatchObject({ ok: false, advice: expect.stringContaining('s3:ListBucket') });
  });

  it('not with a clock that is wrong by a day: the service says how late it is', async () => {
    for (const clockMs of [86_400_000, -86_400_000]) {
      await s3.faults({ clockMs });
      expect(await words({})).toMatchObject({ ok: true });
    }
  });
});

describe('a workspace that moved to a bucket', () => {
  it('owns both or one of them', async () => {
    const both = withOlderFiles(storage, await openLocalStorage(root));
    await both.setOwner({ workspace: 'one' });
    await storage.setOwner({ workspace: 'two' });
    expect(await Promise.all(both.places.map(async (place) => [place.kind, await place.owner()]))).toEqual([
      ['folder', { workspace: 'one' }],
      ['s3', { workspace: 'two' }],
    ]);
  });

  it('finds its older files in the folder, keeps new ones in the bucket, and deletes both', async () => {
    const folder = await openLocalStorage(root);
    const old = await folder.put(stream(Buffer.from('old')), { maxBytes: 10 });
    const both = withOlderFiles(storage, folder);
    const young = await both.put(stream(Buffer.from('young')), { maxBytes: 10 });
    expect(await folder.stat(young.key)).toBeNull();
    expect((await buffer((await both.get(old.key))!)).toString()).toBe('old');
    expect((await buffer((await both.get(young.key, { start: 1, end: 2 }))!)).toString()).toBe('ou');
    expect([(await both.stat(old.key))?.size, (await both.stat(young.key))?.size]).toEqual([3, 5]);
    await both.delete(old.key);
    await both.delete(young.key);
    expect([await both.get(old.key), await both.get(young.key)]).toEqual([null, null]);
  });
});

const stamp = (): string => new Date().toISOString().replace(/[-:]|\.\d+/g, '');
const signed = (): string =>
  `AWS4-HMAC-SHA256 Credential=S3RVER/${stamp().slice(0, 8)}/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;

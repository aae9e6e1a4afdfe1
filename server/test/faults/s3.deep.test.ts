import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fileService, openFiles } from '../../src/kernel/files/service.ts';
import { collectWaitingFiles, sweepOrphans } from '../../src/modules/files/files.jobs.ts';
import * as sample from '../file-samples.ts';
import { type FilePerson, type FileServer, fileServer } from '../file-server.ts';
import { testLog } from '../harness.ts';
import { type FakeS3, startFakeS3 } from '../start-fake-s3.ts';
import { type FaultServer, faultServer } from './fault-server.ts';

// What people and operators see when files live in a bucket, and when the bucket is in trouble.

let s3: FakeS3;
let server: FileServer;
let contact: FilePerson;
let base: string;
beforeAll(async () => {
  s3 = await startFakeS3();
  server = await fileServer();
  contact = await server.person('contact');
  await openFiles({
    folder: join(server.kernel.dataDir, 'files'),
    crypto: server.kernel.services.crypto,
    limits: { minFreeBytes: 0 },
    s3: { settings: s3.settings, log: testLog },
  });
  await server.http.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(server.http.server.address() as AddressInfo).port}`;
});
afterEach(() => s3.faults({}));
afterAll(async () => {
  await server.close();
  s3.stop();
});

const keys = async (): Promise<string[]> => {
  const found: string[] = [];
  for await (const { key } of fileService().storage.list()) found.push(key);
  return found.sort();
};
const rows = async (): Promise<number> =>
  Number((await server.kernel.db.execute<{ n: number }>(sql`select count(*)::int as n from files`)).rows[0]?.n);
const upload = (body: Buffer | string, name = 'a.png') => server.upload(contact, body, name);
const get = (link: string, headers: Record<string, string> = {}) => fetch(base + link, { headers: { ...contact.headers, ...headers } });

describe('files in a bucket', () => {
  it('are uploaded, shown as pictures, read in ranges and deleted, and leave nothing on this machine', async () => {
    const picture = await sample.png(1200, 700);
    const made = await upload(picture, 'holiday.png');
    expect(made.statusCode).toBe(201);
    const { id, links } = made.json();
    const whole = await get(links.download);
    expect(Buffer.from(await whole.arrayBuffer()).equals(picture)).toBe(true);
    const part = await get(links.download, { range: 'bytes=10-19' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${picture.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(picture.subarray(10, 20))).toBe(true);
    expect((await get(links.thumb)).headers.get('content-type')).toBe('image/webp');
    expect(await keys()).toHaveLength(4);
    expect(await server.stored()).toEqual([]);
    const gone = await server.http.inject({
      method: 'DELETE',
      url: `/api/v1/files/${id}`,
      headers: { ...contact.headers, 'sec-fetch-site': 'same-origin' },
    });
    expect(gone.statusCode).toBeLessThan(300);
    await expect.poll(keys).toEqual([]);
  });

  it('are previewed as text, and 100 MB are taken over real HTTP', { timeout: 120_000 }, async () => {
    const text = await upload('Guten Tag', 'a.txt');
    const preview = await server.http.inject({ url: `/api/v1/files/${text.json().id}/preview`, headers: contact.headers });
    expect(preview.json()).toMatchObject({ text: 'Guten Tag', truncated: false });
    const headers = { ...contact.headers, 'content-type': 'application/octet-stream', 'sec-fetch-site': 'same-origin' };
    const large = await fetch(`${base}/api/v1/files?name=disk.img`, { method: 'POST', headers, body: Buffer.alloc(100 * 1024 * 1024, 3) });
    expect([large.status, ((await large.json()) as { size: number }).size]).toEqual([201, 100 * 1024 * 1024]);
    expect([await s3.openUploads(), await server.stored()]).toEqual([0, []]);
  });
});

describe('a bucket that fails', () => {
  it('refuses uploads in words, keeps no row and no bytes, and takes them when it is back', async () => {
    const before = [await rows(), await keys()];
    for (const faults of [{ status: { code: 500, name: 'InternalError' } }, { resetPutAfter: { bytes: 1 } }]) {
      await s3.faults(faults);
      const refused = await upload(await sample.png(300, 300));
      expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '10']);
      expect(refused.json()).toMatchObject({
        code: 'file.storageUnavailable',
        detail: 'The store for files does not answer right now. Nothing was kept. Try again in a moment.',
      });
    }
    await s3.faults({});
    expect([await rows(), await keys()]).toEqual(before);
    expect((await upload(await sample.png(300, 300))).statusCode).toBe(201);
  });

  it('in the middle of the pictures leaves nothing of the file', async () => {
    const before = [await rows(), await keys()];
    // The file itself and its first picture are taken, the others are not.
    await s3.faults({ failPutsAfter: 2 });
    const refused = await upload(await sample.png(1800, 1700));
    expect([refused.statusCode, refused.json().detail]).toEqual([503, expect.stringContaining('Nothing was kept.')]);
    await s3.faults({});
    await expect.poll(async () => [await rows(), await keys()], { timeout: 5_000 }).toEqual(before);
  });

  it('breaks a download visibly, never as a short file', async () => {
    const made = await upload(Buffer.alloc(3_000_000, 1), 'a.bin');
    await s3.faults({ resetAfter: { bytes: 50_000 } });
    const answer = await get(made.json().links.download);
    expect(answer.status).toBe(200);
    await expect(answer.arrayBuffer()).rejects.toThrow();
    await s3.faults({ resetAfter: { bytes: 1_000_000, times: 1 } });
    expect((await (await get(made.json().links.download)).arrayBuffer()).byteLength).toBe(3_000_000);
  });

  it('answers a download with a page that says so', async () => {
    const made = await upload('x', 'a.txt');
    await s3.faults({ status: { code: 503, name: 'SlowDown' } });
    const answer = await get(made.json().links.download);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([503, 'file.storageUnavailable']);
  });

  it('keeps nobody from deleting; the bytes go the next night', async () => {
    const made = await upload('to be deleted', 'a.txt');
    await s3.faults({ silent: 'DELETE' });
    const began = performance.now();
    const gone = await server.http.inject({
      method: 'DELETE',
      url: `/api/v1/files/${made.json().id}`,
      headers: { ...contact.headers, 'sec-fetch-site': 'same-origin' },
    });
    expect([gone.statusCode < 300, performance.now() - began < 2_000]).toEqual([true, true]);
    await s3.faults({});
    const job = () => server.kernel.operations.read({ actor: contact.actor, origin: 'job' as const });
    expect(await sweepOrphans(job(), 0)).toBe(0);
    server.kernel.shift(25 * 3600_000);
    expect(await sweepOrphans(job(), 0)).toBeGreaterThan(0);
    await collectWaitingFiles(job());
    expect([await rows(), await keys()]).toEqual([0, []]);
    server.kernel.shift(-25 * 3600_000);
  });

  it('a row that is written between two looks of the sweep keeps its bytes', async () => {
    server.kernel.shift(25 * 3600_000);
    const put = (words: string) =>
      fileService().storage.put(
        (async function* () {
          yield Buffer.from(words);
        })(),
        { maxBytes: 10 },
      );
    expect((await upload('known', 'a.txt')).statusCode).toBe(201); // a database that knows no file removes none
    const [kept, leftOver] = [await put('late'), await put('left over')];
    server.kernel.shift(25 * 3600_000); // for the sweep these bytes are a day old
    const job = server.kernel.operations.read({ actor: contact.actor, origin: 'job' });
    const sweeping = sweepOrphans(job, 1_500);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await server.kernel.db.execute(
      sql`insert into files (storage_key, size, sha256, name, kind, media_type, uploaded_at) values (${kept.key}, 4, ${kept.sha256}, 'a', 'other', 'text/plain', now())`,
    );
    await sweeping;
    expect(await keys()).toContain(kept.key);
    expect(await keys()).not.toContain(leftOver.key);
    server.kernel.shift(-50 * 3600_000);
  });
});

describe('a slow bucket', () => {
  it('keeps no other page waiting', { timeout: 60_000 }, async () => {
    const made = await upload('slow', 'a.txt');
    await s3.faults({ slowMs: 3_000 });
    const downloads = Array.from({ length: 40 }, () => get(made.json().links.download).then((answer) => answer.text()));
    await new Promise((resolve) => setTimeout(resolve, 500));
    for (let i = 0; i < 10; i++) {
      const began = performance.now();
      const answer = await fetch(`${base}/api/v1/files/${made.json().id}`, { headers: contact.headers });
      expect([answer.status, performance.now() - began < 1_000]).toEqual([200, true]);
    }
    expect(await Promise.all(downloads)).toEqual(Array.from({ length: 40 }, () => 'slow'));
  });

  it('does not hold a connection whose browser went away', async () => {
    const made = await upload(Buffer.alloc(20_000_000, 1), 'a.bin');
    const before = await s3.requests();
    for (let i = 0; i < 80; i++) {
      await new Promise<void>((resolve) => {
        const asked = request(base + made.json().links.download, { headers: contact.headers }, (answer) => {
          answer.once('data', () => asked.destroy());
        });
        asked.on('close', () => resolve());
        asked.on('error', () => {});
        asked.end();
      });
    }
    expect(await s3.requests()).toBe(before + 80);
    expect((await (await get(made.json().links.download)).arrayBuffer()).byteLength).toBe(20_000_000);
  });
});

describe('the operator of a real server', () => {
  it('reads in log and doctor what is wrong with the bucket, while everything else works', { timeout: 240_000 }, async () => {
    const real: FaultServer = await faultServer({ env: { ...s3.env, S3_BUCKET: 'not-there' } });
    try {
      await real.start();
      await expect.poll(real.output, { timeout: 5_000 }).toContain('file storage: The bucket of S3_BUCKET does not exist.');
      const api = await real.administrator();
      expect((await api.get('/tickets')).status).toBe(200);
      const refused = await api.write({ path: '/files?name=a.txt', upload: { seed: 'a', size: 10 } } as never, 'key-of-one');
      expect([refused.status, refused.body.code]).toEqual([503, 'file.storageUnavailable']);
      expect((await real.doctor()).find((finding) => finding.key === 'files')).toMatchObject({
        state: 'bad',
        detail: 'Uploads and downloads fail: The bucket of S3_BUCKET does not exist.',
        advice: 'Create the bucket, or correct S3_BUCKET and restart.',
      });
      await real.kill();
      await real.start({ env: s3.env });
      const kept = await (await real.administrator()).write(
        { path: '/files?name=a.txt', upload: { seed: 'a', size: 10 } } as never,
        'key-of-two',
      );
      expect(kept.status).toBe(201);
      expect((await real.doctor()).find((finding) => finding.key === 'files')).toMatchObject({
        state: 'ok',
        detail: 'Files are kept in the bucket portico.',
      });
    } finally {
      await real.close();
    }
  });
});

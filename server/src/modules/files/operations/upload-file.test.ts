import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as sample from '../../../../test/file-samples.ts';
import { type FilePerson, type FileServer, fileServer } from '../../../../test/file-server.ts';

let server: FileServer;
let contact: FilePerson;
let port: number;
beforeAll(async () => {
  server = await fileServer();
  contact = await server.person('contact');
  await server.http.listen({ port: 0, host: '127.0.0.1' });
  port = (server.http.server.address() as AddressInfo).port;
});
afterAll(() => server.close());

describe('allows', () => {
  it('a contact uploads; the answer says what it is and where to get it', async () => {
    const answer = await server.upload(contact, await sample.png(30, 20), '../../Übersicht \u202Egnp.exe');
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({
      id: expect.any(Number),
      name: 'Übersicht gnp.exe',
      size: expect.any(Number),
      kind: 'image',
      mediaType: 'image/png',
      width: 30,
      height: 20,
      uploadedAt: expect.stringMatching(/Z$/),
      links: {
        download: expect.stringMatching(/^\/files\/\d+\/original\//),
        preview: expect.stringMatching(/\/w1600\//),
        thumb: expect.stringMatching(/\/w480\//),
        icon: expect.stringMatching(/\/w96\//),
      },
    });
  });

  it('the name may come in a header, and a file without a name gets one', async () => {
    const headers = {
      ...contact.headers,
      'content-type': 'text/plain',
      'content-disposition': "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt",
    };
    const named = await server.http.inject({ method: 'POST', url: '/api/v1/files', headers, payload: 'hello' });
    expect(named.json()).toMatchObject({ name: 'Grüße.txt', kind: 'text' });
    const { 'content-disposition': _, ...nameless } = headers;
    expect((await server.http.inject({ method: 'POST', url: '/api/v1/files', headers: nameless, payload: 'x' })).json().name).toBe('file');
  });

  it('a picture too large to decode is kept as a download, without pictures', async () => {
    const answer = await server.upload(contact, sample.bombPng(20_000, 20_000), 'huge.png');
    expect(answer.json()).toMatchObject({ kind: 'image', width: 20_000, height: 20_000 });
    expect(Object.keys(answer.json().links)).toEqual(['download']);
  });

  it('judges by content: neither name nor content type help', async () => {
    const kindOf = async (body: Buffer, name: string) => (await server.upload(contact, body, name)).json();
    expect(await kindOf(sample.html, 'holiday.png')).toMatchObject({ kind: 'text', mediaType: 'text/html' });
    expect(Object.keys((await kindOf(sample.html, 'holiday.png')).links)).toEqual(['download', 'text']);
    expect(Object.keys((await kindOf(sample.svg, 'logo.png')).links)).toEqual(['download', 'text']);
    expect(Object.keys((await kindOf(Buffer.from('alert(1)'), 'run.js')).links)).toEqual(['download', 'text']);
    expect(Object.keys((await kindOf(Buffer.from('hello'), 'a.txt')).links)).toEqual(['download', 'preview', 'text']);
    expect(Object.keys((await kindOf(sample.gifScript, 'cat.gif')).links)).toEqual(['download']);
    expect(Object.keys((await kindOf(sample.zipWithHtml, 'a.pdf')).links)).toEqual(['download']);
    expect(Object.keys((await kindOf(sample.heic, 'IMG_1.heic')).links)).toEqual(['download']);
    expect(Object.keys((await kindOf(sample.pdf, 'x.txt')).links)).toEqual(['download', 'preview']);
    expect(Object.keys((await kindOf(sample.mp4, 'x')).links)).toEqual(['download', 'preview']);
  });
});

describe('refuses and keeps nothing', () => {
  let before: string[];
  beforeAll(async () => {
    before = await server.stored();
  });
  afterEach(async () => {
    await server.limits({});
    expect((await server.stored()).sort()).toEqual([...before].sort());
  });

  it('empty files', async () => {
    const answer = await server.upload(contact, '', 'empty.txt');
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'file.empty']);
  });

  it('files above the limit, naming size and limit', async () => {
    await server.limits({ maxBytes: 100_000 });
    const answer = await server.upload(contact, Buffer.alloc(150_000), 'big.bin');
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'file.tooLarge']);
    expect(answer.json().detail).toContain('146.5 kB, the limit is 97.7 kB');
  });

  it('files above the limit that never said how long they are, over a real connection', async () => {
    await server.limits({ maxBytes: 100_000 });
    const answer = await send({ 'transfer-encoding': 'chunked' }, (stream) => {
      stream.write(Buffer.alloc(90_000));
      stream.write(Buffer.alloc(90_000));
      stream.end();
    });
    expect(answer).toMatchObject({ status: 413, code: 'file.tooLarge' });
  });

  it('uploads that break off, over a real connection', async () => {
    const broken = send({ 'content-length': '1000000' }, (stream) => {
      stream.write(Buffer.alloc(300_000, 7), () => setTimeout(() => stream.destroy(), 50));
    });
    await expect(broken).rejects.toThrow();
    const chunked = send({ 'transfer-encoding': 'chunked' }, (stream) => {
      stream.write(Buffer.alloc(300_000, 7), () => setTimeout(() => stream.destroy(), 50));
    });
    await expect(chunked).rejects.toThrow();
    await expect.poll(async () => (await server.stored()).length).toBe(before.length);
    const { rows } = await server.kernel.db.execute(sql`select 1 from files where size = 300000`);
    expect(rows).toEqual([]);
  });

  it('a length that is not true', async () => {
    const answer = await server.upload(contact, Buffer.alloc(500, 1), 'x', { 'content-length': '900' });
    expect(answer.json().code).toBe('file.truncated');
  });

  it('a full disk', async () => {
    await server.limits({ minFreeBytes: Number.MAX_SAFE_INTEGER });
    const answer = await server.upload(contact, 'hello', 'a.txt');
    expect([answer.statusCode, answer.json().code]).toEqual([507, 'file.storageFull']);
  });

  it('people who are not signed in', async () => {
    const answer = await server.http.inject({
      method: 'POST',
      url: '/api/v1/files',
      payload: 'hello',
      headers: { 'content-type': 'text/plain' },
    });
    expect(answer.statusCode).toBe(401);
  });

  it('other websites', async () => {
    const answer = await server.upload(contact, 'hello', 'a.txt', { 'sec-fetch-site': 'cross-site' });
    expect(answer.statusCode).toBe(403);
  });

  it('too much that waits, also when two arrive at once', async () => {
    const other = await server.person('contact');
    await server.limits({ maxWaitingFiles: 1 });
    const answers = await Promise.all([server.upload(other, 'first', 'a.txt'), server.upload(other, 'second', 'b.txt')]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([201, 422]);
    const third = await server.upload(other, 'third', 'c.txt');
    expect(third.json()).toMatchObject({ status: 422, code: 'file.tooManyWaiting' });
    before = [...before, ...(await server.stored()).filter((key) => !before.includes(key))];
    expect(before.length).toBe((await server.stored()).length);
  });

  it('too many at the same time', async () => {
    await server.limits({ maxParallelUploads: 1 });
    const answers = await Promise.all([
      send({ 'transfer-encoding': 'chunked' }, (s) => slowly(s)),
      delayed(() => server.upload(contact, 'x', 'x.txt')),
    ]);
    expect(answers[1]).toMatchObject({ statusCode: 429 });
    expect(answers[0]).toMatchObject({ status: 201 });
    before = await server.stored();
  });
});

async function delayed<T>(act: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return act();
}

function slowly(stream: { write(chunk: string): void; end(chunk: string): void }): void {
  stream.write('one');
  setTimeout(() => stream.end('two'), 400);
}

function send(
  headers: Record<string, string>,
  write: (stream: import('node:http').ClientRequest) => void,
): Promise<{ status: number; code: string | undefined }> {
  return new Promise((resolve, reject) => {
    const all = { ...contact.headers, 'content-type': 'application/octet-stream', 'sec-fetch-site': 'same-origin', ...headers };
    const stream = request({ port, host: '127.0.0.1', method: 'POST', path: '/api/v1/files?name=x.bin', headers: all }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode!, code: JSON.parse(text).code }));
    });
    stream.on('error', reject);
    write(stream);
  });
}

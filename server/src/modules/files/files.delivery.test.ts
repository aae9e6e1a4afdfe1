import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as sample from '../../../test/file-samples.ts';
import { type FilePerson, type FileServer, fileServer } from '../../../test/file-server.ts';
import { findFile } from './files.store.ts';
import { fileView, mailViewer, pictureLink, viewerOf } from './files.views.ts';
import { linkFiles, registerFileOwner } from './index.ts';

let server: FileServer;
let contact: FilePerson;
let other: FilePerson;
let tech: FilePerson;
/** Who may read "things" in this test, by owner id. */
const readers = new Map<number, Set<number>>();
beforeAll(async () => {
  server = await fileServer();
  [contact, other, tech] = [await server.person('contact'), await server.person('contact'), await server.person('tech')];
  registerFileOwner(
    'thing',
    async (_db, actor, id) => readers.get(id)?.has(actor.accountId ?? 0) ?? false,
    async (_db, accountId, id) => readers.get(id)?.has(accountId) ?? false,
  );
});
afterAll(() => server.close());

const get = (url: string, person: FilePerson | null, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  server.http.inject({ method, url, headers: { ...person?.headers, ...headers } });
const uploaded = async (body: Buffer | string, name: string, person = contact) => (await server.upload(person, body, name)).json();
async function linked(id: number, ownerId: number, internal = false, by = contact) {
  await linkFiles(server.kernel.db, [id], {
    uploader: { accountId: by.id, impersonationId: null },
    owner: { kind: 'thing', id: ownerId, internal },
    now: '2026-01-01T00:00:00.000Z',
  });
}

describe('allows', () => {
  it('a download is an opaque attachment with its true name', async () => {
    const { links } = await uploaded('hello', 'Grüße.txt');
    const answer = await get(links.download, contact);
    expect([answer.statusCode, answer.body]).toEqual([200, 'hello']);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="Grue.txt"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt`.replace('Grue', 'Gru_e'),
      'content-length': '5',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'self'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'cache-control': 'private, no-cache',
    });
  });

  it('pictures are shown as WebP of our own, without what was hidden in them', async () => {
    const { links } = await uploaded(Buffer.concat([await sample.sidewaysJpeg(), sample.html]), 'photo.jpg');
    const answer = await get(links.preview, contact);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': expect.stringContaining('inline; filename="photo.webp"'),
    });
    expect(await sharp(answer.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 40, height: 60 });
    expect(answer.rawPayload.includes('SecretCam') || answer.rawPayload.includes('<script>')).toBe(false);
  });

  it('PDF, video, audio and plain text are inline, sandboxed and never sniffed', async () => {
    for (const [body, name, type] of [
      [sample.pdf, 'a.pdf', 'application/pdf'],
      [sample.pdfWithHtml, 'b.pdf', 'application/pdf'],
      [sample.mp4, 'a.mp4', 'video/mp4'],
      [sample.wav, 'a.wav', 'audio/wav'],
      [Buffer.from('if (a < b) return;'), 'a.py', 'text/plain; charset=utf-8'],
    ] as const) {
      const { links } = await uploaded(body, name);
      const answer = await get(links.preview, contact);
      expect(answer.headers).toMatchObject({
        'content-type': type,
        'content-disposition': expect.stringMatching(/^inline/),
        'content-security-policy': expect.stringMatching(/^sandbox( allow-same-origin)?; default-src 'none';/),
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it('ranges, so that video can seek', async () => {
    const { links, size } = await uploaded(sample.mp4, 'a.mp4');
    const part = await get(links.preview, contact, { range: 'bytes=4-7' });
    expect([part.statusCode, part.body, part.headers['content-range'], part.headers['content-length']]).toEqual([
      206,
      'ftyp',
      `bytes 4-7/${size}`,
      '4',
    ]);
    const last = await get(links.preview, contact, { range: 'bytes=-3' });
    expect([last.statusCode, last.rawPayload.length]).toEqual([206, 3]);
    const beyond = await get(links.preview, contact, { range: `bytes=${size}-` });
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${size}`]);
    const changed = await get(links.preview, contact, { range: 'bytes=4-7', 'if-range': '"another"' });
    expect(changed.statusCode).toBe(200);
    const head = await get(links.preview, contact, {}, 'HEAD');
    expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([200, String(size), '']);
  });

  it('a browser that has it already is told so, after the check', async () => {
    const { links } = await uploaded('hello', 'a.txt');
    const first = await get(links.download, contact);
    const again = await get(links.download, contact, { 'if-none-match': first.headers.etag as string });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await get(links.download, null, { 'if-none-match': first.headers.etag as string })).statusCode).toBe(401);
  });

  it('a link in a mail works without signing in', async () => {
    const { id } = await uploaded('offer', 'offer.txt');
    readers.set(5, new Set([other.id]));
    await linked(id, 5);
    const file = (await findFile(server.kernel.db, id))!;
    const { links } = fileView(file, mailViewer(other.id));
    expect((await get(links.download, null)).body).toBe('offer');
    readers.set(5, new Set());
    expect((await get(links.download, null)).statusCode).toBe(404);
  });

  it('text is never compressed on its way, so that ranges stay true', async () => {
    const { links } = await uploaded('hello '.repeat(1000), 'a.txt');
    const answer = await get(links.preview, contact, { 'accept-encoding': 'br, gzip' });
    expect([answer.headers['content-encoding'], answer.headers['content-length']]).toEqual([undefined, '6000']);
  });
});

describe('allows awkward receivers', () => {
  it('names of 120 characters in any script', async () => {
    const { name, links } = await uploaded('hello', `${'写'.repeat(300)}.txt`);
    expect([...name]).toHaveLength(120);
    expect((await get(links.download, contact)).body).toBe('hello');
    const family = await uploaded('hello', '👨‍👩‍👧'.repeat(60));
    expect((await get(family.links.download, contact)).body).toBe('hello');
  });

  it('a receiver slower than any time limit of an ordinary request, and one that leaves in the middle', async () => {
    const slow = await fileServer({ handlerTimeout: 300 });
    const person = await slow.person('contact');
    const size = 20_000_000; // more than the buffers of both sides hold
    const { links } = (await slow.upload(person, Buffer.alloc(size, 3), 'big.bin')).json();
    await slow.http.listen({ port: 0, host: '127.0.0.1' });
    const { port } = slow.http.server.address() as AddressInfo;
    const received = (pauseMs: number, leaveAfter: number) =>
      new Promise<number>((resolve, reject) => {
        request({ port, host: '127.0.0.1', path: links.download, headers: person.headers }, (answer) => {
          let bytes = 0;
          answer.on('data', (chunk) => {
            bytes += chunk.length;
            if (bytes > leaveAfter) return answer.destroy();
            answer.pause();
            setTimeout(() => answer.resume(), bytes < 200_000 ? pauseMs : 0);
          });
          answer.on('close', () => resolve(bytes));
          answer.on('error', (error) => (bytes > leaveAfter ? undefined : reject(error)));
        }).end();
      });
    expect(await received(400, size)).toBe(size);
    expect(await received(0, 100_000)).toBeLessThan(1_000_000);
    expect(await received(0, size)).toBe(size);
    await slow.close();
    await server.limits({}); // the store of this process is this test file's own again
  });
});

describe('refuses', () => {
  it('HTML, SVG and scripts inline, on any road', async () => {
    for (const [body, name] of [
      [sample.html, 'a.html'],
      [sample.html, 'a.png'],
      [sample.svg, 'a.svg'],
      [sample.svgWithProlog, 'a.txt'],
      [sample.htmlWithPdf, 'a.pdf'],
      [sample.gifScript, 'a.gif'],
      [sample.zipWithHtml, 'a.zip'],
      [Buffer.from('alert(1)'), 'a.js'],
    ] as const) {
      const { id, links } = await uploaded(body, name);
      const answer = await get(links.download, contact);
      expect(answer.headers['content-type']).toBe('application/octet-stream');
      expect(answer.headers['content-disposition']).toMatch(/^attachment/);
      expect(links.preview).toBeUndefined();
      // Even a correctly signed link to the inline form gives nothing.
      const row = (await findFile(server.kernel.db, id))!;
      const forced = fileView({ ...row, kind: 'text', active: false, textEncoding: 'utf-8', name: 'a.txt' }, viewerOf(contact.actor));
      expect((await get(forced.links.preview!, contact)).statusCode).toBe(404);
    }
  });

  it('forged and changed links as if the file did not exist', async () => {
    const { links } = await uploaded('hello', 'a.txt');
    for (const url of [
      links.download.replace('/original/', '/inline/'),
      links.download.replace(/files\/\d+/, 'files/1'),
      links.download.replace(/a=p\d+/, `a=p${other.id}`),
      links.download.replace(/a=p\d+/, 'a=b'),
      links.download.replace(/s=..../, 's=AAAA'),
      links.download.replace(/\?.*/, ''),
      '/files/x/original/a.txt?e=1&a=2&s=3',
      '/files/99999999999/original/a.txt?e=1&a=2&s=3',
    ]) {
      const answer = await get(url, contact);
      expect([url, answer.statusCode, answer.json().code]).toEqual([url, 404, 'file.notFound']);
    }
  });

  it('links of another person, and links without a session', async () => {
    const { links } = await uploaded('hello', 'a.txt');
    expect((await get(links.download, other)).json()).toMatchObject({ status: 403, code: 'file.linkOfAnother' });
    expect((await get(links.download, tech)).statusCode).toBe(403);
    expect((await get(links.download, null)).json()).toMatchObject({ status: 401, code: 'file.signInFirst' });
  });

  it('own links once the right to read is gone, and internal files to contacts', async () => {
    const { id, links } = await uploaded('hello', 'a.txt');
    readers.set(6, new Set([contact.id]));
    await linked(id, 6);
    expect((await get(links.download, contact)).statusCode).toBe(200);
    readers.set(6, new Set());
    expect((await get(links.download, contact)).json().code).toBe('file.notFound');

    const note = await uploaded('secret', 'b.txt', tech);
    readers.set(7, new Set([contact.id, tech.id]));
    await linked(note.id, 7, true, tech);
    const row = (await findFile(server.kernel.db, note.id))!;
    expect((await get(fileView(row, viewerOf(tech.actor)).links.download, tech)).body).toBe('secret');
    expect((await get(fileView(row, viewerOf(contact.actor)).links.download, contact)).statusCode).toBe(404);
    expect((await get(fileView(row, mailViewer(null)).links.download, null)).statusCode).toBe(404);
  });

  it('files of an owner that nobody speaks for', async () => {
    const { id, links } = await uploaded('hello', 'a.txt');
    await server.kernel.db.execute(sql`update files set owner_kind = 'ghost', owner_id = 1, linked_at = now() where id = ${id}`);
    expect((await get(links.download, contact)).statusCode).toBe(404);
  });

  it('expired links, with a calm page for people and a problem for programs', async () => {
    const { links } = await uploaded('hello', 'a.txt');
    server.kernel.shift(2 * 3600_000);
    expect((await get(links.download, contact)).json()).toMatchObject({ status: 410, code: 'file.linkExpired' });
    const page = await get(links.download, contact, { accept: 'text/html,*/*', 'accept-language': 'de-DE,de' });
    expect([page.statusCode, page.headers['content-type']]).toEqual([410, 'text/html; charset=utf-8']);
    expect(page.body).toContain('Dieser Link ist abgelaufen');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'/);
    const forged = await get('/files/1/original/%3Cscript%3Ealert(1)%3C%2Fscript%3E?e=1', contact, { accept: 'text/html' });
    expect([forged.statusCode, forged.body.includes('alert')]).toEqual([404, false]);
    expect(forged.body).toContain('This file is not available');
  });
});

describe('pictures of people', () => {
  it('have an address that stays the same for hours', () => {
    expect(pictureLink(null, viewerOf(contact.actor))).toBeNull();
    const link = pictureLink(3, viewerOf(contact.actor));
    expect(link).toMatch(/^\/files\/3\/p128\/picture\.webp\?/);
  });
});

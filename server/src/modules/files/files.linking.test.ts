import { Readable } from 'node:stream';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import * as sample from '../../../test/file-samples.ts';
import { type FilePerson, type FileServer, fileServer } from '../../../test/file-server.ts';
import { makePicture } from '../../kernel/files/pictures.ts';
import { collectWaitingFiles, sweepOrphans } from './files.jobs.ts';
import { findFile } from './files.store.ts';
import {
  fileViews,
  inlineImageIds,
  inlineImageLinks,
  keepPicture,
  linkFiles,
  pictureLink,
  recordPicture,
  registerFileOwner,
  relinkFiles,
  removeFiles,
  removeFilesOfOwner,
  viewerOf,
} from './index.ts';

let server: FileServer;
let contact: FilePerson;
let other: FilePerson;
const now = '2026-01-01T00:00:00.000Z';
beforeAll(async () => {
  server = await fileServer();
  [contact, other] = [await server.person('contact'), await server.person('contact')];
});
afterAll(() => server.close());

const uploaded = async (body: Buffer | string, person = contact): Promise<number> => (await server.upload(person, body, 'a.bin')).json().id;
const link = (ids: number[], id: number, internal = false, by: number | null = contact.id) =>
  linkFiles(server.kernel.db, ids, { uploader: { accountId: by, impersonationId: null }, owner: { kind: 'thing', id, internal }, now });
const call = (method: 'GET' | 'DELETE', url: string, person: FilePerson) =>
  server.http.inject({ method, url: `/api/v1/files/${url}`, headers: { ...person.headers, 'sec-fetch-site': 'same-origin' } });
const write = <T>(work: Parameters<typeof server.kernel.operations.write<T>>[1]) =>
  server.kernel.operations.write({ actor: contact.actor, origin: 'web' }, work);

describe('linking allows', () => {
  it('own waiting uploads, and what the same owner already has', async () => {
    const [a, b] = [await uploaded('a'), await uploaded('b')];
    expect((await link([a, b, a], 1)).map((file) => file.id).sort()).toEqual([a, b].sort());
    expect(await link([a], 1, false, other.id)).toEqual([]); // another person quotes the picture in the same ticket
    expect(await findFile(server.kernel.db, a)).toMatchObject({ ownerKind: 'thing', ownerId: 1, internal: false, linkedAt: now });
  });

  it('moving to another owner and making public', async () => {
    const id = await uploaded('a');
    await link([id], 2, true);
    await relinkFiles(server.kernel.db, [id], { ownerId: 3, internal: false });
    expect(await findFile(server.kernel.db, id)).toMatchObject({ ownerId: 3, internal: false });
  });
});

describe('linking refuses', () => {
  const notFound = { status: 404, code: 'file.notFound' };
  it("another person's upload, a file of another owner, an unknown one, and an internal one in public", async () => {
    const mine = await uploaded('a');
    await expect(link([mine], 1, false, other.id)).rejects.toMatchObject(notFound);
    await expect(link([mine], 1, false, null)).rejects.toMatchObject(notFound);
    await expect(link([999_999], 1)).rejects.toMatchObject(notFound);
    await link([mine], 4);
    await expect(link([mine], 5)).rejects.toMatchObject(notFound);
    const note = await uploaded('b');
    await link([note], 4, true);
    await expect(link([note], 4, false)).rejects.toMatchObject(notFound);
  });

  it('all when one is refused', async () => {
    const [mine, foreign] = [await uploaded('a'), await uploaded('b', other)];
    await expect(
      write((ctx) =>
        linkFiles(ctx.tx, [mine, foreign], {
          uploader: { accountId: contact.id, impersonationId: null },
          owner: { kind: 'thing', id: 9, internal: false },
          now,
        }),
      ),
    ).rejects.toMatchObject(notFound);
    expect((await findFile(server.kernel.db, mine))!.ownerKind).toBeNull();
  });
});

describe('reading', () => {
  it('a waiting upload is its uploader’s alone', async () => {
    const id = await uploaded('hello');
    expect((await call('GET', `${id}`, contact)).json()).toMatchObject({ id, kind: 'text' });
    for (const url of [`${id}`, `${id}/preview`])
      expect((await call('GET', url, other)).json()).toMatchObject({ status: 404, code: 'file.notFound' });
    expect((await call('DELETE', `${id}`, other)).statusCode).toBe(404);
  });

  it('markup and scripts are previewed as JSON text', async () => {
    const id = await uploaded(sample.html);
    const answer = await call('GET', `${id}/preview`, contact);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.json()).toMatchObject({ text: sample.html.toString(), truncated: false, encoding: 'utf-8' });
    const long = await uploaded(`${'ü'.repeat(150_000)}`);
    const preview = (await call('GET', `${long}/preview`, contact)).json();
    expect([preview.truncated, preview.text.length, preview.text.endsWith('ü')]).toEqual([true, 102_400, true]);
    const old = await uploaded(Buffer.from('Gr\xf6\xdfe', 'latin1'));
    expect((await call('GET', `${old}/preview`, contact)).json()).toMatchObject({ text: 'Größe', encoding: 'windows-1252' });
    expect((await call('GET', `${await uploaded(sample.pdf)}/preview`, contact)).json().code).toBe('file.noPreview');
  });

  it('many views cost one query, and inline images only resolve within their owner', async () => {
    const [picture, foreign, internal, text] = [
      await uploaded(await sample.png(9, 9)),
      await uploaded(await sample.png(9, 9)),
      await uploaded(await sample.png(9, 9)),
      await uploaded('x'),
    ];
    await link([picture, text], 20);
    await link([foreign], 21);
    await link([internal], 20, true);
    const { result, count } = await server.kernel.countStatements(() =>
      fileViews(server.kernel.db, [picture, foreign, 999_999], viewerOf(contact.actor)),
    );
    expect([[...result.keys()].sort(), count]).toEqual([[picture, foreign].sort(), 1]);
    const html = `<p><img src="file:${picture}"><img alt=x src='file:${foreign}'><img src=file:${internal}><img src="file:${text}"><img src="file:${picture}"></p>`;
    expect(inlineImageIds(html)).toEqual([picture, foreign, internal, text]);
    const scope = { owner: { kind: 'thing', id: 20 }, internalToo: false, viewer: viewerOf(contact.actor) };
    const links = await inlineImageLinks(server.kernel.db, html, scope);
    expect([...links.keys()]).toEqual([picture]);
    expect(links.get(picture)).toMatch(new RegExp(`^/files/${picture}/w1600/`));
    expect([...(await inlineImageLinks(server.kernel.db, html, { ...scope, internalToo: true })).keys()].sort()).toEqual(
      [picture, internal].sort(),
    );
  });
});

describe('deleting', () => {
  it('takes back a waiting upload, bytes and pictures too', async () => {
    const before = (await server.stored()).length;
    const id = await uploaded(await sample.png(50, 50));
    expect((await server.stored()).length).toBe(before + 4);
    expect((await call('DELETE', `${id}`, contact)).statusCode).toBe(204);
    await expect.poll(async () => (await server.stored()).length).toBe(before);
    expect((await call('GET', `${id}`, contact)).statusCode).toBe(404);
  });

  it('refuses what belongs to something', async () => {
    const id = await uploaded('x');
    registerFileOwner('thing', async () => true);
    await link([id], 30);
    expect((await call('DELETE', `${id}`, contact)).json()).toMatchObject({ status: 403, code: 'file.linked' });
  });

  it('keeps the bytes when the transaction fails', async () => {
    const id = await uploaded('keep me');
    const row = (await findFile(server.kernel.db, id))!;
    const failing = write(async (ctx) => {
      await removeFiles(ctx, [id]);
      throw new Error('something later failed');
    });
    await expect(failing).rejects.toThrow('something later failed');
    expect(await server.stored()).toContain(row.storageKey);
    await link([id], 31);
    await write((ctx) => removeFilesOfOwner(ctx, { kind: 'thing', id: 31 }));
    await expect.poll(() => server.stored()).not.toContain(row.storageKey);
  });
});

describe('cleaning up', () => {
  const jobCtx = () => server.kernel.operations.read({ actor: contact.actor, origin: 'job' });
  it('collects what nobody linked for a day, and nothing else', async () => {
    const [old, young, linked] = [await uploaded(await sample.png(9, 9)), await uploaded('young'), await uploaded('linked')];
    await server.kernel.db.execute(sql`update files set uploaded_at = now() - interval '25 hours' where id in (${old}, ${linked})`);
    await link([linked], 40);
    expect(await collectWaitingFiles(jobCtx())).toBe(4);
    expect([
      await findFile(server.kernel.db, old),
      (await findFile(server.kernel.db, young))?.id,
      (await findFile(server.kernel.db, linked))?.id,
    ]).toEqual([null, young, linked]);
    expect(await collectWaitingFiles(jobCtx())).toBe(0);
  });

  it('sweeps bytes without a row once they are a day old, and leaves all others', async () => {
    await sweepOrphans(jobCtx(), 0);
    const kept = await server.stored();
    const id = await uploaded('orphan');
    const row = (await findFile(server.kernel.db, id))!;
    await server.kernel.db.execute(sql`delete from files where id = ${id}`); // what a crash between commit and clean-up leaves
    expect(await sweepOrphans(jobCtx(), 0)).toBe(0);
    server.kernel.shift(25 * 3600_000);
    expect(await sweepOrphans(jobCtx(), 0)).toBe(1);
    expect(await server.stored()).not.toContain(row.storageKey);
    expect((await server.stored()).sort()).toEqual(kept.sort());
  });
});

describe('a picture of a person', () => {
  it('is recorded in three sizes and handed out', async () => {
    const giveBack = registerFileOwner('picture', async () => true);
    onTestFinished(giveBack);
    const kept = await keepPicture(await makePicture(Readable.from([await sample.png(300, 200)])));
    const id = await write((ctx) => recordPicture(ctx, contact.id, kept));
    const answer = await server.http.inject({ url: pictureLink(id, viewerOf(other.actor), 64)!, headers: other.headers });
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'image/webp',
      'private, max-age=3600',
    ]);
    await write((ctx) => removeFiles(ctx, [id]));
    await expect.poll(() => server.stored()).not.toContain(kept.variants[0]!.storageKey);
  });
});

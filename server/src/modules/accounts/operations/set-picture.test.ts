import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { personRefs } from '../index.ts';

let w: SignInWorld;
let contact: Browser;
let admin: Browser;
let ids: { contact: number; stranger: number; admin: number; tech: number };
let png: Buffer;
beforeAll(async () => {
  w = await signInWorld();
  ids = {
    contact: await w.contact(await w.company('Contoso'), 'c@example.test'),
    stranger: await w.contact(await w.company('Fabrikam'), 's@example.test'),
    admin: await w.tech('a@example.test', 'admin'),
    tech: await w.tech('t@example.test'),
  };
  contact = w.browser();
  await contact.signIn('c@example.test');
  admin = w.browser();
  await admin.enter('a@example.test', ids.admin);
  png = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#0b7a65' } })
    .png()
    .toBuffer();
});
afterAll(() => w.close());

const put = (browser: Browser, path: string, bytes: Buffer) =>
  browser.call('PUT', path, bytes, { 'content-type': 'application/octet-stream' });

describe('allows', () => {
  it('one’s own picture: re-encoded, with a link that serves it to its viewer only', async () => {
    const saved = await put(contact, '/me/picture', png);
    expect(saved).toMatchObject({ status: 200, body: { version: 2 } });
    const shown = await contact.call('GET', saved.body.picture);
    expect(shown).toMatchObject({ status: 200, headers: { 'content-type': 'image/webp' } });
    expect((await w.browser().call('GET', saved.body.picture)).status).toBe(401);
    expect((await contact.call('GET', '/me')).body.picture).toContain('/p128/');
  });

  it('the people beside rows in one query, each with a link signed for the viewer', async () => {
    await w.asSystem(async (ctx) => {
      const { result, count } = await w.countStatements(() => personRefs(ctx, [ids.contact, null, ids.admin, ids.contact, 999_999]));
      expect(count).toBe(1);
      expect([...result.keys()].sort()).toEqual([ids.contact, ids.admin].sort());
      expect(result.get(ids.contact)?.picture).toMatch(/^\/files\/\d+\/p128\//);
      expect(result.get(ids.admin)).toEqual({ id: ids.admin, kind: 'tech', name: 'a@example.test', picture: null });
    });
  });

  it('an administrator, for a contact; and removing it again', async () => {
    expect((await put(admin, `/accounts/${ids.contact}/picture`, png)).body.version).toBe(3);
    const { rows } = await w.db.execute('select count(*)::int as count from files');
    expect(rows).toEqual([{ count: 1 }]);
    expect((await contact.call('DELETE', '/me/picture')).body).toEqual({ picture: null, version: 4 });
    expect((await contact.call('DELETE', '/me/picture')).body).toEqual({ picture: null, version: 4 });
  });
});

describe('refuses', () => {
  it('an administrator, for a tech; a contact, for anybody', async () => {
    expect((await put(admin, `/accounts/${ids.tech}/picture`, png)).status).toBe(403);
    expect((await put(admin, '/accounts/999999/picture', png)).status).toBe(404);
    expect((await put(contact, `/accounts/${ids.stranger}/picture`, png)).status).toBe(404);
  });

  it('the picture of somebody in another company, even by its own file', async () => {
    const stranger = w.browser();
    await stranger.signIn('s@example.test');
    const link = (await put(stranger, '/me/picture', png)).body.picture as string;
    const fileId = link.split('/')[2];
    expect((await contact.call('GET', `/files/${fileId}`)).status).toBe(404);
    expect((await contact.call('GET', link)).status).toBe(403);
  });
});

describe('rejects', () => {
  it('what is no picture, or too large, whatever it is called', async () => {
    const no = async (bytes: Buffer) => (await put(contact, '/me/picture', bytes)).body.code;
    expect(await no(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'))).toBe('picture.notAnImage');
    expect(await no(Buffer.from('not a picture at all'))).toBe('picture.notAnImage');
    expect(await no(png.subarray(0, 60))).toBe('picture.notAnImage');
    expect(await no(Buffer.concat([png, Buffer.alloc(2 * 1024 * 1024)]))).toBe('picture.tooLarge');
    expect((await contact.call('GET', '/me')).body.picture).toBeNull();
  });
});

describe('emits', () => {
  it('a hint without content to every screen that may show the face', async () => {
    const before = w.hints.length;
    await put(contact, '/me/picture', png);
    expect(w.hints.slice(before)).toEqual([
      { rooms: expect.arrayContaining([`account:${ids.contact}`, 'staff:all']), hint: { kind: 'account', id: ids.contact, version: 5 } },
    ]);
  });
});

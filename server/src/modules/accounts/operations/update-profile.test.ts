import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { events } from '../../../kernel/events/events.schema.ts';

let w: SignInWorld;
let contact: Browser;
let id: number;
beforeAll(async () => {
  w = await signInWorld();
  id = await w.contact(await w.company('Contoso'), 'c@example.test', { name: 'Charlie' });
  contact = w.browser();
  await contact.signIn('c@example.test');
});
afterAll(() => w.close());

const patch = (body: object, headers: Record<string, string> = {}) => contact.call('PATCH', '/me', body, headers);

describe('allows', () => {
  it('one’s own profile, field by field, and shows it at once', async () => {
    const saved = await patch({
      name: ' Charlie  Chen ',
      title: 'Accounting',
      mobile: '+49 170 1',
      office: 'B 2.14',
      timeZone: 'Europe/Berlin',
      locale: 'de',
    });
    expect(saved).toMatchObject({
      status: 200,
      body: {
        id,
        kind: 'contact',
        name: 'Charlie Chen',
        title: 'Accounting',
        timeZone: 'Europe/Berlin',
        locale: 'de',
        company: { name: 'Contoso' },
        hasPassword: false,
        version: 2,
      },
    });
    expect((await patch({ title: null })).body).toMatchObject({ title: null, mobile: '+49 170 1' });
    const { rows } = await w.db.execute(`select search::text as words from accounts where id = ${id}`);
    expect(rows[0]?.words).toContain('chen');
  });

  it('a save that changes nothing leaves the version', async () => {
    const { version } = (await contact.call('GET', '/me')).body;
    expect((await patch({ name: 'Charlie Chen' })).body.version).toBe(version);
  });
});

describe('refuses', () => {
  it('strangers', async () => {
    expect((await w.browser().call('GET', '/me')).status).toBe(401);
    expect((await w.browser().call('PATCH', '/me', { title: 'x' })).status).toBe(401);
  });
});

describe('rejects', () => {
  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ timeZone: '+02:00' }, 'timeZone'],
    [{ name: '   ' }, 'name'],
    [{ name: '' }, 'name'],
    [{ locale: 'fr' }, 'locale'],
    [{ role: 'master-admin' }, 'role'],
    [{ email: 'other@example.test' }, 'email'],
  ])('%j and names the field', async (body, path) => {
    const answer = await patch(body);
    expect(answer.status).toBe(422);
    expect(answer.body.fields.map((field: { path: string }) => field.path)).toContain(path);
  });
});

describe('conflicts', () => {
  it('a save based on an older version changes nothing', async () => {
    const before = (await contact.call('GET', '/me')).body;
    expect((await patch({ title: 'First' }, { 'if-match': `"${before.version}"` })).status).toBe(200);
    expect(await patch({ title: 'Second' }, { 'if-match': `"${before.version}"` })).toMatchObject({
      status: 412,
      body: { code: 'version.conflict' },
    });
    expect((await contact.call('GET', '/me')).body.title).toBe('First');
  });
});

describe('emits', () => {
  it('which fields changed, never what they say, to the screens of colleagues and staff', async () => {
    await patch({ phone: '+49 30 secret' });
    const last = (await w.db.select().from(events)).findLast(({ name }) => name === 'account.changed');
    expect(last).toMatchObject({ entityKind: 'account', entityId: id, changes: { phone: [null, null] } });
    expect(JSON.stringify(await w.db.select().from(events))).not.toContain('secret');
    expect(w.hints.at(-1)).toMatchObject({ hint: { kind: 'account', id } });
    expect(w.hints.at(-1)?.rooms).toEqual(
      expect.arrayContaining(['staff:all', `account:${id}`, expect.stringMatching(/^people:company-\d+$/)]),
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Browser, type SignInWorld, signInWorld } from '../../../test/sign-in-world.ts';

let w: SignInWorld;
let contoso: number;
let anna: number;
let member: number;
let master: Browser;
let admin: Browser;
let adminId: number;
const HOUR = 3_600_000;

beforeAll(async () => {
  w = await signInWorld();
  contoso = await w.company('Contoso');
  anna = await w.contact(contoso, 'anna@contoso.test', { name: 'Anna' });
  member = await w.tech('mo@msp.test', 'member');
  master = await signedIn('root@msp.test', await w.tech('root@msp.test', 'master-admin'));
  adminId = await w.tech('ada@msp.test', 'admin');
  admin = await signedIn('ada@msp.test', adminId);
});
afterAll(() => w.close());

async function signedIn(email: string, accountId: number): Promise<Browser> {
  const browser = w.browser();
  w.shift(31_000);
  await browser.enter(email, accountId);
  return browser;
}
const why = ({ status, body }: Answer) => [status, body.code, body.fields?.[0]?.code];
const sessionsOf = async (browser: Browser, id: number) => (await browser.call('GET', `/accounts/${id}/sessions`)).body.items;

describe('allows', () => {
  it('an administrator to see where a contact is signed in and to end it, which its page is told', async () => {
    const [here, there] = [await signedIn('anna@contoso.test', anna), await signedIn('anna@contoso.test', anna)];
    const items = await sessionsOf(admin, anna);
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ isCurrent: false, device: 'Unknown device' });
    expect((await admin.call('DELETE', `/accounts/${anna}/sessions/${items[0].id}`)).status).toBe(204);
    expect(w.evicted).toContainEqual({ sessionId: items[0].id });
    expect(why(await there.call('GET', '/me'))).toEqual([401, 'session.required', 'session.by-admin']);
    expect((await here.call('GET', '/me')).status).toBe(200);
    expect((await admin.call('DELETE', `/accounts/${anna}/sessions`)).status).toBe(204);
    expect(why(await here.call('GET', '/session'))).toEqual([401, 'session.required', 'session.by-admin']);
    expect(await sessionsOf(admin, anna)).toEqual([]);
  });

  it('also ends sessions of the address that have only to choose the account', async () => {
    const fabrikam = await w.company('Fabrikam');
    await w.contact(contoso, 'two@both.test');
    const second = await w.contact(fabrikam, 'two@both.test');
    const browser = w.browser();
    await browser.signIn('two@both.test');
    expect((await browser.call('GET', '/session')).body.account).toBeNull();
    await admin.call('DELETE', `/accounts/${second}/sessions`);
    expect((await browser.call('POST', '/session/account', { accountId: second })).status).toBe(401);
  });

  it('and those that wait in another account of the address, from where they could walk back in', async () => {
    const fabrikam = await w.company('Parked');
    const here = await w.contact(contoso, 'thief@both.test');
    const elsewhere = await w.contact(fabrikam, 'thief@both.test');
    const parked = await signedIn('thief@both.test', elsewhere);
    const own = await signedIn('thief@both.test', here);
    await own.call('DELETE', '/me/sessions');
    expect((await parked.call('POST', '/session/account', { accountId: here })).status).toBe(401);
    expect((await own.call('GET', '/me')).status).toBe(200);
  });

  it('a page that looks by itself no longer than its owner is there', async () => {
    const { contact } = (await master.call('GET', '/access-settings')).body.sessions;
    await master.call('PATCH', '/access-settings', { sessions: { contact: { ...contact, idleMinutes: 60 } } });
    const left = await signedIn('anna@contoso.test', anna);
    const looks = { 'portico-unattended': '1' };
    w.shift(40 * 60_000);
    expect((await left.call('GET', '/me', undefined, looks)).status).toBe(200);
    w.shift(21 * 60_000);
    expect(why(await left.call('GET', '/me', undefined, looks))).toEqual([401, 'session.required', 'session.idle']);
    await master.call('PATCH', '/access-settings', { sessions: { contact } });
  });

  it('a master administrator to do the same for a tech, and keeps the session that calls', async () => {
    const browser = await signedIn('mo@msp.test', member);
    expect(await sessionsOf(master, member)).toHaveLength(1);
    await master.call('DELETE', `/accounts/${member}/sessions`);
    expect((await browser.call('GET', '/me')).status).toBe(401);
    const own = (await master.call('GET', '/me')).body.id;
    expect((await master.call('DELETE', `/accounts/${own}/sessions`)).status).toBe(204);
    expect((await master.call('GET', '/me')).status).toBe(200);
  });
});

describe('refuses', () => {
  it('a session its role’s limits no longer let go on, at the next request, and says why', async () => {
    const limit = { idleMinutes: 60, maxHours: 3 };
    const mo = await signedIn('mo@msp.test', member);
    const contact = await signedIn('anna@contoso.test', anna);
    const set = async (sessions: object) => expect((await master.call('PATCH', '/access-settings', { sessions })).status).toBe(200);
    await set({ member: limit });
    const before = (await sessionsOf(master, member))[0].lastSeenAt;
    w.shift(HOUR - 60_000);
    expect((await mo.call('GET', '/me')).status).toBe(200);
    await expect.poll(async () => (await sessionsOf(master, member))[0]?.lastSeenAt > before).toBe(true);
    w.shift(HOUR + 1000);
    expect(why(await mo.call('GET', '/me'))).toEqual([401, 'session.required', 'session.idle']);
    expect(await sessionsOf(master, member)).toEqual([]);
    expect((await contact.call('GET', '/me')).status, 'another role’s').toBe(200);
    await set({ contact: { idleMinutes: 600, maxHours: 1 } });
    expect(why(await contact.call('GET', '/me'))).toEqual([401, 'session.required', 'session.too-long']);
    // The limit is counted from a proof, so that a new one is enough and a switch of account is not.
    w.shift(31_000);
    await contact.signIn('anna@contoso.test');
    expect((await contact.call('GET', '/me')).status).toBe(200);
    await set({ contact: { idleMinutes: 10_080, maxHours: 720 }, member: { idleMinutes: 10_080, maxHours: 720 } });
  });

  it('an administrator the sessions of colleagues, of contacts he may not see, and by key', async () => {
    expect((await admin.call('GET', `/accounts/${member}/sessions`)).body.code).toBe('sessions.notAllowed');
    expect((await admin.call('DELETE', `/accounts/${member}/sessions`)).body.code).toBe('sessions.notAllowed');
    const other = await w.company('Northwind');
    const rita = await signedIn('rita@msp.test', await w.tech('rita@msp.test', 'admin', { companyIds: [other] }));
    expect((await rita.call('GET', `/accounts/${anna}/sessions`)).status).toBe(404);
    expect((await rita.call('DELETE', `/accounts/${anna}/sessions`)).status).toBe(404);
    const mo = await signedIn('mo@msp.test', member);
    expect((await mo.call('GET', `/accounts/${anna}/sessions`)).status).toBe(403);
    const { token } = (await master.call('POST', '/api-keys', { name: 'Script', scopes: ['*'] })).body;
    const byKey = await w.browser().call('GET', `/accounts/${anna}/sessions`, undefined, { authorization: `Bearer ${token}` });
    expect(byKey.body.code).toBe('key.notAllowed');
  });

  it('to end through one person what is another’s', async () => {
    await signedIn('mo@msp.test', member);
    const [theirs] = await sessionsOf(master, member);
    expect((await admin.call('DELETE', `/accounts/${anna}/sessions/${theirs.id}`)).body.code).toBe('session.notFound');
    expect(await sessionsOf(master, member)).not.toEqual([]);
  });

  it('limits outside their bounds', async () => {
    for (const limit of [{ idleMinutes: 14, maxHours: 8 }, { idleMinutes: 60, maxHours: 721 }, { idleMinutes: 60 }])
      expect((await master.call('PATCH', '/access-settings', { sessions: { admin: limit } })).status).toBe(422);
    expect((await master.call('PATCH', '/access-settings', { sessions: { robot: { idleMinutes: 60, maxHours: 8 } } })).status).toBe(422);
  });
});

describe('conflicts', () => {
  it('ends a session once when several do it at the same moment', async () => {
    const browser = await signedIn('anna@contoso.test', anna);
    const [session] = await sessionsOf(admin, anna);
    const path = `/accounts/${anna}/sessions/${session.id}`;
    const answers = await Promise.all([
      admin.call('DELETE', path),
      master.call('DELETE', path),
      admin.call('DELETE', `/accounts/${anna}/sessions`),
      browser.call('DELETE', '/session'),
    ]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    expect(answers.slice(0, 2).filter(({ status }) => status === 204).length).toBeLessThanOrEqual(1);
    expect(await sessionsOf(admin, anna)).toEqual([]);
    expect((await browser.call('GET', '/me')).status).toBe(401);
  });
});

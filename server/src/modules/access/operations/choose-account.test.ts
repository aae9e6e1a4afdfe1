import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { updateCompany } from '../../companies/index.ts';
import { updateContact } from '../../contacts/index.ts';

let w: SignInWorld;
let contoso: number;
let fabrikam: number;
let atContoso: number;
let atFabrikam: number;
let admin: number;
const MAIL = 'kim@example.test';
beforeAll(async () => {
  w = await signInWorld();
  contoso = await w.company('Contoso');
  fabrikam = await w.company('Fabrikam');
  atContoso = await w.contact(contoso, MAIL, { name: 'Kim Contact' });
  atFabrikam = await w.contact(fabrikam, MAIL, { name: 'Kim Contact' });
  admin = await w.tech(MAIL, 'admin', { name: 'Kim Tech' });
});
afterAll(() => w.close());

const account = (accountId: number) => ({ accountId });

describe('allows', () => {
  it('one address with two companies and an administrator: all four places, none entered yet, then the last used first', async () => {
    const browser = w.browser();
    const view = await browser.signIn(MAIL);
    expect(view.account).toBeNull();
    expect(view.destinations.map(({ portal, company, accountId }) => [portal, company, accountId])).toEqual([
      ['portal', 'Contoso', atContoso],
      ['portal', 'Fabrikam', atFabrikam],
      ['tech', null, admin],
      ['admin', null, admin],
    ]);
    expect(view.destinations.every(({ missingProofs }) => missingProofs.length === 0)).toBe(true);
    // Proven, but nobody yet: only the choice is open.
    expect((await browser.call('GET', '/me')).status).toBe(401);
    expect((await browser.call('GET', '/session')).body.destinations).toHaveLength(4);

    const entered = await browser.call('POST', '/session/account', account(atFabrikam));
    expect(entered.body).toMatchObject({ account: { id: atFabrikam, company: { name: 'Fabrikam' } } });
    w.shift(1000);
    const again = await w.browser().signIn(MAIL);
    expect(again.destinations.slice(0, 2).map(({ company }) => company)).toEqual(['Fabrikam', 'Contoso']);
    await w.browser().enter(MAIL, admin);
    w.shift(1000);
    expect((await w.browser().signIn(MAIL)).destinations.map(({ portal }) => portal)).toEqual(['tech', 'admin', 'portal', 'portal']);
  });

  it('switches without signing in again, with a new token and the old sockets cut off', async () => {
    const browser = w.browser();
    await browser.enter(MAIL, atContoso);
    const before = browser.jar.get('portico');
    const evicted = w.evicted.length;
    const switched = await browser.call('POST', '/session/account', account(admin));
    expect(switched.body.account).toMatchObject({ id: admin, role: 'admin', company: null });
    expect(switched.body.destinations.filter(({ isCurrent }: { isCurrent: boolean }) => isCurrent)).toHaveLength(2);
    expect(browser.jar.get('portico')).not.toBe(before);
    expect(w.evicted.slice(evicted)).toEqual([{ sessionId: expect.any(Number) }]);
    const old = w.browser();
    old.jar.set('portico', before ?? '');
    expect((await old.call('GET', '/me')).status).toBe(401);
  });
});

describe('refuses', () => {
  it('an account of somebody else, and one that does not exist, in the same words', async () => {
    const stranger = await w.contact(contoso, 'stranger@example.test');
    const browser = w.browser();
    await browser.enter(MAIL, atContoso);
    const [foreign, missing] = [
      await browser.call('POST', '/session/account', account(stranger)),
      await browser.call('POST', '/session/account', account(999_999)),
    ];
    expect(foreign).toMatchObject({ status: 404, body: { code: 'account.notFound' } });
    expect(missing.body.detail).toBe(foreign.body.detail);
    expect((await w.browser().call('POST', '/session/account', account(atContoso))).status).toBe(401);
  });

  it('a session planted in the browser before signing in: the token is always a new one', async () => {
    const attacker = w.browser();
    await attacker.signIn('stranger@example.test');
    const planted = attacker.jar.get('portico') ?? '';
    const victim = w.browser();
    victim.jar.set('portico', planted);
    await victim.enter(MAIL, atContoso);
    expect(victim.jar.get('portico')).not.toBe(planted);
    expect((await attacker.call('GET', '/me')).status).toBe(401);
  });

  it('the same address proven again in an open session: the token known before is worth nothing', async () => {
    const browser = w.browser();
    await browser.enter(MAIL, atContoso);
    const before = browser.jar.get('portico') ?? '';
    w.shift(31_000);
    const view = await browser.signIn(MAIL);
    expect(view.account?.id).toBe(atContoso);
    const old = w.browser();
    old.jar.set('portico', before);
    expect((await old.call('GET', '/session')).status).toBe(401);
  });

  it('a disabled contact in the middle of a session, at once; the other accounts of the address stay open', async () => {
    const browser = w.browser();
    await browser.enter(MAIL, atContoso);
    const evicted = w.evicted.length;
    await w.asSystem((ctx) => updateContact(ctx, { params: { id: atContoso }, body: { active: false, confirmLosing: 1 } }));
    expect((await browser.call('GET', '/me')).status).toBe(401);
    expect((await browser.call('GET', '/me', undefined, { 'portico-account': String(atContoso) })).status).toBe(401);
    expect((await browser.call('POST', '/session/account', account(atContoso))).status).toBe(404);
    await w.drain();
    expect(w.evicted.slice(evicted)).toContainEqual({ accountId: atContoso });
    const view = (await browser.call('GET', '/session')).body;
    expect(view.account).toBeNull();
    expect(view.destinations.map(({ accountId }: { accountId: number }) => accountId)).not.toContain(atContoso);
    expect((await browser.call('POST', '/session/account', account(atFabrikam))).status).toBe(200);
    await w.asSystem((ctx) => updateContact(ctx, { params: { id: atContoso }, body: { active: true } }));
  });

  it('the contacts of a disabled company, at once', async () => {
    const browser = w.browser();
    await browser.enter(MAIL, atFabrikam);
    await w.asSystem((ctx) => updateCompany(ctx, { params: { id: fabrikam }, body: { active: false, confirmLosing: 1 } }));
    expect((await browser.call('GET', '/me')).status).toBe(401);
    await w.drain();
    expect(w.evicted).toContainEqual({ accountId: atFabrikam });
    await w.asSystem((ctx) => updateCompany(ctx, { params: { id: fabrikam }, body: { active: true } }));
  });

  it('a session whose address was taken from the account', async () => {
    const id = await w.contact(contoso, 'typo@example.test');
    const browser = w.browser();
    await browser.signIn('typo@example.test');
    expect((await browser.call('GET', '/me')).status).toBe(200);
    await w.asSystem((ctx) => updateContact(ctx, { params: { id }, body: { email: 'right@example.test' } }));
    expect((await browser.call('GET', '/me')).status).toBe(401);
    expect((await browser.call('POST', '/session/account', account(id))).status).toBe(404);
  });
});

describe('conflicts', () => {
  it('a tab left open after a switch of company may not write, and learns who is signed in now', async () => {
    const browser = w.browser();
    await browser.enter(MAIL, atContoso);
    await browser.call('POST', '/session/account', account(atFabrikam));
    const stale = await browser.call('PATCH', '/me', { title: 'From the old tab' }, { 'portico-account': String(atContoso) });
    expect(stale).toMatchObject({ status: 409, body: { code: 'session.switched' } });
    expect(stale.body.detail).toContain('Kim Contact (Fabrikam)');
    expect((await browser.call('GET', '/me')).body.title).toBeNull();
  });

  it('a tab left open after signing out is asked to sign in', async () => {
    const browser = w.browser();
    await browser.enter(MAIL, atContoso);
    const token = browser.jar.get('portico') ?? '';
    const evicted = w.evicted.length;
    expect((await browser.call('DELETE', '/session')).status).toBe(204);
    expect(browser.jar.has('portico')).toBe(false);
    expect(w.evicted.slice(evicted)).toEqual([{ sessionId: expect.any(Number) }]);
    const stale = w.browser();
    stale.jar.set('portico', token);
    for (const [method, path] of [
      ['PATCH', '/me'],
      ['GET', '/session'],
      ['POST', '/session/account'],
    ] as const) {
      const answer = await stale.call(method, path, method === 'GET' ? undefined : account(atContoso), {
        'portico-account': String(atContoso),
      });
      expect(answer).toMatchObject({ status: 401, body: { code: 'session.required' } });
    }
  });
});

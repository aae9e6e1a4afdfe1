import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, freshIp, type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { events } from '../../../kernel/events/events.schema.ts';
import { accountPasswords, signInAttempts } from '../access.schema.ts';

let w: SignInWorld;
let ids: { first: number; second: number; master: number };
let master: Browser;
const MAIL = 'lou@example.test';
const GOOD = 'Muschel-Traktor-Abendrot-7';
beforeAll(async () => {
  w = await signInWorld();
  ids = {
    first: await w.contact(await w.company('First'), MAIL, { name: 'Lou Legrand' }),
    second: await w.contact(await w.company('Second'), MAIL, { name: 'Lou Legrand' }),
    master: await w.tech('boss@example.test', 'master-admin'),
  };
  master = w.browser();
  await master.enter('boss@example.test', ids.master);
  expect((await master.call('PUT', `/contacts/${ids.first}/password`, { password: GOOD })).status).toBe(200);
});
afterAll(() => w.close());

const signIn = (browser: Browser, password: string, email = MAIL) => browser.call('POST', '/sign-in/password', { email, password });

describe('allows', () => {
  it('the account whose password it is, and no other of the same address until a code proves the address', async () => {
    const browser = w.browser();
    const { status, body } = await signIn(browser, GOOD);
    expect(status).toBe(200);
    const missing = new Map(
      body.destinations.map((one: { accountId: number; missingProofs: string[] }) => [one.accountId, one.missingProofs]),
    );
    expect(missing.get(ids.first)).toEqual([]);
    expect(missing.get(ids.second)).toEqual(['email-code', 'email-link', 'password', 'passkey']);
    expect((await browser.call('POST', '/session/account', { accountId: ids.first })).status).toBe(200);
    const refused = await browser.call('POST', '/session/account', { accountId: ids.second });
    expect(refused).toMatchObject({ status: 403, body: { code: 'proof.missing' } });
    expect(refused.body.fields.map(({ code }: { code: string }) => code)).toContain('email-code');

    // The one missing proof, then the switch: nobody signs in twice.
    expect((await browser.signIn(MAIL)).account?.id).toBe(ids.first);
    expect((await browser.call('POST', '/session/account', { accountId: ids.second })).status).toBe(200);
  });

  it('one sets one’s own password right after a code, later only with the current one; other sessions end', async () => {
    const [here, there] = [w.browser(), w.browser()];
    await here.enter(MAIL, ids.second);
    await there.enter(MAIL, ids.second);
    expect(await here.call('PUT', '/me/password', { password: 'Pinsel_Wolke_Bahnhof_3' })).toMatchObject({
      status: 200,
      body: { hasPassword: true },
    });
    expect((await there.call('GET', '/me')).status).toBe(401);
    w.shift(16 * 60_000);
    const again = (body: object) => here.call('PUT', '/me/password', body);
    expect((await again({ password: 'Regal+Forelle+Nebel+12' })).body.code).toBe('password.currentNeeded');
    expect((await again({ password: 'Regal+Forelle+Nebel+12', current: 'no' })).body.code).toBe('password.wrong');
    expect((await again({ password: 'Regal+Forelle+Nebel+12', current: 'Pinsel_Wolke_Bahnhof_3' })).status).toBe(200);
    expect((await here.call('GET', '/me')).status).toBe(200);
  });

  it('a removed password opens nothing, and who came in with it is out', async () => {
    const browser = w.browser();
    await signIn(browser, GOOD);
    await browser.call('POST', '/session/account', { accountId: ids.first });
    expect((await master.call('PUT', `/contacts/${ids.first}/password`, { password: null })).body.hasPassword).toBe(false);
    expect((await browser.call('GET', '/me')).status).toBe(401);
    expect((await signIn(w.browser(), GOOD)).body.code).toBe('password.wrong');
    await master.call('PUT', `/contacts/${ids.first}/password`, { password: GOOD });
  });
});

describe('refuses', () => {
  it('a wrong password, one of an unknown address and one where none is set: same words, status and time', async () => {
    // The quickest of each: what a busy machine adds is noise to a listener too.
    const quickest: number[] = [];
    const shapes = new Set<string>();
    for (const email of [MAIL, 'nobody@nowhere.test', 'boss@example.test']) {
      const times: number[] = [];
      for (let n = 0; n < 3; n++) {
        const began = performance.now();
        const { status, body } = await signIn(w.browser(), 'wrong-password', email);
        times.push(performance.now() - began);
        const { traceId: _, ...rest } = body;
        shapes.add(JSON.stringify([status, rest]));
      }
      quickest.push(Math.min(...times));
    }
    expect([...shapes]).toEqual([expect.stringContaining('"password.wrong"')]);
    expect(Math.max(...quickest) - Math.min(...quickest)).toBeLessThan(80);
    expect(Math.min(...quickest)).toBeGreaterThan(340);
  });

  it('guessing from one place, while the owner still gets in from elsewhere and by code', async () => {
    const ip = freshIp();
    const guesses = [];
    for (let n = 0; n < 7; n++) guesses.push((await signIn(w.browser({ ip }), `guess ${n}`)).body.code);
    expect(guesses).toEqual([...Array(6).fill('password.wrong'), 'limit.exceeded']);
    expect((await signIn(w.browser({ ip }), GOOD)).status).toBe(429);
    expect((await signIn(w.browser(), GOOD)).status).toBe(200);
    // Behind the same address as the attacker: a code works, and after it the browser counts for itself.
    const owner = w.browser({ ip });
    await owner.signIn(MAIL);
    expect((await signIn(owner, GOOD)).status).toBe(200);
  });

  it('guessing from one IPv6 network, each time from another of its addresses', async () => {
    const guesses = [];
    for (let n = 0; n < 7; n++) guesses.push((await signIn(w.browser({ ip: `2001:db8:6:1:${n}::1` }), `guess ${n}`)).body.code);
    expect(guesses).toEqual([...Array(6).fill('password.wrong'), 'limit.exceeded']);
    expect((await signIn(w.browser({ ip: '2001:db8:6:2::1' }), GOOD)).status).toBe(200);
  });

  it('setting passwords without the right to', async () => {
    const admin = w.browser();
    await admin.enter('adm@example.test', await w.tech('adm@example.test', 'admin'));
    expect((await admin.call('PUT', `/techs/${ids.master}/password`, { password: GOOD })).status).toBe(403);
    const contact = w.browser();
    await contact.enter(MAIL, ids.first);
    expect((await contact.call('PUT', `/contacts/${ids.first}/password`, { password: GOOD })).status).toBe(404);
  });
});

describe('rejects', () => {
  it.each(['short1!', 'password123', 'qwertzuiop1', 'Sommer2026!', 'lou.legrand', 'Lou Legrand 1', 'aaaaaaaaaaaaaa', '1234567890'])(
    '%s as a password',
    async (password) => {
      const answer = await master.call('PUT', `/contacts/${ids.first}/password`, { password });
      expect(answer).toMatchObject({ status: 422, body: { code: 'password.weak', fields: [{ path: 'password' }] } });
    },
  );
});

describe('emits', () => {
  it('that a password changed, never what it is; only its slow hash is kept', async () => {
    const [row] = await w.db.select().from(accountPasswords).where(eq(accountPasswords.accountId, ids.first));
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const text = JSON.stringify([await w.db.select().from(events), await w.db.select().from(signInAttempts)]);
    expect(text).toContain('account.changed');
    expect(text).not.toContain(GOOD);
    expect(text).not.toContain('argon2');
  });
});

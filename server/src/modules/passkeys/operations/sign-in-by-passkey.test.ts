import { sql } from 'drizzle-orm';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticator, register, signInWith, type Wrong } from '../../../../test/authenticator.ts';
import { type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { nowMs } from '../../../kernel/clock.ts';

let w: SignInWorld;
let company: number;
let people = 0;
// Loaded when it is first asked for: the first test would pay for it.
beforeAll(async () => {
  await import('@simplewebauthn/server');
}, 120_000);
beforeAll(async () => {
  w = await signInWorld();
  company = await w.company('Contoso');
});
afterAll(() => w.close());

const person = async (companyId = company) => {
  people += 1;
  const email = `person${people}@contoso.test`;
  return { email, id: await w.contact(companyId, email) };
};
/** Somebody in an open browser who has registered a passkey. */
async function equipped(options: Parameters<typeof authenticator>[0] = {}) {
  const { email, id } = await person();
  const browser = w.browser();
  await browser.enter(email, id);
  const device = authenticator(options);
  const added = await register(browser, id, device);
  expect(added.status).toBe(201);
  return { email, id, browser, device, passkeyId: added.body.passkey.id as number };
}
const rulesOf = (scope: string, id: number, rules: object) =>
  w.db.execute(
    sql`insert into settings (scope, scope_id, key, value) values (${scope}, ${id}, 'signIn.rules', ${JSON.stringify(rules)}::jsonb)
      on conflict (scope, scope_id, key) do update set value = excluded.value`,
  );
const forgetRules = () => w.db.execute(sql`delete from settings where key = 'signIn.rules'`);
const lastAttempt = async () =>
  (await w.db.execute(sql`select email_key, account_id, method, result, reason from sign_in_attempts order by id desc limit 1`)).rows[0];
const refused = { status: 422, body: { code: 'passkey.refused' } };

describe('allows', () => {
  it('a passkey alone to sign in, in a browser that never asked for a mail', async () => {
    const { email, id, device } = await equipped({ synced: true });
    const browser = w.browser();
    const answer = await signInWith(browser, device);
    expect(answer.body).toMatchObject({ email, account: { id } });
    expect((await browser.call('GET', '/me')).status).toBe(200);
    expect(await lastAttempt()).toEqual({ email_key: email, account_id: id, method: 'passkey', result: 'ok', reason: null });
    const { items } = (await browser.call('GET', '/me/passkeys')).body;
    expect(items).toEqual([expect.objectContaining({ isSynced: true, name: 'Unknown device', lastUsedAt: expect.any(String) })]);
  });

  it('a passkey as both factors, where the account has an app and where role or company force a second one', async () => {
    const { email, id, browser, device } = await equipped();
    const { secret } = (await browser.call('POST', '/session/second-factor/start', { accountId: id })).body;
    const code = generateSync({ secret, epoch: Math.floor(nowMs() / 1000) });
    expect((await browser.call('POST', '/session/second-factor/confirm', { accountId: id, code })).status).toBe(200);
    expect((await signInWith(w.browser(), device)).body.account.id).toBe(id);

    const other = await equipped();
    await rulesOf('company', company, { secondFactor: true });
    expect((await signInWith(w.browser(), other.device)).body.account.id).toBe(other.id);
    // A mail alone asks for the passkey; it is not enough to set up an app at the door.
    const byMail = w.browser();
    expect((await byMail.signIn(other.email)).destinations[0]).toMatchObject({ missingProofs: ['passkey'], mustSetUp: false });
    expect((await byMail.call('POST', '/session/second-factor/start', { accountId: other.id })).status).toBe(404);
    expect((await byMail.call('POST', '/session/passkeys/start', { accountId: other.id })).status).toBe(404);
    const asked = await byMail.call('POST', '/sign-in/passkey/start', { accountId: other.id });
    expect(asked.body.options.allowCredentials).toEqual([{ id: other.device.held[0]?.id, type: 'public-key', transports: ['internal'] }]);
    const proven = await byMail.call('POST', '/sign-in/passkey', {
      credential: other.device.get(asked.body.options, { userHandle: null }),
    });
    expect(proven.body.account.id).toBe(other.id);
    await forgetRules();
    expect((await w.browser().signIn(email)).destinations[0]?.missingProofs).toEqual(['totp', 'recovery-code', 'passkey']);
  });

  it('an app beside a passkey that counts as the second factor only to whoever showed that passkey just now', async () => {
    const { email, id, browser, device } = await equipped();
    await rulesOf('company', company, { secondFactor: true });
    await signInWith(browser, device);
    w.shift(16 * 60_000);
    // The mailbox was open beside the browser.
    await browser.signIn(email);
    const start = () => browser.call('POST', '/session/second-factor/start', { accountId: id });
    expect(await start()).toMatchObject({ status: 403, body: { code: 'proof.secondTooOld' } });
    expect((await browser.call('POST', '/session/second-factor/confirm', { accountId: id, code: '000000' })).body.code).toBe(
      'proof.secondTooOld',
    );
    await signInWith(browser, device, {}, id);
    expect((await start()).status).toBe(200);
    await forgetRules();
  });

  it('a passkey to be set up at the door, where a second factor is forced and there is none yet', async () => {
    const { email, id } = await person();
    await rulesOf('company', company, { secondFactor: true });
    const browser = w.browser();
    expect((await browser.signIn(email)).destinations[0]?.mustSetUp).toBe(true);
    const device = authenticator();
    const added = await register(browser, id, device);
    expect(added).toMatchObject({ status: 201, body: { session: { account: { id } } } });
    expect((await browser.call('GET', '/me')).status).toBe(200);
    await forgetRules();
  });

  it('a company to have methods of its own, with passkeys where it names them, in the order of the workspace', async () => {
    const own = await w.company('Only keys');
    const { email, id } = await person(own);
    const browser = w.browser();
    await browser.enter(email, id);
    const device = authenticator();
    expect((await register(browser, id, device)).status).toBe(201);
    await rulesOf('company', own, { methods: ['passkey'] });
    expect((await browser.call('GET', '/me')).status).toBe(200);
    expect((await w.browser().signIn(email)).destinations[0]?.missingProofs).toEqual(['passkey']);
    expect((await signInWith(w.browser(), device)).body.account.id).toBe(id);
    await forgetRules();
    const offered = await w.browser().start('somebody@nowhere.test');
    expect(offered.body.methods).toEqual(['email', 'password', 'passkey']);
  });

  it('other accounts of the address to be seen after a passkey registered by mail, and entered with a proof of their own', async () => {
    const { email, id, device } = await equipped();
    const tech = await w.tech(email, 'member');
    const browser = w.browser();
    const { destinations } = (await signInWith(browser, device)).body;
    expect(destinations.map((one: { accountId: number; missingProofs: string[] }) => [one.accountId, one.missingProofs])).toEqual(
      expect.arrayContaining([
        [id, []],
        [tech, ['email-code', 'email-link', 'password', 'passkey']],
      ]),
    );
    expect(await browser.call('POST', '/session/account', { accountId: tech })).toMatchObject({
      status: 403,
      body: { code: 'proof.missing' },
    });
  });

  it('counting devices to count on, and devices that say 0 for ever', async () => {
    for (const counts of [true, false]) {
      const { id, device } = await equipped({ counts });
      for (let n = 0; n < 3; n++) expect((await signInWith(w.browser(), device)).body.account.id).toBe(id);
    }
  });
});

describe('refuses', () => {
  const wrongs: [string, Wrong, string][] = [
    ['another site’s answer', { origin: 'https://evil.example' }, 'passkey.invalid'],
    ['our host on another port', { origin: 'http://localhost:3001' }, 'passkey.invalid'],
    ['a key of another host', { rpId: 'evil.example' }, 'passkey.invalid'],
    ['a device that has not verified its user', { userVerified: false }, 'passkey.invalid'],
    ['the answer to a registration', { type: 'webauthn.create' }, 'passkey.invalid'],
    ['the name of another user', { userHandle: 'c29tZWJvZHkgZWxzZQ' }, 'passkey.wrongUser'],
    ['an answer that names no user', { userHandle: null }, 'passkey.wrongUser'],
    ['a credential nobody registered', { credentialId: 'bm9ib2R5' }, 'passkey.unknown'],
  ];
  it.each(wrongs)('%s, with the same words for all, and the reason in the log', async (_what, wrong, reason) => {
    const { device } = await equipped();
    const browser = w.browser();
    expect(await signInWith(browser, device, wrong)).toMatchObject(refused);
    expect(await lastAttempt()).toMatchObject({ method: 'passkey', result: 'refused', reason });
    expect((await browser.call('GET', '/session')).status).toBe(401);
  });

  it('somebody else’s credential with one’s own signature', async () => {
    const [one, other] = [await equipped(), await equipped()];
    const wrong = { credentialId: other.device.held[0]?.id ?? '', userHandle: other.device.held[0]?.userHandle ?? '' };
    expect(await signInWith(w.browser(), one.device, wrong)).toMatchObject(refused);
    expect(await lastAttempt()).toMatchObject({ account_id: other.id, reason: 'passkey.invalid' });
  });

  it('a challenge of our own invention, a used one, an old one and one of another browser', async () => {
    const { device } = await equipped();
    const browser = w.browser();
    const expired = { status: 422, body: { code: 'passkey.expired' } };
    expect(await signInWith(browser, device, { challenge: 'bWFkZSB1cA' })).toMatchObject(expired);
    const { options } = (await browser.call('POST', '/sign-in/passkey/start', {})).body;
    const credential = device.get(options);
    expect((await browser.call('POST', '/sign-in/passkey', { credential })).status).toBe(200);
    expect(await browser.call('POST', '/sign-in/passkey', { credential })).toMatchObject(expired);
    const asked = (await browser.call('POST', '/sign-in/passkey/start', {})).body;
    expect(await w.browser().call('POST', '/sign-in/passkey', { credential: device.get(asked.options) })).toMatchObject(expired);
    // Even in the right browser: it was used up by the wrong one.
    expect(await browser.call('POST', '/sign-in/passkey', { credential: device.get(asked.options) })).toMatchObject(expired);
    const late = (await browser.call('POST', '/sign-in/passkey/start', {})).body;
    w.shift(11 * 60_000);
    expect(await browser.call('POST', '/sign-in/passkey', { credential: device.get(late.options) })).toMatchObject(expired);
  });

  it('two uses of one challenge at the same moment: one gets in', async () => {
    const { device } = await equipped();
    const browser = w.browser();
    const { options } = (await browser.call('POST', '/sign-in/passkey/start', {})).body;
    const credential = device.get(options);
    const answers = await Promise.all([1, 2].map(() => browser.call('POST', '/sign-in/passkey', { credential })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('the challenge of a registration for signing in, and the other way round', async () => {
    const { id, browser, device } = await equipped();
    const begun = (await browser.call('POST', '/session/passkeys/start', { accountId: id })).body.options;
    const credential = device.get({ ...begun, rpId: begun.rp.id });
    expect((await browser.call('POST', '/sign-in/passkey', { credential })).body.code).toBe('passkey.expired');
    const { options } = (await browser.call('POST', '/sign-in/passkey/start', {})).body;
    const made = device.create({ ...begun, challenge: options.challenge });
    expect((await browser.call('POST', '/session/passkeys', { credential: made })).body.code).toBe('passkey.expired');
  });

  it('a count that goes back or stands still: there are two of them', async () => {
    const { device } = await equipped({ counts: true });
    expect((await signInWith(w.browser(), device)).status).toBe(200);
    const copied = { status: 422, body: { code: 'passkey.copied' } };
    expect(await signInWith(w.browser(), device, { signCount: 1 })).toMatchObject(copied);
    expect(await signInWith(w.browser(), device, { signCount: 2 })).toMatchObject(copied);
    expect(await signInWith(w.browser(), device, { signCount: 0 })).toMatchObject(copied);
    expect(await lastAttempt()).toMatchObject({ reason: 'passkey.copied' });
  });

  it('a disabled account, as if the passkey were unknown', async () => {
    const { id, device } = await equipped();
    await w.db.execute(sql`update accounts set active = false where id = ${id}`);
    expect(await signInWith(w.browser(), device)).toMatchObject(refused);
    expect(await lastAttempt()).toMatchObject({ account_id: id, reason: 'passkey.disabled' });
  });

  it('where the workspace or the company does not sign in like this; sessions that came that way ask anew', async () => {
    const { email, id, device } = await equipped();
    const inside = w.browser();
    expect((await signInWith(inside, device)).status).toBe(200);
    await rulesOf('company', company, { methods: ['email'] });
    const off = { status: 403, body: { code: 'signIn.methodOff' } };
    expect((await inside.call('GET', '/me')).status).toBe(401);
    expect(await signInWith(w.browser(), device)).toMatchObject(off);
    expect(await lastAttempt()).toMatchObject({ account_id: id, reason: 'signIn.methodOff' });
    // Nor does it count as a second factor there.
    await rulesOf('company', company, { methods: ['email'], secondFactor: true });
    expect((await w.browser().signIn(email)).destinations[0]).toMatchObject({ mustSetUp: true, missingProofs: ['totp', 'recovery-code'] });
    const browser = w.browser();
    await browser.signIn(email);
    expect(await browser.call('POST', '/session/passkeys/start', { accountId: id })).toMatchObject(off);
    await forgetRules();
    const nowhere = ['email', 'password', 'passkey'].map((method) => ({
      method,
      contacts: method !== 'passkey',
      staff: method !== 'passkey',
    }));
    await rulesOf('global', 0, { methods: nowhere });
    expect(await w.browser().call('POST', '/sign-in/passkey/start', {})).toMatchObject(off);
    await forgetRules();
  });

  it('an account of another company of the same address; a passkey made by way of its provider does not even tell of it', async () => {
    const { email, id } = await person();
    const elsewhere = await w.contact(await w.company(`Elsewhere ${people}`), email);
    const { rows } = await w.db.execute<{ id: number }>(sql`insert into identity_providers
      (kind, name, scope, company_id, enabled, created_at, updated_at) values ('oidc', ${`P${people}`}, 'company', ${company}, true, now(), now()) returning id`);
    const browser = w.browser();
    await browser.enter(email, id);
    // As if the company's provider, and nothing else, had vouched for the address.
    await w.db.execute(sql`update session_proofs set issuer = ${`idp:${rows[0]?.id}`}, method = 'oidc' where subject = ${email}`);
    const device = authenticator();
    expect((await register(browser, id, device)).status).toBe(201);
    const { destinations } = (await signInWith(w.browser(), device)).body;
    expect(destinations.map((one: { accountId: number }) => one.accountId)).toEqual([id]);
    const other = w.browser();
    await signInWith(other, device);
    expect((await other.call('POST', '/session/account', { accountId: elsewhere })).status).toBe(404);
  });

  it('asking which passkeys somebody has', async () => {
    const [one, other] = [await equipped(), await equipped()];
    expect((await w.browser().call('POST', '/sign-in/passkey/start', { accountId: one.id })).status).toBe(401);
    expect((await one.browser.call('POST', '/sign-in/passkey/start', { accountId: other.id })).status).toBe(404);
    const own = (await one.browser.call('POST', '/sign-in/passkey/start', { accountId: one.id })).body.options;
    expect(own.allowCredentials).toHaveLength(1);
    // A challenge for one account is answered by no other's passkey.
    const credential = other.device.get(own);
    expect(await one.browser.call('POST', '/sign-in/passkey', { credential })).toMatchObject(refused);
    expect(await lastAttempt()).toMatchObject({ reason: 'passkey.otherAccount' });
  });
});

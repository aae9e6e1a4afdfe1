import { sql } from 'drizzle-orm';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticator, register, signInWith, type Wrong } from '../../../../test/authenticator.ts';
import { type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { nowMs } from '../../../kernel/clock.ts';
import { hashPassword } from '../../access/index.ts';
import { partyOf } from '../passkeys.rules.ts';

type Browser = ReturnType<SignInWorld['browser']>;
const PASSWORD = 'amber kettle drifting north';
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

async function person(): Promise<{ email: string; id: number; browser: Browser }> {
  people += 1;
  const email = `person${people}@contoso.test`;
  const id = await w.contact(company, email);
  const browser = w.browser();
  await browser.enter(email, id);
  return { email, id, browser };
}
const givePassword = async (id: number) =>
  w.db.execute(sql`insert into account_passwords (account_id, hash, set_at) values (${id}, ${await hashPassword(PASSWORD)}, now())`);
const codeOf = (secret: string): string => generateSync({ secret, epoch: Math.floor(nowMs() / 1000) });

describe('allows', () => {
  it('a passkey to be registered, named, renamed and removed; each change but the name is told by mail', async () => {
    const { email, id, browser } = await person();
    const device = authenticator();
    const { options } = (await browser.call('POST', '/session/passkeys/start', { accountId: id })).body;
    expect(options).toMatchObject({
      rp: { id: 'localhost', name: 'Portico' },
      user: { name: `${email} (Contoso)` },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const token = browser.jar.get('portico');
    const added = await browser.call('POST', '/session/passkeys', { credential: device.create(options), name: ' Blue key ' });
    expect(added).toMatchObject({ status: 201, body: { passkey: { name: 'Blue key', isSynced: false, lastUsedAt: null } } });
    expect(browser.jar.get('portico')).not.toBe(token);
    const passkeyId = added.body.passkey.id;
    expect((await browser.call('PATCH', `/me/passkeys/${passkeyId}`, { name: 'Green key' })).body.name).toBe('Green key');
    expect((await browser.call('POST', `/me/passkeys/${passkeyId}/remove`, {})).status).toBe(204);
    expect((await browser.call('GET', '/me/passkeys')).body).toEqual({ items: [], isOffered: true, isSuitable: true });
    expect((await browser.call('GET', '/me')).status).toBe(200);
    expect(await signInWith(w.browser(), device)).toMatchObject({ status: 422, body: { code: 'passkey.refused' } });
    expect(w.accessMails.filter((mail) => mail.accountId === id)).toMatchObject([
      { kind: 'means-changed', change: 'passkey-added', passkey: 'Blue key', toAddress: email, isOwn: true },
      { kind: 'means-changed', change: 'passkey-removed', passkey: 'Green key' },
    ]);
  });

  it('an authenticator app and recovery codes that come and go to be told by mail too', async () => {
    const { id, browser } = await person();
    const { secret } = (await browser.call('POST', '/session/second-factor/start', { accountId: id })).body;
    const made = (await browser.call('POST', '/session/second-factor/confirm', { accountId: id, code: codeOf(secret) })).body;
    const renewed = await browser.call('POST', '/me/second-factor/recovery-codes', { code: made.recoveryCodes[0] });
    await browser.call('POST', '/me/second-factor/remove', { code: renewed.body.recoveryCodes[0] });
    const told = w.accessMails.filter((mail) => mail.accountId === id).map((mail) => (mail.kind === 'means-changed' ? mail.change : ''));
    expect(told).toEqual(['second-factor-added', 'recovery-codes-renewed', 'second-factor-removed']);
    expect(JSON.stringify(w.accessMails)).not.toContain(secret);
  });

  it('removing one device to shut what it opened elsewhere, and nothing else', async () => {
    const { id, browser } = await person();
    const [lost, kept] = [authenticator(), authenticator()];
    const lostId = (await register(browser, id, lost)).body.passkey.id;
    await register(browser, id, kept);
    const [byLost, byKept] = [w.browser(), w.browser()];
    await signInWith(byLost, lost);
    await signInWith(byKept, kept);
    expect((await browser.call('POST', `/me/passkeys/${lostId}/remove`, {})).status).toBe(204);
    expect((await byLost.call('GET', '/me')).status).toBe(401);
    expect((await byKept.call('GET', '/me')).status).toBe(200);
  });

  it('an administrator to remove one of a lost device: it is on record, told by mail, and all sessions end', async () => {
    const { id, browser } = await person();
    const device = authenticator();
    const passkeyId = (await register(browser, id, device)).body.passkey.id;
    const master = await w.tech('mia@msp.test', 'master-admin');
    const admin = w.browser();
    await admin.enter('mia@msp.test', master);
    expect((await admin.call('GET', `/accounts/${id}/sign-in-means`)).body.passkeys).toMatchObject([{ id: passkeyId }]);
    expect((await admin.call('DELETE', `/accounts/${id}/passkeys/${passkeyId}`)).status).toBe(204);
    expect((await admin.call('DELETE', `/accounts/${id}/passkeys/${passkeyId}`)).status).toBe(404);
    expect((await browser.call('GET', '/session')).status).toBe(401);
    expect((await signInWith(w.browser(), device)).status).toBe(422);
    const { rows } = await w.db.execute(sql`select 1 from events where name = 'account.passkeyRemoved' and entity_id = ${id}`);
    expect(rows).toHaveLength(1);
    expect(w.accessMails.at(-1)).toMatchObject({ accountId: id, change: 'passkey-removed', isOwn: false, ip: null });
    const own = (await register(admin, master, authenticator())).body.passkey.id;
    expect((await admin.call('DELETE', `/accounts/${master}/passkeys/${own}`)).body.code).toBe('passkey.own');
  });
});

describe('refuses', () => {
  const wrongs: [string, Wrong][] = [
    ['another site’s answer', { origin: 'https://evil.example' }],
    ['a key of another host', { rpId: 'evil.example' }],
    ['a device that has not verified its user', { userVerified: false }],
    ['the answer to a sign-in', { type: 'webauthn.get' }],
  ];
  it.each(wrongs)('%s', async (_what, wrong) => {
    const { id, browser } = await person();
    const { options } = (await browser.call('POST', '/session/passkeys/start', { accountId: id })).body;
    const answer = await browser.call('POST', '/session/passkeys', { credential: authenticator().create(options, wrong) });
    expect(answer).toMatchObject({ status: 422, body: { code: 'passkey.invalid' } });
    expect((await browser.call('GET', '/me/passkeys')).body.items).toEqual([]);
  });

  it.each(['android-key', 'packed', 'tpm', 'apple', 'fido-u2f', 'android-safetynet'])(
    'a %s attestation with certificates, and calls no address that they name',
    async (fmt) => {
      const asked: string[] = [];
      const real = globalThis.fetch;
      globalThis.fetch = async (address) => {
        asked.push(String(address));
        throw new Error('Nobody may be asked.');
      };
      try {
        const { id, browser } = await person();
        const { options } = (await browser.call('POST', '/session/passkeys/start', { accountId: id })).body;
        const credential = authenticator().create(options, { attestation: fmt });
        const answer = await browser.call('POST', '/session/passkeys', { credential });
        expect(answer).toMatchObject({ status: 422, body: { code: 'passkey.invalid' } });
        expect(asked).toEqual([]);
      } finally {
        globalThis.fetch = real;
      }
    },
  );

  it('a challenge twice, late, or in another session of the same person', async () => {
    const { email, id, browser } = await person();
    const device = authenticator();
    const begin = async () => (await browser.call('POST', '/session/passkeys/start', { accountId: id })).body.options;
    const finish = (who: Browser, credential: unknown) => who.call('POST', '/session/passkeys', { credential });
    const expired = { status: 422, body: { code: 'passkey.expired' } };
    const options = await begin();
    expect((await finish(browser, device.create(options))).status).toBe(201);
    expect(await finish(browser, authenticator().create(options))).toMatchObject(expired);
    const elsewhere = w.browser();
    await elsewhere.enter(email, id);
    expect(await finish(elsewhere, authenticator().create(await begin()))).toMatchObject(expired);
    const late = await begin();
    w.shift(11 * 60_000);
    expect(await finish(browser, authenticator().create(late))).toMatchObject(expired);
  });

  it('an open browser whose proofs are old: the password is asked for, and a code where there is an app', async () => {
    const { id, browser } = await person();
    const { secret } = (await browser.call('POST', '/session/second-factor/start', { accountId: id })).body;
    await browser.call('POST', '/session/second-factor/confirm', { accountId: id, code: codeOf(secret) });
    const passkeyId = (await register(browser, id, authenticator())).body.passkey.id;
    await givePassword(id);
    w.shift(16 * 60_000);
    const begin = (more: object) => browser.call('POST', '/session/passkeys/start', { accountId: id, ...more });
    const remove = (more: object) => browser.call('POST', `/me/passkeys/${passkeyId}/remove`, more);
    for (const act of [begin, remove]) {
      expect(await act({})).toMatchObject({ status: 403, body: { code: 'proof.tooOld' } });
      expect((await act({ password: 'wrong password entirely' })).body.code).toBe('password.wrong');
      expect(await act({ password: PASSWORD })).toMatchObject({ status: 403, body: { code: 'proof.secondTooOld' } });
      expect((await act({ password: PASSWORD, code: '000000' })).body.code).toBe('secondFactor.wrong');
    }
    const code = codeOf(secret);
    expect((await begin({ password: PASSWORD, code })).status).toBe(200);
    expect((await remove({ password: PASSWORD, code })).body.code).toBe('secondFactor.used');
    w.shift(31_000);
    expect((await remove({ password: PASSWORD, code: codeOf(secret) })).status).toBe(204);
  });

  it('an old proof no more once a passkey was shown again', async () => {
    const { id, browser } = await person();
    const device = authenticator();
    await register(browser, id, device);
    w.shift(16 * 60_000);
    expect((await browser.call('POST', '/session/passkeys/start', { accountId: id })).body.code).toBe('proof.tooOld');
    expect((await signInWith(browser, device, {}, id)).status).toBe(200);
    expect((await browser.call('POST', '/session/passkeys/start', { accountId: id })).status).toBe(200);
  });

  it('the eleventh, the same one twice, and somebody else’s', async () => {
    const [one, other] = [await person(), await person()];
    const device = authenticator();
    const begin = async (browser: Browser, id: number) =>
      (await browser.call('POST', '/session/passkeys/start', { accountId: id })).body.options;
    const first = device.create(await begin(one.browser, one.id));
    expect((await one.browser.call('POST', '/session/passkeys', { credential: first })).status).toBe(201);
    const second = await begin(one.browser, one.id);
    expect(second.excludeCredentials.map(({ id }: { id: string }) => id)).toEqual([first.id]);
    // A device that answers with a key it has given away already.
    await w.db.execute(sql`insert into account_passkeys (account_id, credential_id, public_key, user_handle, is_synced, name, created_at)
      select ${one.id}::int, 'sample' || n, 'x', 'y', false, 'Sample', now() from generate_series(1, 9) n`);
    expect((await one.browser.call('POST', '/session/passkeys/start', { accountId: one.id })).body.code).toBe('passkey.tooMany');
    const late = await one.browser.call('POST', '/session/passkeys', { credential: authenticator().create(second) });
    expect(late.body.code).toBe('passkey.tooMany');
    const options = await begin(other.browser, other.id);
    await w.db.execute(sql`update account_passkeys set credential_id = ${'taken'} where credential_id = 'sample1'`);
    const made = device.create(options);
    await w.db.execute(sql`update account_passkeys set credential_id = ${made.id} where credential_id = 'taken'`);
    expect((await other.browser.call('POST', '/session/passkeys', { credential: made })).body.code).toBe('passkey.exists');
    const [mine] = (await one.browser.call('GET', '/me/passkeys')).body.items;
    expect((await other.browser.call('PATCH', `/me/passkeys/${mine.id}`, { name: 'Mine now' })).status).toBe(404);
    expect((await other.browser.call('POST', `/me/passkeys/${mine.id}/remove`, {})).status).toBe(404);
    expect((await other.browser.call('POST', '/session/passkeys/start', { accountId: one.id })).status).toBe(404);
  });

  it('removing the only way in', async () => {
    const { id, browser } = await person();
    const device = authenticator();
    const passkeyId = (await register(browser, id, device)).body.passkey.id;
    await w.db.execute(
      sql`insert into settings (scope, scope_id, key, value) values ('company', ${company}, 'signIn.rules', '{"methods":["password","passkey"]}')`,
    );
    expect((await browser.call('POST', `/me/passkeys/${passkeyId}/remove`, {})).body.code).toBe('passkey.onlyWay');
    expect((await browser.call('GET', '/me/passkeys')).body.items).toHaveLength(1);
    await givePassword(id);
    expect((await browser.call('POST', `/me/passkeys/${passkeyId}/remove`, {})).status).toBe(204);
    await w.db.execute(sql`delete from settings where key = 'signIn.rules'`);
  });

  it('master administrators to leave the workspace without a way in; a passkey is one', async () => {
    const master = await w.tech('maya@msp.test', 'master-admin');
    const admin = w.browser();
    await admin.enter('maya@msp.test', master);
    const onlyKeys = {
      methods: ['passkey', 'email', 'password'].map((method) => ({ method, contacts: true, staff: method === 'passkey' })),
      emailLevel: 'normal',
      secondFactorRoles: [],
    };
    expect((await admin.call('PUT', '/sign-in-rules', onlyKeys)).body.code).toBe('signIn.lockout');
    await register(admin, master, authenticator());
    const set = await admin.call('PUT', '/sign-in-rules', onlyKeys);
    expect(set.body.methods.map(({ method }: { method: string }) => method)).toEqual(['passkey', 'email', 'password']);
    expect((await admin.call('GET', '/me')).status).toBe(200);
    // A program that knows two methods leaves the third as it is.
    const two = { ...onlyKeys, methods: [{ method: 'email', contacts: true, staff: true }] };
    expect((await admin.call('PUT', '/sign-in-rules', two)).body.methods.slice(0, 2)).toEqual([
      { method: 'email', contacts: true, staff: true },
      { method: 'passkey', contacts: true, staff: true },
    ]);
    await w.db.execute(sql`delete from settings where key = 'signIn.rules'`);
  });
});

describe('the public address', () => {
  it.each([
    ['https://portal.example.com', { rpId: 'portal.example.com', origin: 'https://portal.example.com' }],
    ['https://example.com/it/portico', { rpId: 'example.com', origin: 'https://example.com' }],
    ['https://portal.example.com:8443', { rpId: 'portal.example.com', origin: 'https://portal.example.com:8443' }],
    ['http://localhost:3000', { rpId: 'localhost', origin: 'http://localhost:3000' }],
    ['http://portal.example.com', null],
    ['https://192.0.2.7', null],
    ['https://[2001:db8::1]', null],
  ])('%s', (address, party) => expect(partyOf(address)).toEqual(party));

  it('without a name: nobody is asked for a passkey, and the profile says why', async () => {
    const there = await signInWorld({ env: { PORTICO_DEMO: '0', PUBLIC_URL: 'http://192.0.2.7' } });
    const id = await there.contact(await there.company('Contoso'), 'ada@contoso.test');
    const browser = there.browser();
    await browser.enter('ada@contoso.test', id);
    expect((await browser.call('GET', '/me/passkeys')).body.isSuitable).toBe(false);
    expect((await browser.call('POST', '/session/passkeys/start', { accountId: id })).body.code).toBe('passkey.unsuitableAddress');
    expect((await browser.call('POST', '/sign-in/passkey/start', {})).body.code).toBe('passkey.unsuitableAddress');
    await there.close();
  });
});

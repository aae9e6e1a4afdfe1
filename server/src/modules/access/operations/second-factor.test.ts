import { sql } from 'drizzle-orm';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { nowMs } from '../../../kernel/clock.ts';
import { changePassword } from '../change-password.ts';
import { hashPassword } from '../passwords.ts';

type Browser = ReturnType<SignInWorld['browser']>;
const PASSWORD = 'amber kettle drifting north';
let w: SignInWorld;
let company: number;
let people = 0;
beforeAll(async () => {
  w = await signInWorld();
  company = await w.company('Contoso');
});
afterAll(() => w.close());

const codeOf = (secret: string, ms = nowMs()): string => generateSync({ secret, epoch: Math.floor(ms / 1000) });
/** The next step of time, so that a code of before is not in the way. */
const nextStep = () => w.shift(31_000);
const person = async (): Promise<{ email: string; id: number }> => {
  people += 1;
  const email = `person${people}@contoso.test`;
  return { email, id: await w.contact(company, email) };
};
const prove = (browser: Browser, accountId: number, code: string) => browser.call('POST', '/session/second-factor', { accountId, code });
const start = (browser: Browser, accountId: number, password?: string) =>
  browser.call('POST', '/session/second-factor/start', { accountId, ...(password ? { password } : {}) });
const confirm = (browser: Browser, accountId: number, code: string) =>
  browser.call('POST', '/session/second-factor/confirm', { accountId, code });

/** Somebody in an open browser who has an authenticator app. */
async function equipped(): Promise<{ email: string; id: number; browser: Browser; secret: string; codes: string[] }> {
  const { email, id } = await person();
  const browser = w.browser();
  await browser.enter(email, id);
  const { secret } = (await start(browser, id)).body;
  const { recoveryCodes } = (await confirm(browser, id, codeOf(secret))).body;
  nextStep();
  return { email, id, browser, secret, codes: recoveryCodes };
}
const newBrowser = async (email: string): Promise<Browser> => {
  nextStep();
  const browser = w.browser();
  await browser.signIn(email);
  return browser;
};

describe('allows', () => {
  it('an app to be set up with a code of it; from then on a mail alone opens nothing, and mail and code do', async () => {
    const { email, id } = await person();
    const browser = w.browser();
    await browser.enter(email, id);
    const begun = await start(browser, id);
    expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\/.*secret=[A-Z2-7]{32}/);
    expect((await w.browser().signIn(email)).destinations[0]?.missingProofs).toEqual([]);
    const token = browser.jar.get('portico');
    const confirmed = await confirm(browser, id, codeOf(begun.body.secret));
    expect(confirmed.body.recoveryCodes).toHaveLength(10);
    expect(browser.jar.get('portico')).not.toBe(token);
    expect((await browser.call('GET', '/me/second-factor')).body).toMatchObject({ recoveryCodesLeft: 10, isForced: false });

    nextStep();
    const next = await newBrowser(email);
    expect((await next.call('GET', '/me')).status).toBe(401);
    const view = (await next.call('GET', '/session')).body;
    expect(view.destinations[0]).toMatchObject({ missingProofs: ['totp', 'recovery-code'], mustSetUp: false });
    const refused = await next.call('POST', '/session/account', { accountId: id });
    expect(refused).toMatchObject({ status: 403, body: { code: 'proof.missing' } });
    const proven = await prove(next, id, codeOf(begun.body.secret));
    expect(proven.body.account.id).toBe(id);
    expect((await next.call('GET', '/me')).status).toBe(200);
  });

  it('a recovery code where the app is lost, and then new ones and another app', async () => {
    const { email, id, codes } = await equipped();
    const browser = await newBrowser(email);
    expect((await prove(browser, id, ` ${codes[0]?.toLowerCase()} `)).status).toBe(200);
    const renewed = await browser.call('POST', '/me/second-factor/recovery-codes', { code: codes[1] });
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect((await browser.call('POST', '/me/second-factor/remove', { code: codes[2] })).status).toBe(422);
    const removed = await browser.call('POST', '/me/second-factor/remove', { code: renewed.body.recoveryCodes[0] });
    expect(removed.body).toEqual({ since: null, recoveryCodesLeft: 0, isForced: false });
    expect((await start(browser, id)).status).toBe(200);
  });

  it('a role to be forced: open sessions ask at once, one is set up at the door, and then it goes on', async () => {
    const tech = await w.tech('tess@msp.test', 'member');
    const browser = w.browser();
    await browser.enter('tess@msp.test', tech);
    await w.db.execute(sql`insert into settings (scope, key, value) values ('global', 'signIn.rules', '{"secondFactorRoles":["member"]}')`);
    expect((await browser.call('GET', '/me')).status).toBe(401);
    expect((await browser.call('GET', '/session')).body.destinations[0]).toMatchObject({
      mustSetUp: true,
      missingProofs: ['totp', 'recovery-code'],
    });
    expect((await browser.call('POST', '/session/account', { accountId: tech })).body.code).toBe('secondFactor.setUpNeeded');
    const { secret } = (await start(browser, tech)).body;
    expect((await confirm(browser, tech, codeOf(secret))).status).toBe(200);
    expect((await browser.call('POST', '/session/account', { accountId: tech })).status).toBe(200);
    expect((await browser.call('GET', '/me/second-factor')).body.isForced).toBe(true);
    await w.db.execute(sql`delete from settings where key = 'signIn.rules'`);
  });

  it('a company to be forced: its own contacts, and not the same person’s accounts elsewhere, nor staff', async () => {
    const { email, id } = await person();
    const elsewhere = await w.contact(await w.company(`Fabrikam ${people}`), email);
    const tech = await w.tech(email, 'member');
    await w.db.execute(
      sql`insert into settings (scope, scope_id, key, value) values ('company', ${company}, 'signIn.rules', '{"secondFactor":true}')`,
    );
    const browser = w.browser();
    const { destinations } = await browser.signIn(email);
    const asks = new Map(destinations.map((one) => [one.accountId, [one.mustSetUp, one.missingProofs.length]]));
    expect(asks).toEqual(
      new Map([
        [id, [true, 2]],
        [elsewhere, [false, 0]],
        [tech, [false, 0]],
      ]),
    );
    expect((await browser.call('POST', '/session/account', { accountId: id })).body.code).toBe('secondFactor.setUpNeeded');
    expect((await browser.call('POST', '/session/account', { accountId: elsewhere })).status).toBe(200);
    // At the door of the one account nothing is set up for the other.
    const { secret } = (await start(browser, id)).body;
    expect((await confirm(browser, id, codeOf(secret))).status).toBe(200);
    expect((await browser.call('POST', '/session/account', { accountId: id })).status).toBe(200);
    nextStep();
    const later = await newBrowser(email);
    const view = (await later.call('GET', '/session')).body.destinations;
    expect(view.find((one: { accountId: number }) => one.accountId === elsewhere)).toMatchObject({ missingProofs: [], mustSetUp: false });
    expect(view.find((one: { accountId: number }) => one.accountId === id).missingProofs).toEqual(['totp', 'recovery-code']);
    await w.db.execute(sql`delete from settings where key = 'signIn.rules'`);
  });

  it('switching to ask only for the second factor of the account that has one, even when another account’s was shown', async () => {
    const { email, id, browser, secret } = await equipped();
    const tech = await w.tech(email, 'member');
    const own = await browser.call('POST', '/session/account', { accountId: tech });
    expect(own.status).toBe(200);
    const { secret: ofTech } = (await start(browser, tech)).body;
    expect((await confirm(browser, tech, codeOf(ofTech))).status).toBe(200);
    const next = await newBrowser(email);
    nextStep();
    expect((await prove(next, id, codeOf(secret))).status).toBe(200);
    const missing = (await next.call('GET', '/session')).body.destinations.map((one: { portal: string; missingProofs: string[] }) => [
      one.portal,
      one.missingProofs,
    ]);
    expect(missing).toContainEqual(['portal', []]);
    expect(missing).toContainEqual(['tech', ['totp', 'recovery-code']]);
    expect((await next.call('POST', '/session/account', { accountId: tech })).status).toBe(403);
    expect((await prove(next, tech, codeOf(ofTech))).status).toBe(200);
    expect((await next.call('POST', '/session/account', { accountId: tech })).status).toBe(200);
  });

  it('an administrator to reset it for somebody who lost everything; it is on record and all sessions end', async () => {
    const { email, id, browser } = await equipped();
    const master = await w.tech('mia@msp.test', 'master-admin');
    const admin = w.browser();
    await admin.enter('mia@msp.test', master);
    expect((await admin.call('GET', `/accounts/${id}/sign-in-means`)).body).toMatchObject({ hasPassword: false, recoveryCodesLeft: 10 });
    expect((await admin.call('DELETE', `/accounts/${id}/second-factor`)).status).toBe(204);
    expect((await browser.call('GET', '/session')).status).toBe(401);
    expect((await (await newBrowser(email)).call('GET', '/me')).status).toBe(200);
    const { rows } = await w.db.execute<{ actor: unknown }>(
      sql`select * from events where name = 'account.secondFactorReset' and entity_id = ${id}`,
    );
    expect(rows).toHaveLength(1);
    expect(await admin.call('DELETE', `/accounts/${master}/second-factor`)).toMatchObject({
      status: 403,
      body: { code: 'secondFactor.own' },
    });
    const lower = await w.tech('lower@msp.test', 'admin');
    const other = w.browser();
    await other.enter('lower@msp.test', lower);
    expect((await other.call('DELETE', `/accounts/${master}/second-factor`)).status).toBe(404);
  });
});

describe('refuses', () => {
  it('a code that was used, at once and from another browser; a step before the last one too', async () => {
    const { email, id, secret } = await equipped();
    const [first, second] = [await newBrowser(email), await newBrowser(email)];
    const code = codeOf(secret);
    expect((await prove(first, id, code)).status).toBe(200);
    expect(await prove(second, id, code)).toMatchObject({ status: 422, body: { code: 'secondFactor.used' } });
    expect((await prove(second, id, codeOf(secret, nowMs() - 30_000))).status).toBe(422);
    expect((await second.call('GET', '/me')).status).toBe(401);
  });

  it('two at the same moment with the same code: one gets in', async () => {
    const { email, id, secret } = await equipped();
    const [first, second] = [await newBrowser(email), await newBrowser(email)];
    const code = codeOf(secret);
    const answers = await Promise.all([prove(first, id, code), prove(second, id, code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  it('a recovery code that was used', async () => {
    const { email, id, codes } = await equipped();
    expect((await prove(await newBrowser(email), id, codes[0] ?? '')).status).toBe(200);
    expect(await prove(await newBrowser(email), id, codes[0] ?? '')).toMatchObject({ status: 422, body: { code: 'secondFactor.wrong' } });
  });

  it('codes of somebody else’s app and recovery codes of another account', async () => {
    const [one, other] = [await equipped(), await equipped()];
    const browser = await newBrowser(one.email);
    expect((await prove(browser, one.id, codeOf(other.secret))).status).toBe(422);
    expect((await prove(browser, one.id, other.codes[0] ?? '')).status).toBe(422);
    expect((await prove(browser, other.id, codeOf(other.secret))).status).toBe(404);
  });

  it('guessing: after six tries even the right code waits', async () => {
    const { email, id, secret } = await equipped();
    const browser = await newBrowser(email);
    for (let n = 0; n < 6; n++) expect((await prove(browser, id, '000000')).status).toBe(422);
    expect((await prove(browser, id, codeOf(secret))).status).toBe(429);
  });

  it('the second factor before the first, and without a session', async () => {
    const { email, id, secret } = await equipped();
    const { id: other } = await person();
    expect((await prove(w.browser(), id, codeOf(secret))).status).toBe(401);
    const browser = await newBrowser(email);
    expect((await prove(browser, other, codeOf(secret))).status).toBe(404);
  });

  it('setting one up with an old proof; the current password will do', async () => {
    const { email, id } = await person();
    const browser = w.browser();
    await browser.enter(email, id);
    w.shift(16 * 60_000);
    expect(await start(browser, id)).toMatchObject({ status: 403, body: { code: 'proof.tooOld' } });
    const hash = await hashPassword(PASSWORD);
    await w.db.execute(sql`insert into account_passwords (account_id, hash, set_at) values (${id}, ${hash}, now())`);
    expect((await start(browser, id, 'wrong password entirely')).body.code).toBe('password.wrong');
    expect((await start(browser, id, PASSWORD)).status).toBe(200);
  });

  it('another one beside the first, and one that nobody began', async () => {
    const { id, browser } = await equipped();
    expect((await start(browser, id)).body.code).toBe('secondFactor.exists');
    const fresh = await person();
    const other = w.browser();
    await other.enter(fresh.email, fresh.id);
    expect((await confirm(other, fresh.id, '123456')).body.code).toBe('secondFactor.notStarted');
  });

  it('a session planted before: the second proof makes a new token, and a password change leaves the second factor in force', async () => {
    const { email, id, secret } = await equipped();
    const browser = await newBrowser(email);
    const planted = browser.jar.get('portico') ?? '';
    expect((await prove(browser, id, codeOf(secret))).status).toBe(200);
    const attacker = w.browser();
    attacker.jar.set('portico', planted);
    expect((await attacker.call('GET', '/session')).status).toBe(401);
    await w.asSystem((ctx) => changePassword(ctx, id, 'x'));
    expect((await (await newBrowser(email)).call('GET', '/me')).status).toBe(401);
  });
});

describe('emits', () => {
  it('that there is one, never what it is: secrets and codes are in no event, job or row in the clear', async () => {
    const { id, secret, codes, browser } = await equipped();
    const other = await person();
    const fresh = w.browser();
    await fresh.enter(other.email, other.id);
    // The browser sends a key with every POST; what is shown once is kept for no repetition.
    const key = { 'idempotency-key': 'shown-once' };
    const begun = (await fresh.call('POST', '/session/second-factor/start', { accountId: other.id }, key)).body.secret;
    const renewed = (await browser.call('POST', '/me/second-factor/recovery-codes', { code: codeOf(secret) }, key)).body.recoveryCodes;
    expect([begun.length > 10, renewed.length]).toEqual([true, 10]);
    codes.push(begun, ...renewed);
    const { rows } = await w.db.execute<{
      all: string;
    }>(sql`select coalesce((select json_agg(k)::text from idempotency_keys k), '') || coalesce((select json_agg(e)::text from events e), '')
      || coalesce((select json_agg(t)::text from account_totp t), '') || coalesce((select json_agg(r)::text from account_recovery_codes r), '') as all`);
    const written = rows[0]?.all ?? '';
    expect(written).toContain('secondFactor');
    for (const hidden of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))]) expect(written).not.toContain(hidden);
    expect((await w.db.execute(sql`select 1 from account_totp where account_id = ${id} and sealed_secret like 's1.%'`)).rows).toHaveLength(
      1,
    );
  });
});

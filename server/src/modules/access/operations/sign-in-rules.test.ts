import type { SignInRules } from '@portico/contracts/sign-in-rules/shapes.ts';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { updateCompany } from '../../companies/index.ts';
import { makeSignInLink } from '../make-sign-in-link.ts';

const PASSWORD = 'amber kettle drifting north';
const ALL: SignInRules = {
  methods: [
    { method: 'email', contacts: true, staff: true },
    { method: 'password', contacts: true, staff: true },
    { method: 'passkey', contacts: true, staff: true },
  ],
  emailLevel: 'normal',
  secondFactorRoles: [],
};
const only = (method: 'email' | 'password'): SignInRules => ({
  ...ALL,
  methods: ALL.methods.map((one) => ({ ...one, contacts: one.method === method, staff: one.method === method })),
});

let w: SignInWorld;
let contoso: number;
let fabrikam: number;
let kim: number;
let kimElsewhere: number;
let master: number;
const KIM = 'kim@contoso.test';
const MASTER = 'mia@msp.test';
type Browser = ReturnType<SignInWorld['browser']>;
let admin: Browser;
beforeAll(async () => {
  w = await signInWorld();
  contoso = await w.company('Contoso');
  fabrikam = await w.company('Fabrikam');
  await w.asSystem((ctx) => updateCompany(ctx, { params: { id: contoso }, body: { domains: ['contoso.test'] } }));
  kim = await w.contact(contoso, KIM);
  kimElsewhere = await w.contact(fabrikam, KIM);
  master = await w.tech(MASTER, 'master-admin');
  const own = w.browser();
  await own.enter(KIM, kim);
  await own.call('PUT', '/me/password', { password: PASSWORD });
});
afterAll(() => w.close());
beforeEach(async () => {
  await w.db.execute(sql`delete from settings where key = 'signIn.rules'`);
  w.shift(31_000);
  admin = w.browser();
  await admin.enter(MASTER, master);
});

const rules = (body: unknown) => admin.call('PUT', '/sign-in-rules', body);
const ofCompany = (id: number, body: unknown) => admin.call('PUT', `/companies/${id}/sign-in-rules`, body);
const byPassword = (browser: Browser, email: string, password = PASSWORD) => browser.call('POST', '/sign-in/password', { email, password });

describe('allows', () => {
  it('the order of preference: what comes first is asked for first, mail only when it is wanted', async () => {
    const turned = { ...ALL, methods: [...ALL.methods].reverse() };
    expect((await rules(turned)).body).toMatchObject({ methods: turned.methods });
    const sent = w.mails.length;
    const browser = w.browser();
    const started = await browser.start(KIM);
    expect(started.body).toMatchObject({ methods: ['passkey', 'password', 'email'], sent: false });
    expect(w.mails.length).toBe(sent);
    expect((await browser.start(KIM, { method: 'email' })).body).toMatchObject({ sent: true });
    expect(w.mails.length).toBe(sent + 1);
  });

  it('a company its own method: the others are hidden by its domain, its accounts ask for it after any other proof', async () => {
    const set = await ofCompany(contoso, { methods: ['password'], sharedComputers: false, secondFactor: false });
    expect(set.body).toEqual({
      methods: ['password'],
      sharedComputers: false,
      secondFactor: false,
      inherited: ['email', 'password', 'passkey'],
    });
    expect((await admin.call('GET', '/sign-in-rules')).body.companies).toEqual([
      { id: contoso, name: 'Contoso', methods: ['password'], sharedComputers: false, secondFactor: false },
    ]);
    const browser = w.browser();
    expect((await browser.start(KIM)).body).toMatchObject({ methods: ['password'], sent: false });
    const view = await byPassword(browser, KIM);
    const missing = Object.fromEntries(
      view.body.destinations.map((one: { accountId: number; missingProofs: string[] }) => [one.accountId, one.missingProofs]),
    );
    expect(missing).toEqual({ [kim]: [], [kimElsewhere]: ['email-code', 'email-link', 'password', 'passkey'] });
    expect((await browser.call('POST', '/session/account', { accountId: kim })).status).toBe(200);
  });

  it('a company to keep a method that the workspace switched off for contacts', async () => {
    await rules({ ...ALL, methods: ALL.methods.map((one) => ({ ...one, contacts: one.method === 'email' })) });
    await ofCompany(contoso, { methods: ['password'], sharedComputers: false, secondFactor: false });
    expect((await byPassword(w.browser(), KIM)).status).toBe(200);
  });

  it('shared computers: the cookie goes with the browser, each entry asks anew, fifteen idle minutes end it', async () => {
    await ofCompany(contoso, { methods: null, sharedComputers: true, secondFactor: false });
    const browser = w.browser();
    await browser.signIn(KIM);
    const entered = await browser.call('POST', '/session/account', { accountId: kim });
    const cookie = entered.cookies.find(({ name }) => name === 'portico');
    expect(cookie).toBeDefined();
    expect([cookie?.['maxAge'], cookie?.['expires']]).toEqual([undefined, undefined]);
    w.shift(1000);
    expect((await browser.call('POST', '/session/account', { accountId: kimElsewhere })).status).toBe(200);
    w.shift(1000);
    const back = await browser.call('POST', '/session/account', { accountId: kim });
    expect(back).toMatchObject({ status: 403, body: { code: 'proof.missing' } });
    w.shift(31_000);
    await browser.signIn(KIM);
    expect((await browser.call('POST', '/session/account', { accountId: kim })).status).toBe(200);
    w.shift(14 * 60_000);
    expect((await browser.call('GET', '/me')).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 50));
    w.shift(16 * 60_000);
    expect((await browser.call('GET', '/me')).status).toBe(401);
    expect((await browser.call('GET', '/session')).status).toBe(401);
  });

  it('the operator’s link where mail links, and mail itself, are switched off', async () => {
    await w.db.execute(sql`insert into account_passwords (account_id, hash, set_at) values (${master}, 'x', now()) on conflict do nothing`);
    expect((await rules({ ...only('password'), emailLevel: 'high' })).status).toBe(200);
    const { link } = await w.asSystem((ctx) => makeSignInLink(ctx, MASTER));
    const browser = w.browser();
    const entered = await browser.call('POST', '/sign-in/link', { token: link.split('#')[1] });
    expect(entered.status).toBe(200);
    expect((await browser.call('POST', '/session/account', { accountId: master })).status).toBe(200);
    expect((await browser.call('GET', '/me')).status).toBe(200);
    await w.db.execute(sql`delete from account_passwords where account_id = ${master}`);
  });
});

describe('refuses', () => {
  it('a password that is right where the company forces another way, in the words for a wrong one', async () => {
    await ofCompany(contoso, { methods: ['email'], sharedComputers: false, secondFactor: false });
    const [right, wrong] = [await byPassword(w.browser(), KIM), await byPassword(w.browser(), KIM, 'not the password at all')];
    expect(right).toMatchObject({ status: 422, body: { code: 'password.wrong' } });
    expect(right.body.detail).toBe(wrong.body.detail);
  });

  it('a session that came in another way, from the next request on, and its open sockets', async () => {
    const browser = w.browser();
    expect((await byPassword(browser, KIM)).status).toBe(200);
    await browser.call('POST', '/session/account', { accountId: kim });
    expect((await browser.call('GET', '/me')).status).toBe(200);
    const evicted = w.evicted.length;
    await ofCompany(contoso, { methods: ['email'], sharedComputers: false, secondFactor: false });
    expect((await browser.call('GET', '/me')).status).toBe(401);
    expect(w.evicted.slice(evicted)).toContainEqual({ accountId: kim });
    const again = await browser.call('POST', '/session/account', { accountId: kim });
    expect(again.body.fields.map((field: { code: string }) => field.code)).toEqual(['email-code', 'email-link']);
  });

  it('a code asked for by hand where mail is not offered, for known and unknown addresses alike', async () => {
    await ofCompany(contoso, { methods: ['password'], sharedComputers: false, secondFactor: false });
    const sent = w.mails.length;
    const answers = [];
    for (const email of [KIM, 'nobody@contoso.test']) answers.push(await w.browser().start(email, { method: 'email' }));
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(2).fill([403, 'signIn.methodOff']));
    expect(w.mails.length).toBe(sent);
    const offered = [];
    for (const email of [KIM, 'nobody@contoso.test', 'nobody@elsewhere.test']) offered.push((await w.browser().start(email)).body.methods);
    expect(offered).toEqual([['password'], ['password'], ['email', 'password', 'passkey']]);
  });

  it('links at the high level: none in the mail, an older one is dead, sessions from links end; a code lives five minutes and three tries', async () => {
    const old = w.browser();
    await old.start(KIM);
    const { linkToken } = w.mails.at(-1) ?? { linkToken: '' };
    const linked = w.browser();
    w.shift(31_000);
    await linked.start(KIM);
    await linked.call('POST', '/sign-in/link', { token: w.mails.at(-1)?.linkToken });
    await linked.call('POST', '/session/account', { accountId: kim });
    expect((await linked.call('GET', '/me')).status).toBe(200);

    await rules({ ...ALL, emailLevel: 'high' });
    expect((await linked.call('GET', '/me')).status).toBe(401);
    expect(await w.browser().call('POST', '/sign-in/link', { token: linkToken })).toMatchObject({
      status: 410,
      body: { code: 'link.expired' },
    });
    const browser = w.browser();
    w.shift(31_000);
    const { body } = await browser.start(KIM);
    expect(w.mails.at(-1)?.linkToken).toBe('');
    const { challengeId } = body;
    const lives = Date.parse(body.expiresAt) - Date.parse(w.mails.at(-1)?.expiresAt ?? '');
    expect(lives).toBe(0);
    for (let n = 0; n < 3; n++) expect((await browser.call('POST', '/sign-in/code', { challengeId, code: '000000' })).status).toBe(422);
    expect((await browser.call('POST', '/sign-in/code', { challengeId, code: w.mails.at(-1)?.code })).status).toBe(410);
    w.shift(31_000);
    const late = await browser.start(KIM);
    w.shift(5 * 60_000 + 1000);
    const code = w.mails.at(-1)?.code;
    expect((await browser.call('POST', '/sign-in/code', { challengeId: late.body.challengeId, code })).status).toBe(410);
  });

  it('rules that shut out the last master administrator, or the one who sets them', async () => {
    const nobody = await rules(only('password'));
    expect(nobody).toMatchObject({ status: 422, body: { code: 'signIn.lockout' } });
    const other = await w.tech('max@msp.test', 'master-admin');
    await w.db.execute(sql`insert into account_passwords (account_id, hash, set_at) values (${other}, 'x', now())`);
    const himself = await rules(only('password'));
    expect(himself).toMatchObject({ status: 422, body: { code: 'signIn.lockout' } });
    expect(himself.body.detail).toContain('You could not sign in any more yourself');
    expect((await admin.call('GET', '/sign-in-rules')).body).toMatchObject(ALL);
  });

  it('administrators below master, and companies one may not see', async () => {
    const lower = await w.tech(`lower@msp.test`, 'admin');
    const browser = w.browser();
    await browser.enter('lower@msp.test', lower);
    expect((await browser.call('PUT', '/sign-in-rules', ALL)).status).toBe(403);
    expect(
      (await browser.call('PUT', `/companies/${contoso}/sign-in-rules`, { methods: null, sharedComputers: true, secondFactor: false }))
        .status,
    ).toBe(403);
    expect((await browser.call('GET', '/sign-in-rules')).status).toBe(200);
  });
});

describe('rejects', () => {
  it('a method twice, and one that does not exist', async () => {
    const [first] = ALL.methods;
    expect((await rules({ ...ALL, methods: [first, first] })).body.fields[0].code).toBe('signIn.methodTwice');
    expect((await rules({ ...ALL, methods: [first, { ...first, method: 'magic' }] })).status).toBe(422);
  });
});

describe('emits', () => {
  it('that the setting changed', async () => {
    await ofCompany(contoso, { methods: ['email'], sharedComputers: true, secondFactor: false });
    const { rows } = await w.db.execute<{ payload: unknown }>(
      sql`select payload from events where name = 'setting.changed' order by id desc limit 1`,
    );
    expect(rows[0]?.payload).toEqual({ key: 'signIn.rules', scope: 'company', scopeId: contoso });
  });
});

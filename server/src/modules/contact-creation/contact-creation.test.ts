import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Browser, freshIp, type SignInWorld, signInWorld } from '../../../test/sign-in-world.ts';
import { updateCompany } from '../companies/index.ts';

let w: SignInWorld;
let admin: Browser;
let contoso: number;
let lobby: number;
beforeAll(async () => {
  w = await signInWorld();
  const id = await w.tech('boss@operator.test', 'master-admin');
  admin = w.browser();
  await admin.enter('boss@operator.test', id);
  contoso = await w.company('Contoso');
  lobby = await w.company('Lobby');
  await domains(contoso, ['contoso.test', 'gmail.com', 'müller.example']);
  await rule('off', { catchAllCompanyId: lobby });
});
afterAll(() => w.close());

const domains = (id: number, list: string[]) => w.asSystem((ctx) => updateCompany(ctx, { params: { id }, body: { domains: list } }));
const rule = async (name: string, more: object = {}) => {
  const answer = await admin.call('PUT', '/contact-creation', { rule: name, catchAllCompanyId: null, confirmedPublicDomains: [], ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};
beforeEach(() => rule('domain'));

let people = 0;
const fresh = (domain = 'contoso.test') => `new${++people}@${domain}`;
const mailsTo = (address: string) => w.mails.filter(({ toAddress }) => toAddress === address);
/** Asks for a code as somebody new and enters it. */
async function prove(email: string) {
  const browser = w.browser();
  const view = await browser.signIn(email);
  return { browser, view };
}
const countOf = async (email: string) =>
  (await w.db.execute(sql`select count(*)::int as n from accounts where email_key = lower(${email})`)).rows[0]?.n;
const preview = async (email: string) => (await admin.call('GET', `/contact-creation/preview?email=${encodeURIComponent(email)}`)).body;

describe('allows', () => {
  it('somebody new of a known domain: proves the address, says the name, and is in', async () => {
    const email = fresh();
    const { browser, view } = await prove(email);
    expect(view).toMatchObject({ account: null, destinations: [], needsProfile: true });
    // Nothing names a company before there is a contact.
    expect(JSON.stringify(view)).not.toMatch(/contoso(?!\.test)/i);
    expect(mailsTo(email)[0]).toMatchObject({ accountId: null, name: '' });
    expect((await browser.call('GET', '/me')).status).toBe(401);
    const made = await browser.call('POST', '/session/contact', { name: '  Nia   New ', phone: '+49 30 1', locale: 'de' });
    expect(made).toMatchObject({
      status: 200,
      body: { needsProfile: false, account: { name: 'Nia New', email, company: { id: contoso } } },
    });
    expect((await browser.call('GET', '/me')).body).toMatchObject({ name: 'Nia New', phone: '+49 30 1', locale: 'de' });
    const { rows } = await w.db.execute(
      sql`select actor->>'kind' as actor_kind from events where name = 'contact.created' order by id desc limit 1`,
    );
    expect(rows[0]?.actor_kind).toBe('system');
    // Next time like everybody else.
    expect((await w.browser().signIn(email)).account).toMatchObject({ name: 'Nia New' });
  });
  it('by the link of the mail as by its code', async () => {
    const email = fresh();
    await w.browser().start(email);
    const browser = w.browser();
    const answer = await browser.call('POST', '/sign-in/link', { token: mailsTo(email)[0]?.linkToken });
    expect(answer.body.session.needsProfile).toBe(true);
    expect((await browser.call('POST', '/session/contact', { name: 'By link' })).body.account.company.id).toBe(contoso);
  });
  it('two first sign-ins at the same moment, in two browsers: one contact, both in', async () => {
    const email = fresh();
    const one = await prove(email);
    w.shift(31_000);
    const two = await prove(email);
    const answers = await Promise.all([one, two].map(({ browser }, n) => browser.call('POST', '/session/contact', { name: `Race ${n}` })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.body.account.id).toBe(answers[1]?.body.account.id);
    expect(await countOf(email)).toBe(1);
  });
  it('upper case, and an international domain in its other spelling, as the same person', async () => {
    const { browser } = await prove('Zoe@XN--MLLER-KVA.example');
    expect((await browser.call('POST', '/session/contact', { name: 'Zoe' })).body.account.company.id).toBe(contoso);
    await w.db.execute(sql`update accounts set email = 'zoe@müller.example' where email_key = 'zoe@xn--mller-kva.example'`);
    expect(await preview('zoe@xn--mller-kva.example')).toMatchObject({ outcome: 'existing', people: [{ name: 'Zoe', open: true }] });
  });
  it('the dry run to say what the sign-in then does, for every kind of address', async () => {
    await rule('domain', { catchAllCompanyId: lobby });
    await w.contact(contoso, 'here@contoso.test');
    const cases = ['here@contoso.test', 'plus+1@contoso.test', fresh(), fresh('stranger.test'), fresh('gmail.com')];
    for (const email of cases) {
      const said = await preview(email);
      const before = w.mails.length;
      await w.browser().start(email);
      const mailed = w.mails.length > before;
      expect(mailed, email).toBe(said.outcome !== 'nobody');
      if (said.outcome !== 'create') continue;
      const browser = w.browser();
      await browser.call('POST', '/sign-in/link', { token: w.mails.at(-1)?.linkToken });
      const made = await browser.call('POST', '/session/contact', { name: 'Somebody' });
      expect(made.body.account?.company, email).toEqual(said.company);
    }
    expect((await preview(fresh('stranger.test'))).steps.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
      'known.none',
      'rule.creates',
      'tag.plain',
      'domain.unknown',
      'choice.none',
      'catch-all.company',
      'company.open',
    ]);
  });
});

describe('refuses', () => {
  it('to make a contact before the address is proven, for nobody, and for somebody who is in already', async () => {
    const email = fresh();
    const browser = w.browser();
    await browser.start(email);
    expect((await browser.call('POST', '/session/contact', { name: 'Too early' })).status).toBe(401);
    expect(await countOf(email)).toBe(0);
    const annaId = await w.contact(contoso, 'anna@contoso.test');
    const anna = w.browser();
    await anna.enter('anna@contoso.test', annaId);
    expect(await anna.call('POST', '/session/contact', { name: 'Second Anna' })).toMatchObject({
      status: 403,
      body: { code: 'contactCreation.notOffered' },
    });
  });
  it('a proof that is not of the mailbox: what a password or a provider vouches for makes nobody', async () => {
    const email = fresh();
    const { browser } = await prove(email);
    await w.db.execute(sql`update session_proofs set issuer = 'idp:1', method = 'oidc' where subject = ${email}`);
    expect((await browser.call('GET', '/session')).body.needsProfile).toBe(false);
    expect((await browser.call('POST', '/session/contact', { name: 'By another road' })).status).toBe(403);
    expect(await countOf(email)).toBe(0);
  });
  it('what was turned off between the proof and the name', async () => {
    const email = fresh();
    const { browser } = await prove(email);
    await rule('off');
    expect(await browser.call('POST', '/session/contact', { name: 'Too late' })).toMatchObject({
      status: 403,
      body: { code: 'contactCreation.notOffered' },
    });
    expect(await countOf(email)).toBe(0);
  });
  it('a disabled contact by the door of strangers', async () => {
    await rule('domain', { catchAllCompanyId: lobby });
    const id = await w.contact(contoso, 'gone@contoso.test');
    await w.db.execute(sql`update accounts set active = false where id = ${id}`);
    const before = w.mails.length;
    expect((await w.browser().start('gone@contoso.test')).status).toBe(200);
    expect(w.mails).toHaveLength(before);
  });
  it('a public mail domain to make contacts of a company until that was confirmed', async () => {
    expect((await preview(fresh('gmail.com'))).outcome).toBe('nobody');
    expect((await admin.call('GET', '/contact-creation')).body.publicDomains).toEqual([
      { company: { id: contoso, name: 'Contoso' }, domain: 'gmail.com', confirmed: false },
    ]);
    await rule('domain', { confirmedPublicDomains: [{ companyId: contoso, domain: 'GMAIL.com' }] });
    expect(await preview(fresh('gmail.com'))).toMatchObject({ outcome: 'create', company: { id: contoso } });
    const wrong = { rule: 'domain', catchAllCompanyId: null, confirmedPublicDomains: [{ companyId: contoso, domain: 'contoso.test' }] };
    expect((await admin.call('PUT', '/contact-creation', wrong)).body.code).toBe('contactCreation.notPublic');
  });
  it('a company with people as the catch-all company', async () => {
    await w.contact(contoso, 'somebody@contoso.test');
    const body = { rule: 'domain', catchAllCompanyId: contoso, confirmedPublicDomains: [] };
    expect(await admin.call('PUT', '/contact-creation', body)).toMatchObject({ status: 409, body: { code: 'contactCreation.notEmpty' } });
  });
  it('strangers of the catch-all company to learn of each other', async () => {
    await rule('domain', { catchAllCompanyId: lobby });
    const enter = async (name: string) => {
      const { browser } = await prove(fresh('stranger.test'));
      const { account } = (await browser.call('POST', '/session/contact', { name })).body;
      expect(account.company.id).toBe(lobby);
      return { browser, id: account.id as number };
    };
    const [one, two] = [await enter('Stranger One'), await enter('Stranger Two')];
    expect((await one.browser.call('GET', '/colleagues')).body.items.map(({ id }: { id: number }) => id)).toEqual([one.id]);
    expect((await one.browser.call('GET', '/colleagues?q=Two')).body.items).toEqual([]);
    expect((await one.browser.call('GET', `/contacts/${two.id}`)).status).toBe(404);
  });
  it('the pages to administrators who may not see all companies, and the rule to those who are no master administrators', async () => {
    const [plainId, narrowId] = [
      await w.tech('plain@operator.test', 'admin'),
      await w.tech('narrow@operator.test', 'master-admin', { companyIds: [contoso] }),
    ];
    const [plain, narrow] = [w.browser(), w.browser()];
    await plain.enter('plain@operator.test', plainId);
    await narrow.enter('narrow@operator.test', narrowId);
    const body = { rule: 'domain', catchAllCompanyId: null, confirmedPublicDomains: [] };
    expect((await plain.call('GET', '/contact-creation')).status).toBe(200);
    expect((await plain.call('PUT', '/contact-creation', body)).status).toBe(403);
    for (const [method, path] of [
      ['GET', '/contact-creation'],
      ['GET', '/contact-creation/preview?email=a@b.test'],
      ['PUT', '/contact-creation'],
    ] as const)
      expect((await narrow.call(method, path, method === 'PUT' ? body : undefined)).body.code).toBe('role.restricted');
  });
});

describe('rejects', () => {
  it('to tell addresses that make a contact from those that do not: same words, status and time', async () => {
    const shapes = new Set<string>();
    const medians: number[] = [];
    for (const domain of ['contoso.test', 'nowhere.test']) {
      const times: number[] = [];
      for (let round = 0; round < 3; round++) {
        const began = performance.now();
        const answer = await w.browser({ ip: freshIp() }).start(fresh(domain));
        times.push(performance.now() - began);
        const { challengeId, expiresAt, ...rest } = answer.body;
        shapes.add(JSON.stringify([answer.status, rest, challengeId.length, typeof expiresAt, Object.keys(answer.headers).sort()]));
      }
      medians.push(times.sort((a, b) => a - b)[1] ?? 0);
    }
    expect(shapes.size).toBe(1);
    expect(Math.min(...medians)).toBeGreaterThan(190);
    expect(Math.abs((medians[0] ?? 0) - (medians[1] ?? 0))).toBeLessThan(100);
  });
  it('to send mail without end to addresses nobody has: it stops in silence, and the log knows', async () => {
    const ip = freshIp();
    const addresses = Array.from({ length: 17 }, () => fresh());
    for (const email of addresses) expect((await w.browser({ ip }).start(email)).status).toBe(200);
    expect(addresses.map((email) => mailsTo(email).length)).toEqual([...Array(15).fill(1), 0, 0]);
    const { rows } = await w.db.execute(sql`select reason from sign_in_attempts where email_key = ${addresses[16] ?? ''}`);
    expect(rows).toEqual([{ reason: 'limit.exceeded' }]);
  });
  it('a name that cannot be read', async () => {
    const email = fresh();
    const { browser } = await prove(email);
    for (const name of ['', '   ', '\u200b']) expect((await browser.call('POST', '/session/contact', { name })).status).toBe(422);
    expect(await countOf(email)).toBe(0);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';

let w: SignInWorld;
let contoso: number;
let fabrikam: number;
let annaId: number;
let master: Browser;
let admin: Browser;
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

beforeAll(async () => {
  w = await signInWorld();
  contoso = await w.company('Contoso');
  fabrikam = await w.company('Fabrikam');
  annaId = await w.contact(contoso, 'anna@contoso.test', { name: 'Anna Muster' });
  await w.contact(fabrikam, 'bert@fabrikam.test', { name: 'Bert Beispiel' });
  await w.tech('tina@msp.test', 'member');
  const signedIn = async (email: string, accountId: number): Promise<Browser> => {
    const browser = w.browser();
    await browser.enter(email, accountId);
    return browser;
  };
  master = await signedIn('root@msp.test', await w.tech('root@msp.test', 'master-admin'));
  admin = await signedIn('ada@msp.test', await w.tech('ada@msp.test', 'admin'));
  await w.browser({ userAgent: WINDOWS, ip: '198.51.100.7' }).signIn('anna@contoso.test');
  await w.browser().signIn('bert@fabrikam.test');
  await w.browser().signIn('tina@msp.test');
  await w.browser().start('stranger@nowhere.test');
  const guesser = w.browser();
  const { challengeId } = (await guesser.start('anna@contoso.test')).body;
  await guesser.call('POST', '/sign-in/code', { challengeId, code: w.mails.at(-1)?.code === '000000' ? '000001' : '000000' });
});
afterAll(() => w.close());

const list = async (browser: Browser, query = '') => (await browser.call('GET', `/sign-in-attempts?limit=100${query}`)).body;
const emailsOf = (page: { items: { email: string }[] }): string[] => [...new Set(page.items.map((item) => item.email))].sort();

describe('allows', () => {
  it('shows who tried, when, how, from where and what came of it, newest first', async () => {
    const { items } = await list(admin, '&q=anna@');
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({ email: 'anna@contoso.test', method: 'email-code', result: 'refused', reason: 'code.wrong' });
    expect(items[1]).toMatchObject({
      people: [{ id: annaId, kind: 'contact', name: 'Anna Muster', company: { id: contoso, name: 'Contoso' } }],
      result: 'ok',
      reason: null,
      ip: '198.51.100.7',
      device: 'Firefox on Windows',
    });
  });

  it('says why no code was sent: nobody has the address, or its account is shut', async () => {
    expect((await list(admin, '&kind=unknown')).items).toMatchObject([
      { email: 'stranger@nowhere.test', people: [], result: 'refused', reason: 'address.unknown' },
    ]);
    const shut = await w.contact(contoso, 'gone@contoso.test');
    await master.call('PATCH', `/contacts/${shut}`, { active: false });
    await w.browser().start('gone@contoso.test');
    expect((await list(admin, '&q=gone@')).items).toMatchObject([{ result: 'refused', reason: 'account.disabled' }]);
  });

  it('filters by result, company, person and time, and pages without gaps', async () => {
    expect(emailsOf(await list(master, `&companyId=${fabrikam}`))).toEqual(['bert@fabrikam.test']);
    expect(emailsOf(await list(master, `&accountId=${annaId}`))).toEqual(['anna@contoso.test']);
    expect(emailsOf(await list(master, '&kind=tech'))).toEqual(['ada@msp.test', 'root@msp.test', 'tina@msp.test']);
    expect((await list(master, '&result=refused')).items.every((item: { result: string }) => item.result === 'refused')).toBe(true);
    expect((await list(master, '&method=password')).items).toEqual([]);
    expect((await list(master, '&from=2999-01-01T00:00:00.000Z')).items).toEqual([]);
    const all = (await list(master)).items.map((item: { id: number }) => item.id);
    const paged: number[] = [];
    for (let next = ''; ; ) {
      const page = (await master.call('GET', `/sign-in-attempts?limit=2${next}`)).body;
      paged.push(...page.items.map((item: { id: number }) => item.id));
      if (page.next === null) break;
      next = `&cursor=${page.next}`;
    }
    expect(paged).toEqual(all);
  });
});

describe('refuses', () => {
  it('to tell an administrator how colleagues sign in; master administrators are told', async () => {
    expect(emailsOf(await list(admin)).filter((email) => email.endsWith('@msp.test'))).toEqual([]);
    expect((await list(admin, '&kind=tech')).items).toEqual([]);
    expect(emailsOf(await list(master))).toContain('tina@msp.test');
  });

  it('people of other companies to an administrator who is restricted to some', async () => {
    const id = await w.tech('rita@msp.test', 'admin', { companyIds: [fabrikam] });
    const rita = w.browser();
    await rita.enter('rita@msp.test', id);
    expect(emailsOf(await list(rita))).toEqual(['bert@fabrikam.test']);
    expect((await list(rita, `&companyId=${contoso}`)).items).toEqual([]);
    // One address, two companies: she learns of the attempt, and nothing of the person in the other company.
    const both = 'both@companies.test';
    await w.contact(contoso, both, { name: 'Known at Contoso' });
    const here = await w.contact(fabrikam, both, { name: 'Known at Fabrikam' });
    await w.browser().signIn(both);
    expect((await list(rita, '&q=both@')).items).toMatchObject([{ email: both, people: [{ id: here, name: 'Known at Fabrikam' }] }]);
    expect((await list(rita, `&companyId=${contoso}`)).items).toEqual([]);
    expect((await list(rita, `&accountId=${annaId}`)).items).toEqual([]);
    expect((await list(master, '&q=both@')).items[0].people).toHaveLength(2);
  });

  it('everybody who is no administrator', async () => {
    const anna = w.browser();
    await anna.signIn('anna@contoso.test');
    expect((await anna.call('GET', '/sign-in-attempts')).status).toBe(404);
    expect((await w.browser().call('GET', '/sign-in-attempts')).status).toBe(401);
  });
});

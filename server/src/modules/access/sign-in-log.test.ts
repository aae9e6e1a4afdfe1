import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type SignInWorld, signInWorld } from '../../../test/sign-in-world.ts';
import { purgeAttempts } from './access.jobs.ts';
import { exportRows } from './sign-in-log-export.reads.ts';

let w: SignInWorld;
let contoso: number;
let fabrikam: number;
let master: Browser;
let admin: Browser;
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

beforeAll(async () => {
  w = await signInWorld();
  contoso = await w.company('Contoso');
  fabrikam = await w.company('Fabrikam');
  await w.contact(contoso, 'anna@contoso.test', { name: '=HYPERLINK("http://evil.test")' });
  await w.contact(fabrikam, 'bert@fabrikam.test', { name: 'Bert' });
  master = await signedIn('root@msp.test', await w.tech('root@msp.test', 'master-admin'));
  admin = await signedIn('ada@msp.test', await w.tech('ada@msp.test', 'admin'));
  await w.browser({ userAgent: FIREFOX, ip: '198.51.100.7' }).signIn('anna@contoso.test');
  await w.browser().signIn('bert@fabrikam.test');
});
afterAll(() => w.close());

async function signedIn(email: string, accountId: number): Promise<Browser> {
  const browser = w.browser();
  await browser.enter(email, accountId);
  return browser;
}
const download = (browser: Browser, query = '') =>
  w.app.inject({
    url: `/exports/sign-in-log.csv${query}`,
    headers: { cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ') },
  });
const linesOf = (body: string): string[] => body.replace('\uFEFF', '').trim().split('\n');

describe('allows', () => {
  it('downloads what the page shows, with its filters, and no cell a spreadsheet would run', async () => {
    const answer = await download(admin, '?q=anna@');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-disposition']).toBe('attachment; filename="sign-in-log.csv"');
    const [head, first, ...rest] = linesOf(answer.body);
    expect(head).toBe('time,email,people,companies,method,result,reason,by,note,ip,device');
    expect(first).toContain('"\'=HYPERLINK(""http://evil.test"")",Contoso,email-code,ok,,,,198.51.100.7,Firefox on Windows');
    expect(rest).toEqual([]);
    expect(linesOf((await download(admin, '?from=2999-01-01')).body)).toHaveLength(1);
  });

  it('reads page by page to the end, and no further than it may', async () => {
    await w.db.execute(sql`insert into sign_in_attempts (at, email_key, method, result)
      select now(), 'many@nowhere.test', 'password', 'refused' from generate_series(1, 1203)`);
    const actor = (await w.authenticate({ sessionToken: master.jar.get('portico')!, bearer: null, actAs: null, ip: null, userAgent: null }))
      .actor;
    const count = async (most: number) => {
      let rows = 0;
      for await (const _row of exportRows(w.db, actor, { q: 'many@' }, most)) rows++;
      return rows;
    };
    expect(await count(200_000)).toBe(1203);
    expect(await count(700)).toBe(700);
  });

  it('keeps the log as long as the workspace says, and deletes in batches', async () => {
    await w.db.execute(sql`insert into sign_in_attempts (at, email_key, method, result)
      select now() - make_interval(days => d), 'old@nowhere.test', 'password', 'refused' from generate_series(1, 60) d`);
    expect((await admin.call('GET', '/access-settings')).body.signInLogDays).toBe(180);
    const now = new Date().toISOString();
    expect(await purgeAttempts({ tx: w.db, now }, 7)).toBe(0);
    expect((await master.call('PATCH', '/access-settings', { signInLogDays: 30 })).body).toMatchObject({ signInLogDays: 30 });
    expect(await purgeAttempts({ tx: w.db, now }, 7)).toBe(31);
    expect((await admin.call('GET', '/sign-in-attempts?q=old@&limit=100&count=true')).body.total).toBe(29);
  });

  it('tells a person by mail of the first sign-in from another browser, in the person’s language, and never with a way in', async () => {
    const email = 'carla@contoso.test';
    const id = await w.contact(contoso, email, { name: 'Carla' });
    await w.db.execute(sql`update accounts set locale = 'de' where id = ${id}`);
    const told = () => w.accessMails.filter((mail) => mail.toAddress === email);
    const own = w.browser();
    await own.signIn(email);
    expect(told(), 'the very first sign-in').toEqual([]);
    w.shift(31_000);
    await own.signIn(email);
    expect(told(), 'the same browser').toEqual([]);
    const other = w.browser({ userAgent: FIREFOX, ip: '203.0.113.9' });
    w.shift(31_000);
    await other.signIn(email);
    expect(told()).toMatchObject([{ kind: 'new-browser', locale: 'de', accountId: id, device: 'Firefox on Windows', ip: '203.0.113.9' }]);
    w.shift(31_000);
    await other.signIn(email);
    expect(told(), 'known by now').toHaveLength(1);
    expect(JSON.stringify(told())).not.toContain(w.mails.at(-1)!.linkToken);
    const { rows } = await w.db.execute(sql`select browser_hash from known_browsers where email_key = ${email}`);
    expect(rows.map((row) => row.browser_hash)).not.toContain(other.jar.get('portico_browser'));
  });
});

describe('refuses', () => {
  it('to flood a mailbox: a few mails a day and no more, while every sign-in works', async () => {
    const email = 'dora@contoso.test';
    await w.contact(contoso, email);
    for (let browser = 0; browser < 7; browser++) {
      await w.browser().signIn(email);
      w.shift(31_000);
    }
    expect(w.accessMails.filter((mail) => mail.toAddress === email)).toHaveLength(2);
  });

  it('the download to everybody who is no administrator, to keys, and of people an administrator may not see', async () => {
    const anna = w.browser();
    w.shift(31_000);
    await anna.signIn('anna@contoso.test');
    expect((await download(anna)).statusCode).toBe(404);
    expect((await download(w.browser())).statusCode).toBe(401);
    expect((await download(await signedIn('mo@msp.test', await w.tech('mo@msp.test', 'member')))).statusCode).toBe(403);
    const { token } = (await master.call('POST', '/api-keys', { name: 'Script', scopes: ['*'] })).body;
    const byKey = await w.app.inject({ url: '/exports/sign-in-log.csv', headers: { authorization: `Bearer ${token}` } });
    expect(byKey.json().code).toBe('key.notAllowed');
    const rita = await signedIn('rita@msp.test', await w.tech('rita@msp.test', 'admin', { companyIds: [fabrikam] }));
    const emails = new Set(linesOf((await download(rita)).body).map((line) => line.split(',')[1]));
    expect([...emails]).toEqual(['email', 'bert@fabrikam.test']);
    expect((await download(admin)).body).not.toContain('root@msp.test');
    expect((await download(master)).body).toContain('root@msp.test');
  });

  it('more downloads than anybody needs', async () => {
    const eve = await signedIn('eve@msp.test', await w.tech('eve@msp.test', 'admin'));
    const answers = [];
    for (let time = 0; time < 11; time++) answers.push((await download(eve, '?from=2999-01-01')).statusCode);
    expect(answers).toEqual([...Array<number>(10).fill(200), 429]);
  });

  it('settings that would keep the log forever or not at all, and whoever is no master administrator', async () => {
    for (const signInLogDays of [0, 6, 731, 30.5])
      expect((await master.call('PATCH', '/access-settings', { signInLogDays })).status).toBe(422);
    expect((await admin.call('PATCH', '/access-settings', { signInLogDays: 90 })).status).toBe(403);
  });
});

describe('rejects', () => {
  it('filters it does not understand, instead of passing them over', async () => {
    for (const query of ['?kind=robot', '?companyId=1;drop', '?from=yesterday', '?method=password&method=guess', '?nonsense=1'])
      expect((await download(admin, query)).json(), query).toMatchObject({ status: 400, code: 'query.invalid' });
  });
});

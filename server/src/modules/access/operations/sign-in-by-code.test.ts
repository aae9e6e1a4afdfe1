import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshIp, type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { events } from '../../../kernel/events/events.schema.ts';
import { signInAttempts, signInChallenges } from '../access.schema.ts';

let w: SignInWorld;
let annaId: number;
beforeAll(async () => {
  w = await signInWorld();
  annaId = await w.contact(await w.company('Contoso'), 'Anna@Contoso.test', { name: 'Anna Muster' });
});
afterAll(() => w.close());

const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
const enter = (browser: ReturnType<SignInWorld['browser']>, challengeId: string, code: string) =>
  browser.call('POST', '/sign-in/code', { challengeId, code });

describe('allows', () => {
  it('signs in with the code, whatever the case of the address and the spaces in the code, and goes to the only place there is', async () => {
    const browser = w.browser();
    const started = await browser.start('ANNA@contoso.TEST', { locale: 'de' });
    expect(started.status).toBe(200);
    const mail = w.mails.at(-1);
    // To the address as the account has it, never as somebody typed it.
    expect(mail).toMatchObject({ accountId: annaId, toAddress: 'Anna@Contoso.test', name: 'Anna Muster', locale: 'de' });
    expect(mail?.code).toMatch(/^\d{6}$/);
    const answer = await enter(browser, started.body.challengeId, ` ${mail?.code.slice(0, 3)} ${mail?.code.slice(3)} `);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      email: 'anna@contoso.test',
      account: { id: annaId, company: { name: 'Contoso' }, isManager: false },
    });
    expect(await browser.call('GET', '/me')).toMatchObject({ status: 200, body: { id: annaId } });
    expect(answer.cookies.find(({ name }) => name === 'portico')).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  });

  it('signs in with the link in another browser, and brings back the way to go, only within our own pages', async () => {
    for (const [asked, kept] of [
      ['/tech/tickets/12?tab=log', '/tech/tickets/12?tab=log'],
      ['//evil.example', null],
      ['https://evil.example/', null],
      ['/\\evil.example', null],
      ['javascript:alert(1)', null],
      ['/api/v1/session', null],
    ] as const) {
      await w.browser().start('anna@contoso.test', { returnPath: asked });
      const answer = await w.browser().call('POST', '/sign-in/link', { token: w.mails.at(-1)?.linkToken });
      expect(answer).toMatchObject({ status: 200, body: { returnPath: kept, session: { account: { id: annaId } } } });
    }
  });

  it('asks for another code at once after signing in and out again, but not while one is still unused', async () => {
    const browser = w.browser();
    await enter(browser, (await browser.start('anna@contoso.test')).body.challengeId, w.mails.at(-1)?.code ?? '');
    await browser.call('DELETE', '/session');
    expect(await browser.start('anna@contoso.test')).toMatchObject({ status: 200 });
    expect(await browser.start('anna@contoso.test')).toMatchObject({ status: 429 });
  });

  it('notes every attempt with its result', async () => {
    const rows = await w.db.select().from(signInAttempts).orderBy(asc(signInAttempts.id));
    expect(rows.some((row) => row.result === 'ok' && row.method === 'email-code' && row.emailKey === 'anna@contoso.test')).toBe(true);
  });
});

describe('refuses', () => {
  it('a wrong code, and says how many tries are left; after five not even the right one works', async () => {
    const browser = w.browser();
    const { challengeId } = (await browser.start('anna@contoso.test')).body;
    const { code } = w.mails.at(-1) ?? { code: '' };
    for (const left of [4, 3, 2, 1]) {
      const answer = await enter(browser, challengeId, wrong(code));
      expect(answer).toMatchObject({ status: 422, body: { code: 'code.wrong' } });
      expect(answer.body.detail).toContain(left === 1 ? '1 try is left' : `${left} tries are left`);
    }
    expect((await enter(browser, challengeId, wrong(code))).body.code).toBe('code.wrong');
    expect(await enter(browser, challengeId, code)).toMatchObject({ status: 410, body: { code: 'code.expired' } });
    expect((await browser.call('GET', '/me')).status).toBe(401);
    const refused = await w.db.select().from(signInAttempts);
    expect(refused.filter((row) => row.reason === 'code.wrong').length).toBeGreaterThanOrEqual(5);
  });

  it('tries made at the same moment do not add up to more than five', async () => {
    const browser = w.browser();
    const { challengeId } = (await browser.start('anna@contoso.test')).body;
    const { code } = w.mails.at(-1) ?? { code: '' };
    const answers = await Promise.all(Array.from({ length: 12 }, () => enter(browser, challengeId, wrong(code))));
    expect(answers.filter(({ body }) => body.code === 'code.wrong')).toHaveLength(5);
    expect(answers.filter(({ body }) => body.code === 'code.expired')).toHaveLength(7);
  });

  it('a code that was used, one that has expired, and one nobody asked for', async () => {
    const browser = w.browser();
    const { challengeId } = (await browser.start('anna@contoso.test')).body;
    const used = w.mails.at(-1)?.code ?? '';
    expect((await enter(browser, challengeId, used)).status).toBe(200);
    expect(await enter(browser, challengeId, used)).toMatchObject({ status: 410, body: { code: 'code.used' } });
    const link = w.mails.at(-1)?.linkToken;
    expect(await w.browser().call('POST', '/sign-in/link', { token: link })).toMatchObject({ status: 410, body: { code: 'link.used' } });

    const other = w.browser();
    const late = (await other.start('anna@contoso.test')).body.challengeId;
    const lateMail = w.mails.at(-1);
    w.shift(10 * 60_000 + 1);
    expect(await enter(other, late, lateMail?.code ?? '')).toMatchObject({ status: 410, body: { code: 'code.expired' } });
    expect((await other.call('POST', '/sign-in/link', { token: lateMail?.linkToken })).body.code).toBe('link.expired');
    expect((await enter(other, 'no-such-challenge', '123456')).body.code).toBe('code.expired');
    expect(await other.call('POST', '/sign-in/link', { token: 'nonsense' })).toMatchObject({ status: 422, body: { code: 'link.invalid' } });
  });

  it('two at the same moment with the same code: one gets in', async () => {
    const browser = w.browser();
    const { challengeId } = (await browser.start('anna@contoso.test')).body;
    const code = w.mails.at(-1)?.code ?? '';
    const answers = await Promise.all([enter(browser, challengeId, code), enter(browser, challengeId, code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  it('the right code in another browser than the one that asked', async () => {
    const { challengeId } = (await w.browser().start('anna@contoso.test')).body;
    const answer = await enter(w.browser(), challengeId, w.mails.at(-1)?.code ?? '');
    expect(answer).toMatchObject({ status: 422, body: { code: 'code.wrong' } });
    expect(answer.body.detail).toContain('only in the browser');
  });

  it('any code for an address nobody has', async () => {
    const browser = w.browser();
    const { challengeId } = (await browser.start('nobody@nowhere.test')).body;
    const [row] = await w.db.select().from(signInChallenges).where(eq(signInChallenges.id, challengeId));
    const matches = Array.from({ length: 1000 }, (_, index) => `${challengeId}:${String(index).padStart(6, '0')}`).some((text) =>
      w.services.crypto.macMatches('sign-in.code', text, row?.codeHash ?? ''),
    );
    expect(matches).toBe(false);
    expect((await enter(browser, challengeId, '123456')).body.code).toBe('code.wrong');
  });
});

describe('rejects', () => {
  it('known and unknown, active and disabled addresses get the same answer in words, status and time', async () => {
    const disabled = await w.contact(await w.company('Gone'), 'disabled@gone.test');
    await w.db.execute(`update accounts set active = false where id = ${disabled}`);
    const before = w.mails.length;
    const times = new Map<string, number[]>();
    const shapes = new Set<string>();
    for (let round = 0; round < 4; round++) {
      for (const email of ['anna@contoso.test', 'nobody@nowhere.test', 'disabled@gone.test']) {
        const began = performance.now();
        const answer = await w.browser({ ip: freshIp() }).start(email);
        times.set(email, [...(times.get(email) ?? []), performance.now() - began]);
        const { challengeId, expiresAt, ...rest } = answer.body;
        shapes.add(JSON.stringify([answer.status, rest, challengeId.length, Object.keys(answer.headers).sort(), typeof expiresAt]));
      }
    }
    expect(shapes.size).toBe(1);
    expect(w.mails.length - before).toBe(4);
    // The quickest of each: what a busy machine adds is noise to a listener too.
    const quickest = [...times.values()].map((list) => Math.min(...list));
    expect(Math.max(...quickest) - Math.min(...quickest)).toBeLessThan(60);
    // The floor under which a queued mail disappears.
    expect(Math.min(...quickest)).toBeGreaterThan(190);
  });

  it('a second code within half a minute, then allows it', async () => {
    for (const email of ['anna@contoso.test', 'nobody@nowhere.test']) {
      const browser = w.browser();
      await browser.start(email);
      const again = await browser.start(email);
      expect(again).toMatchObject({ status: 429, body: { code: 'limit.exceeded' } });
      expect(Number(again.headers['retry-after'])).toBeGreaterThan(25);
    }
    const browser = w.browser();
    await browser.start('anna@contoso.test');
    w.shift(31_000);
    expect((await browser.start('anna@contoso.test')).status).toBe(200);
  });

  it('too many codes for one address from one place, in the same words for known and unknown', async () => {
    const endings: unknown[] = [];
    for (const email of ['anna@contoso.test', 'nobody@nowhere.test']) {
      const ip = freshIp();
      for (let n = 0; n < 12; n++) expect((await w.browser({ ip }).start(email)).status).toBe(200);
      const { status, body } = await w.browser({ ip }).start(email);
      endings.push({ status, code: body.code, detail: body.detail.replace(/\d+/g, 'N') });
      expect((await w.browser({ ip: freshIp() }).start(email)).status).toBe(200);
    }
    expect(endings[0]).toEqual(endings[1]);
    expect(endings[0]).toMatchObject({ status: 429, code: 'limit.exceeded' });
  });

  it('too many codes for one address from one IPv6 network, each from another of its addresses, which the log still tells apart', async () => {
    const email = 'six@nowhere.test';
    const from = (ip: string) => w.browser({ ip }).start(email);
    for (let n = 0; n < 12; n++) expect((await from(`2001:db8:5:1:${n}::1`)).status).toBe(200);
    expect((await from('2001:db8:5:1:ffff::2')).status).toBe(429);
    expect((await from('2001:db8:5:2::1')).status).toBe(200);
    const log = await w.db.select({ ip: signInAttempts.ip }).from(signInAttempts).where(eq(signInAttempts.emailKey, email));
    expect(log.map(({ ip }) => ip)).toContain('2001:db8:5:1:11::1');
  });

  it('guesses from one place beyond a limit, whatever challenge they aim at', async () => {
    const browser = w.browser();
    const answers: string[] = [];
    for (let n = 0; n < 70; n++) answers.push((await enter(browser, `made-up-${n}`, '123456')).body.code);
    expect(answers.slice(0, 60).every((code) => code === 'code.expired')).toBe(true);
    expect(answers.at(-1)).toBe('limit.exceeded');
    expect((await enter(w.browser(), 'made-up', '123456')).body.code).toBe('code.expired');
  });

  it('nonsense as an address', async () => {
    expect((await w.browser().start('not an address')).status).toBe(422);
  });
});

describe('emits', () => {
  it('no secret: neither events nor attempts hold a code or a link', async () => {
    const text = JSON.stringify([
      await w.db.select().from(events),
      await w.db.select().from(signInAttempts),
      await w.db.select().from(signInChallenges),
    ]);
    for (const { linkToken } of w.mails) expect(text).not.toContain(linkToken);
    expect(w.mails.every((mail) => !mail.sealed.includes(mail.code))).toBe(true);
  });
});

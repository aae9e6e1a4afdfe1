import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashToken } from '../../src/kernel/crypto/crypto.ts';
import { makeSignInLink } from '../../src/modules/access/index.ts';
import { type World, world } from '../world.ts';

const EMAIL = 'ann.attacked@example.test';
let w: World;
let contactId: number;
let addresses = 0;
beforeAll(async () => {
  w = await world({ env: { PUBLIC_URL: 'https://portal.example.com' } });
  contactId = (await w.contact({ email: EMAIL })).id;
});
afterAll(() => w.close());

const send = (method: 'GET' | 'POST' | 'DELETE' | 'PUT', path: string, headers: Record<string, string> = {}, payload?: object) =>
  w.app.inject({
    method,
    url: `/api/v1${path}`,
    remoteAddress: `10.7.0.${(addresses % 250) + 1}`,
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
    ...(payload ? { payload } : {}),
  });
/** Signs in by a link, as the operator's command makes it; returns the answer and the token it set. */
async function signIn(headers: Record<string, string> = {}) {
  addresses += 1;
  const { link } = await w.asSystem((ctx) => makeSignInLink(ctx, EMAIL));
  const answer = await send('POST', '/sign-in/link', headers, { token: link.split('#')[1] });
  expect(answer.statusCode, answer.body).toBe(200);
  const cookie = answer.cookies.find(({ name }) => name === '__Host-portico');
  return { answer, token: cookie?.value ?? '', cookie: `__Host-portico=${cookie?.value}` };
}
const statusWith = async (cookie: string, more: Record<string, string> = {}) => (await send('GET', '/me', { cookie, ...more })).statusCode;

describe('the cookie', () => {
  it('is bound to this host over https, unreadable to script, not sent along by other sites, and without a Domain', async () => {
    const { answer } = await signIn();
    const headers = [answer.headers['set-cookie']].flat();
    expect(headers.length).toBeGreaterThan(0);
    for (const header of headers) {
      expect(header).toMatch(/^__Host-portico(_browser)?=/);
      for (const attribute of ['; Path=/;', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(`${header};`).toContain(attribute);
      expect(header).not.toMatch(/domain=/i);
    }
    const out = await send('DELETE', '/session', { cookie: (await signIn()).cookie });
    expect(out.headers['set-cookie']).toMatch(/^__Host-portico=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
    expect(out.headers['set-cookie']).toContain('Secure');
  });
  it('counts only under its own name: one that another host of the domain could set opens nothing', async () => {
    const { token, cookie } = await signIn();
    expect(await statusWith(cookie)).toBe(200);
    for (const name of [
      'portico',
      '__Secure-portico',
      '__host-portico',
      '__Host-Portico',
      ' __Host-portico\u0000',
      '__Host-portico_browser',
    ])
      expect(await statusWith(`${name}=${token}`), name).toBe(401);
  });
  it('is the first of its name: a second one is not tried', async () => {
    const { cookie } = await signIn();
    expect(await statusWith(`__Host-portico=planted; ${cookie}`)).toBe(401);
    expect(await statusWith(`a=${'x'.repeat(6000)}; ${cookie}`)).toBe(200);
  });
});

describe('a session token', () => {
  it('is new at each sign-in, 256 bits, in no body, and in the database only as a hash', async () => {
    const first = await signIn();
    const second = await signIn({ cookie: first.cookie });
    expect(first.token).toMatch(/^[\w-]{43}$/);
    expect(second.token).not.toBe(first.token);
    // Signing in again in the same browser renews the session: the token before is worth nothing.
    expect([await statusWith(first.cookie), await statusWith(second.cookie)]).toEqual([401, 200]);
    expect(second.answer.body).not.toContain(second.token);
    expect((await send('GET', '/session', { cookie: second.cookie })).body).not.toContain(second.token);
    expect((await send('GET', '/me/sessions', { cookie: second.cookie })).body).not.toContain(second.token);
    const { rows } = await w.db.execute<{ all: string }>(sql`select string_agg(s::text, ' ') as all from sessions s`);
    expect(rows[0]?.all).toContain(hashToken(second.token));
    expect(rows[0]?.all).not.toContain(second.token);
  });
  it('is taken from nowhere but its cookie', async () => {
    const { token } = await signIn();
    for (const headers of [{ authorization: `Bearer ${token}` }, { authorization: `Session ${token}` }, { 'x-session': token }] as Record<
      string,
      string
    >[])
      expect((await send('GET', '/me', headers)).statusCode).toBe(401);
    for (const path of [`/me?token=${token}`, `/me?__Host-portico=${token}`, `/me;__Host-portico=${token}`])
      expect((await send('GET', path)).statusCode).toBeGreaterThanOrEqual(400);
    // The hash that a thief of the database has is no token either.
    expect(await statusWith(`__Host-portico=${hashToken(token)}`)).toBe(401);
  });
  it('is over once it was signed out, revoked, or its browser was thrown out; also when all happens at once', async () => {
    const mine = await signIn();
    const others = await Promise.all([signIn(), signIn(), signIn()]);
    const list = (await send('GET', '/me/sessions', { cookie: mine.cookie })).json().items as { id: number; isCurrent: boolean }[];
    const ids = list.filter((one) => !one.isCurrent).map((one) => one.id);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    const answers = await Promise.all([
      send('DELETE', '/me/sessions', { cookie: mine.cookie }),
      ...ids.slice(0, 3).map((id) => send('DELETE', `/me/sessions/${id}`, { cookie: mine.cookie })),
      send('DELETE', '/session', { cookie: others[0]!.cookie }),
      ...others.map(({ cookie }) => send('GET', '/me', { cookie })),
    ]);
    expect(answers.map((answer) => answer.statusCode).filter((status) => status >= 500)).toEqual([]);
    expect(await Promise.all(others.map(({ cookie }) => statusWith(cookie)))).toEqual([401, 401, 401]);
    expect(await statusWith(mine.cookie)).toBe(200);
    const [one, two] = await Promise.all([
      send('DELETE', '/session', { cookie: mine.cookie }),
      send('DELETE', '/session', { cookie: mine.cookie }),
    ]);
    expect([one.statusCode, two.statusCode].every((status) => status < 300 || status === 401)).toBe(true);
    expect(await statusWith(mine.cookie)).toBe(401);
  });
  it('of somebody who set a new password: every other browser is out, this one stays', async () => {
    const [mine, other] = [await signIn(), await signIn()];
    const set = await send('PUT', '/me/password', { cookie: mine.cookie }, { password: 'nine gentle otters dance' });
    expect(set.statusCode, set.body).toBeLessThan(300);
    const renewed = set.cookies.find(({ name }) => name === '__Host-portico')?.value;
    expect(await statusWith(renewed === undefined ? mine.cookie : `__Host-portico=${renewed}`)).toBe(200);
    expect(await statusWith(other.cookie)).toBe(401);
    await w.db.execute(sql`delete from account_passwords where account_id = ${contactId}`);
  });
  it('that is no token is nobody, whatever it looks like', async () => {
    for (const value of ['', '""', '%00', '../../etc', "' or 1=1--", 'null', '{"$ne":null}', 'A'.repeat(43), 'é'.repeat(40)])
      expect(await statusWith(`__Host-portico=${encodeURI(value)}`), value).toBe(401);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Browser, type SignInWorld, signInWorld } from '../../../test/sign-in-world.ts';
import { updateTech } from '../techs/index.ts';

let w: SignInWorld;
let ids: { company: number; contact: number; other: number; member: number; admin: number; master: number };
let admin: Browser;
let member: Browser;
beforeAll(async () => {
  w = await signInWorld();
  const company = await w.company('Contoso');
  ids = {
    company,
    contact: await w.contact(company, 'c@example.test', { isManager: true }),
    other: await w.contact(await w.company('Fabrikam'), 'o@example.test'),
    member: await w.tech('m@example.test'),
    admin: await w.tech('a@example.test', 'admin'),
    master: await w.tech('ma@example.test', 'master-admin'),
  };
  admin = w.browser();
  await admin.enter('a@example.test', ids.admin);
  member = w.browser({ userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0' });
  await member.enter('m@example.test', ids.member);
});
afterAll(() => w.close());

const newKey = async (browser: Browser, body: object) =>
  (await browser.call('POST', '/api-keys', { name: 'Script', scopes: ['*'], ...body })).body;
const withKey =
  (token: string, headers: Record<string, string> = {}) =>
  (method: 'GET' | 'PATCH', path: string, body?: unknown) =>
    w.browser().call(method, path, body, { authorization: `Bearer ${token}`, ...headers });
const facts = (sessionToken: string | null, bearer: string | null = null) => ({
  sessionToken,
  bearer,
  actAs: null,
  ip: null,
  userAgent: null,
});

describe('allows', () => {
  it('loads session, account, role and restrictions in one statement', async () => {
    await w.asSystem((ctx) => updateTech(ctx, { params: { id: ids.member }, body: { companyIds: [ids.company], queueIds: [] } }));
    const token = member.jar.get('portico') ?? '';
    const { result, count } = await w.countStatements(() => w.authenticate(facts(token)));
    expect(count).toBe(1);
    expect(result.actor).toMatchObject({
      kind: 'tech',
      role: 'member',
      companyIds: [ids.company],
      queueIds: [],
      teamIds: [],
      scopes: null,
      via: null,
    });
    const contact = w.browser();
    await contact.signIn('c@example.test');
    const who = await w.authenticate(facts(contact.jar.get('portico') ?? ''));
    expect(who).toMatchObject({ actor: { kind: 'contact', companyId: ids.company, isManager: true }, credential: { kind: 'session' } });
  });

  it('a key within its scopes; the token is shown once and kept as a hash', async () => {
    const { key, token } = await newKey(admin, { scopes: ['me:read'] });
    expect(token).toMatch(/^pk_[\w-]{43}$/);
    expect(key).toMatchObject({ prefix: `${token.slice(0, 7)}…`, scopes: ['me:read'], mayActAs: false, lastUsedAt: null });
    const { items } = (await admin.call('GET', '/api-keys')).body;
    expect(JSON.stringify(items)).not.toContain(token);
    expect((await withKey(token)('GET', '/me')).body.id).toBe(ids.admin);
    expect(await withKey(token)('PATCH', '/me', { title: 'x' })).toMatchObject({ status: 403, body: { code: 'key.scope' } });
    expect((await withKey(token)('GET', '/me/sessions')).body.code).toBe('key.notAllowed');
    const who = await w.authenticate(facts(null, token));
    expect(who.actor).toMatchObject({ via: { kind: 'key', id: key.id, name: 'Script' }, scopes: ['me:read'], sessionId: null });
  });

  it('an administrator’s key in the place of a contact or tech', async () => {
    const { token } = await newKey(admin, { mayActAs: true });
    expect((await withKey(token, { 'act-as': `contact:${ids.contact}` })('GET', '/me')).body).toMatchObject({
      id: ids.contact,
      kind: 'contact',
    });
    expect((await withKey(token, { 'act-as': `tech:${ids.member}` })('GET', '/me')).body.id).toBe(ids.member);
  });

  it('one’s sessions, with the device in words, and ending them', async () => {
    const second = w.browser({
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1',
    });
    w.shift(31_000);
    await second.enter('m@example.test', ids.member);
    const { items } = (await member.call('GET', '/me/sessions')).body;
    expect(items.map(({ device }: { device: string }) => device)).toEqual(['Safari on iPhone', 'Firefox on Windows']);
    expect(items.map(({ isCurrent }: { isCurrent: boolean }) => isCurrent)).toEqual([false, true]);
    expect((await member.call('DELETE', `/me/sessions/${items[0].id}`)).status).toBe(204);
    expect(w.evicted).toContainEqual({ sessionId: items[0].id });
    expect((await second.call('GET', '/me')).status).toBe(401);
    w.shift(31_000);
    await second.enter('m@example.test', ids.member);
    expect((await member.call('DELETE', '/me/sessions')).status).toBe(204);
    expect([(await second.call('GET', '/me')).status, (await member.call('GET', '/me')).status]).toEqual([401, 200]);
  });
});

describe('refuses', () => {
  it('unknown, revoked and expired keys, and those of a disabled tech, in one sentence', async () => {
    const revoked = await newKey(admin, {});
    expect((await admin.call('DELETE', `/api-keys/${revoked.key.id}`)).status).toBe(204);
    const short = await newKey(admin, {
      expiresAt: new Date(Date.parse((await admin.call('GET', '/api-keys')).body.items[0].createdAt) + 60_000).toISOString(),
    });
    expect((await withKey(short.token)('GET', '/me')).status).toBe(200);
    const leaver = w.browser();
    const leaverId = await w.tech('leaver@example.test');
    await leaver.enter('leaver@example.test', leaverId);
    const orphan = await newKey(leaver, {});
    await w.asSystem((ctx) => updateTech(ctx, { params: { id: leaverId }, body: { active: false } }));
    w.shift(61_000);
    for (const token of ['pk_unknown', revoked.token, short.token, orphan.token]) {
      expect(await withKey(token)('GET', '/me')).toMatchObject({ status: 401, body: { code: 'key.invalid' } });
    }
    expect((await leaver.call('GET', '/me')).status).toBe(401);
  });

  it('acting for others beyond the owner’s own rights', async () => {
    expect((await member.call('POST', '/api-keys', { name: 'x', scopes: ['*'], mayActAs: true })).body.code).toBe('key.actAsNeedsAdmin');
    const plain = await newKey(admin, {});
    const strong = await newKey(admin, { mayActAs: true });
    const tries = [
      [plain.token, `contact:${ids.contact}`, 403],
      [strong.token, `tech:${ids.master}`, 403],
      [strong.token, `contact:${ids.member}`, 403],
      [strong.token, 'contact:999999', 403],
      [strong.token, 'company:1', 400],
      [strong.token, 'contact:1 or 1=1', 400],
    ] as const;
    for (const [token, actAs, status] of tries) expect((await withKey(token, { 'act-as': actAs })('GET', '/me')).status).toBe(status);
    await w.asSystem((ctx) => updateTech(ctx, { params: { id: ids.admin }, body: { companyIds: [ids.company] } }));
    expect((await withKey(strong.token, { 'act-as': `contact:${ids.other}` })('GET', '/me')).status).toBe(403);
    expect((await withKey(strong.token, { 'act-as': `contact:${ids.contact}` })('GET', '/me')).status).toBe(200);
    await w.asSystem((ctx) => updateTech(ctx, { params: { id: ids.admin }, body: { companyIds: null, role: 'member' } }));
    expect((await withKey(strong.token, { 'act-as': `contact:${ids.contact}` })('GET', '/me')).status).toBe(403);
    await w.asSystem((ctx) => updateTech(ctx, { params: { id: ids.admin }, body: { role: 'admin' } }));
  });

  it('keys and sessions of others', async () => {
    const { key } = await newKey(admin, {});
    expect((await member.call('DELETE', `/api-keys/${key.id}`)).body.code).toBe('key.notFound');
    const [mine] = (await admin.call('GET', '/me/sessions')).body.items;
    expect((await member.call('DELETE', `/me/sessions/${mine.id}`)).body.code).toBe('session.notFound');
    expect((await admin.call('GET', '/me')).status).toBe(200);
  });

  it('a session unused for a week, and any session after a month', async () => {
    const browser = w.browser();
    await browser.signIn('o@example.test');
    const day = 24 * 3_600_000;
    for (let n = 0; n < 4; n++) {
      w.shift(6 * day);
      expect((await browser.call('GET', '/me')).status).toBe(200);
      // "Last seen" is written beside the request; the next one must find it.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    w.shift(6 * day + 1000);
    expect((await browser.call('GET', '/me')).status).toBe(401);
    const idle = w.browser();
    await idle.signIn('o@example.test');
    w.shift(7 * day + 1000);
    expect((await idle.call('GET', '/me')).status).toBe(401);
  });

  it('tokens that are no tokens', async () => {
    for (const token of ['', 'x', "' or 1=1 --", '%00']) expect((await w.authenticate(facts(token))).credential.kind).toBe('none');
  });
});

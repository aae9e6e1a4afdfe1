import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HostileOidc, startHostileOidc } from '../../../../test/hostile-oidc.ts';
import { CLIENT, type OidcPeer, startOidcPeer } from '../../../../test/oidc-peer.ts';
import { type Answer, type Browser, type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { nowMs } from '../../../kernel/clock.ts';
import { updateCompany } from '../../companies/index.ts';

let w: SignInWorld;
let peer: OidcPeer;
let hostile: HostileOidc;
let master: Browser;
let [contoso, fabrikam] = [0, 0];
let ids: { readonly anna: number; readonly annaElsewhere: number; readonly annaTech: number };
/** Provider ids: the real peer for all contacts; the hostile one for all contacts and for one company; the real one for staff. */
let [open, lying, contosos] = [0, 0, 0];

beforeAll(async () => {
  [peer, hostile] = [await startOidcPeer(), await startHostileOidc()];
  w = await signInWorld({ env: { OUTBOUND_ALLOW: `127.0.0.1:${peer.port},127.0.0.1:${hostile.port}` } });
  const masterId = await w.tech('master@msp.test', 'master-admin');
  master = w.browser();
  await master.enter('master@msp.test', masterId);
  [contoso, fabrikam] = [await w.company('Contoso'), await w.company('Fabrikam')];
  ids = {
    anna: await w.contact(contoso, 'anna@contoso.test'),
    annaElsewhere: await w.contact(fabrikam, 'anna@contoso.test'),
    annaTech: await w.tech('anna@contoso.test', 'admin'),
  };
  await w.contact(contoso, 'only@contoso.test');
  open = await provider({ name: 'Open', scope: 'contacts', settings: { issuer: peer.issuer, clientId: CLIENT.id } });
  lying = await provider({ name: 'Lying', scope: 'contacts', settings: { issuer: hostile.url, clientId: CLIENT.id } });
  contosos = await provider({
    name: 'Contoso’s own',
    scope: 'company',
    companyId: contoso,
    settings: { issuer: hostile.url, clientId: CLIENT.id, trustsEmail: true, emailClaim: 'upn' },
  });
  peer.register(`${w.config.publicUrl}/sign-in/sso/${open}`);
});
afterAll(async () => {
  await w.close();
  peer.close();
  hostile.close();
});
beforeEach(() => hostile.reset());

async function provider(body: Record<string, unknown>): Promise<number> {
  const made = await master.call('POST', '/identity-providers', { kind: 'oidc', enabled: true, clientSecret: CLIENT.secret, ...body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}

async function begin(browser: Browser, id: number, more: Record<string, unknown> = {}): Promise<URL> {
  const answer = await browser.call('POST', `/sign-in/providers/${id}`, more);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return new URL(answer.body.url);
}
const finish = (browser: Browser, providerId: number, query: string | URLSearchParams): Promise<Answer> =>
  browser.call('POST', '/sign-in/oidc', { providerId, response: String(query) });

/** One way out and back with the hostile provider, whose claims are given; `change` bends the answer. */
async function lie(
  claims: Record<string, unknown>,
  { id = lying, browser = w.browser(), change = (_query: URLSearchParams) => {} } = {},
): Promise<Answer> {
  const away = await begin(browser, id);
  hostile.tongue.claims = { nonce: away.searchParams.get('nonce'), ...claims };
  const query = new URLSearchParams({ code: 'code', state: away.searchParams.get('state') ?? '' });
  change(query);
  return finish(browser, id, query);
}
const ANNA = { email: 'anna@contoso.test', email_verified: true };
const placesOf = (answer: Answer): number[] => answer.body.session.destinations.map((one: { accountId: number }) => one.accountId);

describe('allows', () => {
  it('a contact through a real provider, with PKCE, and on to the page that was asked for', async () => {
    const browser = w.browser();
    const away = await begin(browser, open, { email: 'only@contoso.test', returnPath: '/portal/tickets/7?tab=files' });
    expect(Object.fromEntries(away.searchParams)).toMatchObject({
      code_challenge_method: 'S256',
      login_hint: 'only@contoso.test',
      redirect_uri: `${w.config.publicUrl}/sign-in/sso/${open}`,
    });
    const back = await peer.signIn(away.href, 'only@contoso.test');
    expect(back.searchParams.get('iss')).toBe(peer.issuer);
    const answer = await finish(browser, open, back.search);
    expect(answer.body).toMatchObject({ returnPath: '/portal/tickets/7?tab=files', session: { email: 'only@contoso.test' } });
    expect((await browser.call('GET', '/me')).status).toBe(200);
    // Used up.
    expect((await finish(browser, open, back.search)).body.code).toBe('provider.stateInvalid');
  });

  it('another spelling of the address, as the accounts compare it', async () => {
    const answer = await lie({ email: 'ONLY@Contoso.test', email_verified: true });
    expect(answer.body.session).toMatchObject({ email: 'only@contoso.test', account: { company: { id: contoso } } });
  });

  it('the address from userinfo, when the token does not hold it', async () => {
    hostile.tongue.userinfo = { sub: 'subject', ...ANNA };
    const renamed = await provider({ name: 'With userinfo', scope: 'contacts', settings: { issuer: hostile.url, clientId: CLIENT.id } });
    expect((await lie({}, { id: renamed })).status).toBe(200);
    hostile.tongue.userinfo = { sub: 'somebody else', ...ANNA };
    expect((await lie({}, { id: renamed })).body.code).toBe('provider.answerInvalid');
  });

  it('a company’s own provider to name people by a claim that nobody verified, for this company alone', async () => {
    const answer = await lie({ upn: 'anna@contoso.test' }, { id: contosos });
    expect(placesOf(answer)).toEqual([ids.anna]);
  });
});

describe('asks anew on shared computers', () => {
  const shared = (companyId: number, on: boolean) =>
    master.call('PUT', `/companies/${companyId}/sign-in-rules`, { methods: null, sharedComputers: on, secondFactor: false });
  const seconds = (ago: number): number => Math.floor(nowMs() / 1000) - ago;

  it('a real provider, where somebody is signed in: it asks again, and opens the account', async () => {
    await w.asSystem((ctx) => updateCompany(ctx, { params: { id: contoso }, body: { domains: ['contoso.test'] } }));
    const jar = new Map<string, string>();
    const first = w.browser();
    const plain = await begin(first, open, { email: 'only@contoso.test' });
    expect([plain.searchParams.get('prompt'), plain.searchParams.get('max_age')]).toEqual([null, null]);
    expect((await finish(first, open, (await peer.signIn(plain.href, 'only@contoso.test', jar)).search)).status).toBe(200);

    await shared(contoso, true);
    const second = w.browser();
    const anew = await begin(second, open, { email: 'only@contoso.test' });
    expect([anew.searchParams.get('prompt'), anew.searchParams.get('max_age')]).toEqual(['login', '0']);
    const before = peer.asked.count;
    const back = await peer.signIn(anew.href, 'only@contoso.test', jar);
    expect(peer.asked.count).toBe(before + 1);
    expect((await finish(second, open, back.search)).body.session.account.company.id).toBe(contoso);

    // Whoever sits down next takes the demand out of the address: the provider asks nothing, and so nothing is proven.
    const third = w.browser();
    const bent = await begin(third, open, { email: 'only@contoso.test' });
    bent.searchParams.delete('prompt');
    bent.searchParams.delete('max_age');
    const silent = await peer.signIn(bent.href, 'only@contoso.test', jar);
    expect(peer.asked.count).toBe(before + 1);
    expect(await finish(third, open, silent.search)).toMatchObject({ status: 422, body: { code: 'provider.notAskedAnew' } });
    expect((await third.call('GET', '/session')).status).toBe(401);
  });

  it('an old, a missing and a garbled time of asking open nothing; one of now does, and staff is not asked for it', async () => {
    for (const auth_time of [seconds(3600), undefined, 'now']) {
      const answer = await lie({ upn: 'only@contoso.test', auth_time }, { id: contosos });
      expect(['provider.notAskedAnew', 'provider.answerInvalid']).toContain(answer.body.code);
    }
    expect((await lie({ upn: 'only@contoso.test', auth_time: seconds(0) }, { id: contosos })).body.session.account.company.id).toBe(
      contoso,
    );
    const staff = await provider({ name: 'Staff for a while', scope: 'staff', settings: { issuer: hostile.url, clientId: CLIENT.id } });
    const away = await begin(w.browser(), staff, { email: 'anna@contoso.test' });
    expect(away.searchParams.get('prompt')).toBeNull();
    expect((await master.call('DELETE', `/identity-providers/${staff}`)).status).toBe(204);
  });

  it('whoever came without naming an address is sent there again for the shared account, and not for the others', async () => {
    await shared(fabrikam, true);
    const browser = w.browser();
    const unnamed = await lie({ email: 'anna@contoso.test', email_verified: true }, { browser });
    const missing = (answer: Answer) =>
      new Map(
        answer.body.session.destinations.map((one: { accountId: number; missingProofs: string[] }) => [one.accountId, one.missingProofs]),
      );
    expect(missing(unnamed).get(ids.annaElsewhere)).toContain('oidc');
    await shared(contoso, false);
    const again = await begin(browser, lying);
    expect(again.searchParams.get('prompt')).toBe('login');
    const named = await lie({ ...ANNA, auth_time: seconds(0) }, { browser });
    expect(missing(named).get(ids.annaElsewhere)).toEqual([]);
    expect(missing(named).get(ids.anna)).toEqual([]);
    await shared(fabrikam, false);
    await w.asSystem((ctx) => updateCompany(ctx, { params: { id: contoso }, body: { domains: [] } }));
    expect((await begin(w.browser(), contosos)).searchParams.get('prompt')).toBeNull();
  });
});

describe('refuses', () => {
  it.each([
    ['another issuer', { iss: 'https://evil.example' }],
    ['another audience', { aud: 'somebody-else' }],
    ['several audiences and no word for whom', { aud: ['portico', 'somebody-else'], azp: 'somebody-else' }],
    ['another nonce', { nonce: 'made up' }],
    ['no nonce', { nonce: undefined }],
    ['a token that ran out', { exp: Math.floor(Date.now() / 1000) - 120 }],
    ['a token from the future', { nbf: Math.floor(Date.now() / 1000) + 600 }],
    ['no subject', { sub: undefined }],
  ])('%s', async (_, claims) => {
    expect((await lie({ ...ANNA, ...claims })).body.code).toBe('provider.answerInvalid');
  });

  it.each([
    ['alg none', { header: { alg: 'none' } }],
    ['an HMAC instead of a signature', { header: { alg: 'HS256' } }],
    ['the signature of another key', { foreignKey: true }],
    ['a key nobody published', { header: { kid: 'two' } }],
  ])('%s', async (_, bent) => {
    Object.assign(hostile.tongue, bent);
    expect((await lie(ANNA)).body.code).toBe('provider.answerInvalid');
  });

  it('another state, none, one of another browser, one of another provider, one that is too old', async () => {
    expect((await lie(ANNA, { change: (query) => query.set('state', 'made up') })).body.code).toBe('provider.stateInvalid');
    expect((await lie(ANNA, { change: (query) => query.delete('state') })).body.code).toBe('provider.stateInvalid');
    const victim = w.browser();
    const away = await begin(w.browser(), lying);
    hostile.tongue.claims = { nonce: away.searchParams.get('nonce'), ...ANNA };
    const query = new URLSearchParams({ code: 'code', state: away.searchParams.get('state') ?? '' });
    expect((await finish(victim, lying, query)).body.code).toBe('provider.stateInvalid');
    const browser = w.browser();
    const mixed = new URLSearchParams({ code: 'code', state: (await begin(browser, lying)).searchParams.get('state') ?? '' });
    expect((await finish(browser, open, mixed)).body.code).toBe('provider.stateInvalid');
    const late = w.browser();
    const lateState = (await begin(late, lying)).searchParams.get('state') ?? '';
    w.shift(10 * 60_000 + 1);
    expect((await finish(late, lying, new URLSearchParams({ code: 'code', state: lateState }))).body.code).toBe('provider.stateInvalid');
  });

  it('a mix-up: an answer that names another issuer than the one that was asked', async () => {
    expect((await lie(ANNA, { change: (query) => query.set('iss', 'https://evil.example') })).body.code).toBe('provider.answerInvalid');
    // A provider that promises to name itself must do so.
    const browser = w.browser();
    const away = await begin(browser, open);
    const back = await peer.signIn(away.href, 'only@contoso.test');
    back.searchParams.delete('iss');
    expect((await finish(browser, open, back.searchParams)).body.code).toBe('provider.answerInvalid');
  });

  it.each([
    ['unverified', { email: 'anna@contoso.test', email_verified: false }],
    ['with no word about it', { email: 'anna@contoso.test' }],
    ['verified in words', { email: 'anna@contoso.test', email_verified: 'true' }],
    ['two at once', { email: 'anna@contoso.test, eve@evil.test', email_verified: true }],
    ['a list', { email: ['anna@contoso.test'], email_verified: true }],
    ['with a name around it', { email: 'Anna <anna@contoso.test>', email_verified: true }],
    ['in another claim', { preferred_username: 'anna@contoso.test', email_verified: true }],
  ])('an address %s', async (_, claims) => {
    expect((await lie(claims)).body.code).toBe('provider.emailUnverified');
  });

  it('to take over an account by an unverified address at a real provider', async () => {
    peer.unverified.add('anna@contoso.test');
    const browser = w.browser();
    const back = await peer.signIn((await begin(browser, open)).href, 'anna@contoso.test');
    expect((await finish(browser, open, back.search)).body.code).toBe('provider.emailUnverified');
    expect((await browser.call('GET', '/session')).status).toBe(401);
    const log = await w.db.execute(sql`select method, result, reason from sign_in_attempts order by id desc limit 1`);
    expect(log.rows).toEqual([{ method: 'oidc', result: 'refused', reason: 'provider.emailUnverified' }]);
  });

  it('what a provider says when it is refused or broken, in words', async () => {
    expect((await lie(ANNA, { change: (query) => query.set('error', 'access_denied') })).body.code).toBe('provider.declined');
    hostile.tongue.token = { status: 400, body: { error: 'invalid_client' } };
    expect((await lie(ANNA)).body.code).toBe('provider.answerInvalid');
    const gone = await provider({ name: 'Gone', scope: 'contacts', settings: { issuer: `${hostile.url}/nowhere`, clientId: 'x' } });
    expect((await w.browser().call('POST', `/sign-in/providers/${gone}`, {})).body.code).toBe('provider.answerInvalid');
    // Written by somebody who got around the check of addresses: the guard still stands in the way.
    await w.db.execute(
      sql`update identity_providers set version = 9, settings = jsonb_set(settings, '{issuer}', '"http://127.0.0.1:9"') where id = ${gone}`,
    );
    expect((await w.browser().call('POST', `/sign-in/providers/${gone}`, {})).body.code).toBe('provider.unreachable');
  });
});

describe('keeps to its boundaries', () => {
  it('contacts only: never a tech of the same address', async () => {
    const answer = await lie(ANNA);
    expect(placesOf(answer).sort()).toEqual([ids.anna, ids.annaElsewhere].sort());
  });

  it('a company’s provider: neither another company’s account of the address, nor a tech’s, nor that they exist', async () => {
    const browser = w.browser();
    const answer = await lie({ upn: 'anna@contoso.test' }, { id: contosos, browser });
    expect(placesOf(answer)).toEqual([ids.anna]);
    expect(JSON.stringify(answer.body)).not.toContain('Fabrikam');
    for (const accountId of [ids.annaElsewhere, ids.annaTech]) {
      expect((await browser.call('POST', '/session/account', { accountId })).status).toBe(404);
    }
    // Nor when the session says it is there already.
    await w.db.execute(sql`update sessions set account_id = ${ids.annaTech} where id = (select max(id) from sessions)`);
    expect((await browser.call('GET', '/me')).status).toBe(401);
  });

  it('a contact who moves to another company is shut out at the next request', async () => {
    const moving = await w.contact(contoso, 'moving@contoso.test');
    const browser = w.browser();
    expect((await lie({ upn: 'moving@contoso.test' }, { id: contosos, browser })).status).toBe(200);
    expect((await browser.call('GET', '/me')).status).toBe(200);
    await w.db.execute(sql`update accounts set company_id = ${fabrikam} where id = ${moving}`);
    expect((await browser.call('GET', '/me')).status).toBe(401);
  });

  it('staff’s provider opens techs, and no contact', async () => {
    const staff = await provider({ name: 'Staff', scope: 'staff', settings: { issuer: hostile.url, clientId: CLIENT.id } });
    expect([...new Set(placesOf(await lie(ANNA, { id: staff })))]).toEqual([ids.annaTech]);
  });

  it('asks only for what is missing: a mail opens the rest of the address', async () => {
    const browser = w.browser();
    await lie({ upn: 'anna@contoso.test' }, { id: contosos, browser });
    const { challengeId } = (await browser.start('anna@contoso.test')).body;
    const view = await browser.call('POST', '/sign-in/code', { challengeId, code: w.mails.at(-1)?.code });
    expect(new Set(view.body.destinations.map((one: { accountId: number }) => one.accountId))).toEqual(new Set(Object.values(ids)));
  });

  it('disabling it makes what it proved worthless at the next request, and cuts off what is open', async () => {
    const brief = await provider({ name: 'Brief', scope: 'contacts', settings: { issuer: hostile.url, clientId: CLIENT.id } });
    const browser = w.browser();
    await lie({ email: 'only@contoso.test', email_verified: true }, { id: brief, browser });
    expect((await browser.call('GET', '/me')).status).toBe(200);
    const before = w.evicted.length;
    expect((await master.call('PATCH', `/identity-providers/${brief}`, { enabled: false })).status).toBe(200);
    expect((await browser.call('GET', '/me')).status).toBe(401);
    expect(w.evicted.slice(before)).toContainEqual({ sessionId: expect.any(Number) });
    // Even when nobody cleaned up behind it: the facts decide.
    await master.call('PATCH', `/identity-providers/${brief}`, { enabled: true });
    const again = w.browser();
    await lie({ email: 'only@contoso.test', email_verified: true }, { id: brief, browser: again });
    await w.db.execute(sql`update identity_providers set enabled = false where id = ${brief}`);
    expect((await again.call('GET', '/me')).status).toBe(401);
  });
});

describe('rejects', () => {
  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)', '/api/v1/session'])(
    'the return address %j',
    async (returnPath) => {
      const browser = w.browser();
      const away = await begin(browser, lying, { returnPath });
      hostile.tongue.claims = { nonce: away.searchParams.get('nonce'), email: 'only@contoso.test', email_verified: true };
      const query = new URLSearchParams({ code: 'code', state: away.searchParams.get('state') ?? '' });
      expect((await finish(browser, lying, query)).body.returnPath).toBeNull();
    },
  );
});

describe('offers', () => {
  it('what is for everybody, and a company’s provider by its domain alone, whoever is known there', async () => {
    await w.db.execute(sql`insert into company_domains (company_id, domain) values (${contoso}, 'contoso.test')`);
    const texts = async (domain: string) => {
      const { body } = await w.browser().call('GET', `/sign-in/providers?domain=${domain}`);
      return body.items.map((one: { text: string }) => one.text);
    };
    expect(await texts('CONTOSO.test')).toContain('Contoso’s own');
    for (const domain of ['fabrikam.test', 'test', '', 'o.test']) expect(await texts(domain)).not.toContain('Contoso’s own');
    expect(await texts('fabrikam.test')).toContain('Open');
  });
});

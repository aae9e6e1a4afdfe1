import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type HostileOidc, startHostileOidc, TENANT } from '../../../../test/hostile-oidc.ts';
import { type Answer, type Browser, type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { addressesOfEntra } from '../provided-address.rules.ts';

const OTHER = '99999999-2222-3333-4444-555555555555';
let w: SignInWorld;
let peer: HostileOidc;
let master: Browser;
/** Every tenant with Graph; only our tenant without. */
let [open, strict] = [0, 0];
beforeAll(async () => {
  peer = await startHostileOidc();
  w = await signInWorld({ env: { OUTBOUND_ALLOW: `127.0.0.1:${peer.port}` } });
  const masterId = await w.tech('master@msp.test', 'master-admin');
  master = w.browser();
  await master.enter('master@msp.test', masterId);
  const contoso = await w.company('Contoso');
  await w.contact(contoso, 'anna@contoso.test');
  await w.contact(contoso, 'info@contoso.test');
  const settings = { authority: `${peer.url}/entra`, graphUrl: `${peer.url}/graph`, clientId: 'portico' };
  const add = async (name: string, more: Record<string, unknown>): Promise<number> => {
    const made = await master.call('POST', '/identity-providers', {
      kind: 'entra',
      name,
      scope: 'contacts',
      enabled: true,
      clientSecret: 'secret',
      settings: { ...settings, ...more },
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body.id;
  };
  open = await add('Microsoft', { readsGraph: true });
  strict = await add('Only ours', { tenants: [TENANT.toUpperCase()] });
});
afterAll(async () => {
  await w.close();
  peer.close();
});
beforeEach(() => peer.reset());

async function come(claims: Record<string, unknown>, { id = open, email = '', tenant = TENANT, iss = '' } = {}): Promise<Answer> {
  const browser = w.browser();
  const away = new URL((await browser.call('POST', `/sign-in/providers/${id}`, email ? { email } : {})).body.url);
  peer.tongue.claims = { nonce: away.searchParams.get('nonce'), iss: iss || `${peer.url}/entra/${tenant}/v2.0`, tid: tenant, ...claims };
  const response = new URLSearchParams({ code: 'code', state: away.searchParams.get('state') ?? '' }).toString();
  return browser.call('POST', '/sign-in/oidc', { providerId: id, response });
}
const ours = (...names: string[]) => [{ id: TENANT, verifiedDomains: names.map((name) => ({ name })) }];

describe('allows', () => {
  it('an address whose owner Microsoft has verified', async () => {
    for (const yes of [true, 1, '1', 'true'])
      expect((await come({ email: 'anna@contoso.test', xms_edov: yes }, { id: strict })).body.session?.email).toBe('anna@contoso.test');
    expect((await come({ verified_primary_email: ['anna@contoso.test'] }, { id: strict })).body.session?.email).toBe('anna@contoso.test');
    expect(peer.asked.at(-1)?.get('code_verifier')).toMatch(/^[\w-]{43}$/);
  });
  it('the user name when its domain is one of the tenant, and a further address when that was typed', async () => {
    peer.tongue.organizations = ours('contoso.test');
    peer.tongue.me = { proxyAddresses: ['smtp:info@contoso.test', 'SMTP:anna@contoso.test', 'smtp:ceo@evil.test', 'x500:/o=x'] };
    const claims = { preferred_username: 'anna@contoso.test' };
    expect((await come(claims)).body.session?.email).toBe('anna@contoso.test');
    expect((await come(claims, { email: 'Info@contoso.test' })).body.session?.email).toBe('info@contoso.test');
    // Typed, but not among the proven ones.
    expect((await come(claims, { email: 'ceo@evil.test' })).body.session?.email).toBe('anna@contoso.test');
  });
});

describe('refuses', () => {
  it.each<[string, Record<string, unknown>]>([
    ['an address a tenant’s administrator wrote', { email: 'anna@contoso.test' }],
    ['one that Microsoft says is not verified', { email: 'anna@contoso.test', xms_edov: false }],
    ['one with email_verified, which Entra does not mean', { email: 'anna@contoso.test', email_verified: true }],
    ['a user name of a domain the tenant does not own', { preferred_username: 'anna@contoso.test', upn: 'anna@contoso.test' }],
    ['other mails', { otherMails: ['anna@contoso.test'], other_mails: ['anna@contoso.test'] }],
  ])('%s', async (_, claims) => {
    peer.tongue.organizations = ours('attacker.test');
    peer.tongue.me = { otherMails: ['anna@contoso.test'], mail: 'anna@contoso.test', proxyAddresses: ['SMTP:anna@contoso.test'] };
    expect((await come(claims)).body.code).toBe('provider.emailUnverified');
    expect((await come(claims, { id: strict })).body.code).toBe('provider.emailUnverified');
  });
  it('the verified domains of another tenant', async () => {
    peer.tongue.organizations = [{ id: OTHER, verifiedDomains: [{ name: 'contoso.test' }] }];
    expect((await come({ upn: 'anna@contoso.test' })).body.code).toBe('provider.emailUnverified');
  });
  it('another tenant, personal accounts, none, and a token whose issuer is of another tenant than it says', async () => {
    const claims = { email: 'anna@contoso.test', xms_edov: true };
    expect((await come(claims, { id: strict, tenant: OTHER })).body.code).toBe('provider.tenantRefused');
    expect((await come(claims, { tenant: '9188040d-6c67-4c5b-b112-36a304b66dad' })).body.code).toBe('provider.tenantRefused');
    expect((await come({ ...claims, tid: undefined })).body.code).toBe('provider.tenantRefused');
    expect((await come(claims, { id: strict, iss: `${peer.url}/entra/${OTHER}/v2.0` })).body.code).toBe('provider.answerInvalid');
    peer.tongue.foreignKey = true;
    expect((await come(claims)).body.code).toBe('provider.answerInvalid');
  });
  it('without consent, with the link that gives it', async () => {
    for (const [error, description] of [
      ['access_denied', 'AADSTS90094: The grant requires administrator permission.'],
      ['invalid_client', 'AADSTS65001: The user or administrator has not consented.'],
      ['consent_required', ''],
    ] as const) {
      const browser = w.browser();
      const away = new URL((await browser.call('POST', `/sign-in/providers/${open}`, {})).body.url);
      const response = new URLSearchParams({
        error,
        error_description: description,
        state: away.searchParams.get('state') ?? '',
      }).toString();
      const { body } = await browser.call('POST', '/sign-in/oidc', { providerId: open, response });
      expect(body.code).toBe('provider.consentMissing');
      const link = new URL(body.fields[0].message);
      expect([link.pathname, link.searchParams.get('redirect_uri')]).toEqual([
        '/entra/organizations/v2.0/adminconsent',
        `${w.config.publicUrl}/sign-in/sso/${open}`,
      ]);
    }
    const log = await w.db.execute(sql`select count(*)::int as n from sign_in_attempts where reason = 'provider.consentMissing'`);
    expect(log.rows).toEqual([{ n: 3 }]);
  });
});

it('reads addresses in the order of how well they are known', () => {
  const graph = { domains: ['Contoso.test'], proxyAddresses: ['smtp:b@contoso.test', 'SMTP:a@contoso.test', 'smtp:x@sub.contoso.test'] };
  expect(addressesOfEntra({ upn: 'c@contoso.test', email: 'evil@other.test' }, graph)).toEqual([
    'a@contoso.test',
    'c@contoso.test',
    'b@contoso.test',
  ]);
  expect(addressesOfEntra({ upn: 'c@contoso.test', preferred_username: 'c_x#EXT#@contoso.test' }, null)).toEqual([]);
});

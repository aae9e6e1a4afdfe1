import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { events } from '../../../../src/kernel/events/events.schema.ts';
import { type HostileOidc, startHostileOidc } from '../../../../test/hostile-oidc.ts';
import { IDP } from '../../../../test/saml-peer.ts';
import { type Answer, type Browser, type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';
import { createCrypto } from '../../../kernel/crypto/crypto.ts';
import { identityProvidersModule } from '../index.ts';

let w: SignInWorld;
let peer: HostileOidc;
let files: Server;
let filesUrl = '';
let master: Browser;
let [contoso, fabrikam] = [0, 0];
const SECRET = 'a very secret client secret';
const pages: Record<string, { body: string | Buffer; encoding?: string }> = {};

beforeAll(async () => {
  peer = await startHostileOidc();
  files = createServer((request, response) => {
    const page = pages[request.url ?? ''];
    if (!page) return void response.writeHead(404).end();
    response.writeHead(200, page.encoding ? { 'content-encoding': page.encoding } : {}).end(page.body);
  });
  await new Promise<void>((settle) => files.listen(0, '127.0.0.1', settle));
  filesUrl = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  w = await signInWorld({ env: { OUTBOUND_ALLOW: `127.0.0.1:${peer.port},${new URL(filesUrl).host}` } });
  const masterId = await w.tech('master@msp.test', 'master-admin');
  master = w.browser();
  await master.enter('master@msp.test', masterId);
  [contoso, fabrikam] = [await w.company('Contoso'), await w.company('Fabrikam')];
});
afterAll(async () => {
  await w.close();
  peer.close();
  files.close();
});

const add = (body: Record<string, unknown>): Promise<Answer> =>
  master.call('POST', '/identity-providers', { kind: 'oidc', scope: 'contacts', ...body });
const metadata = (inside = '', entityId: string = IDP.entityId) =>
  `<?xml version="1.0"?><!-- made by a test --><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>${IDP.certificate.replace(/-----[A-Z ]+-----/g, '')}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${IDP.ssoUrl}"/>${inside}</IDPSSODescriptor></EntityDescriptor>`;
const read = (body: Record<string, unknown>) => master.call('POST', '/identity-providers/saml-metadata', body);

describe('allows', () => {
  it('an unfinished provider, whose addresses can be copied, and finishing it', async () => {
    const made = await add({ name: 'Draft' });
    expect(made.body).toMatchObject({
      enabled: false,
      hasSecret: false,
      addresses: { redirectUri: `${w.config.publicUrl}/sign-in/sso/${made.body.id}` },
    });
    const { id } = made.body;
    const settings = { issuer: peer.url, clientId: 'portico' };
    const done = await master.call('PATCH', `/identity-providers/${id}`, {
      settings,
      clientSecret: SECRET,
      enabled: true,
      buttonText: 'Contoso',
    });
    expect(done.body).toMatchObject({
      enabled: true,
      hasSecret: true,
      version: 2,
      settings: { scopes: 'openid email profile', ...settings },
    });
    expect((await w.browser().call('GET', '/sign-in/providers')).body.items).toEqual([{ id, kind: 'oidc', text: 'Contoso' }]);
    expect((await master.call('DELETE', `/identity-providers/${id}`)).status).toBe(204);
    expect((await master.call('GET', `/identity-providers/${id}`)).status).toBe(404);
  });

  it('to try it out: what was found, and what is wrong in words', async () => {
    const { id } = (await add({ name: 'Tried', settings: { issuer: peer.url, clientId: 'x' } })).body;
    const codes = async () =>
      (await master.call('POST', `/identity-providers/${id}/test`)).body.findings.map((one: { code: string }) => one.code);
    expect(await codes()).toEqual(['discovery.found', 'pkce.unsaid', 'keys.found']);
    peer.tongue.issuer = 'https://somebody-else.example';
    expect(await codes()).toEqual(['discovery.failed']);
    peer.reset();
    await master.call('PATCH', `/identity-providers/${id}`, { settings: { issuer: `${filesUrl}/nothing` } });
    expect(await codes()).toEqual(['discovery.failed']);
    const saml = await add({
      kind: 'saml',
      name: 'Old certificate',
      settings: { entityId: 'x', ssoUrl: IDP.ssoUrl, certificates: [IDP.certificate] },
    });
    const found = (await master.call('POST', `/identity-providers/${saml.body.id}/test`)).body.findings;
    expect(found[0].code).toMatch(/^certificate\./);
    expect((await master.call('POST', `/identity-providers/${(await add({ name: 'Empty' })).body.id}/test`)).body.findings[0].code).toBe(
      'fields.missing',
    );
  });

  it('SAML metadata, pasted and fetched', async () => {
    const expected = { entityId: IDP.entityId, ssoUrl: IDP.ssoUrl, certificates: [expect.stringContaining('BEGIN CERTIFICATE')] };
    expect((await read({ xml: metadata() })).body).toEqual(expected);
    pages['/metadata'] = { body: gzipSync(metadata()), encoding: 'gzip' };
    expect((await read({ url: `${filesUrl}/metadata` })).body).toEqual(expected);
  });
});

describe('refuses', () => {
  it('whoever works for certain companies anything but these companies’ providers', async () => {
    const narrowId = await w.tech('narrow@msp.test', 'master-admin', { companyIds: [contoso] });
    const narrow = w.browser();
    await narrow.enter('narrow@msp.test', narrowId);
    const body = { kind: 'oidc', name: 'Mine', scope: 'company', companyId: contoso };
    expect((await narrow.call('POST', '/identity-providers', body)).status).toBe(201);
    expect((await narrow.call('POST', '/identity-providers', { ...body, companyId: fabrikam })).status).toBe(404);
    for (const scope of ['staff', 'contacts'])
      expect((await narrow.call('POST', '/identity-providers', { kind: 'oidc', name: scope, scope })).body.code).toBe('role.restricted');
    const all = (await add({ name: 'For all' })).body.id;
    expect((await narrow.call('PATCH', `/identity-providers/${all}`, { name: 'Taken over' })).status).toBe(404);
    expect((await narrow.call('GET', '/identity-providers')).body.items.map((one: { name: string }) => one.name)).toEqual(['Mine']);
  });

  it('to enable what is unfinished, and names what is missing', async () => {
    for (const [kind, missing] of [
      ['oidc', ['settings.issuer', 'settings.clientId']],
      ['entra', ['settings.clientId', 'settings.tenants', 'clientSecret']],
      ['saml', ['settings.entityId', 'settings.ssoUrl', 'settings.certificates']],
    ] as const) {
      const answer = await add({ kind, scope: 'staff', name: `Unfinished ${kind}`, enabled: true });
      expect([answer.body.code, answer.body.fields.map((one: { path: string }) => one.path)]).toEqual(['provider.incomplete', missing]);
    }
  });

  it('unverified addresses to anybody but one company’s own provider', async () => {
    for (const body of [
      { name: 'T1' },
      { name: 'T2', scope: 'staff' },
      { name: 'T3', kind: 'entra', scope: 'company', companyId: contoso },
    ])
      expect((await add({ ...body, settings: { trustsEmail: true } })).body.code).toBe('provider.trustNeedsCompany');
  });

  it.each([
    'http://idp.example',
    'https://169.254.169.254',
    'https://10.0.0.1',
    'http://127.0.0.1:1',
    'ftp://idp.example',
    'https://a:b@idp.example',
  ])('the address %s', async (issuer) => {
    expect((await add({ name: issuer, settings: { issuer } })).body.code).toBe('provider.addressRefused');
    expect((await read({ url: issuer })).status).toBe(422);
  });
  it('a sign-in address that is a script', async () => {
    expect((await add({ kind: 'saml', name: 'Script', settings: { ssoUrl: 'javascript:alert(1)' } })).body.code).toBe(
      'provider.addressRefused',
    );
  });

  it.each<[string, string]>([
    ['an entity from a file', `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${metadata().replace(/^<\?xml[^>]*>/, '')}`],
    ['entities that grow', `<!DOCTYPE r [<!ENTITY a "${'a'.repeat(100)}"><!ENTITY b "&a;&a;&a;">]><EntityDescriptor entityID="&b;"/>`],
    ['an application', metadata().replaceAll('IDPSSODescriptor', 'SPSSODescriptor')],
    ['a federation', `<EntitiesDescriptor>${metadata().replace(/^<\?xml[^>]*>/, '')}</EntitiesDescriptor>`],
    ['an address that is a script', metadata().replace(IDP.ssoUrl, 'javascript:alert(1)')],
    ['a certificate that is none', metadata().replace(/<X509Certificate>[^<]*/, '<X509Certificate>AAAA')],
    ['depths', metadata(`${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`)],
    [
      'a prototype',
      metadata().replace('<IDPSSODescriptor', '<__proto__><polluted/></__proto__><IDPSSODescriptor').replace(IDP.ssoUrl, 'x'),
    ],
    ['no XML', 'hello'],
  ])('metadata with %s', async (_, xml) => {
    const answer = await read({ xml });
    expect([answer.status, answer.body.code]).toEqual([
      422,
      expect.stringMatching(/^(metadata\.unreadable|provider\.certificateUnreadable)$/),
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('metadata that unpack to a gigabyte, or are too large as they are', async () => {
    pages['/bomb'] = { body: gzipSync(Buffer.alloc(64 * 1024 * 1024, ' ')), encoding: 'gzip' };
    pages['/large'] = { body: metadata(' '.repeat(1_100_000)) };
    for (const path of ['/bomb', '/large', '/nothing'])
      expect((await read({ url: filesUrl + path })).body.code).toBe('metadata.unreachable');
    expect((await read({ xml: metadata(' '.repeat(1_100_000)) })).status).toBe(422);
  });
});

describe('keeps the client secret', () => {
  it('out of answers, rows and events, and asks for it again when it would go elsewhere', async () => {
    const made = await add({ name: 'Secretive', clientSecret: SECRET, settings: { issuer: peer.url, clientId: 'portico' } });
    const { id } = made.body;
    const moved = await master.call('PATCH', `/identity-providers/${id}`, { settings: { issuer: filesUrl } });
    expect(moved.body).toMatchObject({ code: 'provider.secretAgain', fields: [{ path: 'clientSecret' }] });
    const rows = await w.db.execute(sql`select * from identity_providers`);
    const text = JSON.stringify([
      made.body,
      (await master.call('GET', '/identity-providers')).body,
      rows.rows,
      await w.db.select().from(events),
    ]);
    expect(text).not.toContain(SECRET);
  });

  it('under the new instance secret, when that is changed', async () => {
    const [column] = identityProvidersModule.sealed ?? [];
    const [row] = (await column?.list(w.db, { afterId: 0, limit: 10 })) ?? [];
    const rotated = createCrypto(['another secret that only this test ever uses', 'a secret that only the tests ever use']);
    const sealed = row ? column?.reseal(rotated, row) : null;
    expect(rotated.keyOf(sealed ?? '')).toBe('current');
    expect(await column?.replace(w.db, { ...row!, sealed: 'changed meanwhile' }, sealed!)).toBe(false);
    expect(column?.reseal(rotated, { ...row!, boundTo: 'https://evil.example\nportico' })).toBeNull();
  });
});

describe('conflicts', () => {
  it('two providers with one name, and two people who change one', async () => {
    const { id } = (await add({ name: 'Twice' })).body;
    expect((await add({ name: 'TWICE' })).body.code).toBe('provider.nameTaken');
    expect((await master.call('PATCH', `/identity-providers/${id}`, { buttonText: 'a' }, { 'if-match': '"1"' })).status).toBe(200);
    expect((await master.call('PATCH', `/identity-providers/${id}`, { buttonText: 'b' }, { 'if-match': '"1"' })).status).toBe(412);
  });
});

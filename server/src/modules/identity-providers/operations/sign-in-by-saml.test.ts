import { generateKeyPairSync } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerBySamlify, assertionXml, IDP, responseXmlOf, signed, type Words } from '../../../../test/saml-peer.ts';
import { type Answer, type Browser, type SignInWorld, signInWorld } from '../../../../test/sign-in-world.ts';

let w: SignInWorld;
let master: Browser;
let [contoso, fabrikam, anna, annaElsewhere] = [0, 0, 0, 0];
/** Contoso's own provider, and one where the provider may begin. */
let [own, begun] = [0, 0];
beforeAll(async () => {
  w = await signInWorld();
  const masterId = await w.tech('master@msp.test', 'master-admin');
  master = w.browser();
  await master.enter('master@msp.test', masterId);
  [contoso, fabrikam] = [await w.company('Contoso'), await w.company('Fabrikam')];
  anna = await w.contact(contoso, 'anna@contoso.test');
  annaElsewhere = await w.contact(fabrikam, 'anna@contoso.test');
  own = await provider({ name: 'Own' });
  begun = await provider({ name: 'Begun elsewhere' }, { allowsIdpInitiated: true });
});
afterAll(() => w.close());

async function provider(body: Record<string, unknown>, settings: Record<string, unknown> = {}): Promise<number> {
  const made = await master.call('POST', '/identity-providers', {
    kind: 'saml',
    enabled: true,
    scope: 'company',
    companyId: contoso,
    settings: { entityId: IDP.entityId, ssoUrl: IDP.ssoUrl, certificates: [IDP.certificate], ...settings },
    ...body,
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}
const metadataOf = async (id: number): Promise<string> => (await w.app.inject({ url: `/sso/saml/${id}/metadata` })).body;
const acsOf = (id: number): string => `${w.config.publicUrl}/sso/saml/${id}/acs`;
const wordsFor = (id: number, more: Partial<Words> = {}): Words => ({
  acsUrl: acsOf(id),
  audience: `${w.config.publicUrl}/sso/saml/${id}/metadata`,
  inResponseTo: null,
  nameId: 'anna@contoso.test',
  id: `_${Math.random().toString(36).slice(2)}`,
  ...more,
});

async function begin(browser: Browser, id: number, more: Record<string, unknown> = {}): Promise<{ url: string; requestId: string }> {
  const { body } = await browser.call('POST', `/sign-in/providers/${id}`, more);
  const request = inflateRawSync(Buffer.from(new URL(body.url).searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
  return { url: body.url, requestId: /\bID="([^"]+)"/.exec(request)?.[1] ?? '' };
}

/** What the browser posts from the provider's site, without any cookie; returns what it is sent on with. */
async function post(id: number, form: URLSearchParams): Promise<URLSearchParams> {
  const answer = await w.app.inject({
    method: 'POST',
    url: `/sso/saml/${id}/acs`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://idp.test', 'sec-fetch-site': 'cross-site' },
    payload: form.toString(),
  });
  expect(answer.statusCode).toBe(303);
  const location = String(answer.headers['location']);
  expect(location.startsWith(`${w.config.publicUrl}/sign-in/sso/${id}#`)).toBe(true);
  expect(answer.cookies).toEqual([]);
  return new URLSearchParams(location.split('#')[1]);
}
const send = (id: number, xml: string, more: Record<string, string> = {}) =>
  post(id, new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString('base64'), ...more }));
const redeem = (browser: Browser, providerId: number, token: string | null): Promise<Answer> =>
  browser.call('POST', '/sign-in/saml', { providerId, token: token ?? '' });
/** A whole way with words that may be bent, signed as they should be. */
async function say(id: number, bent: Partial<Words> = {}, sign: Parameters<typeof signed>[1] = {}) {
  const browser = w.browser();
  const { requestId } = await begin(browser, id);
  const words = wordsFor(id, { inResponseTo: requestId, ...bent });
  return { browser, words, said: await send(id, signed(responseXmlOf(words, assertionXml(words)), sign)) };
}

describe('allows', () => {
  it('a contact through a real provider, and on to the page that was asked for', async () => {
    const browser = w.browser();
    const { url } = await begin(browser, own, { returnPath: '/portal/tickets/7' });
    expect(url.startsWith(`${IDP.ssoUrl}?SAMLRequest=`)).toBe(true);
    const said = await post(own, await answerBySamlify(url, await metadataOf(own), 'Anna@contoso.test'));
    expect(said.get('error')).toBeNull();
    const answer = await redeem(browser, own, said.get('token'));
    expect(answer.body).toMatchObject({ returnPath: '/portal/tickets/7', session: { email: 'anna@contoso.test', account: { id: anna } } });
    expect((await browser.call('GET', '/me')).status).toBe(200);
  });

  it('metadata that name our address, our id and that assertions must be signed', async () => {
    const xml = await metadataOf(own);
    for (const part of [`entityID="${w.config.publicUrl}/sso/saml/${own}/metadata"`, acsOf(own), 'WantAssertionsSigned="true"'])
      expect(xml).toContain(part);
    expect((await w.app.inject({ url: '/sso/saml/999999/metadata' })).statusCode).toBe(404);
  });

  it('a provider to begin, where that is switched on, with a local path to go to', async () => {
    const words = wordsFor(begun);
    const said = await send(begun, signed(responseXmlOf(words, assertionXml(words))), { RelayState: '/portal/services' });
    expect((await redeem(w.browser(), begun, said.get('token'))).body.returnPath).toBe('/portal/services');
  });

  it('a response that is signed around a signed assertion, and either of two certificates', async () => {
    const words = wordsFor(begun);
    const both = signed(signed(responseXmlOf(words, assertionXml(words))), { element: 'Response' });
    expect((await send(begun, both)).get('error')).toBeNull();
  });

  it('the address from an attribute', async () => {
    const id = await provider({ name: 'By attribute' }, { allowsIdpInitiated: true, emailAttribute: 'mail' });
    const words = wordsFor(id, { nameId: 'u-4711' });
    const withMail = assertionXml(words).replace(
      '</saml:Assertion>',
      '<saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>anna@contoso.test</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>',
    );
    expect((await send(id, signed(responseXmlOf(words, withMail)))).get('error')).toBeNull();
    const without = wordsFor(id, { nameId: 'anna@contoso.test' });
    expect((await send(id, signed(responseXmlOf(without, assertionXml(without))))).get('error')).toBe('provider.answerInvalid');
  });
});

describe('asks anew on shared computers', () => {
  const shared = (on: boolean) =>
    master.call('PUT', `/companies/${contoso}/sign-in-rules`, { methods: null, sharedComputers: on, secondFactor: false });
  const requestIn = (url: string): string =>
    inflateRawSync(Buffer.from(new URL(url).searchParams.get('SAMLRequest') ?? '', 'base64')).toString();

  it('with ForceAuthn, and believes only who was asked since; elsewhere it does not', async () => {
    expect(requestIn((await begin(w.browser(), own)).url)).not.toContain('ForceAuthn');
    await shared(true);
    const { url } = await begin(w.browser(), own);
    expect(requestIn(url)).toContain('ForceAuthn="true"');
    for (const asked of [-30, null]) expect((await say(own, { asked })).said.get('error')).toBe('provider.notAskedAnew');
    const { browser, said } = await say(own, { asked: 0 });
    expect((await redeem(browser, own, said.get('token'))).body.session.account.id).toBe(anna);
    await shared(false);
    expect((await say(own, { asked: -30 })).said.get('error')).toBeNull();
  });

  it('a real provider is told so, and one that says nothing of when it asked is not believed', async () => {
    await shared(true);
    const { url } = await begin(w.browser(), own);
    // samlify writes no AuthnStatement by itself.
    const said = await post(own, await answerBySamlify(url, await metadataOf(own), 'anna@contoso.test'));
    expect(said.get('error')).toBe('provider.notAskedAnew');
    await shared(false);
  });

  it('who was sent by the provider without our asking has to come again for the shared account', async () => {
    await shared(true);
    const words = wordsFor(begun);
    const said = await send(begun, signed(responseXmlOf(words, assertionXml(words))));
    const { session } = (await redeem(w.browser(), begun, said.get('token'))).body;
    expect(session.account).toBeNull();
    expect(session.destinations[0]).toMatchObject({ accountId: anna, missingProofs: expect.arrayContaining(['saml']) });
    await shared(false);
  });
});

describe('refuses', () => {
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  it.each<[string, Partial<Words>, Parameters<typeof signed>[1]?]>([
    ['another audience', { audience: 'https://other.example' }],
    ['another recipient', { recipient: 'https://other.example/acs' }],
    ['another issuer', { issuer: 'https://other.example' }],
    ['a time that is over', { until: -2 }],
    ['a subject whose time is over', { subjectUntil: -2 }],
    ['a time to come', { from: 5 }],
    ['one that was written long ago', { issued: -30 }],
    ['a key nobody knows', {}, { key: stranger }],
    ['a signature with SHA-1', {}, { algorithm: 'sha1' }],
    ['only the response signed', {}, { element: 'Response' }],
    ['a name that is no address', { nameId: 'anna' }],
    ['a name with a comment in it', { nameId: 'anna@contoso.test<!-- -->.evil.test' }],
    ['a name with CDATA in it', { nameId: '<![CDATA[anna@contoso.test]]>' }],
  ])('%s', async (_, bent, sign) => {
    const { said } = await say(own, bent, sign);
    expect([said.get('error'), said.get('token')]).toEqual(['provider.answerInvalid', null]);
  });

  it('what is not signed, and what was changed after it was signed', async () => {
    const words = wordsFor(begun);
    const bare = responseXmlOf(words, assertionXml(words));
    expect((await send(begun, bare)).get('error')).toBe('provider.answerInvalid');
    expect((await send(begun, signed(bare).replace('anna@', 'eve@'))).get('error')).toBe('provider.answerInvalid');
  });

  it('a signed assertion wrapped beside, around and within a forged one', async () => {
    const words = wordsFor(begun, { nameId: 'eve@contoso.test' });
    const good = signed(responseXmlOf(words, assertionXml(words)));
    const real = /<saml:Assertion[\s\S]*<\/saml:Assertion>/.exec(good)?.[0] ?? '';
    const evil = assertionXml({ ...words, nameId: 'anna@contoso.test', id: '_evil' });
    const sameId = assertionXml({ ...words, nameId: 'anna@contoso.test' });
    const signature = /<(?:ds:)?Signature[\s\S]*<\/(?:ds:)?Signature>/.exec(real)?.[0] ?? '';
    const put = (inside: string) => responseXmlOf(words, inside);
    const variants = [
      put(`${evil}${real}`),
      put(`${real}${evil}`),
      put(`${sameId}${real}`),
      put(`<samlp:Extensions>${real}</samlp:Extensions>${evil}`),
      put(evil.replace('</saml:Issuer>', `</saml:Issuer>${signature}`).replace('</saml:Assertion>', `${real}</saml:Assertion>`)),
      put(sameId.replace('</saml:Issuer>', `</saml:Issuer>${signature.replace('</SignedInfo>', `</SignedInfo><Object>${real}</Object>`)}`)),
      put(sameId.replace('</saml:Issuer>', `</saml:Issuer>${signature}`)),
      responseXmlOf(words, '').replace('</samlp:Response>', `${evil}<wrap>${good}</wrap></samlp:Response>`),
    ];
    for (const [index, xml] of variants.entries()) expect((await send(begun, xml)).get('token'), `variant ${index}`).toBeNull();
  });

  it.each([
    ['an entity from a file', (xml: string) => `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xml}`],
    ['entities that grow', (xml: string) => `<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${xml}`],
    ['a style sheet', (xml: string) => `<?xml-stylesheet href="https://evil.example"?>${xml}`],
    ['another encoding', (xml: string) => Buffer.from(xml, 'utf16le').toString('latin1')],
    ['half of it', (xml: string) => xml.slice(0, xml.length / 2)],
    ['no XML', () => 'hello'],
    [
      'too much',
      (xml: string) => xml.replace('<samlp:Status>', `<samlp:Extensions>${'<a/>'.repeat(80_000)}</samlp:Extensions><samlp:Status>`),
    ],
    ['depths', (xml: string) => xml.replace('<samlp:Status>', `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}<samlp:Status>`)],
  ])('%s', async (_, bend) => {
    const words = wordsFor(begun);
    expect((await send(begun, bend(signed(responseXmlOf(words, assertionXml(words)))))).get('error')).toBe('provider.answerInvalid');
  });

  it('an answer a second time, from this process or another', async () => {
    const { words, said } = await say(own);
    expect(said.get('token')).not.toBeNull();
    const again = signed(responseXmlOf(words, assertionXml(words)));
    expect((await send(own, again)).get('error')).toBe('provider.stateInvalid');
    // Nobody asked for this one: only that it was seen before keeps it out.
    const free = wordsFor(begun);
    const xml = signed(responseXmlOf(free, assertionXml(free)));
    const both = await Promise.all([send(begun, xml), send(begun, xml)]);
    expect(both.map((one) => one.get('error')).sort()).toEqual(['provider.stateInvalid', null].sort());
    expect((await send(begun, xml)).get('error')).toBe('provider.stateInvalid');
  });

  it('an answer nobody asked for, to another’s question, or in another browser than the one that asked', async () => {
    expect((await say(own, { inResponseTo: null })).said.get('error')).toBe('provider.stateInvalid');
    expect((await say(own, { inResponseTo: '_made_up' })).said.get('error')).toBe('provider.stateInvalid');
    const other = await begin(w.browser(), begun);
    expect((await say(own, { inResponseTo: other.requestId })).said.get('error')).toBe('provider.stateInvalid');
    const { browser, said } = await say(own);
    const stolen = await redeem(w.browser(), own, said.get('token'));
    expect(stolen.body.code).toBe('provider.stateInvalid');
    // And it is gone for its owner too.
    expect((await redeem(browser, own, said.get('token'))).body.code).toBe('provider.stateInvalid');
    const { browser: late, said: kept } = await say(own);
    w.shift(2 * 60_000 + 1);
    expect((await redeem(late, own, kept.get('token'))).body.code).toBe('provider.stateInvalid');
  });

  it('to lead anywhere else, whatever the relay state says', async () => {
    for (const RelayState of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const words = wordsFor(begun);
      const said = await send(begun, signed(responseXmlOf(words, assertionXml(words))), { RelayState });
      expect((await redeem(w.browser(), begun, said.get('token'))).body.returnPath).toBeNull();
    }
  });
});

describe('keeps to its boundaries', () => {
  it('a company’s provider opens this company’s account only, and none when it is disabled', async () => {
    const { browser, said } = await say(own);
    const { session } = (await redeem(browser, own, said.get('token'))).body;
    expect(session.destinations.map((one: { accountId: number }) => one.accountId)).toEqual([anna]);
    expect((await browser.call('POST', '/session/account', { accountId: annaElsewhere })).status).toBe(404);
    const { browser: second, said: pending } = await say(own);
    await w.db.execute(sql`update identity_providers set enabled = false where id = ${own}`);
    expect((await browser.call('GET', '/me')).status).toBe(401);
    expect((await redeem(second, own, pending.get('token'))).status).toBe(404);
    await w.db.execute(sql`update identity_providers set enabled = true where id = ${own}`);
  });
});

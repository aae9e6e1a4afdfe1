import { readFileSync } from 'node:fs';
import * as samlify from 'samlify';
import { SignedXml } from 'xml-crypto';
import { nowMs } from '../src/kernel/clock.ts';

const PEM = readFileSync(new URL('./fixtures/only-for-tests.pem', import.meta.url), 'utf8');
const partOf = (kind: string): string => new RegExp(`-----BEGIN ${kind}-----[\\s\\S]+?-----END ${kind}-----`).exec(PEM)?.[0] ?? '';
/** The provider's own key and certificate. */
export const IDP = {
  entityId: 'https://idp.test/metadata',
  ssoUrl: 'https://idp.test/sso',
  key: partOf('(?:RSA )?PRIVATE KEY'),
  certificate: partOf('CERTIFICATE'),
} as const;

/** A real identity provider (samlify) answers the request in the address: the form a browser would post. */
export async function answerBySamlify(away: string, spMetadata: string, email: string): Promise<URLSearchParams> {
  samlify.setSchemaValidator({ validate: async () => 'not compared with the schema' });
  const idp = samlify.IdentityProvider({
    entityID: IDP.entityId,
    privateKey: IDP.key,
    signingCert: IDP.certificate,
    isAssertionEncrypted: false,
    wantAuthnRequestsSigned: false,
    requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    nameIDFormat: ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'],
    singleSignOnService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: IDP.ssoUrl }],
  });
  const sp = samlify.ServiceProvider({ metadata: spMetadata });
  const query = Object.fromEntries(new URL(away).searchParams);
  const request = await idp.parseLoginRequest(sp, 'redirect', { query });
  const { context } = await idp.createLoginResponse(sp, request as never, 'post', { email });
  return new URLSearchParams({ SAMLResponse: context });
}

export interface Words {
  readonly acsUrl: string;
  readonly audience: string;
  readonly inResponseTo: string | null;
  readonly nameId: string;
  readonly issuer?: string;
  readonly recipient?: string;
  readonly id?: string;
  /** Minutes from now. */
  readonly from?: number;
  readonly until?: number;
  readonly subjectUntil?: number;
  readonly issued?: number;
  /** When it last asked the person; null: it does not say. */
  readonly asked?: number | null;
}

export function assertionXml(words: Words): string {
  const at = (minutes: number) => new Date(nowMs() + minutes * 60_000).toISOString();
  const { id = '_a1', issuer = IDP.entityId, from = -1, until = 5, subjectUntil = until, issued = 0 } = words;
  const statement = `<saml:AuthnStatement AuthnInstant="${at(words.asked ?? issued)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`;
  const inResponseTo = words.inResponseTo === null ? '' : ` InResponseTo="${words.inResponseTo}"`;
  return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="${at(issued)}"><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">${words.nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(subjectUntil)}" Recipient="${words.recipient ?? words.acsUrl}"${inResponseTo}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(from)}" NotOnOrAfter="${at(until)}"><saml:AudienceRestriction><saml:Audience>${words.audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>${words.asked === null ? '' : statement}</saml:Assertion>`;
}

export const responseXmlOf = (words: Pick<Words, 'acsUrl' | 'inResponseTo'>, inside: string): string =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r1" Version="2.0" IssueInstant="${new Date(nowMs()).toISOString()}" Destination="${words.acsUrl}"${words.inResponseTo === null ? '' : ` InResponseTo="${words.inResponseTo}"`}><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${IDP.entityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>${inside}</samlp:Response>`;

/** Signs the element with this name within `xml`, the enveloped way. */
export function signed(
  xml: string,
  { element = 'Assertion', key = IDP.key, algorithm = 'sha256' }: { element?: string; key?: string; algorithm?: 'sha1' | 'sha256' } = {},
): string {
  const signer = new SignedXml({
    privateKey: key,
    signatureAlgorithm:
      algorithm === 'sha1' ? 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' : 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signer.addReference({
    xpath: `//*[local-name(.)='${element}']`,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
    digestAlgorithm: algorithm === 'sha1' ? 'http://www.w3.org/2000/09/xmldsig#sha1' : 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signer.computeSignature(xml, { location: { reference: `//*[local-name(.)='${element}']/*[local-name(.)='Issuer']`, action: 'after' } });
  return signer.getSignedXml();
}

import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import { nowMs } from '../../kernel/clock.ts';
import type { Config } from '../../kernel/config/config.ts';
import type { Provider } from './identity-providers.store.ts';
import { acsUrl, spEntityId } from './provider-addresses.rules.ts';
import { type Asserted, type Node, readAssertion, responseXml, SKEW_MS } from './saml.rules.ts';

const OLDEST_MS = 10 * 60_000;

/** One provider with our rules. Requests and replays are remembered in our database, not by the library in this process. */
function samlOf(config: Config, provider: Provider, requestId = '_', askAnew = false): SAML {
  const { settings, id } = provider;
  return new SAML({
    callbackUrl: acsUrl(config, id),
    issuer: spEntityId(config, id),
    audience: spEntityId(config, id),
    entryPoint: settings.ssoUrl,
    idpIssuer: settings.entityId,
    // Not empty, so that metadata can be had before the provider's certificate is known; it verifies nothing.
    idpCert: settings.certificates.length > 0 ? [...settings.certificates] : ['none yet'],
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: SKEW_MS,
    maxAssertionAgeMs: OLDEST_MS,
    validateInResponseTo: ValidateInResponseTo.never,
    identifierFormat: settings.emailAttribute === '' ? 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' : null,
    disableRequestedAuthnContext: true,
    forceAuthn: askAnew,
    generateUniqueId: () => requestId,
  });
}

/** Where the browser goes to be asked who it is. */
export const requestUrl = (config: Config, provider: Provider, requestId: string, askAnew: boolean): Promise<string> =>
  samlOf(config, provider, requestId, askAnew).getAuthorizeUrlAsync('', undefined, {});

export const spMetadata = (config: Config, provider: Provider): string =>
  samlOf(config, provider).generateServiceProviderMetadata(null, null);

/** Judges a response: signature of the assertion, audience, recipient, times, issuer. @throws Error with the cause; null = not for us. */
export async function judgeResponse(config: Config, provider: Provider, base64: string): Promise<Asserted | null> {
  const xml = responseXml(base64);
  if (xml === null) throw new Error('The response is no plain XML, is too large, or is signed in a way that can be forged.');
  const { profile } = await samlOf(config, provider).validatePostResponseAsync({ SAMLResponse: Buffer.from(xml).toString('base64') });
  const assertion = (profile?.getAssertion?.() as { Assertion?: Node } | undefined)?.Assertion;
  if (!profile || !assertion) return null;
  const attributes = (profile['attributes'] ?? {}) as Record<string, unknown>;
  return readAssertion(assertion, attributes, {
    settings: provider.settings,
    acsUrl: acsUrl(config, provider.id),
    nowMs: nowMs(),
  });
}

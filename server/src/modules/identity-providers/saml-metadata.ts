import { parseXml2JsFromString } from '@node-saml/node-saml/lib/xml.js';
import type { SamlMetadata } from '@portico/contracts/identity-providers/shapes.ts';
import { Refusal } from '../../kernel/errors.ts';
import { isSafeAddress, readCertificate } from './identity-providers.rules.ts';
import { listOf, MAX_METADATA, type Node, only, plainXml, textOf } from './saml.rules.ts';

const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/** Reads what an identity provider publishes about itself: one provider, its sign-in address and its signing certificates. */
export async function readMetadata(bytes: Uint8Array): Promise<SamlMetadata> {
  if (bytes.length > MAX_METADATA) throw unreadable('They are larger than a megabyte. Take those of this one provider.');
  const xml = plainXml(bytes, { comments: true });
  if (xml === null) throw unreadable('They are no plain XML: a DOCTYPE, entities or another encoding than UTF-8 are not accepted.');
  const parsed = await parse(xml);
  const entity = parsed['EntityDescriptor'] as Node | undefined;
  if (!entity) throw unreadable('They hold several providers, or none. Take those of this one provider.');
  const role = only(entity, 'IDPSSODescriptor');
  if (!role) throw unreadable('They describe no identity provider. Are they those of an application?');
  const ssoUrl = listOf(role, 'SingleSignOnService').find((one) => one.$?.['Binding'] === REDIRECT)?.$?.['Location'] ?? '';
  if (!isSafeAddress(ssoUrl)) throw unreadable('They name no https address for sign-in by redirect.');
  const certificates = listOf(role, 'KeyDescriptor')
    .filter((key) => (key.$?.['use'] ?? 'signing') === 'signing')
    .flatMap((key) => listOf(key, 'KeyInfo').flatMap((info) => listOf(info, 'X509Data').flatMap((data) => listOf(data, 'X509Certificate'))))
    .map((certificate) => readCertificate(textOf(certificate)));
  if (certificates.length === 0) throw unreadable('They hold no signing certificate.');
  const entityId = entity.$?.['entityID'] ?? '';
  if (entityId === '' || entityId.length > 500) throw unreadable('They hold no entity id.');
  return { entityId, ssoUrl, certificates: [...new Set(certificates)].slice(0, 5) };
}

async function parse(xml: string): Promise<Node> {
  try {
    return ((await parseXml2JsFromString(xml)) ?? {}) as Node;
  } catch {
    throw unreadable('They are no well-formed XML.');
  }
}

const unreadable = (why: string): Refusal => new Refusal(422, 'metadata.unreadable', `These metadata cannot be used. ${why}`);

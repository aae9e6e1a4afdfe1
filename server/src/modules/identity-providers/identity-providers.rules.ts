import { X509Certificate } from 'node:crypto';
import type { ProviderKind, ProviderScope, ProviderSettings } from '@portico/contracts/identity-providers/shapes.ts';
import { Refusal } from '../../kernel/errors.ts';
import { isLoopbackName } from '../../kernel/http/this-machine.ts';

export const DEFAULTS: ProviderSettings = {
  issuer: '',
  clientId: '',
  scopes: 'openid email profile',
  emailClaim: 'email',
  trustsEmail: false,
  authority: 'https://login.microsoftonline.com',
  graphUrl: '',
  tenants: [],
  readsGraph: false,
  entityId: '',
  ssoUrl: '',
  certificates: [],
  allowsIdpInitiated: false,
  emailAttribute: '',
};

export interface Described {
  readonly kind: ProviderKind;
  readonly scope: ProviderScope;
  readonly enabled: boolean;
  readonly settings: ProviderSettings;
  readonly hasSecret: boolean;
}

/** What is still to be filled in before anybody can sign in with it. */
export function missingFields({ kind, scope, settings, hasSecret }: Described): string[] {
  const needed: Readonly<Record<ProviderKind, readonly (keyof TextSettings)[]>> = {
    oidc: ['issuer', 'clientId', 'emailClaim'],
    entra: ['authority', 'clientId', ...(scope === 'contacts' ? [] : (['tenants'] as const))],
    saml: ['entityId', 'ssoUrl', 'certificates'],
  };
  const missing = needed[kind].filter((name) => settings[name].length === 0);
  return [...missing.map((name) => `settings.${name}`), ...(kind === 'entra' && !hasSecret ? ['clientSecret'] : [])];
}
type TextSettings = { [N in keyof ProviderSettings as ProviderSettings[N] extends boolean ? never : N]: ProviderSettings[N] };

/** https, or this machine itself, where nobody is in between (and which only OUTBOUND_ALLOW opens). */
export function isSafeAddress(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname));
}

export const ADDRESSES = ['issuer', 'authority', 'graphUrl', 'ssoUrl'] as const;

export function checkSettings(provider: Described): void {
  const { kind, scope, settings, enabled } = provider;
  for (const name of ADDRESSES) if (settings[name] !== '' && !isSafeAddress(settings[name])) throw addressRefused(name);
  if (settings.trustsEmail && (kind !== 'oidc' || scope !== 'company')) throw trustNeedsCompany();
  const missing = enabled ? missingFields(provider) : [];
  if (missing.length > 0) throw incomplete(missing);
}

/**
 * Is what was proven so far worth nothing any more? Yes when somebody else may vouch now, or somebody may no longer; no when a new
 * certificate joins the old one.
 */
export function changesTrust(kind: ProviderKind, before: ProviderSettings, after: ProviderSettings): boolean {
  const identity: Readonly<Record<ProviderKind, readonly (keyof ProviderSettings)[]>> = {
    oidc: ['issuer', 'clientId', 'emailClaim', 'trustsEmail'],
    entra: ['authority', 'clientId', 'graphUrl', 'readsGraph'],
    saml: ['entityId', 'emailAttribute'],
  };
  const lost = (was: readonly string[], is: readonly string[]) => was.some((one) => !is.includes(one));
  return (
    identity[kind].some((name) => before[name] !== after[name]) ||
    (kind === 'saml' && lost(before.certificates, after.certificates)) ||
    // No tenants = all of them, so the first one named shuts the others out.
    (kind === 'entra' && after.tenants.length > 0 && (before.tenants.length === 0 || lost(before.tenants, after.tenants)))
  );
}

/** A client secret is for this client at this provider: with another address in the row it does not open. */
export const secretBinding = (kind: ProviderKind, settings: ProviderSettings): string =>
  `${kind === 'entra' ? settings.authority : settings.issuer}\n${settings.clientId}`;
export const SECRET_PURPOSE = 'identity-provider.secret';

/** As PEM, from PEM or the bare base64 of metadata. */
export function readCertificate(text: string): string {
  const body = text.replace(/-----(BEGIN|END) CERTIFICATE-----/g, '').replace(/\s+/g, '');
  const pem = `-----BEGIN CERTIFICATE-----\n${body.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`;
  try {
    return new X509Certificate(pem).toString();
  } catch {
    throw new Refusal(
      422,
      'provider.certificateUnreadable',
      'A certificate cannot be read. Paste it whole, from BEGIN CERTIFICATE to END CERTIFICATE.',
      { fields: [{ path: 'settings.certificates', code: 'unreadable', message: 'This is no X.509 certificate in PEM form.' }] },
    );
  }
}

const incomplete = (missing: readonly string[]): Refusal =>
  new Refusal(422, 'provider.incomplete', 'Nobody could sign in with this yet: fill in what is missing, or save it switched off.', {
    fields: missing.map((path) => ({ path, code: 'required', message: 'Needed before it can be switched on.' })),
  });
export const addressRefused = (name: string, why = 'Use an address that begins with https://.'): Refusal =>
  new Refusal(422, 'provider.addressRefused', `This address cannot be used. ${why}`, {
    fields: [{ path: `settings.${name}`, code: 'refused', message: why }],
  });
const trustNeedsCompany = (): Refusal =>
  new Refusal(
    422,
    'provider.trustNeedsCompany',
    'Only the provider of one company can be trusted without verified addresses: what it says reaches no other company.',
    { fields: [{ path: 'settings.trustsEmail', code: 'refused', message: 'Only for a provider of one company.' }] },
  );
export const secretAgain = (): Refusal =>
  new Refusal(422, 'provider.secretAgain', 'The client secret belongs to the former address and client. Enter it again for the new one.', {
    fields: [{ path: 'clientSecret', code: 'required', message: 'Enter the secret again.' }],
  });

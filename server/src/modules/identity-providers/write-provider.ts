import type { ProviderSettings } from '@portico/contracts/identity-providers/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { forbidden } from '../../kernel/errors.ts';
import { OutsideError } from '../../kernel/outbound/outside-error.ts';
import {
  addressRefused,
  checkSettings,
  type Described,
  readCertificate,
  SECRET_PURPOSE,
  secretAgain,
  secretBinding,
} from './identity-providers.rules.ts';

/** Addresses this server itself asks; the SAML sign-in address is only opened by browsers. */
const ASKED = ['issuer', 'authority', 'graphUrl'] as const;

interface Before {
  readonly settings: ProviderSettings;
  readonly clientSecretSealed: string | null;
}

/** What create and update write: settings checked and in one form, the secret sealed for the client it belongs to. */
export function checkedValues(
  ctx: Ctx,
  provider: Omit<Described, 'hasSecret' | 'settings'>,
  before: Before,
  input: { readonly settings?: Partial<ProviderSettings> | undefined; readonly clientSecret?: string | null | undefined },
): Before {
  const merged = { ...before.settings, ...trimmed(input.settings ?? {}) };
  const settings: ProviderSettings = {
    ...merged,
    tenants: [...new Set(merged.tenants.map((tenant) => tenant.toLowerCase()))],
    certificates: [...new Set(merged.certificates.map(readCertificate))],
  };
  const clientSecretSealed = sealedSecret(ctx, provider.kind, before, settings, input.clientSecret);
  checkSettings({ ...provider, settings, hasSecret: clientSecretSealed !== null });
  for (const name of ASKED) {
    try {
      if (settings[name] !== '') ctx.services.outbound.check(settings[name]);
    } catch (error) {
      if (error instanceof OutsideError) throw addressRefused(name, error.message);
      throw error;
    }
  }
  return { settings, clientSecretSealed };
}

const trimmed = (settings: Partial<ProviderSettings>): Partial<ProviderSettings> =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]));

function sealedSecret(
  ctx: Ctx,
  kind: Described['kind'],
  before: Before,
  settings: ProviderSettings,
  given: string | null | undefined,
): string | null {
  const boundTo = secretBinding(kind, settings);
  if (given !== undefined) return given === null ? null : ctx.services.crypto.seal(SECRET_PURPOSE, given, boundTo);
  // A kept secret would be shown to whoever answers at the new address.
  if (before.clientSecretSealed !== null && boundTo !== secretBinding(kind, before.settings)) throw secretAgain();
  return before.clientSecretSealed;
}

export const restricted = () =>
  forbidden('role.restricted', 'You work for certain companies only, so you may set up providers for these companies only.');

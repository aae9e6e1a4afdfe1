import type { create, update } from '@portico/contracts/identity-providers/routes.ts';
import type { IdentityProvider, ProviderKind, ProviderScope } from '@portico/contracts/identity-providers/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { TFunction } from 'i18next';
import { ApiProblem } from '../../lib/problem.ts';
import type { Option } from '../../ui/use-options.ts';

/** Everything a provider of any kind has, as typed: lists one to a line, certificates one after the other. */
export interface ProviderValues {
  readonly name: string;
  readonly buttonText: string;
  readonly position: string;
  readonly clientSecret: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: string;
  readonly emailClaim: string;
  readonly trustsEmail: boolean;
  readonly authority: string;
  readonly tenants: string;
  readonly readsGraph: boolean;
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly certificates: string;
  readonly allowsIdpInitiated: boolean;
  readonly emailAttribute: string;
}

export function providerValues({ name, buttonText, position, settings }: IdentityProvider): ProviderValues {
  const { graphUrl: _unseen, tenants, certificates, ...rest } = settings;
  return {
    ...rest,
    name,
    buttonText,
    position: String(position),
    clientSecret: '',
    tenants: tenants.join('\n'),
    certificates: certificates.join('\n'),
  };
}

export function providerPatch(patch: Partial<ProviderValues>): BodyOf<typeof update> {
  const { name, buttonText, position, clientSecret, tenants, certificates, ...plain } = patch;
  const settings = {
    ...plain,
    ...(tenants === undefined ? {} : { tenants: linesOf(tenants) }),
    ...(certificates === undefined ? {} : { certificates: certificatesOf(certificates) }),
  };
  return {
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(buttonText === undefined ? {} : { buttonText: buttonText.trim() }),
    ...(position === undefined ? {} : { position: Number(position) || 0 }),
    ...(clientSecret ? { clientSecret } : {}),
    ...(Object.keys(settings).length > 0 ? { settings } : {}),
  };
}

const linesOf = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);
const certificatesOf = (text: string): string[] => {
  const whole = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g);
  return whole ?? (text.trim() === '' ? [] : [text.trim()]);
};

export const checkProvider = ({ name }: Pick<ProviderValues, 'name'>, t: TFunction<'admin'>): Record<string, string> =>
  name.trim() === '' ? { name: t('providers.nameNeeded') } : {};

/** The server names `settings.issuer`; the form's field is `issuer`. */
export async function atFields<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const { status, code, message: detail, traceId, retryAfter } = error;
    const fields = error.fields.map((field) => ({ ...field, path: field.path.replace(/^settings\./, '') }));
    throw new ApiProblem({ status, code, detail, traceId, fields }, retryAfter);
  }
}

export interface NewProviderValues {
  readonly name: string;
  readonly kind: ProviderKind;
  readonly scope: ProviderScope;
  readonly companyId: Option | null;
}
export const EMPTY_PROVIDER: NewProviderValues = { name: '', kind: 'oidc', scope: 'contacts', companyId: null };

export const newProvider = ({ name, kind, scope, companyId }: NewProviderValues): BodyOf<typeof create> => ({
  name: name.trim(),
  kind,
  scope,
  ...(scope === 'company' && companyId ? { companyId: Number(companyId.value) } : {}),
});

import type { Config } from '../../kernel/config/config.ts';
import type { Provider } from './identity-providers.store.ts';

type Site = Pick<Config, 'publicUrl'>;

/** Each provider has a return address of its own, so that one provider's answer is never taken for another's. */
export const redirectUri = ({ publicUrl }: Site, id: number): string => `${publicUrl}/sign-in/sso/${id}`;
export const acsUrl = ({ publicUrl }: Site, id: number): string => `${publicUrl}/sso/saml/${id}/acs`;
export const spEntityId = ({ publicUrl }: Site, id: number): string => `${publicUrl}/sso/saml/${id}/metadata`;

/** Where the administrator of a tenant lets this application in; null for what has no such thing. */
export function consentUrl(site: Site, provider: Pick<Provider, 'id' | 'kind' | 'settings'>): string | null {
  const { authority, clientId, readsGraph } = provider.settings;
  if (provider.kind !== 'entra' || clientId === '') return null;
  const query = new URLSearchParams({
    client_id: clientId,
    scope: readsGraph ? 'openid email profile User.Read' : 'openid email profile',
    redirect_uri: redirectUri(site, provider.id),
  });
  return `${authority.replace(/\/+$/, '')}/organizations/v2.0/adminconsent?${query}`;
}

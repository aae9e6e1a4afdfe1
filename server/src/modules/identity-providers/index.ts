import type { Module, SealedColumn } from '../../kernel/module.ts';
import { events } from './identity-providers.events.ts';
import { jobs } from './identity-providers.jobs.ts';
import { routes } from './identity-providers.routes.ts';
import { SECRET_PURPOSE } from './identity-providers.rules.ts';
import { listSealedSecrets, replaceSealedSecret } from './identity-providers.store.ts';
import { ssoPages } from './sso.pages.ts';

const secrets: SealedColumn = {
  name: 'identity_providers.client_secret_sealed',
  list: listSealedSecrets,
  reseal: (crypto, { sealed, boundTo }) => {
    const secret = crypto.open(SECRET_PURPOSE, sealed, boundTo);
    return secret === null ? null : crypto.seal(SECRET_PURPOSE, secret, boundTo);
  },
  replace: replaceSealedSecret,
};

export const identityProvidersModule: Module = {
  name: 'identity-providers',
  routes,
  events,
  jobs,
  rawRoutes: ssoPages,
  sealed: [secrets],
  limits: [{ name: 'sign-in.offers', points: 120, seconds: 60, store: 'process' }],
};

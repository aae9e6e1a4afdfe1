import * as contract from '@portico/contracts/identity-providers/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { createIdentityProvider } from './operations/create-identity-provider.ts';
import { deleteIdentityProvider } from './operations/delete-identity-provider.ts';
import { finishOidc, prepareOidc } from './operations/finish-oidc.ts';
import { finishSaml, prepareSaml } from './operations/finish-saml.ts';
import { getIdentityProvider } from './operations/get-identity-provider.ts';
import { importMetadata } from './operations/import-metadata.ts';
import { listIdentityProviders } from './operations/list-identity-providers.ts';
import { listOffers } from './operations/list-offers.ts';
import { prepareStart, startAtProvider } from './operations/start-at-provider.ts';
import { testIdentityProvider } from './operations/test-identity-provider.ts';
import { updateIdentityProvider } from './operations/update-identity-provider.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.list, listIdentityProviders),
  handle(contract.get, getIdentityProvider),
  handle(contract.create, createIdentityProvider),
  handle(contract.update, updateIdentityProvider),
  handle(contract.remove, deleteIdentityProvider),
  handle(contract.test, testIdentityProvider),
  handle(contract.importMetadata, importMetadata),
  handle(contract.offers, listOffers),
  handle(contract.start, startAtProvider, prepareStart),
  handle(contract.finishOidc, finishOidc, prepareOidc),
  handle(contract.finishSaml, finishSaml, prepareSaml),
];

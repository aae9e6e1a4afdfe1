import type { IdentityProvider } from '@portico/contracts/identity-providers/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { companyNames } from './identity-providers.reads.ts';
import type { Provider } from './identity-providers.store.ts';
import { acsUrl, consentUrl, redirectUri, spEntityId } from './provider-addresses.rules.ts';

/** Rows as administrators see them, with one query for the names of companies. */
export async function providerViews(ctx: Ctx, rows: readonly Provider[]): Promise<IdentityProvider[]> {
  const names = await companyNames(
    ctx.tx,
    rows.flatMap(({ companyId }) => (companyId === null ? [] : [companyId])),
  );
  const { config } = ctx.services;
  return rows.map(({ clientSecretSealed, companyId, ...row }) => ({
    ...row,
    company: companyId === null ? null : { id: companyId, name: names.get(companyId) ?? '' },
    hasSecret: clientSecretSealed !== null,
    addresses: {
      redirectUri: redirectUri(config, row.id),
      acsUrl: acsUrl(config, row.id),
      entityId: spEntityId(config, row.id),
      consentUrl: consentUrl(config, { ...row }),
    },
  }));
}

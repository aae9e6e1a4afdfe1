import type { create } from '@portico/contracts/identity-providers/routes.ts';
import type { IdentityProvider } from '@portico/contracts/identity-providers/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { invalidField, notFound } from '../../../kernel/errors.ts';
import { canReadCompany, findCompany } from '../../companies/index.ts';
import { canManage } from '../identity-providers.policy.ts';
import { DEFAULTS } from '../identity-providers.rules.ts';
import { insertProvider } from '../identity-providers.store.ts';
import { checkedValues, restricted } from '../write-provider.ts';
import { getIdentityProvider } from './get-identity-provider.ts';

export async function createIdentityProvider(ctx: Ctx, input: { readonly body: BodyOf<typeof create> }): Promise<IdentityProvider> {
  const { kind, name, scope, companyId = null, buttonText = '', enabled = false, position = 0, ...more } = input.body;
  if ((scope === 'company') !== (companyId !== null)) {
    throw invalidField('companyId', 'required', 'Name the company when the provider is for one company, and only then.');
  }
  if (companyId !== null && !(canReadCompany(ctx.actor, companyId) && (await findCompany(ctx.tx, companyId)))) throw notFound('company');
  if (!canManage(ctx.actor, { scope, companyId })) throw restricted();
  const values = checkedValues(ctx, { kind, scope, enabled }, { settings: DEFAULTS, clientSecretSealed: null }, more);
  const id = await insertProvider(ctx.tx, { kind, name: name.trim(), scope, companyId, buttonText, enabled, position, ...values }, ctx.now);
  await ctx.emit({ name: 'identityProvider.created', entity: { kind: 'identityProvider', id, version: 1 }, payload: {} });
  return getIdentityProvider(ctx, { params: { id } });
}

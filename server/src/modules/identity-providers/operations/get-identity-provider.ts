import type { IdentityProvider } from '@portico/contracts/identity-providers/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { canManage } from '../identity-providers.policy.ts';
import { findProvider } from '../identity-providers.store.ts';
import { providerViews } from '../provider-views.ts';

export async function getIdentityProvider(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<IdentityProvider> {
  const row = await findProvider(ctx.tx, input.params.id);
  const [view] = row && canManage(ctx.actor, row) ? await providerViews(ctx, [row]) : [];
  if (!view) throw notFound('provider');
  return view;
}

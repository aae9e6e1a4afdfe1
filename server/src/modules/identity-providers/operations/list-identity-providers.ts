import type { IdentityProvider } from '@portico/contracts/identity-providers/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { providerVisibleTo } from '../identity-providers.policy.ts';
import { listProviders } from '../identity-providers.store.ts';
import { providerViews } from '../provider-views.ts';

export async function listIdentityProviders(ctx: Ctx): Promise<{ items: IdentityProvider[] }> {
  return { items: await providerViews(ctx, await listProviders(ctx.tx, providerVisibleTo(ctx.actor))) };
}

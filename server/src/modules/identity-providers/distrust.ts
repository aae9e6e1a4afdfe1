import type { Ctx } from '../../kernel/context.ts';
import { forgetProvider } from '../access/index.ts';
import { voidAssertions } from './saml-assertions.store.ts';
import { voidTransactions } from './transactions.store.ts';

/** What this provider said counts no more: what sessions have shown of it, and what is still on its way. */
export async function distrust(ctx: Ctx, providerId: number): Promise<void> {
  await voidAssertions(ctx.tx, providerId, ctx.now);
  await voidTransactions(ctx.tx, providerId);
  await forgetProvider(ctx, providerId);
}

import type { Ctx } from '../../kernel/context.ts';
import { providerIssuer } from './proofs.rules.ts';
import { dropProofs } from './sessions.store.ts';

/**
 * What this identity provider vouched for counts no more, in whatever session it was shown. Their open sockets were let in by it, so
 * they are cut off and come back as far as they still may.
 */
export async function forgetProvider(ctx: Ctx, providerId: number): Promise<void> {
  for (const sessionId of await dropProofs(ctx.tx, providerIssuer(providerId))) ctx.services.realtime.evict({ sessionId });
}

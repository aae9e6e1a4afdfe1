import type { Ctx } from '../../kernel/context.ts';
import { listEnteredAccounts } from './sign-in-rules.reads.ts';

/**
 * The rules of signing in changed. Requests are judged anew each time anyway; open sockets were let in under the old rules, so
 * they are cut off and come back as far as they still may.
 */
export async function judgeSessionsAgain(ctx: Ctx, companyId: number | null): Promise<void> {
  const ids = await listEnteredAccounts(ctx.tx, ctx.now, companyId);
  ctx.afterCommit(() => {
    for (const accountId of ids) ctx.services.realtime.evict({ accountId });
  });
}

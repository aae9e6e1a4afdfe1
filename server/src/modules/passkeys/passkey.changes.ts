import type { Ctx } from '../../kernel/context.ts';
import { findAccount, touchAccount } from '../accounts/index.ts';

/** That the passkeys of an account are others now; never what they are. Its sockets are judged again. */
export async function tellPasskeys(ctx: Ctx, accountId: number): Promise<void> {
  const version = await touchAccount(ctx.tx, accountId, ctx.now);
  const account = await findAccount(ctx.tx, accountId);
  await ctx.emit({
    name: 'account.changed',
    entity: { kind: 'account', id: accountId, version },
    payload: { kind: account?.kind, companyId: account?.companyId ?? null },
    changes: { passkeys: [null, null] },
  });
  ctx.afterCommit(() => ctx.services.realtime.evict({ accountId }));
}

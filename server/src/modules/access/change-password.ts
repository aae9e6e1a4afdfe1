import type { Ctx } from '../../kernel/context.ts';
import { findAccount, touchAccount } from '../accounts/index.ts';
import { endSessionsOf } from './end-sessions.ts';
import { deletePassword, upsertPassword } from './passwords.store.ts';
import { accountIssuer } from './proofs.rules.ts';
import { forgetProofs } from './sessions.store.ts';

/**
 * Sets an account's password, or removes it (null). Whoever came in with the one before is out, everywhere but in the session
 * that makes the change.
 */
export async function changePassword(ctx: Ctx, accountId: number, hash: string | null): Promise<void> {
  const isOwn = accountId === ctx.actor.accountId;
  if (hash === null) await deletePassword(ctx.tx, accountId);
  else await upsertPassword(ctx.tx, accountId, hash, ctx.actor.accountId, ctx.now);
  await forgetProofs(ctx.tx, accountIssuer(accountId), ['password'], isOwn ? ctx.actor.sessionId : null);
  await endSessionsOf(ctx, [accountId], isOwn ? ctx.actor.sessionId : null, 'password');
  const version = await touchAccount(ctx.tx, accountId, ctx.now);
  const account = await findAccount(ctx.tx, accountId);
  await ctx.emit({
    name: 'account.changed',
    entity: { kind: 'account', id: accountId, version },
    payload: { kind: account?.kind, companyId: account?.companyId ?? null },
    changes: { password: [null, null] },
  });
}

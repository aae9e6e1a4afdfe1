import type { Ctx } from '../../kernel/context.ts';
import { findAccount, touchAccount } from '../accounts/index.ts';
import { newRecoveryCodes, recoveryHash } from './second-factor.rules.ts';
import { replaceRecoveryCodes } from './second-factor.store.ts';
import { tellOfMeans } from './tell-of-means.ts';

/** New recovery codes in place of all older ones; they are known only in this answer. */
export async function renewCodes(ctx: Ctx, accountId: number): Promise<string[]> {
  const codes = newRecoveryCodes();
  const hashes = codes.flatMap((code) => recoveryHash(accountId, code) ?? []);
  await replaceRecoveryCodes(ctx.tx, accountId, hashes, ctx.now);
  return codes;
}

/** That an account has a second factor now, or none any more; never what it is. Its sockets are judged again. */
export async function tellSecondFactor(ctx: Ctx, accountId: number, has: boolean): Promise<void> {
  const version = await touchAccount(ctx.tx, accountId, ctx.now);
  const account = await findAccount(ctx.tx, accountId);
  await ctx.emit({
    name: 'account.changed',
    entity: { kind: 'account', id: accountId, version },
    payload: { kind: account?.kind, companyId: account?.companyId ?? null },
    changes: { secondFactor: [!has, has] },
  });
  await tellOfMeans(ctx, accountId, has ? 'second-factor-added' : 'second-factor-removed');
  ctx.afterCommit(() => ctx.services.realtime.evict({ accountId }));
}

import type { Ctx } from '../../kernel/context.ts';
import { hashToken, randomToken } from '../../kernel/crypto/crypto.ts';
import { insertToken } from './connections.store.ts';

/** Long and random, so a fast hash keeps it. The prefix tells people and scanners of leaked secrets what it is. */
export async function newToken(ctx: Ctx, connectionId: number): Promise<string> {
  const token = `scim_${randomToken()}`;
  await insertToken(ctx.tx, { connectionId, tokenHash: hashToken(token), prefix: `${token.slice(0, 9)}…`, createdAt: ctx.now });
  return token;
}

import type { listSignInAttempts as contract } from '@portico/contracts/access/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listAttempts } from '../attempts.reads.ts';
import { deviceOf } from '../sessions.rules.ts';

export async function listSignInAttempts(ctx: Ctx, { query }: InputOf<typeof contract>): Promise<ReplyOf<typeof contract, 'tech'>> {
  const { items, ...page } = await listAttempts(ctx.tx, ctx.actor, query);
  return { ...page, items: items.map(({ userAgent, ...attempt }) => ({ ...attempt, device: deviceOf(userAgent) })) };
}

import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { renewToken as contract } from '@portico/contracts/scim/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { endTokensBy, lockConnection } from '../connections.store.ts';
import { newToken } from '../new-token.ts';
import { canManage } from '../scim.policy.ts';
import { getConnection } from './get-connection.ts';

/** Both tokens work during the overlap, so that the directory misses nothing while somebody pastes the new one. */
export async function renewToken(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof contract> },
): Promise<ReplyOf<typeof contract>> {
  const { id } = input.params;
  const before = await lockConnection(ctx.tx, id);
  if (!before || !canManage(ctx.actor, before)) throw notFound('scimConnection');
  await endTokensBy(ctx.tx, id, new Date(Date.parse(ctx.now) + input.body.overlapHours * 3_600_000).toISOString());
  const token = await newToken(ctx, id);
  await ctx.emit({ name: 'scimConnection.tokenRenewed', entity: { kind: 'scimConnection', id }, payload: {} });
  return { connection: await getConnection(ctx, { params: { id } }), token };
}

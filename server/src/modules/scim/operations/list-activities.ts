import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { activities } from '@portico/contracts/scim/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { listActivityRows } from '../connections.reads.ts';
import { findConnection } from '../connections.store.ts';
import { canManage } from '../scim.policy.ts';

export async function listActivities(ctx: Ctx, { params, query }: InputOf<typeof activities>): Promise<ReplyOf<typeof activities>> {
  const row = await findConnection(ctx.tx, params.id);
  if (!row || !canManage(ctx.actor, row)) throw notFound('scimConnection');
  return listActivityRows(ctx.tx, row.id, query);
}

import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { list } from '@portico/contracts/scim/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listConnectionRows } from '../connections.reads.ts';

export async function listConnections(ctx: Ctx, { query }: InputOf<typeof list>): Promise<ReplyOf<typeof list>> {
  const { items, ...page } = await listConnectionRows(ctx.tx, ctx.actor, query);
  return {
    ...page,
    items: items.map(({ companyId, companyName, ...row }) => ({
      ...row,
      company: companyId === null ? null : { id: companyId, name: companyName ?? '' },
    })),
  };
}

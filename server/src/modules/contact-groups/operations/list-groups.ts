import type { list } from '@portico/contracts/contact-groups/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { matchOf } from '../../accounts/index.ts';
import { groupVisibleTo, ticketsWithin } from '../contact-groups.policy.ts';
import { countGroups, type GroupFilter, listGroupRows } from '../contact-groups.reads.ts';
import { groupFor } from '../contact-groups.views.ts';

export async function listGroups(ctx: Ctx, input: Pick<InputOf<typeof list>, 'query'>): Promise<ReplyOf<typeof list>> {
  const { q, sort, limit, cursor, companyId, contactId, state, count } = input.query;
  const page = { sort: sort ?? 'name', limit: limit ?? 25, cursor, match: matchOf(q) };
  // Who is in which group, and which groups rest, is not for contacts to find out by asking.
  const filter: GroupFilter =
    ctx.actor.audience === 'tech'
      ? { ...page, companyId, contactId, state: state ?? 'all' }
      : { ...page, companyId: undefined, contactId: undefined, state: 'active' };
  const where = groupVisibleTo(ctx.actor);
  const { items, next } = await listGroupRows(ctx.tx, where, filter, ticketsWithin(ctx.actor));
  const reply = { items: items.map((row) => groupFor(ctx.actor, row)), next } as ReplyOf<typeof list>;
  return count ? { ...reply, total: await countGroups(ctx.tx, where, filter) } : reply;
}

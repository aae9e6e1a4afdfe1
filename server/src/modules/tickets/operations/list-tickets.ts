import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { list } from '@portico/contracts/tickets/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { personRefs } from '../../accounts/index.ts';
import { countTickets, listTicketRows } from '../list.reads.ts';
import { itemForContact, itemForTech, peopleIn } from '../tickets.views.ts';

export async function listTickets(ctx: Ctx, input: Pick<InputOf<typeof list>, 'query'>): Promise<ReplyOf<typeof list>> {
  const { items: rows, next } = await listTicketRows(ctx, input.query);
  const people = await personRefs(ctx, peopleIn(rows));
  const total = input.query.count ? { total: await countTickets(ctx, input.query) } : {};
  if (ctx.actor.audience === 'contact') return { items: rows.map((row) => itemForContact(row, people)), next, ...total };
  return { items: rows.map((row) => itemForTech(row, people)), next, ...total };
}

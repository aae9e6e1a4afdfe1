import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { search } from '@portico/contracts/search/routes.ts';
import type { TicketItemForContact, TicketItemForTech } from '@portico/contracts/tickets/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { personRefs } from '../../accounts/index.ts';
import { findTickets } from '../../tickets/index.ts';
import { findPeople } from '../search.reads.ts';

/** The best matches of each kind. Contacts search their tickets only; people and companies are for staff. */
export async function searchAll(ctx: Ctx, input: Pick<InputOf<typeof search>, 'query'>): Promise<ReplyOf<typeof search>> {
  const { q } = input.query;
  const limit = input.query.limit ?? 8;
  const { items } = await findTickets(ctx, q, limit);
  if (ctx.actor.audience === 'contact') return { tickets: items as TicketItemForContact[] };
  const found = await findPeople(ctx.tx, ctx.actor, q, limit);
  const people = await personRefs(ctx, [...found.contacts.map((one) => one.id), ...found.techIds]);
  return {
    tickets: items as TicketItemForTech[],
    contacts: found.contacts.map(({ id, email, companyId, companyName }) => ({
      ...people.get(id)!,
      email,
      company: { id: companyId, name: companyName },
    })),
    companies: [...found.companies],
    techs: found.techIds.map((id) => people.get(id)!),
  };
}

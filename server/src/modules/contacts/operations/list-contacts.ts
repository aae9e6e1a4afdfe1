import type { list } from '@portico/contracts/contacts/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { contactItems } from '../contact-views.ts';
import { contactMatches, contactVisibleTo } from '../contacts.policy.ts';
import { countContacts, listContactRows } from '../contacts.reads.ts';

export async function listContacts(ctx: Ctx, input: InputOf<typeof list>): Promise<ReplyOf<typeof list, 'tech'>> {
  const { q: _q, sort, limit, cursor, count, companyId, active, canSignIn, ...more } = input.query;
  const filter = {
    ...more,
    sort: sort ?? 'name',
    limit: limit ?? 25,
    cursor,
    companyId,
    active,
    canSignIn,
    match: contactMatches(ctx.actor, input.query),
  };
  const where = contactVisibleTo(ctx.actor);
  const page = await listContactRows(ctx.tx, where, filter);
  const reply = { items: await contactItems(ctx, page.items), next: page.next };
  return count ? { ...reply, total: await countContacts(ctx.tx, where, filter) } : reply;
}

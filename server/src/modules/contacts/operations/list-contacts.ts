import type { list } from '@portico/contracts/contacts/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { matchOf } from '../../accounts/index.ts';
import { contactItems } from '../contact-views.ts';
import { contactVisibleTo } from '../contacts.policy.ts';
import { countContacts, listContactRows } from '../contacts.reads.ts';

export async function listContacts(ctx: Ctx, input: InputOf<typeof list>): Promise<ReplyOf<typeof list, 'tech'>> {
  const { q, sort, limit, cursor, companyId, active, count } = input.query;
  const filter = { sort: sort ?? 'name', limit: limit ?? 25, cursor, companyId, active, match: matchOf(q) };
  const where = contactVisibleTo(ctx.actor);
  const page = await listContactRows(ctx.tx, where, filter);
  const reply = { items: await contactItems(ctx, page.items), next: page.next };
  return count ? { ...reply, total: await countContacts(ctx.tx, where, filter) } : reply;
}

import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { list } from '@portico/contracts/relocations/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { canReadContact, findContact } from '../../contacts/index.ts';
import { relocationViews } from '../relocation-views.ts';
import { countRelocations, listRelocationRows } from '../relocations.reads.ts';

export async function listRelocations(ctx: Ctx, input: InputOf<typeof list>): Promise<ReplyOf<typeof list>> {
  const contact = await findContact(ctx.tx, input.params.id);
  if (!contact || !canReadContact(ctx.actor, contact)) throw notFound('contact');
  const { limit, cursor, count } = input.query;
  const companyIds = ctx.actor.kind === 'tech' ? ctx.actor.companyIds : null;
  const page = await listRelocationRows(ctx.tx, { contactId: contact.id }, { limit: limit ?? 25, cursor, companyIds });
  const reply = { items: await relocationViews(ctx, page.items), next: page.next };
  return count ? { ...reply, total: await countRelocations(ctx.tx, contact.id) } : reply;
}

import type { colleagues } from '@portico/contracts/contacts/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { personMatches } from '../../accounts/index.ts';
import { findCompany } from '../../companies/index.ts';
import { contactItems } from '../contact-views.ts';
import { colleagueOf } from '../contacts.policy.ts';
import { listContactRows } from '../contacts.reads.ts';

/** Names of active colleagues who let themselves be found, nothing more. In the catch-all company strangers never see each other. */
export async function listColleagues(ctx: Ctx, input: InputOf<typeof colleagues>): Promise<ReplyOf<typeof colleagues, 'contact'>> {
  const { actor } = ctx;
  if (actor.kind !== 'contact') throw notFound('page');
  const { q, limit, cursor } = input.query;
  const company = await findCompany(ctx.tx, actor.companyId);
  const where = colleagueOf(actor, company?.isCatchAll ?? true);
  const page = await listContactRows(ctx.tx, where, {
    list: 'colleagues',
    sort: 'name',
    limit: limit ?? 25,
    cursor,
    companyId: actor.companyId,
    active: true,
    canSignIn: undefined,
    match: personMatches(actor, q),
  });
  const items = await contactItems(ctx, page.items);
  return { items: items.map(({ id, kind, name, picture, title }) => ({ id, kind, name, picture, title })), next: page.next };
}

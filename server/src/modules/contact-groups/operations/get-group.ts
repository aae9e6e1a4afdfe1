import type { get } from '@portico/contracts/contact-groups/routes.ts';
import type { Audience, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { groupVisibleTo, ticketsWithin } from '../contact-groups.policy.ts';
import { getGroupRow } from '../contact-groups.reads.ts';
import { groupFor } from '../contact-groups.views.ts';

/** Also the answer of every operation that changes a group; `A` is whose. */
export async function getGroup<A extends Audience = Audience>(
  ctx: Ctx,
  input: { readonly params: { readonly id: number } },
): Promise<ReplyOf<typeof get, A>> {
  const row = await getGroupRow(ctx.tx, groupVisibleTo(ctx.actor), input.params.id, ticketsWithin(ctx.actor));
  if (!row) throw notFound('contactGroup');
  return groupFor(ctx.actor, row) as ReplyOf<typeof get, A>;
}

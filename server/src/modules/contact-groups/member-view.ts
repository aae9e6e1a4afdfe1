import type { addMember } from '@portico/contracts/contact-groups/routes.ts';
import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../kernel/context.ts';
import type { Standing } from './contact-groups.policy.ts';
import { listMemberRows } from './contact-groups.reads.ts';
import type { GroupFacts } from './contact-groups.store.ts';
import { memberViews } from './contact-groups.views.ts';

/** One member as the actor sees it: the answer of what changed it. */
export async function memberView(
  ctx: Ctx,
  group: GroupFacts,
  contactId: number,
  standing: Standing | null,
): Promise<ReplyOf<typeof addMember>> {
  const { items } = await listMemberRows(ctx.tx, group, {
    limit: 1,
    cursor: undefined,
    match: undefined,
    role: undefined,
    contactId,
    activeOnly: false,
  });
  const [view] = await memberViews(ctx, items, standing);
  if (!view) throw new Error('A member of a contact group lost its view.');
  return view;
}

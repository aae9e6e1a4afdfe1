import type { members } from '@portico/contracts/contact-groups/routes.ts';
import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { personMatches } from '../../accounts/index.ts';
import { mayInGroup, notAllowed, readableGroup } from '../contact-groups.access.ts';
import { standingIn } from '../contact-groups.policy.ts';
import { countMembers, listMemberRows } from '../contact-groups.reads.ts';
import { memberViews } from '../contact-groups.views.ts';

export async function listMembers(ctx: Ctx, input: InputOf<typeof members>): Promise<ReplyOf<typeof members>> {
  const { actor } = ctx;
  const group = await readableGroup(ctx, input.params.id);
  const standing = actor.kind === 'contact' ? standingIn(actor, group) : null;
  if (!mayInGroup(standing, 'seeMembers')) throw notAllowed();
  const { q, role, limit, cursor, count } = input.query;
  const filter = { limit: limit ?? 25, cursor, match: personMatches(actor, q), role, activeOnly: standing !== null };
  const page = await listMemberRows(ctx.tx, group, filter);
  const reply = { items: await memberViews(ctx, page.items, standing), next: page.next } as ReplyOf<typeof members>;
  return count ? { ...reply, total: await countMembers(ctx.tx, group, filter) } : reply;
}

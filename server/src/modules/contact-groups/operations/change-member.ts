import type { changeMember as contract } from '@portico/contracts/contact-groups/routes.ts';
import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { forbidden, notFound } from '../../../kernel/errors.ts';
import { expectNotForOneself, lockForMembers, mayInGroup, notAllowed } from '../contact-groups.access.ts';
import { emitMember } from '../contact-groups.events.ts';
import { findRole, updateRole } from '../contact-groups.store.ts';
import { memberView } from '../member-view.ts';

export async function changeMember(
  ctx: Ctx,
  input: { readonly params: { readonly id: number; readonly contactId: number }; readonly body: BodyOf<typeof contract> },
): Promise<ReplyOf<typeof contract>> {
  const { contactId } = input.params;
  const { group, standing } = await lockForMembers(ctx, input.params.id);
  if (!mayInGroup(standing, 'changeOthersRoles')) throw notAllowed();
  if (contactId === ctx.actor.accountId && !mayInGroup(standing, 'changeOwnRole')) {
    throw forbidden('contactGroup.ownRole', 'You cannot change your own role. Another manager of the group can. Nothing was changed.');
  }
  const before = await findRole(ctx.tx, group.id, contactId);
  if (before === null) throw notFound('groupMember');
  if (before !== input.body.role) {
    await expectNotForOneself(ctx, group, contactId);
    await updateRole(ctx.tx, group.id, contactId, input.body.role);
    await emitMember(ctx, 'contactGroup.memberChanged', group, contactId, input.body.role);
  }
  return memberView(ctx, group, contactId, standing);
}

import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { lockForMembers, mayInGroup, notAllowed } from '../contact-groups.access.ts';
import { emitMember } from '../contact-groups.events.ts';
import { deleteMember, findRole, hasOtherManager } from '../contact-groups.store.ts';

/** Everybody may leave, but the last manager names another one first: a group nobody in it can manage helps nobody. */
export async function removeMember(
  ctx: Ctx,
  input: { readonly params: { readonly id: number; readonly contactId: number } },
): Promise<Record<string, never>> {
  const { contactId } = input.params;
  const { group, standing } = await lockForMembers(ctx, input.params.id);
  const leaves = ctx.actor.kind === 'contact' && contactId === ctx.actor.accountId;
  const manages = mayInGroup(standing, 'manageMembers');
  if (!manages && !leaves) throw notAllowed();
  const role = await findRole(ctx.tx, group.id, contactId);
  if (role === null) throw notFound('groupMember');
  const stranded = leaves && role === 'manager' && !standing?.isCompanyManager;
  if (stranded && !(await hasOtherManager(ctx.tx, group.id, group.companyId, contactId))) {
    throw new Refusal(409, 'contactGroup.lastManager', 'You are the only manager of this group. Make somebody else a manager, then leave.');
  }
  await deleteMember(ctx.tx, group.id, contactId);
  await emitMember(ctx, 'contactGroup.memberRemoved', group, contactId, role);
  return {};
}

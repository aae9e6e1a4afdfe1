import type { addMember as contract } from '@portico/contracts/contact-groups/routes.ts';
import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound, Refusal } from '../../../kernel/errors.ts';
import { lockAccount } from '../../accounts/index.ts';
import { findContact } from '../../contacts/index.ts';
import { expectNotForOneself, lockForMembers, mayInGroup, notAllowed } from '../contact-groups.access.ts';
import { emitMember } from '../contact-groups.events.ts';
import { MOST_GROUPS, tooMany } from '../contact-groups.rules.ts';
import { countGroupsOf, insertMember } from '../contact-groups.store.ts';
import { memberView } from '../member-view.ts';

/** Active contacts of the group's own company. The account is locked, so that two groups at once cannot make the 51st. */
export async function addMember(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof contract> },
): Promise<ReplyOf<typeof contract>> {
  const { contactId, role } = input.body;
  const { group, standing } = await lockForMembers(ctx, input.params.id);
  if (!mayInGroup(standing, 'manageMembers')) throw notAllowed();
  await expectNotForOneself(ctx, group, contactId);
  await lockAccount(ctx.tx, contactId);
  const contact = await findContact(ctx.tx, contactId);
  if (!contact || contact.companyId !== group.companyId || !contact.active || !contact.companyActive) throw notFound('contact');
  const row = { groupId: group.id, contactId, role, addedBy: ctx.actor.accountId, createdAt: ctx.occurredAt };
  if (!(await insertMember(ctx.tx, row)))
    throw new Refusal(409, 'contactGroup.isMember', 'This contact is a member of the group already. Nothing was changed.');
  if ((await countGroupsOf(ctx.tx, contactId)) > MOST_GROUPS) throw tooMany('This contact');
  await emitMember(ctx, 'contactGroup.memberAdded', group, contactId, role);
  return memberView(ctx, group, contactId, standing);
}

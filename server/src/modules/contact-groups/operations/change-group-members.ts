import type { Ctx } from '../../../kernel/context.ts';
import { expectNotDeleted, lockReadableGroup } from '../contact-groups.access.ts';
import { emitAccess } from '../contact-groups.events.ts';
import { MOST_GROUPS, tooMany } from '../contact-groups.rules.ts';
import { deleteMembers, findOverfull, insertMembers, lockContactsOf } from '../contact-groups.store.ts';

interface Change {
  readonly id: number;
  readonly add: readonly number[];
  readonly remove: readonly number[];
}

/** Many members at once with few statements, for callers that may change the group. Contacts of other companies are left out. */
export async function changeGroupMembers(ctx: Ctx, { id, add, remove }: Change): Promise<void> {
  const group = await lockReadableGroup(ctx, id);
  expectNotDeleted(group);
  const added = await insertMembers(ctx.tx, group.id, await lockContactsOf(ctx.tx, group.companyId, add), ctx.occurredAt);
  const full = await findOverfull(ctx.tx, added, MOST_GROUPS);
  if (full !== null) throw tooMany(full);
  const removed = await deleteMembers(ctx.tx, group.id, remove);
  const facts = [
    ...added.map((contactId) => ['contactGroup.memberAdded', contactId, 'regular'] as const),
    ...removed.map((member) => ['contactGroup.memberRemoved', member.id, member.role] as const),
  ];
  const entity = { kind: 'contact-group', id: group.id };
  for (const [name, contactId, role] of facts)
    await ctx.emit({ name, entity, payload: { companyId: group.companyId, contactIds: [contactId], contactId, role } });
  await emitAccess(ctx, group.id, [...added, ...removed.map((member) => member.id)]);
}

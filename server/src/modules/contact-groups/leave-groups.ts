import type { Ctx } from '../../kernel/context.ts';
import { emitMember } from './contact-groups.events.ts';
import { deleteMembershipsOf } from './contact-groups.store.ts';

/** Out of all groups, because the contact leaves the company they belong to; also as the last manager. Returns how many. */
export async function leaveGroups(ctx: Ctx, contactId: number): Promise<number> {
  const left = await deleteMembershipsOf(ctx.tx, contactId);
  for (const { role, ...group } of left) await emitMember(ctx, 'contactGroup.memberRemoved', group, contactId, role);
  return left.length;
}

import type { Ctx } from '../../../kernel/context.ts';
import { lockReadableGroup } from '../contact-groups.access.ts';
import { emitAccess, emitGroup } from '../contact-groups.events.ts';
import { listMemberIds, updateGroupRow } from '../contact-groups.store.ts';

/** Deleting a deleted group changes nothing. Members and tickets keep their link, so that it can be restored. */
export async function deleteGroup(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Record<string, never>> {
  const group = await lockReadableGroup(ctx, input.params.id);
  if (group.deletedAt !== null) return {};
  await updateGroupRow(ctx.tx, group.id, { deletedAt: ctx.now, deletedBy: ctx.actor.accountId }, ctx.now);
  const members = await listMemberIds(ctx.tx, group.id);
  await emitGroup(ctx, 'contactGroup.deleted', group, members);
  await emitAccess(ctx, group.id, members);
  return {};
}

import type { ContactGroupForTech } from '@portico/contracts/contact-groups/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { lockReadableGroup } from '../contact-groups.access.ts';
import { emitAccess, emitGroup } from '../contact-groups.events.ts';
import { MOST_GROUPS, tooMany } from '../contact-groups.rules.ts';
import { hasFullMember, listMemberIds, updateGroupRow } from '../contact-groups.store.ts';
import { getGroup } from './get-group.ts';

/** Refused while a member has meanwhile joined as many groups as one may be in. */
export async function restoreGroup(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<ContactGroupForTech> {
  const group = await lockReadableGroup(ctx, input.params.id);
  expectVersion(ctx, group.version);
  if (group.deletedAt === null) return getGroup<'tech'>(ctx, input);
  if (await hasFullMember(ctx.tx, group.id, MOST_GROUPS)) throw tooMany('A member of this group');
  await updateGroupRow(ctx.tx, group.id, { deletedAt: null, deletedBy: null }, ctx.now);
  const members = await listMemberIds(ctx.tx, group.id);
  await emitGroup(ctx, 'contactGroup.restored', group, members);
  await emitAccess(ctx, group.id, members);
  return getGroup<'tech'>(ctx, input);
}

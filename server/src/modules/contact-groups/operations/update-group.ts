import type { update } from '@portico/contracts/contact-groups/routes.ts';
import type { ContactGroupForTech } from '@portico/contracts/contact-groups/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { expectNotDeleted, lockReadableGroup } from '../contact-groups.access.ts';
import { emitAccess, emitGroup } from '../contact-groups.events.ts';
import { cleanTags } from '../contact-groups.rules.ts';
import { listMemberIds, updateGroupRow } from '../contact-groups.store.ts';
import { getGroup } from './get-group.ts';

/** A group that begins or ends to rest takes or gives back its members' rights at once. */
export async function updateGroup(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof update> },
): Promise<ContactGroupForTech> {
  const before = await lockReadableGroup(ctx, input.params.id);
  expectVersion(ctx, before.version);
  expectNotDeleted(before);
  const { tags, ...values } = input.body;
  await updateGroupRow(ctx.tx, before.id, { ...values, ...(tags ? { tags: cleanTags(tags) } : {}) }, ctx.now);
  const members = await listMemberIds(ctx.tx, before.id);
  await emitGroup(ctx, 'contactGroup.changed', before, members);
  if (values.active !== undefined && values.active !== before.active) await emitAccess(ctx, before.id, members);
  return getGroup<'tech'>(ctx, input);
}

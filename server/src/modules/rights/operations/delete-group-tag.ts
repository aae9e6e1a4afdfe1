import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { demandUnrestricted } from '../../accounts/index.ts';
import { deleteTagRow, findTagRow } from '../group-tags.store.ts';

export async function deleteGroupTag(
  ctx: Ctx,
  { params: { id } }: { readonly params: { readonly id: number } },
): Promise<Record<string, never>> {
  if (!(await findTagRow(ctx.tx, id))) throw notFound('groupTag');
  demandUnrestricted(ctx.actor);
  const accountIds = await deleteTagRow(ctx.tx, id);
  await ctx.emit({ name: 'groupTag.changed', entity: { kind: 'group-tag', id }, payload: {} });
  if (accountIds.length > 0) await ctx.emit({ name: 'account.accessChanged', entity: { kind: 'group-tag', id }, payload: { accountIds } });
  return {};
}

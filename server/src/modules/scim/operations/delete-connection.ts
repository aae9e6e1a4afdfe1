import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { deleteConnection as deleteRow, lockConnection } from '../connections.store.ts';
import { canManage } from '../scim.policy.ts';

/** Its tokens and links go with the row; accounts and groups stay as they are. */
export async function deleteConnection(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Record<string, never>> {
  const { id } = input.params;
  const before = await lockConnection(ctx.tx, id);
  if (!before || !canManage(ctx.actor, before)) throw notFound('scimConnection');
  expectVersion(ctx, before.version);
  await deleteRow(ctx.tx, id);
  await ctx.emit({ name: 'scimConnection.removed', entity: { kind: 'scimConnection', id }, payload: {} });
  return {};
}

import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { revokeKey } from '../api-keys.store.ts';

export async function revokeApiKey(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Record<string, never>> {
  const { accountId } = ctx.actor;
  if (accountId === null || !(await revokeKey(ctx.tx, input.params.id, accountId, ctx.now))) throw notFound('key');
  return {};
}

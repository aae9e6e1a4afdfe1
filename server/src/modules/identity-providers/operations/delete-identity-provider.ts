import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { distrust } from '../distrust.ts';
import { canManage } from '../identity-providers.policy.ts';
import { deleteProvider, lockProvider } from '../identity-providers.store.ts';

export async function deleteIdentityProvider(
  ctx: Ctx,
  input: { readonly params: { readonly id: number } },
): Promise<Record<string, never>> {
  const { id } = input.params;
  const before = await lockProvider(ctx.tx, id);
  if (!before || !canManage(ctx.actor, before)) throw notFound('provider');
  expectVersion(ctx, before.version);
  await deleteProvider(ctx.tx, id);
  await distrust(ctx, id);
  await ctx.emit({ name: 'identityProvider.removed', entity: { kind: 'identityProvider', id }, payload: {} });
  return {};
}

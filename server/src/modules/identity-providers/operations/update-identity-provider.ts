import type { update } from '@portico/contracts/identity-providers/routes.ts';
import type { IdentityProvider } from '@portico/contracts/identity-providers/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { distrust } from '../distrust.ts';
import { canManage } from '../identity-providers.policy.ts';
import { changesTrust } from '../identity-providers.rules.ts';
import { lockProvider, updateProviderRow } from '../identity-providers.store.ts';
import { checkedValues } from '../write-provider.ts';
import { getIdentityProvider } from './get-identity-provider.ts';

export async function updateIdentityProvider(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof update> },
): Promise<IdentityProvider> {
  const { id } = input.params;
  const before = await lockProvider(ctx.tx, id);
  if (!before || !canManage(ctx.actor, before)) throw notFound('provider');
  expectVersion(ctx, before.version);
  const { settings, clientSecret, ...rest } = input.body;
  const enabled = rest.enabled ?? before.enabled;
  const values = checkedValues(ctx, { kind: before.kind, scope: before.scope, enabled }, before, { settings, clientSecret });
  await updateProviderRow(ctx.tx, id, { ...rest, ...values }, ctx.now);
  // Who was let in by what is no longer so has to prove it again, and open sockets are cut off.
  if ((before.enabled && !enabled) || changesTrust(before.kind, before.settings, values.settings)) await distrust(ctx, id);
  await ctx.emit({
    name: 'identityProvider.changed',
    entity: { kind: 'identityProvider', id, version: before.version + 1 },
    payload: {},
    changes: before.enabled === enabled ? {} : { enabled: [before.enabled, enabled] },
  });
  return getIdentityProvider(ctx, input);
}

import type { ScimConnection } from '@portico/contracts/scim/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { connectionView } from '../connection-view.ts';
import { findConnection } from '../connections.store.ts';
import { canManage } from '../scim.policy.ts';

export async function getConnection(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<ScimConnection> {
  const row = await findConnection(ctx.tx, input.params.id);
  if (!row || !canManage(ctx.actor, row)) throw notFound('scimConnection');
  return connectionView(ctx, row);
}

import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { endImpersonationRow } from '../impersonations.store.ts';

/** The button in the banner: at once and for good. */
export async function endImpersonation(ctx: Ctx): Promise<Record<string, never>> {
  const id = ctx.actor.kind === 'contact' ? (ctx.actor.impersonation?.id ?? null) : null;
  if (id === null) throw notFound('impersonation');
  await endImpersonationRow(ctx.tx, id, ctx.now);
  ctx.http?.clearPlace(id);
  return {};
}

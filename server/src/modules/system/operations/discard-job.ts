import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';

export async function discardJob(ctx: Ctx, input: { readonly params: { readonly id: string } }): Promise<Record<string, never>> {
  if (!(await ctx.services.jobs.discardJob(ctx.tx, input.params.id))) throw notFound('job');
  return {};
}

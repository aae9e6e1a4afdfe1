import type { Merge } from '@portico/contracts/merges/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { requireMerge } from '../merge-views.ts';

export const getMerge = (ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Merge> =>
  requireMerge(ctx, input.params.id);

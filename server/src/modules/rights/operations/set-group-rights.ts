import type { RightsView } from '@portico/contracts/rights/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { changeGroup, type RightsPatchInput } from '../rights.change.ts';
import { getGroupRights } from './get-group-rights.ts';

export async function setGroupRights(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: RightsPatchInput },
): Promise<RightsView> {
  await changeGroup(ctx, input.params.id, input.body);
  return getGroupRights(ctx, input);
}

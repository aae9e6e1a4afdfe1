import type { RightsView } from '@portico/contracts/rights/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { changeCompany, type RightsPatchInput } from '../rights.change.ts';
import { getCompanyRights } from './get-company-rights.ts';

export async function setCompanyRights(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: RightsPatchInput },
): Promise<RightsView> {
  await changeCompany(ctx, input.params.id, input.body);
  return getCompanyRights(ctx, input);
}

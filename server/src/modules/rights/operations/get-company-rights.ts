import type { RightsView } from '@portico/contracts/rights/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { canReadCompany, findCompany } from '../../companies/index.ts';
import { getPlaceFacts } from '../rights.reads.ts';
import { viewAt } from '../rights.rules.ts';

interface OfOne {
  readonly params: { readonly id: number };
}

export async function getCompanyRights(ctx: Ctx, { params: { id } }: OfOne): Promise<RightsView> {
  if (!canReadCompany(ctx.actor, id) || !(await findCompany(ctx.tx, id))) throw notFound('company');
  const { flags, queues } = await getPlaceFacts(ctx.tx, id);
  return viewAt('company', flags, queues);
}

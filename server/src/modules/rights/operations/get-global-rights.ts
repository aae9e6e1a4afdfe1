import type { RightsView } from '@portico/contracts/rights/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { getPlaceFacts } from '../rights.reads.ts';
import { viewAt } from '../rights.rules.ts';

export async function getGlobalRights(ctx: Ctx): Promise<RightsView> {
  const { flags, queues } = await getPlaceFacts(ctx.tx, null);
  return viewAt('global', flags, queues);
}

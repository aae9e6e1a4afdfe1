import type { RightsView } from '@portico/contracts/rights/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { demandGroup } from '../rights.change.ts';
import { getGroupFacts } from '../rights.reads.ts';
import { viewAt } from '../rights.rules.ts';

interface OfOne {
  readonly params: { readonly id: number };
}

export async function getGroupRights(ctx: Ctx, { params: { id } }: OfOne): Promise<RightsView> {
  const { flags, queues } = await getGroupFacts(ctx.tx, await demandGroup(ctx, id));
  return viewAt('group', flags, queues);
}

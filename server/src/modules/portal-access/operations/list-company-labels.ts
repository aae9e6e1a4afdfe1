import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { listCompanyLabels as contract } from '@portico/contracts/portal-access/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listLabels } from '../portal-access.reads.ts';

export async function listCompanyLabels(ctx: Ctx): Promise<ReplyOf<typeof contract>> {
  return { types: await listLabels(ctx.tx, 'types'), statuses: await listLabels(ctx.tx, 'statuses') };
}

import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { duplicates } from '@portico/contracts/merges/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { listDuplicates as listPairs } from '../duplicates.reads.ts';
import { companiesSeen } from '../merge-views.ts';

export async function listDuplicates(ctx: Ctx, input: Pick<InputOf<typeof duplicates>, 'query'>): Promise<ReplyOf<typeof duplicates>> {
  const { kind, recordId, limit, cursor } = input.query;
  return listPairs(ctx.tx, kind, { recordId, limit: limit ?? 25, cursor, companyIds: companiesSeen(ctx) });
}

import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { list } from '@portico/contracts/merges/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { companiesSeen, mergeViews } from '../merge-views.ts';
import { countMerges, listMergeRows } from '../merges.reads.ts';

export async function listMerges(ctx: Ctx, input: Pick<InputOf<typeof list>, 'query'>): Promise<ReplyOf<typeof list>> {
  const { kind, recordId, limit, cursor, count } = input.query;
  const filter = { kind, recordId, companyIds: companiesSeen(ctx) };
  const page = await listMergeRows(ctx.tx, filter, { limit: limit ?? 25, cursor });
  const reply = { items: await mergeViews(ctx, page.items), next: page.next };
  return count ? { ...reply, total: await countMerges(ctx.tx, filter) } : reply;
}

import type { Ctx } from '../../kernel/context.ts';
import { indexAccount } from '../accounts/index.ts';
import { indexCompany } from '../companies/index.ts';
import { reindexTicketsOf } from '../tickets/index.ts';
import type { MergeRow } from './merges.store.ts';

/** What was derived from the two records is made again, and open pages learn of it: after a merge and after its undo. */
export async function settleRecords(
  ctx: Ctx,
  { kind, loserId, winnerId, companyIds }: MergeRow,
  name: string,
  mergeId: number,
): Promise<void> {
  for (const id of [loserId, winnerId]) {
    if (kind === 'contact') {
      await indexAccount(ctx.tx, id);
      await reindexTicketsOf(ctx, { accountId: id });
    } else {
      await indexCompany(ctx.tx, id);
      await reindexTicketsOf(ctx, { companyId: id });
    }
  }
  await ctx.emit({ name, entity: { kind, id: winnerId }, payload: { mergeId, loserId } });
  if (kind === 'contact')
    await ctx.emit({ name: 'account.accessChanged', entity: { kind, id: winnerId }, payload: { accountIds: [loserId, winnerId] } });
  // Rooms of tickets that changed hands are asked for again by those who may.
  for (const companyId of companyIds) ctx.services.realtime.evict({ companyId });
}

import type { Ctx } from '../../../kernel/context.ts';
import { settleRecords } from '../after-merge.ts';
import { runStep } from '../merge-rows.store.ts';
import { companySteps, contactSteps, type Pair, type Step } from '../merge-steps.ts';
import { findSide, findTwins } from '../merges.reads.ts';
import { lockMerge, type MergeRow, updateMerge } from '../merges.store.ts';
import { retireCompany, retireContact } from '../retire.ts';

const PORTION = 500;

/**
 * In portions, each a transaction together with how far it came. What is to do are the rows that still point to the loser, so a kill
 * loses the open portion and nothing else, and what came into being meanwhile is found as well.
 */
export async function runMerge(ctx: Ctx, mergeId: number, portion = PORTION): Promise<void> {
  for (;;) {
    const more = await ctx.services.write(ctx, (writing) => runPortion(writing, mergeId, portion));
    if (!more) return;
  }
}

async function runPortion(ctx: Ctx, id: number, limit: number): Promise<boolean> {
  const merge = await lockMerge(ctx.tx, id);
  if (merge?.state !== 'running') return false;
  const pair = { loserId: merge.loserId, winnerId: merge.winnerId };
  if (merge.kind === 'contact') {
    if (await advance(ctx, merge, await stepsOfContacts(ctx, pair), limit)) return true;
    return finish(ctx, merge);
  }
  // The same person on both sides becomes one first: an address may stand in a company once.
  const twins = await findTwins(ctx.tx, pair.loserId, pair.winnerId);
  if (twins) {
    if (!(await advance(ctx, merge, await stepsOfContacts(ctx, twins, pair.winnerId), limit))) {
      await retireContact(ctx, id, twins.loserId, twins.winnerId);
      await updateMerge(ctx.tx, id, { counts: { ...merge.counts, twins: (merge.counts.twins ?? 0) + 1 }, step: 0 });
    }
    return true;
  }
  if (await advance(ctx, merge, companySteps(pair), limit)) return true;
  await retireCompany(ctx, id, pair.loserId, pair.winnerId);
  return finish(ctx, merge);
}

/** Does up to `limit` rows. False when a whole round from the first step on found nothing to do. */
async function advance(ctx: Ctx, merge: MergeRow, steps: readonly Step[], limit: number): Promise<boolean> {
  const counts = { ...merge.counts };
  let [moved, index] = [0, merge.step];
  for (; index < steps.length && moved < limit; index++) {
    const step = steps[index] as Step;
    const rows = await runStep(ctx.tx, merge.id, step, limit - moved);
    moved += rows;
    if (rows > 0) counts[step.table] = (counts[step.table] ?? 0) + rows;
    if (moved >= limit) break;
  }
  if (moved === 0 && merge.step === 0) return false;
  await updateMerge(ctx.tx, merge.id, { counts, step: index < steps.length ? index : 0 });
  return true;
}

async function stepsOfContacts(ctx: Ctx, pair: Pair, together?: number): Promise<readonly Step[]> {
  const [loser, winner] = [await findSide(ctx.tx, 'contact', pair.loserId), await findSide(ctx.tx, 'contact', pair.winnerId)];
  if (!loser || !winner) throw new Error('A contact that is being merged is gone.');
  return contactSteps(pair, { loser: loser.companyId, winner: winner.companyId, ...(together === undefined ? {} : { together }) });
}

async function finish(ctx: Ctx, merge: MergeRow): Promise<false> {
  await updateMerge(ctx.tx, merge.id, { state: 'done', finishedAt: ctx.now, problem: null });
  await settleRecords(ctx, merge, `${merge.kind}.merged`, merge.id);
  return false;
}

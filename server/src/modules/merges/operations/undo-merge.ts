import type { InputOf } from '@portico/contracts/kernel/route.ts';
import type { undo } from '@portico/contracts/merges/routes.ts';
import type { Merge } from '@portico/contracts/merges/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { requireMerge } from '../merge-views.ts';
import { findGone, hasMovedOn } from '../merges.reads.ts';
import { busy, lockMerge, updateMerge } from '../merges.store.ts';
import { areUnderWay, holdSides } from '../sides.ts';

export async function undoMerge(ctx: Ctx, input: Pick<InputOf<typeof undo>, 'params'>): Promise<Merge> {
  const { id, kind, loser, winner } = await requireMerge(ctx, input.params.id);
  const ids = [loser.id, winner.id];
  await holdSides(ctx, kind, ids);
  const merge = await lockMerge(ctx.tx, id);
  if (merge?.state === 'running' || merge?.state === 'undoing') throw busy();
  if (!merge || merge.state === 'undone' || merge.undoUntil <= ctx.now)
    throw new Refusal(409, 'merge.tooLate', 'This merge was taken back already, or it is more than 30 days old. Nothing was changed.');
  if (await areUnderWay(ctx, kind, ids)) throw busy();
  // The tickets of contacts went with the company: back to the stub of it is no way back.
  if ((await findGone(ctx.tx, kind, winner.id)) || (kind === 'contact' && (await hasMovedOn(ctx.tx, merge))))
    throw new Refusal(
      409,
      'merge.later',
      'The record that was kept, or the company of one of the two, has been merged or erased since. Take that merge back first.',
    );
  await updateMerge(ctx.tx, id, { state: 'undoing', undoneBy: ctx.actor.accountId });
  await ctx.emit({ name: `${kind}.undoStarted`, entity: { kind, id: winner.id }, payload: { mergeId: id, loserId: loser.id } });
  await ctx.services.jobs.send(ctx.tx, 'merges.undo', { mergeId: id });
  return requireMerge(ctx, id);
}

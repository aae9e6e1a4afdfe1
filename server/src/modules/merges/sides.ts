import type { MergeKind } from '@portico/contracts/merges/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { canReadCompany } from '../companies/index.ts';
import { findSide, isRelocating, type Side } from './merges.reads.ts';
import { busy, isUnderWay } from './merges.store.ts';

export interface Sides {
  readonly kind: MergeKind;
  readonly loser: Side;
  readonly winner: Side;
}

/** Both records, if the actor may see both; techs are no contacts, so they are not found here. */
export async function readSides(
  ctx: Ctx,
  input: { readonly kind: MergeKind; readonly loserId: number; readonly winnerId: number },
): Promise<Sides> {
  const side = async (id: number): Promise<Side> => {
    const found = await findSide(ctx.tx, input.kind, id);
    if (!found || !canReadCompany(ctx.actor, found.companyId)) throw notFound(input.kind);
    return found;
  };
  return { kind: input.kind, loser: await side(input.loserId), winner: await side(input.winnerId) };
}

/** Why these two cannot be merged; null when they can. */
export async function whyNot(ctx: Ctx, { kind, loser, winner }: Sides): Promise<Refusal | null> {
  if (loser.id === winner.id)
    return new Refusal(422, 'merge.itself', 'This is one and the same record. Choose another one to merge it with.');
  if (loser.gone || winner.gone)
    return new Refusal(
      409,
      'merge.gone',
      'One of the two was merged or erased already. Open the record it became part of, and merge that.',
    );
  if (kind === 'company' && (loser.isCatchAll || winner.isCatchAll))
    return new Refusal(
      409,
      'merge.catchAll',
      'The company of strangers is not merged: its people must never see each other. Nothing was changed.',
    );
  if (!winner.active)
    return new Refusal(
      409,
      'merge.closed',
      'The record that would be kept is disabled. Enable it first, or keep the other one. Nothing was changed.',
    );
  const ids = [loser.id, winner.id];
  if ((await isUnderWay(ctx.tx, kind, ids)) || (kind === 'contact' && (await isRelocating(ctx.tx, ids)))) return busy();
  return null;
}

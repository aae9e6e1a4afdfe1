import type { MergeKind } from '@portico/contracts/merges/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { canReadCompany } from '../companies/index.ts';
import { companiesUnderWay, contactsUnderWay, holdCompanies, holdContacts } from '../contacts/index.ts';
import { findSide, type Side } from './merges.reads.ts';
import { busy } from './merges.store.ts';

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
  return (await areUnderWay(ctx, kind, [loser.id, winner.id])) ? busy() : null;
}

/** Both records, until the end of the transaction; what is read afterwards holds. */
export async function holdSides(ctx: Ctx, kind: MergeKind, ids: readonly number[]): Promise<void> {
  if (kind === 'company') await holdCompanies(ctx.tx, ids);
  else if (!(await holdContacts(ctx.tx, ids))) throw busy();
}

export const areUnderWay = (ctx: Ctx, kind: MergeKind, ids: readonly number[]): Promise<boolean> =>
  kind === 'company' ? companiesUnderWay(ctx.tx, ids) : contactsUnderWay(ctx.tx, ids);

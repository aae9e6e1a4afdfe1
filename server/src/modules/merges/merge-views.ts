import type { Merge } from '@portico/contracts/merges/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { notFound } from '../../kernel/errors.ts';
import { personRefs } from '../accounts/index.ts';
import { type ListedMerge, listMergeRows } from './merges.reads.ts';

export const companiesSeen = ({ actor }: Pick<Ctx, 'actor'>): readonly number[] | null => (actor.kind === 'tech' ? actor.companyIds : null);

export async function mergeViews(ctx: Ctx, rows: readonly ListedMerge[]): Promise<Merge[]> {
  const people = await personRefs(
    ctx,
    rows.flatMap(({ row }) => [row.createdBy, row.undoneBy]),
  );
  const person = (id: number | null) => (id === null ? null : (people.get(id) ?? null));
  return rows.map(({ row, loserName, winnerName }) => ({
    id: row.id,
    kind: row.kind,
    loser: { id: row.loserId, name: loserName },
    winner: { id: row.winnerId, name: winnerName },
    state: row.state,
    counts: row.counts,
    kept: row.kept,
    by: person(row.createdBy),
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
    undoUntil: row.undoUntil,
    undoneBy: person(row.undoneBy),
    undoneAt: row.undoneAt,
    can: { undo: (row.state === 'done' || row.state === 'failed') && row.undoUntil > ctx.now },
  }));
}

/** A merge the actor may see: both records are of companies he sees. */
export async function requireMerge(ctx: Ctx, id: number): Promise<Merge> {
  const { items } = await listMergeRows(ctx.tx, { id, companyIds: companiesSeen(ctx) }, { limit: 1 });
  const [view] = await mergeViews(ctx, items);
  if (!view) throw notFound('merge');
  return view;
}

import type { Relocation } from '@portico/contracts/relocations/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { personRefs } from '../accounts/index.ts';
import { type ListedRelocation, listRelocationRows } from './relocations.reads.ts';

export async function relocationViews(ctx: Ctx, rows: readonly ListedRelocation[]): Promise<Relocation[]> {
  const people = await personRefs(
    ctx,
    rows.flatMap(({ row }) => [row.heirId, row.createdBy]),
  );
  const person = (id: number | null) => (id === null ? null : (people.get(id) ?? null));
  return rows.map(({ row: { heirId, createdBy, fromCompanyId, toCompanyId, position: _position, ...row }, fromName, toName }) => ({
    ...row,
    from: { id: fromCompanyId, name: fromName },
    to: { id: toCompanyId, name: toName },
    heir: person(heirId),
    by: person(createdBy),
  }));
}

export async function relocationView(ctx: Ctx, id: number): Promise<Relocation> {
  const { items } = await listRelocationRows(ctx.tx, { id }, { limit: 1, cursor: undefined, companyIds: null });
  const [view] = await relocationViews(ctx, items);
  if (!view) throw new Error('The relocation is gone.');
  return view;
}

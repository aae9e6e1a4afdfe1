import type { Department } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { notFound } from '../../kernel/errors.ts';
import { personRefs } from '../accounts/index.ts';
import { mayAssign } from './departments.rules.ts';
import { type CountedDepartment, findDepartment } from './departments.store.ts';

export async function departmentViews(ctx: Ctx, rows: readonly CountedDepartment[]): Promise<Department[]> {
  const people = await personRefs(
    ctx,
    rows.map((row) => row.leadId),
  );
  return rows.map(({ leadId, ...row }) => ({
    ...row,
    lead: leadId === null ? null : (people.get(leadId) ?? null),
    can: { assign: mayAssign(ctx.actor, { leadId }) },
  }));
}

export async function departmentView(ctx: Ctx, id: number): Promise<Department> {
  const row = await findDepartment(ctx.tx, id);
  const [view] = row ? await departmentViews(ctx, [row]) : [];
  if (!view) throw notFound('department');
  return view;
}

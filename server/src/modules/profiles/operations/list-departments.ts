import type { Department } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { departmentViews } from '../department-views.ts';
import { listDepartmentRows } from '../departments.store.ts';

export async function listDepartments(ctx: Ctx): Promise<{ items: Department[] }> {
  return { items: await departmentViews(ctx, await listDepartmentRows(ctx.tx)) };
}

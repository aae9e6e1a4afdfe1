import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { createDepartment as create } from '@portico/contracts/profiles/routes.ts';
import type { Department } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { cleanName } from '../../accounts/index.ts';
import { departmentView } from '../department-views.ts';
import { insertDepartment } from '../departments.store.ts';

export async function createDepartment(ctx: Ctx, input: { readonly body: BodyOf<typeof create> }): Promise<Department> {
  const id = await insertDepartment(ctx.tx, { ...input.body, name: cleanName(input.body.name) }, ctx.occurredAt);
  await ctx.emit({ name: 'department.created', entity: { kind: 'department', id, version: 1 }, payload: {} });
  return departmentView(ctx, id);
}

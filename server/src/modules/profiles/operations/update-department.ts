import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { updateDepartment as update } from '@portico/contracts/profiles/routes.ts';
import type { Department } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { expectVersion } from '../../../kernel/http/version.ts';
import { cleanName } from '../../accounts/index.ts';
import { departmentView } from '../department-views.ts';
import { lockDepartment, updateDepartmentRow } from '../departments.store.ts';

export async function updateDepartment(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof update> },
): Promise<Department> {
  const { id } = input.params;
  const before = await lockDepartment(ctx.tx, id);
  if (!before) throw notFound('department');
  expectVersion(ctx, before.version);
  const { name, ...values } = input.body;
  await updateDepartmentRow(ctx.tx, id, name === undefined ? values : { ...values, name: cleanName(name) }, ctx.now);
  await ctx.emit({ name: 'department.changed', entity: { kind: 'department', id, version: before.version + 1 }, payload: {} });
  return departmentView(ctx, id);
}

import type { Department } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { departmentView } from '../department-views.ts';

export async function getDepartment(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<Department> {
  return departmentView(ctx, input.params.id);
}

import type { Ctx } from '../../kernel/context.ts';
import { forbidden, notFound } from '../../kernel/errors.ts';
import { mayAssign } from './departments.rules.ts';
import { type DepartmentRow, lockDepartment, lockDepartmentOf, putInDepartment } from './departments.store.ts';

export interface MemberInput {
  readonly params: { readonly id: number; readonly techId: number };
}

export const notTheirs = () =>
  forbidden('department.notAllowed', 'Only administrators and the lead of a department say who belongs to it. Nothing was changed.');

export async function lockForMembers(ctx: Ctx, { params }: MemberInput): Promise<{ department: DepartmentRow; before: number | null }> {
  const department = await lockDepartment(ctx.tx, params.id);
  if (!department) throw notFound('department');
  if (!mayAssign(ctx.actor, department)) throw notTheirs();
  const before = await lockDepartmentOf(ctx.tx, params.techId);
  if (before === undefined) throw notFound('tech');
  return { department, before };
}

export async function moveMember(ctx: Ctx, techId: number, from: number | null, to: number | null): Promise<void> {
  await putInDepartment(ctx.tx, techId, to);
  await ctx.emit({
    name: 'department.membersChanged',
    entity: { kind: 'department', id: to ?? from ?? 0 },
    payload: { techId },
    changes: { departmentId: [from, to] },
  });
}

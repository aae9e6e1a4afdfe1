import type { Department } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { lockForMembers, type MemberInput, moveMember, notTheirs } from '../department-members.ts';
import { departmentView } from '../department-views.ts';
import { mayTakeFrom } from '../departments.rules.ts';

/** Membership decides who reads a profile that is shown to the department only, so nobody adds himself. */
export async function addDepartmentMember(ctx: Ctx, input: MemberInput): Promise<Department> {
  const { id, techId } = input.params;
  const { department, before } = await lockForMembers(ctx, input);
  if (!mayTakeFrom(ctx.actor, before, id)) throw notTheirs();
  if (!department.active) throw new Refusal(409, 'department.archived', 'This department is archived. Restore it first.');
  if (before !== id) await moveMember(ctx, techId, before, id);
  return departmentView(ctx, id);
}

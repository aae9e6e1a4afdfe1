import type { Department } from '@portico/contracts/profiles/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { lockForMembers, type MemberInput, moveMember } from '../department-members.ts';
import { departmentView } from '../department-views.ts';

export async function removeDepartmentMember(ctx: Ctx, input: MemberInput): Promise<Department> {
  const { id, techId } = input.params;
  const { before } = await lockForMembers(ctx, input);
  if (before === id) await moveMember(ctx, techId, id, null);
  return departmentView(ctx, id);
}

import type { getCompanyPolicy as contract } from '@portico/contracts/contact-groups/routes.ts';
import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { canReadCompany, findCompany } from '../../companies/index.ts';
import { groupPolicyOf } from '../contact-groups.settings.ts';

export async function getCompanyPolicy(ctx: Ctx, input: { readonly params: { readonly id: number } }): Promise<ReplyOf<typeof contract>> {
  const { id } = input.params;
  if (!canReadCompany(ctx.actor, id) || !(await findCompany(ctx.tx, id))) throw notFound('company');
  return groupPolicyOf(ctx.tx, id);
}

import type { setCompanyPolicy as contract } from '@portico/contracts/contact-groups/routes.ts';
import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { canReadCompany, findCompany } from '../../companies/index.ts';
import { setSettingFor } from '../../settings/index.ts';
import { groupPolicyOf, POLICY_KEY } from '../contact-groups.settings.ts';

/** Null: the company has no value of its own any more. */
export async function setCompanyPolicy(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof contract> },
): Promise<ReplyOf<typeof contract>> {
  const { id } = input.params;
  if (!canReadCompany(ctx.actor, id) || !(await findCompany(ctx.tx, id))) throw notFound('company');
  await setSettingFor(ctx, POLICY_KEY, { scope: 'company', id }, input.body.policy);
  return groupPolicyOf(ctx.tx, id);
}

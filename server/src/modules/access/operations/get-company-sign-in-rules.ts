import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { getCompanySignInRules as contract } from '@portico/contracts/sign-in-rules/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { getCompany } from '../../companies/index.ts';
import { getSetting, resolveSetting } from '../../settings/index.ts';
import { companyRules, methodsOfContacts, SIGN_IN_RULES_KEY, workspaceRules } from '../sign-in.rules.ts';

export async function getCompanySignInRules(
  ctx: Ctx,
  input: { readonly params: { readonly id: number } },
): Promise<ReplyOf<typeof contract, 'tech'>> {
  const { id } = await getCompany(ctx, input);
  const own = await resolveSetting(ctx.tx, SIGN_IN_RULES_KEY, [{ scope: 'company', id }]);
  return {
    ...companyRules(own?.value),
    inherited: methodsOfContacts(workspaceRules(await getSetting<unknown>(ctx.tx, SIGN_IN_RULES_KEY, null))),
  };
}

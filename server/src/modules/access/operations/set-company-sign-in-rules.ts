import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { setCompanySignInRules as contract } from '@portico/contracts/sign-in-rules/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { getCompany } from '../../companies/index.ts';
import { setSettingFor } from '../../settings/index.ts';
import { judgeSessionsAgain } from '../judge-sessions-again.ts';
import { SIGN_IN_RULES_KEY } from '../sign-in.rules.ts';
import { getCompanySignInRules } from './get-company-sign-in-rules.ts';

export async function setCompanySignInRules(
  ctx: Ctx,
  input: { readonly params: { readonly id: number }; readonly body: BodyOf<typeof contract> },
): Promise<ReplyOf<typeof contract>> {
  const { id } = await getCompany(ctx, input);
  const { body } = input;
  const isDefault = body.methods === null && !body.sharedComputers && !body.secondFactor;
  await setSettingFor(ctx, SIGN_IN_RULES_KEY, { scope: 'company', id }, isDefault ? null : body);
  await judgeSessionsAgain(ctx, id);
  return getCompanySignInRules(ctx, input);
}

import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { getSignInRules as contract } from '@portico/contracts/sign-in-rules/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { getSetting } from '../../settings/index.ts';
import { companyRules, SIGN_IN_RULES_KEY, workspaceRules } from '../sign-in.rules.ts';
import { listCompanyRules } from '../sign-in-rules.reads.ts';

export async function getSignInRules(ctx: Ctx): Promise<ReplyOf<typeof contract, 'tech'>> {
  const own = await listCompanyRules(ctx.tx, ctx.actor.kind === 'tech' ? ctx.actor.companyIds : null);
  return {
    ...workspaceRules(await getSetting<unknown>(ctx.tx, SIGN_IN_RULES_KEY, null)),
    companies: own.map(({ id, name, rules }) => ({ id, name, ...companyRules(rules) })),
  };
}

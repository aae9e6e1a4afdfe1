import type { setPolicy as contract } from '@portico/contracts/contact-groups/routes.ts';
import type { BodyOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { demandAllCompanies } from '../../accounts/index.ts';
import { setSetting } from '../../settings/index.ts';
import { POLICY_KEY } from '../contact-groups.settings.ts';

export async function setPolicy(ctx: Ctx, input: { readonly body: BodyOf<typeof contract> }): Promise<ReplyOf<typeof contract>> {
  demandAllCompanies(ctx.actor);
  await setSetting(ctx, POLICY_KEY, input.body.policy);
  return input.body;
}

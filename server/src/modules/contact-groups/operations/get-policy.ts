import type { getPolicy as contract } from '@portico/contracts/contact-groups/routes.ts';
import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { getSetting } from '../../settings/index.ts';
import { FALLBACK, groupPolicyOf, POLICY_KEY } from '../contact-groups.settings.ts';

export async function getPolicy(ctx: Ctx): Promise<ReplyOf<typeof contract>> {
  const { actor } = ctx;
  if (actor.kind === 'contact') return { policy: (await groupPolicyOf(ctx.tx, actor.companyId)).effective };
  return { policy: await getSetting(ctx.tx, POLICY_KEY, FALLBACK) };
}

import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import { CAPABILITIES, type Capability, roleCan } from '@portico/contracts/rights/capabilities.ts';
import type { techAccess } from '@portico/contracts/rights/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { findTech } from '../../techs/index.ts';

const KINDS = ['queueIds', 'companyIds', 'categoryIds'] as const;

export async function getTechAccess(
  ctx: Ctx,
  { params }: { readonly params: { readonly id: number } },
): Promise<ReplyOf<typeof techAccess, 'tech'>> {
  const tech = await findTech(ctx.tx, params.id);
  if (!tech) throw notFound('tech');
  return {
    role: tech.role,
    capabilities: (Object.keys(CAPABILITIES) as Capability[]).map((capability) => ({
      capability,
      allowed: roleCan(tech.role, capability),
      from: CAPABILITIES[capability].from,
    })),
    restrictions: KINDS.map((kind) => ({
      kind,
      // 0 only says how tickets without a category are treated.
      ids: tech[kind]?.filter((id) => id > 0) ?? null,
      from: tech.own[kind] ? 'tech' : tech[kind] ? 'global' : 'none',
    })),
  };
}

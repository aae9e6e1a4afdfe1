import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { preview } from '@portico/contracts/merges/routes.ts';
import type { MergeWarning } from '@portico/contracts/merges/shapes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { compare } from '../fields.rules.ts';
import { countReach, readCompanyConcerns, type Side } from '../merges.reads.ts';
import { readSides, type Sides, whyNot } from '../sides.ts';

export async function previewMerge(ctx: Ctx, input: Pick<InputOf<typeof preview>, 'query'>): Promise<ReplyOf<typeof preview>> {
  const sides = await readSides(ctx, input.query);
  const { kind, loser, winner } = sides;
  const refusal = await whyNot(ctx, sides);
  const { warnings, twins } = await lookOut(ctx, sides);
  const side = ({ id, name, active, emailKey, companyName }: Side) => ({
    id,
    name,
    active,
    note: kind === 'contact' ? [emailKey, companyName].filter(Boolean).join(' · ') : null,
  });
  return {
    kind,
    loser: side(loser),
    winner: side(winner),
    blocked: refusal?.code ?? null,
    fields: compare(kind, loser, winner),
    counts: { ...(await countReach(ctx.tx, kind, loser.id)), ...(kind === 'company' ? { twins } : {}) },
    warnings,
  };
}

async function lookOut(ctx: Ctx, { kind, loser, winner }: Sides): Promise<{ warnings: MergeWarning[]; twins: number }> {
  if (kind === 'contact') {
    const holds: Partial<Record<MergeWarning, boolean>> = {
      // Two addresses may be two people: the one who reads the loser's mail loses its tickets to the other.
      addressesDiffer: loser.emailKey !== null && loser.emailKey !== winner.emailKey,
      otherCompany: loser.companyId !== winner.companyId,
      hasRights: loser.values.is_manager === true || loser.values.is_approver === true,
    };
    return { warnings: (Object.keys(holds) as MergeWarning[]).filter((one) => holds[one]), twins: 0 };
  }
  const { twins, ...holds } = await readCompanyConcerns(ctx.tx, loser.id, winner.id);
  return { warnings: (Object.keys(holds) as (keyof typeof holds)[]).filter((one) => holds[one]), twins };
}

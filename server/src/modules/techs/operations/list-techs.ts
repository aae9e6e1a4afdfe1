import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { list } from '@portico/contracts/techs/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { matchOf, personRefs } from '../../accounts/index.ts';
import { canListTechs, seesOnlyOwnTeams } from '../techs.policy.ts';
import { countTechs, listTechRows, type TechFilter } from '../techs.reads.ts';

export async function listTechs(ctx: Ctx, input: InputOf<typeof list>): Promise<ReplyOf<typeof list, 'tech'>> {
  const { actor } = ctx;
  if (!canListTechs(actor)) throw notFound('page');
  const { q, sort, limit, cursor, active, role, teamId, count } = input.query;
  const filter: TechFilter = {
    sort: sort ?? 'name',
    limit: limit ?? 25,
    cursor,
    active,
    role,
    teamId,
    match: matchOf(q),
    within: seesOnlyOwnTeams(actor) ? { techId: actor.accountId, teamIds: actor.teamIds } : undefined,
  };
  const page = await listTechRows(ctx.tx, filter);
  const refs = await personRefs(
    ctx,
    page.items.map((row) => row.id),
  );
  const items = page.items.map((row) => ({ ...row, kind: 'tech' as const, picture: refs.get(row.id)?.picture ?? null }));
  return count ? { items, next: page.next, total: await countTechs(ctx.tx, filter) } : { items, next: page.next };
}

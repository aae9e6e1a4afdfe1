import type { InputOf, ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { list } from '@portico/contracts/techs/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { peopleSeen, personMatches, withoutHidden } from '../../accounts/index.ts';
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
    match: personMatches(actor, q),
    within: seesOnlyOwnTeams(actor) ? { techId: actor.accountId, teamIds: actor.teamIds } : undefined,
  };
  const page = await listTechRows(ctx.tx, filter);
  const people = await peopleSeen(
    ctx,
    page.items.map((row) => row.id),
  );
  const items = page.items.map((row) => {
    const person = people.get(row.id);
    return { ...withoutHidden(row, person?.sees), kind: 'tech' as const, picture: person?.ref.picture ?? null };
  });
  return count ? { items, next: page.next, total: await countTechs(ctx.tx, filter) } : { items, next: page.next };
}

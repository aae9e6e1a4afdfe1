import type { Ctx } from '../../../kernel/context.ts';
import { notFound } from '../../../kernel/errors.ts';
import { changeMembers, lockTeam, updateTeamRow } from '../teams.store.ts';

interface Change {
  readonly id: number;
  readonly add: readonly number[];
  readonly remove: readonly number[];
}

/** Some in, some out, for callers that know techs and may change the team; whoever leads it goes on leading. */
export async function changeTeamMembers(ctx: Ctx, { id, add, remove }: Change): Promise<void> {
  const before = await lockTeam(ctx.tx, id);
  if (!before) throw notFound('team');
  await changeMembers(ctx.tx, id, add, remove);
  await updateTeamRow(ctx.tx, id, {}, ctx.now);
  await ctx.emit({ name: 'team.changed', entity: { kind: 'team', id, version: before.version + 1 }, payload: {} });
  // A streamline tech sees colleagues and teams by what he is a member of.
  await ctx.emit({ name: 'account.accessChanged', entity: { kind: 'team', id }, payload: { accountIds: [...add, ...remove] } });
}

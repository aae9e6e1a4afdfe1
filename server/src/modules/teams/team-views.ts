import type { Team } from '@portico/contracts/teams/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { personRefs } from '../accounts/index.ts';
import type { TeamRow } from './teams.reads.ts';

/** Teams with their members as people, one query for all of them. */
export async function teamViews(ctx: Ctx, rows: readonly TeamRow[]): Promise<Team[]> {
  const refs = await personRefs(
    ctx,
    rows.flatMap((row) => row.members.map((member) => member.id)),
  );
  return rows.map((row) => ({
    ...row,
    members: row.members.flatMap((member) => {
      const person = refs.get(member.id);
      return person ? [{ ...person, isLead: member.isLead }] : [];
    }),
  }));
}

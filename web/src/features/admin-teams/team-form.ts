import type { PersonRef } from '@portico/contracts/accounts/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { create, update } from '@portico/contracts/teams/routes.ts';
import type { Team } from '@portico/contracts/teams/shapes.ts';
import type { TFunction } from 'i18next';

export interface Member extends Pick<PersonRef, 'id' | 'name' | 'picture'> {
  readonly isLead: boolean;
}
export interface TeamValues {
  readonly name: string;
  readonly description: string;
  readonly awayRule: Team['awayRule'];
  readonly members: readonly Member[];
}
export const EMPTY_TEAM: TeamValues = { name: '', description: '', awayRule: 'none', members: [] };

export const teamValues = (team: Team): TeamValues => ({
  name: team.name,
  description: team.description,
  awayRule: team.awayRule,
  members: team.members.map(({ id, name, isLead }) => ({ id, name, isLead, picture: null })),
});

export function teamPatch({ members, ...values }: Partial<TeamValues>): BodyOf<typeof update> {
  return {
    ...values,
    ...(values.name === undefined ? {} : { name: values.name.trim() }),
    ...(members ? { members: members.map(({ id, isLead }) => ({ techId: id, isLead })) } : {}),
  };
}
export const newTeam = (values: TeamValues): BodyOf<typeof create> => ({ ...teamPatch(values), name: values.name.trim() });

export const checkTeam = (values: TeamValues, t: TFunction<'admin'>): Record<string, string> =>
  values.name.trim() === '' ? { name: t('teams.nameNeeded') } : {};

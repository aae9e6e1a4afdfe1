import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById } from '../kernel/shapes.ts';
import { NewTeam, Team, TeamPatch } from './shapes.ts';

export const list = route({
  id: 'teams.list',
  method: 'GET',
  path: '/teams',
  permission: 'tech',
  scope: 'people:read',
  tx: 'none',
  reply: { tech: Type.Object({ items: Type.Array(Team) }) },
  errors: [],
  summary: 'Teams',
  description: 'All teams with their members (teams are few; at most 500).',
});
export const get = route({
  id: 'teams.get',
  method: 'GET',
  path: '/teams/{id}',
  permission: 'tech',
  scope: 'people:read',
  tx: 'none',
  params: ById,
  versioned: true,
  reply: { tech: Team },
  errors: ['team.notFound'],
  summary: 'One team',
  description: 'With its members.',
});
export const create = route({
  id: 'teams.create',
  method: 'POST',
  path: '/teams',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  status: 201,
  body: NewTeam,
  versioned: true,
  reply: { tech: Team },
  errors: ['team.nameTaken', 'tech.notFound'],
  summary: 'Create a team',
  description: 'Administrators.',
});
export const update = route({
  id: 'teams.update',
  method: 'PATCH',
  path: '/teams/{id}',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  params: ById,
  body: TeamPatch,
  versioned: true,
  reply: { tech: Team },
  errors: ['team.notFound', 'team.nameTaken', 'tech.notFound', 'version.conflict'],
  summary: 'Change a team',
  description: '`members` replaces the whole list.',
});

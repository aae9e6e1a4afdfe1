import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Id, Page, Paging, Words } from '../kernel/shapes.ts';
import { NewTech, Role, Tech, TechItem, TechPatch } from './shapes.ts';

export const list = route({
  id: 'techs.list',
  method: 'GET',
  path: '/techs',
  permission: 'tech',
  scope: 'people:read',
  tx: 'none',
  query: Type.Object({
    ...Paging,
    q: Type.Optional(Type.String({ maxLength: 200 })),
    active: Type.Optional(Type.Boolean()),
    role: Type.Optional(Role),
    teamId: Type.Optional(Id),
    sort: Type.Optional(Words(['name', '-name', '-createdAt'])),
  }),
  reply: { tech: Page(TechItem) },
  errors: ['cursor.invalid'],
  summary: 'Techs',
  description: 'All techs, for choosing an assignee and for administration.',
});
export const get = route({
  id: 'techs.get',
  method: 'GET',
  path: '/techs/{id}',
  permission: 'admin',
  scope: 'people:read',
  tx: 'none',
  params: ById,
  versioned: true,
  reply: { tech: Tech },
  errors: ['tech.notFound'],
  summary: 'One tech',
  description: 'With restrictions and contact data; administrators.',
});
export const create = route({
  id: 'techs.create',
  method: 'POST',
  path: '/techs',
  permission: 'master-admin',
  scope: 'people:write',
  tx: 'write',
  status: 201,
  body: NewTech,
  versioned: true,
  reply: { tech: Tech },
  errors: ['tech.emailTaken', 'tech.restrictionsNeeded'],
  summary: 'Create a tech',
  description: 'A streamline tech must be restricted in queues and companies.',
});
export const update = route({
  id: 'techs.update',
  method: 'PATCH',
  path: '/techs/{id}',
  permission: 'master-admin',
  scope: 'people:write',
  tx: 'write',
  params: ById,
  body: TechPatch,
  versioned: true,
  reply: { tech: Tech },
  errors: ['tech.notFound', 'tech.emailTaken', 'tech.restrictionsNeeded', 'tech.lastMasterAdmin', 'version.conflict'],
  summary: 'Change a tech',
  description:
    'A change of role, restriction or activity takes effect on open sessions and sockets at once. The last active master administrator stays one.',
});
export const setPassword = route({
  id: 'techs.setPassword',
  method: 'PUT',
  path: '/techs/{id}/password',
  permission: 'master-admin',
  scope: null,
  tx: 'write',
  params: ById,
  body: Type.Object({ password: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]) }, { additionalProperties: false }),
  reply: { tech: Tech },
  errors: ['tech.notFound', 'password.weak'],
  summary: 'Set or remove a password',
  description: 'Belongs to this account only.',
});

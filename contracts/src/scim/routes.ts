import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Id, Nothing, Page, Paging } from '../kernel/shapes.ts';
import { NewScimConnection, OVERLAP_HOURS, ScimActivity, ScimConnection, ScimConnectionItem, ScimConnectionPatch } from './shapes.ts';

const reach =
  'Master administrators. Whoever works for certain companies only sees and changes the connections of these companies, and none for staff.';
const WithToken = Type.Object({ connection: ScimConnection, token: Type.String({ description: 'Shown this once' }) });

export const list = route({
  id: 'scimConnections.list',
  method: 'GET',
  path: '/scim-connections',
  permission: 'master-admin',
  scope: null,
  tx: 'none',
  query: Type.Object({ ...Paging, companyId: Type.Optional(Id) }),
  reply: { tech: Page(ScimConnectionItem) },
  errors: ['cursor.invalid'],
  summary: 'Directories that send accounts (SCIM)',
  description: `Newest first. ${reach}`,
});
export const get = route({
  id: 'scimConnections.get',
  method: 'GET',
  path: '/scim-connections/{id}',
  permission: 'master-admin',
  scope: null,
  tx: 'none',
  params: ById,
  versioned: true,
  reply: { tech: ScimConnection },
  errors: ['scimConnection.notFound'],
  summary: 'One SCIM connection',
  description: `With the address to copy into the directory, and what it did in the last seven days. ${reach}`,
});
export const create = route({
  id: 'scimConnections.create',
  method: 'POST',
  path: '/scim-connections',
  permission: 'master-admin',
  scope: null,
  tx: 'write',
  status: 201,
  secretReply: true,
  body: NewScimConnection,
  reply: { tech: WithToken },
  errors: ['company.notFound', 'role.restricted', 'scimConnection.adminsNotAllowed'],
  summary: 'Connect a directory',
  description: `Its token is shown once. A company’s connection may take over contacts that are there unless told otherwise, one for staff may not. ${reach}`,
});
export const update = route({
  id: 'scimConnections.update',
  method: 'PATCH',
  path: '/scim-connections/{id}',
  permission: 'master-admin',
  scope: null,
  tx: 'write',
  params: ById,
  body: ScimConnectionPatch,
  versioned: true,
  reply: { tech: ScimConnection },
  errors: ['scimConnection.notFound', 'scimConnection.adminsNotAllowed', 'version.conflict'],
  summary: 'Change a SCIM connection',
  description: `While it is not enabled its token is refused. ${reach}`,
});
export const remove = route({
  id: 'scimConnections.delete',
  method: 'DELETE',
  path: '/scim-connections/{id}',
  permission: 'master-admin',
  scope: null,
  tx: 'write',
  status: 204,
  params: ById,
  versioned: true,
  reply: { tech: Nothing },
  errors: ['scimConnection.notFound', 'version.conflict'],
  summary: 'Revoke a SCIM connection',
  description: `For good: its tokens are worthless at once. Accounts and groups stay as they are and belong to no directory any more. ${reach}`,
});
export const renewToken = route({
  id: 'scimConnections.renewToken',
  method: 'POST',
  path: '/scim-connections/{id}/token',
  permission: 'master-admin',
  scope: null,
  tx: 'write',
  status: 201,
  secretReply: true,
  params: ById,
  body: Type.Object(
    {
      overlapHours: Type.Unsafe<(typeof OVERLAP_HOURS)[number]>({
        type: 'integer',
        enum: OVERLAP_HOURS,
        description: 'How long the token before goes on working',
      }),
    },
    { additionalProperties: false },
  ),
  reply: { tech: WithToken },
  errors: ['scimConnection.notFound'],
  summary: 'Renew the token of a SCIM connection',
  description: `The new one is shown once; every older one ends after the overlap at the latest. ${reach}`,
});
export const activities = route({
  id: 'scimConnections.activities',
  method: 'GET',
  path: '/scim-connections/{id}/activities',
  permission: 'master-admin',
  scope: null,
  tx: 'none',
  params: ById,
  query: Type.Object({ ...Paging, refused: Type.Optional(Type.Boolean({ description: 'Only what was refused' })) }),
  reply: { tech: Page(ScimActivity) },
  errors: ['scimConnection.notFound', 'cursor.invalid'],
  summary: 'What a SCIM connection did',
  description: `Newest first, of the last 30 days. ${reach}`,
});

import { Type } from 'typebox';
import { BulkReply } from '../contacts/shapes.ts';
import { route } from '../kernel/route.ts';
import { ById, Id, Page, Paging, Words } from '../kernel/shapes.ts';
import { TagName } from '../tags/shapes.ts';
import { Company, CompanyBulk, CompanyItem, CompanyPatch, NewCompany } from './shapes.ts';

export const list = route({
  id: 'companies.list',
  method: 'GET',
  path: '/companies',
  permission: 'tech',
  scope: 'people:read',
  tx: 'none',
  query: Type.Object({
    ...Paging,
    q: Type.Optional(Type.String({ maxLength: 200 })),
    active: Type.Optional(Type.Boolean()),
    typeId: Type.Optional(Type.Array(Id, { maxItems: 40 })),
    statusId: Type.Optional(Type.Array(Id, { maxItems: 40 })),
    tag: Type.Optional(Type.Array(TagName, { maxItems: 20 })),
    country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$' })),
    domain: Type.Optional(Type.String({ minLength: 1, maxLength: 253 })),
    sort: Type.Optional(Words(['name', '-name', '-createdAt'])),
  }),
  reply: { tech: Page(CompanyItem) },
  errors: ['cursor.invalid'],
  summary: 'Companies',
  description: 'Techs restricted to certain companies see only those.',
});
export const get = route({
  id: 'companies.get',
  method: 'GET',
  path: '/companies/{id}',
  permission: 'tech',
  scope: 'people:read',
  tx: 'none',
  params: ById,
  versioned: true,
  reply: { tech: Company },
  errors: ['company.notFound'],
  summary: 'One company',
  description: 'As companies.list.',
});
export const create = route({
  id: 'companies.create',
  method: 'POST',
  path: '/companies',
  permission: 'master-admin',
  scope: 'people:write',
  tx: 'write',
  status: 201,
  body: NewCompany,
  versioned: true,
  reply: { tech: Company },
  errors: ['company.nameTaken', 'role.restricted'],
  summary: 'Create a company',
  description: 'Master administrators only (product.md 3.1), unless they are restricted to certain companies.',
});
export const update = route({
  id: 'companies.update',
  method: 'PATCH',
  path: '/companies/{id}',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  params: ById,
  body: CompanyPatch,
  versioned: true,
  reply: { tech: Company },
  errors: ['company.notFound', 'company.nameTaken', 'company.gone', 'version.conflict', 'portalAccess.losesAccess'],
  summary: 'Change a company',
  description:
    'Disabling a company, or giving it a type or status that is not let in, shuts out all its contacts at once. What would shut out an administrator’s own contact account, or everybody, needs `confirmLosing`: the number of people the sender has seen.',
});
export const bulkUpdate = route({
  id: 'companies.bulkUpdate',
  method: 'POST',
  path: '/companies/bulk',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  body: CompanyBulk,
  reply: { tech: BulkReply },
  errors: [],
  summary: 'Change several companies',
  description: 'Each by the rules of companies.update; those that refuse are listed, the others change. At most 500 at once.',
});

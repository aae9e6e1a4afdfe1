import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Page, Paging, Words } from '../kernel/shapes.ts';
import { Company, CompanyItem, CompanyPatch, NewCompany } from './shapes.ts';

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
  errors: ['company.notFound', 'company.nameTaken', 'version.conflict'],
  summary: 'Change a company',
  description: 'Disabling a company ends the sessions of all its contacts at once.',
});

import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById } from '../kernel/shapes.ts';
import { CatalogueForContact, NewServiceType, ServiceType, ServiceTypePatch } from './shapes.ts';

export const list = route({
  id: 'serviceTypes.list',
  method: 'GET',
  path: '/service-types',
  permission: 'signed-in',
  scope: 'service:read',
  tx: 'none',
  reply: { contact: CatalogueForContact, tech: Type.Object({ items: Type.Array(ServiceType), somethingElse: Type.Boolean() }) },
  errors: [],
  summary: 'Service types',
  description: 'Contacts get the published ones in order; techs all of them.',
});
export const get = route({
  id: 'serviceTypes.get',
  method: 'GET',
  path: '/service-types/{id}',
  permission: 'tech',
  scope: 'service:read',
  tx: 'none',
  params: ById,
  versioned: true,
  reply: { tech: ServiceType },
  errors: ['serviceType.notFound'],
  summary: 'One service type',
  description: 'For techs.',
});
export const create = route({
  id: 'serviceTypes.create',
  method: 'POST',
  path: '/service-types',
  permission: 'admin',
  scope: 'service:write',
  tx: 'write',
  status: 201,
  body: NewServiceType,
  versioned: true,
  reply: { tech: ServiceType },
  errors: ['serviceType.nameTaken', 'defaults.invalid'],
  summary: 'Create a service type',
  description: 'Administrators.',
});
export const update = route({
  id: 'serviceTypes.update',
  method: 'PATCH',
  path: '/service-types/{id}',
  permission: 'admin',
  scope: 'service:write',
  tx: 'write',
  params: ById,
  body: ServiceTypePatch,
  versioned: true,
  reply: { tech: ServiceType },
  errors: ['serviceType.notFound', 'serviceType.nameTaken', 'defaults.invalid', 'version.conflict'],
  summary: 'Change a service type',
  description: 'Unpublished types can no longer be chosen; their tickets keep them.',
});

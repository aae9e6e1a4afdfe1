import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { Email } from '../kernel/shapes.ts';
import { ContactCreation, CreationPreview, NewContactCreation } from './shapes.ts';

export const getContactCreation = route({
  id: 'contactCreation.get',
  method: 'GET',
  path: '/contact-creation',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  versioned: true,
  reply: { tech: ContactCreation },
  errors: ['role.restricted'],
  summary: 'How contacts are made at their first sign-in',
  description:
    'The rule, the catch-all company, and the domains that need a decision. Not for administrators who are restricted to companies.',
});
export const saveContactCreation = route({
  id: 'contactCreation.save',
  method: 'PUT',
  path: '/contact-creation',
  permission: 'master-admin',
  scope: 'system:write',
  tx: 'write',
  body: NewContactCreation,
  versioned: true,
  reply: { tech: ContactCreation },
  errors: ['role.restricted', 'version.conflict', 'company.notFound', 'contactCreation.notEmpty', 'contactCreation.notPublic'],
  summary: 'Change how contacts are made at their first sign-in',
  description:
    'A catch-all company must be empty when it becomes one, because its people never see each other. `confirmedPublicDomains` lists all domains of public mail providers that make contacts all the same.',
});
export const previewContactCreation = route({
  id: 'contactCreation.preview',
  method: 'GET',
  path: '/contact-creation/preview',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  query: Type.Object({ email: Email, sid: Type.Optional(Type.String({ maxLength: 200 })) }),
  reply: { tech: CreationPreview },
  errors: ['role.restricted'],
  summary: 'Who would this address become',
  description: 'Runs the decision of a first sign-in without changing anything, and says what each step found.',
});

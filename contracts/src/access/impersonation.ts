import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { Id, Instant, Nothing } from '../kernel/shapes.ts';

export const startImpersonation = route({
  id: 'impersonations.start',
  method: 'POST',
  path: '/impersonations',
  permission: 'admin',
  scope: null,
  tx: 'write',
  status: 201,
  limit: 'impersonations',
  body: Type.Object(
    { contactId: Id, reason: Type.String({ maxLength: 500 }), readOnly: Type.Optional(Type.Boolean()) },
    { additionalProperties: false },
  ),
  reply: { tech: Type.Object({ id: Id, path: Type.String({ description: 'Where to open it, in a new tab' }), endsAt: Instant }) },
  errors: ['contact.notFound', 'impersonation.noAccess'],
  summary: 'Open the portal as a contact',
  description:
    'Sets a cookie that only the path in the answer sees, so the own session stays as it is. Shows what both the contact and the administrator may see, ends by itself, and is recorded under both names.',
});
export const endImpersonation = route({
  id: 'impersonations.end',
  method: 'DELETE',
  path: '/impersonation',
  permission: 'contact',
  scope: null,
  tx: 'write',
  whenImpersonated: 'allowed',
  status: 204,
  reply: { contact: Nothing },
  errors: ['impersonation.notFound'],
  summary: 'End looking at the portal as a contact',
  description: 'Called from within; for contacts themselves there is nothing to end.',
});

import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Page } from '../kernel/shapes.ts';
import { TicketItemForContact } from './shapes.ts';

export const viewAsContact = route({
  id: 'contacts.viewAs',
  method: 'POST',
  path: '/contacts/{id}/view-as',
  permission: 'admin',
  scope: null,
  tx: 'write',
  params: ById,
  body: Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false }),
  reply: { tech: Page(TicketItemForContact) },
  errors: ['contact.notFound', 'impersonation.noAccess', 'cursor.invalid'],
  summary: 'The tickets a contact sees',
  description:
    'What the contact’s rights show, less what the administrator may not see; newest first. Opens nothing in the contact’s name; the first page is noted in the sign-in log.',
});

import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Id, Page, Paging, Words } from '../kernel/shapes.ts';
import { Colleague, Contact, ContactItem, ContactPatch, NewContact } from './shapes.ts';

export const list = route({
  id: 'contacts.list',
  method: 'GET',
  path: '/contacts',
  permission: 'tech',
  scope: 'people:read',
  tx: 'none',
  query: Type.Object({
    ...Paging,
    q: Type.Optional(Type.String({ maxLength: 200 })),
    companyId: Type.Optional(Id),
    active: Type.Optional(Type.Boolean()),
    sort: Type.Optional(Words(['name', '-name', '-createdAt'])),
  }),
  reply: { tech: Page(ContactItem) },
  errors: ['cursor.invalid'],
  summary: 'Contacts',
  description: 'Techs restricted to certain companies see only their contacts.',
});
export const colleagues = route({
  id: 'contacts.colleagues',
  method: 'GET',
  path: '/colleagues',
  permission: 'contact',
  scope: 'people:read',
  tx: 'none',
  query: Type.Object({ ...Paging, q: Type.Optional(Type.String({ maxLength: 200 })) }),
  reply: { contact: Page(Colleague) },
  errors: [],
  summary: 'Active contacts of my own company',
  description: 'For choosing whom a request is for (company managers) and whom to add to a ticket. In a catch-all company only oneself.',
});
export const get = route({
  id: 'contacts.get',
  method: 'GET',
  path: '/contacts/{id}',
  permission: 'tech',
  scope: 'people:read',
  tx: 'none',
  params: ById,
  versioned: true,
  reply: { tech: Contact },
  errors: ['contact.notFound'],
  summary: 'One contact',
  description: 'As contacts.list.',
});
export const create = route({
  id: 'contacts.create',
  method: 'POST',
  path: '/contacts',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  status: 201,
  body: NewContact,
  versioned: true,
  reply: { tech: Contact },
  errors: ['contact.emailTaken', 'company.notFound'],
  summary: 'Create a contact',
  description: 'The e-mail address is unique within the company.',
});
export const update = route({
  id: 'contacts.update',
  method: 'PATCH',
  path: '/contacts/{id}',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  params: ById,
  body: ContactPatch,
  versioned: true,
  reply: { tech: Contact },
  errors: ['contact.notFound', 'contact.emailTaken', 'version.conflict'],
  summary: 'Change a contact',
  description:
    'Disabling ends the sessions of this contact at once; changing the e-mail address ends those that were proven for the old one.',
});
export const setPassword = route({
  id: 'contacts.setPassword',
  method: 'PUT',
  path: '/contacts/{id}/password',
  permission: 'admin',
  scope: null,
  tx: 'write',
  params: ById,
  body: Type.Object({ password: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]) }, { additionalProperties: false }),
  reply: { tech: Contact },
  errors: ['contact.notFound', 'password.weak'],
  summary: 'Set or remove a password',
  description: 'The password belongs to this account, not to the e-mail address: it opens no other account.',
});

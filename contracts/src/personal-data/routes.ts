import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Instant, Page, Paging } from '../kernel/shapes.ts';
import { Erasure, PersonalDataPreview, PersonalExport } from './shapes.ts';

export const preview = route({
  id: 'personalData.preview',
  method: 'GET',
  path: '/contacts/{id}/personal-data',
  permission: 'admin',
  scope: null,
  tx: 'none',
  params: ById,
  reply: { tech: PersonalDataPreview },
  errors: ['contact.notFound'],
  summary: 'What is kept about a person, in numbers',
  description: 'Administrators who see the contact, in a browser.',
});
export const makeExport = route({
  id: 'personalData.export',
  method: 'POST',
  path: '/contacts/{id}/personal-exports',
  permission: 'admin',
  scope: null,
  tx: 'write',
  status: 202,
  params: ById,
  reply: { tech: PersonalExport },
  errors: ['contact.notFound', 'contact.gone', 'personalExport.running'],
  summary: 'Gather everything that is kept about a person',
  description:
    'Made in the background: a .tar.gz of JSON files and the person’s own uploads, kept for a week. Administrators who see the contact.',
});
export const exports = route({
  id: 'personalData.exports',
  method: 'GET',
  path: '/contacts/{id}/personal-exports',
  permission: 'admin',
  scope: null,
  tx: 'none',
  params: ById,
  query: Type.Object({ ...Paging }),
  reply: { tech: Page(PersonalExport) },
  errors: ['contact.notFound', 'cursor.invalid'],
  summary: 'Files of personal data that were made, newest first',
  description: 'As personalData.preview.',
});
export const link = route({
  id: 'personalData.link',
  method: 'POST',
  path: '/personal-exports/{id}/link',
  permission: 'admin',
  scope: null,
  tx: 'write',
  params: ById,
  secretReply: true,
  reply: { tech: Type.Object({ url: Type.String(), expiresAt: Instant }) },
  errors: ['personalExport.notFound', 'personalExport.expired'],
  summary: 'A link to download personal data',
  description: 'Works for an hour, and only in the browser of who asked for it. Each time is logged.',
});
export const erase = route({
  id: 'personalData.erase',
  method: 'POST',
  path: '/contacts/{id}/erasure',
  permission: 'master-admin',
  scope: null,
  tx: 'write',
  status: 202,
  params: ById,
  body: Type.Object(
    {
      /** The person’s address, typed; the name of somebody without one. */
      confirm: Type.String({ minLength: 1, maxLength: 254 }),
      /** Also the texts and files the person wrote into tickets. */
      redactTexts: Type.Boolean(),
    },
    { additionalProperties: false },
  ),
  reply: { tech: Erasure },
  errors: ['contact.notFound', 'contact.gone', 'erasure.confirm', 'erasure.busy'],
  summary: 'Erase a person',
  description:
    'Cannot be undone. Tickets and their history stay under “Erased person 123”; name, address, sign-in means, mails, notices, drafts, uploads and records of imports go. Master administrators who see the contact.',
});

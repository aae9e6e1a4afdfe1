import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Id, Page, Paging, Words } from '../kernel/shapes.ts';
import { ConfirmLosing } from '../portal-access/shapes.ts';
import { Relocation, RelocationPreview, TICKET_FATES } from './shapes.ts';

export const preview = route({
  id: 'relocations.preview',
  method: 'GET',
  path: '/contacts/{id}/relocation',
  permission: 'admin',
  scope: 'people:read',
  tx: 'none',
  params: ById,
  query: Type.Object({ companyId: Id }),
  reply: { tech: RelocationPreview },
  errors: ['contact.notFound', 'company.notFound'],
  summary: 'What moving a contact to another company would do',
  description: 'In numbers, and nothing is changed. Administrators who see both companies.',
});
export const start = route({
  id: 'relocations.start',
  method: 'POST',
  path: '/contacts/{id}/relocation',
  permission: 'admin',
  scope: 'people:write',
  tx: 'write',
  status: 202,
  params: ById,
  body: Type.Object(
    {
      companyId: Id,
      tickets: Words(TICKET_FATES),
      /** For `hand-over`: a contact of the old company. */
      heirId: Type.Optional(Id),
      confirmLosing: ConfirmLosing,
    },
    { additionalProperties: false },
  ),
  reply: { tech: Relocation },
  errors: [
    'contact.notFound',
    'company.notFound',
    'contact.emailTaken',
    'relocation.sameCompany',
    'relocation.companyClosed',
    'relocation.catchAll',
    'relocation.running',
    'relocation.heir',
    'contact.gone',
    'portalAccess.losesAccess',
  ],
  summary: 'Move a contact to another company',
  description:
    'The contact leaves its groups, loses what was set for it alone and the roles of manager and approver, and is signed out. Tickets follow in the background, in portions. Administrators who see both companies.',
});
export const list = route({
  id: 'relocations.list',
  method: 'GET',
  path: '/contacts/{id}/relocations',
  permission: 'admin',
  scope: 'people:read',
  tx: 'none',
  params: ById,
  query: Type.Object({ ...Paging }),
  reply: { tech: Page(Relocation) },
  errors: ['contact.notFound', 'cursor.invalid'],
  summary: 'When a contact was moved, by whom and how far it is',
  description: 'Newest first. Companies the reader does not see are left out with their relocations.',
});

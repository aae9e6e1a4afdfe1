import { Type } from 'typebox';
import { PersonRef } from '../accounts/shapes.ts';
import { CompanyRef } from '../companies/shapes.ts';
import { route } from '../kernel/route.ts';
import { Nullable } from '../kernel/shapes.ts';
import { TicketItemForContact, TicketItemForTech } from '../tickets/shapes.ts';

const query = Type.Object({
  q: Type.String({ minLength: 1, maxLength: 200 }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 25, default: 8 })),
});
export const search = route({
  id: 'search.all',
  method: 'GET',
  path: '/search',
  permission: 'signed-in',
  scope: 'tickets:read',
  tx: 'none',
  query,
  reply: {
    contact: Type.Object({ tickets: Type.Array(TicketItemForContact) }),
    tech: Type.Object({
      tickets: Type.Array(TicketItemForTech),
      contacts: Type.Array(Type.Object({ ...PersonRef.properties, company: Nullable(CompanyRef), email: Nullable(Type.String()) })),
      companies: Type.Array(CompanyRef),
      techs: Type.Array(PersonRef),
    }),
  },
  errors: [],
  summary: 'Find tickets, people and companies',
  description:
    'Best matches per kind, for the palette and the search box. Visibility is part of the query; what was written a moment ago is found. An exact ticket number comes first.',
});

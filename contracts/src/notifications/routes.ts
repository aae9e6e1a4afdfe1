import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { Id, Instant, Nothing, Nullable, Page, Paging } from '../kernel/shapes.ts';

const Text = Type.Object({ key: Type.String(), values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])) });
/** `subject` and `lead` are catalogue keys with values: the page says them in the reader's language. */
export const Notice = Type.Object({
  id: Id,
  kind: Type.String(),
  ticketId: Nullable(Id),
  subject: Text,
  lead: Text,
  link: Type.String(),
  createdAt: Instant,
  readAt: Nullable(Instant),
});

export const listNotices = route({
  id: 'notices.list',
  method: 'GET',
  path: '/notices',
  permission: 'signed-in',
  scope: 'me:read',
  tx: 'none',
  query: Type.Object({ ...Paging, unread: Type.Optional(Type.Boolean()) }),
  reply: {
    contact: Type.Object({ ...Page(Notice).properties, unread: Type.Integer() }),
    tech: Type.Object({ ...Page(Notice).properties, unread: Type.Integer() }),
  },
  errors: ['cursor.invalid'],
  summary: 'My notices',
  description: 'What happened to my tickets, newest first; `unread` counts at most 100.',
});
export const readNotices = route({
  id: 'notices.read',
  method: 'PUT',
  path: '/notices/read',
  permission: 'signed-in',
  scope: 'me:write',
  tx: 'write',
  whenImpersonated: 'allowed',
  body: Type.Object({ ids: Type.Optional(Type.Array(Id, { maxItems: 200 })) }, { additionalProperties: false }),
  status: 204,
  reply: { contact: Nothing, tech: Nothing },
  errors: [],
  summary: 'Mark notices read',
  description: 'Those named, or all.',
});

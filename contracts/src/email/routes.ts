import { type Static, Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { ById, Email, Id, Instant, Nullable, Page, Paging, Version, Words } from '../kernel/shapes.ts';

export const MAIL_STATES = ['queued', 'sending', 'sent', 'failed', 'suppressed'] as const;
/** Delivery records never show sealed content (sign-in codes). */
export const MailItem = Type.Object({
  id: Id,
  kind: Type.String(),
  toName: Nullable(Type.String()),
  toAddress: Type.String(),
  subject: Type.String(),
  state: Words(MAIL_STATES),
  attempts: Type.Integer(),
  lastError: Nullable(Type.String()),
  createdAt: Instant,
  sentAt: Nullable(Instant),
  ticketNumber: Nullable(Id),
  version: Version,
});
export type MailItem = Static<typeof MailItem>;
export const MailView = Type.Object({
  ...MailItem.properties,
  messageId: Type.String(),
  html: Nullable(Type.String()),
  text: Nullable(Type.String()),
  isSealed: Type.Boolean(),
});

export const list = route({
  id: 'mails.list',
  method: 'GET',
  path: '/mails',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  query: Type.Object({
    ...Paging,
    state: Type.Optional(Type.Array(Words(MAIL_STATES), { maxItems: 5 })),
    q: Type.Optional(Type.String({ maxLength: 200 })),
    accountId: Type.Optional(Id),
    companyId: Type.Optional(Id),
  }),
  reply: { tech: Type.Object({ ...Page(MailItem).properties, transport: Words(['smtp', 'local-inbox', 'none']) }) },
  errors: ['cursor.invalid'],
  summary: 'Mail deliveries',
  description: 'Newest first; `q` matches the beginning of the address. `accountId`: to this person; `companyId`: to its contacts.',
});
export const get = route({
  id: 'mails.get',
  method: 'GET',
  path: '/mails/{id}',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  params: ById,
  reply: { tech: MailView },
  errors: ['mail.notFound'],
  summary: 'One mail',
  description: 'With its content unless that was sealed. Content of ticket mails is shown to master administrators only.',
});
export const retry = route({
  id: 'mails.retry',
  method: 'POST',
  path: '/mails/{id}/retry',
  permission: 'admin',
  scope: 'system:write',
  tx: 'write',
  params: ById,
  reply: { tech: MailItem },
  errors: ['mail.notFound', 'mail.notFailed', 'mail.contentErased'],
  summary: 'Send a failed mail again',
  description: 'Keeps its Message-ID, so a receiver that did get it can drop the second.',
});
export const sendTest = route({
  id: 'mails.test',
  method: 'POST',
  path: '/mails/test',
  permission: 'admin',
  scope: 'system:write',
  tx: 'write',
  status: 201,
  body: Type.Object({ to: Type.Optional(Email) }, { additionalProperties: false }),
  reply: { tech: MailItem },
  errors: [],
  summary: 'Send a test mail',
  description: 'To the given address, else to oneself.',
});
export const InboxItem = Type.Object({ id: Id, from: Type.String(), to: Type.String(), subject: Type.String(), receivedAt: Instant });
export const listInbox = route({
  id: 'inbox.list',
  method: 'GET',
  path: '/inbox',
  permission: 'public',
  scope: null,
  tx: 'none',
  query: Type.Object({ ...Paging, to: Type.Optional(Type.String({ maxLength: 254 })) }),
  reply: { anyone: Page(InboxItem), contact: Page(InboxItem), tech: Page(InboxItem) },
  errors: ['inbox.off'],
  summary: 'The demo’s local inbox',
  description: 'Every mail the demo would have sent. Exists only in a demo workspace on the loopback address; else 404.',
});
export const getInbox = route({
  id: 'inbox.get',
  method: 'GET',
  path: '/inbox/{id}',
  permission: 'public',
  scope: null,
  tx: 'none',
  params: ById,
  reply: {
    anyone: Type.Object({ ...InboxItem.properties, html: Nullable(Type.String()), text: Nullable(Type.String()) }),
    contact: Type.Object({ ...InboxItem.properties, html: Nullable(Type.String()), text: Nullable(Type.String()) }),
    tech: Type.Object({ ...InboxItem.properties, html: Nullable(Type.String()), text: Nullable(Type.String()) }),
  },
  errors: ['inbox.off', 'mail.notFound'],
  summary: 'One mail of the local inbox',
  description: 'As inbox.list.',
});

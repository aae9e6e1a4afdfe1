import { Type } from 'typebox';
import { route } from '../kernel/route.ts';
import { Id, Nothing, Page, Paging } from '../kernel/shapes.ts';
import { MyMailsForContact, MyMailsForTech, Notice, NotificationPatch, NotificationSettings, WeekOfNotices } from './shapes.ts';

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

export const getMyNotifications = route({
  id: 'me.notifications',
  method: 'GET',
  path: '/me/notifications',
  permission: 'signed-in',
  scope: 'me:read',
  tx: 'none',
  reply: { contact: NotificationSettings, tech: NotificationSettings },
  errors: [],
  summary: 'My notification settings',
  description: 'Every kind of notice there is for me with what holds for it, quiet hours, and how open pages make themselves heard.',
});
export const changeMyNotifications = route({
  id: 'me.changeNotifications',
  method: 'PATCH',
  path: '/me/notifications',
  permission: 'signed-in',
  scope: 'me:write',
  tx: 'write',
  body: NotificationPatch,
  reply: { contact: NotificationSettings, tech: NotificationSettings },
  errors: [],
  summary: 'Change my notification settings',
  description:
    'What is missing stays; null is the default again. Only one’s own: staff who stand in for a contact cannot. What waits for a summary follows the new setting.',
});
export const previewMyNotifications = route({
  id: 'me.previewNotifications',
  method: 'POST',
  path: '/me/notifications/preview',
  permission: 'signed-in',
  scope: 'me:read',
  tx: 'none',
  whenImpersonated: 'allowed',
  status: 200,
  body: NotificationPatch,
  reply: {
    contact: Type.Object({ saved: WeekOfNotices, changed: WeekOfNotices }),
    tech: Type.Object({ saved: WeekOfNotices, changed: WeekOfNotices }),
  },
  errors: [],
  summary: 'What last week would have been',
  description:
    'Counts the notices of the last seven days under the settings as they are and as the body would change them; changes nothing.',
});
export const listMyMails = route({
  id: 'me.mails',
  method: 'GET',
  path: '/me/mails',
  permission: 'signed-in',
  scope: 'me:read',
  tx: 'none',
  query: Type.Object(Paging),
  reply: { contact: MyMailsForContact, tech: MyMailsForTech },
  errors: ['cursor.invalid'],
  summary: 'My mails',
  description: 'What was sent to me, newest first, how it went, and what my settings kept from being mailed in the last week.',
});
export const sendMyTestMail = route({
  id: 'me.testMail',
  method: 'POST',
  path: '/me/mails/test',
  permission: 'signed-in',
  scope: 'me:write',
  tx: 'write',
  status: 204,
  reply: { contact: Nothing, tech: Nothing },
  errors: ['mail.noAddress'],
  summary: 'Send me a test mail',
  description: 'To the address of my account; five in ten minutes.',
});

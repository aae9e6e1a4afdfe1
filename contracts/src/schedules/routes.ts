import { route } from '../kernel/route.ts';
import { Nothing } from '../kernel/shapes.ts';
import { MyScheduleFeed, NewScheduleFeed } from './shapes.ts';

export const getMyFeed = route({
  id: 'me.scheduleFeed',
  method: 'GET',
  path: '/me/schedule-feed',
  permission: 'tech',
  scope: null,
  tx: 'none',
  reply: { tech: MyScheduleFeed },
  errors: [],
  summary: 'My schedule as a feed',
  description: 'Whether there is one and when it was last read.',
});
export const renewMyFeed = route({
  id: 'me.renewScheduleFeed',
  method: 'POST',
  path: '/me/schedule-feed',
  permission: 'tech',
  scope: null,
  tx: 'write',
  status: 201,
  secretReply: true,
  reply: { tech: NewScheduleFeed },
  errors: [],
  summary: 'Make or renew the address of my schedule',
  description:
    'A secret address for calendars of other programs: tickets assigned to me with a due date, and when I am away or busy. It is shown once and stored hashed; the address before it stops working. What it shows is judged anew each time it is read.',
});
export const revokeMyFeed = route({
  id: 'me.revokeScheduleFeed',
  method: 'DELETE',
  path: '/me/schedule-feed',
  permission: 'tech',
  scope: null,
  tx: 'write',
  status: 204,
  reply: { tech: Nothing },
  errors: ['scheduleFeed.notFound'],
  summary: 'Switch my schedule feed off',
  description: 'Its address stops working at once.',
});

import type { Module } from '../../kernel/module.ts';
import { scheduleFeedRoute } from './schedule-feed-route.ts';
import { routes } from './schedules.routes.ts';

export const schedulesModule: Module = {
  name: 'schedules',
  routes,
  rawRoutes: scheduleFeedRoute,
  limits: [
    // Behind one address many calendars may ask, each of them every few minutes.
    { name: 'schedules.address', points: 300, seconds: 300, store: 'process' },
    { name: 'schedules.feed', points: 30, seconds: 300, store: 'process' },
  ],
};

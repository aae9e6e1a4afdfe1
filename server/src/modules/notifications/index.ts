import type { Module } from '../../kernel/module.ts';
import { registerMailCheck } from '../email/index.ts';
import { CATCH_UP_PREFIX, catchUp, catchUpCheck } from './notices.catch-up.ts';
import { DIGEST_PREFIX, digestCheck } from './notices.digest.ts';
import { noticeEngine } from './notices.engine.ts';
import { mailCheck } from './notices.mail.ts';
import { events } from './notifications.events.ts';
import { jobs } from './notifications.jobs.ts';
import { visibleNotices } from './notifications.policy.ts';
import { routes } from './notifications.routes.ts';
import { zoneChanges } from './replan.ts';

/**
 * The notices of a product made of these modules: it learns from their events who is to be told of what.
 *
 * @example export const modules = [...declaring, emailModule, createNotificationsModule(declaring)];
 */
export function createNotificationsModule(modules: readonly Module[]): Module {
  const declared = modules.flatMap((module) => module.events ?? []);
  const declarations = new Map(declared.flatMap(({ name, notice }) => (notice ? [[name, notice] as const] : [])));
  const summaries = { declarations, visible: visibleNotices(declarations) };
  registerMailCheck('notice:', mailCheck(declarations));
  registerMailCheck(DIGEST_PREFIX, digestCheck(summaries));
  registerMailCheck(CATCH_UP_PREFIX, catchUpCheck(declarations));
  return {
    name: 'notifications',
    routes: routes(summaries),
    events,
    subscribers: [noticeEngine(declarations), catchUp(declarations), zoneChanges(declarations)],
    jobs: jobs(summaries),
    limits: [
      {
        name: 'mail.ownTests',
        points: 5,
        seconds: 600,
        store: 'process',
        detail: 'You sent five tests in ten minutes. Wait a little; the list below says how they went.',
      },
    ],
  };
}

import type { Module } from '../../kernel/module.ts';
import { registerMailCheck } from '../email/index.ts';
import { catchUp } from './notices.catch-up.ts';
import { noticeEngine } from './notices.engine.ts';
import { mailCheck } from './notices.mail.ts';
import { events } from './notifications.events.ts';
import { visibleNotices } from './notifications.policy.ts';
import { routes } from './notifications.routes.ts';

/**
 * The notices of a product made of these modules: it learns from their events who is to be told of what.
 *
 * @example export const modules = [...declaring, emailModule, createNotificationsModule(declaring)];
 */
export function createNotificationsModule(modules: readonly Module[]): Module {
  const declared = modules.flatMap((module) => module.events ?? []);
  const declarations = new Map(declared.flatMap(({ name, notice }) => (notice ? [[name, notice] as const] : [])));
  registerMailCheck('notice:', mailCheck(declarations));
  return {
    name: 'notifications',
    routes: routes(visibleNotices(declarations)),
    events,
    subscribers: [noticeEngine(declarations), catchUp(declarations)],
  };
}

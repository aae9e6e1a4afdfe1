import type { Module } from '../../kernel/module.ts';
import { events } from './passkeys.events.ts';
import { jobs } from './passkeys.jobs.ts';
import { routes } from './passkeys.routes.ts';

export const passkeysModule: Module = {
  name: 'passkeys',
  routes,
  events,
  jobs,
  // The sign-in page asks whenever it is opened; a whole office may come from one address in the morning.
  limits: [{ name: 'sign-in.passkeys-here', points: 600, seconds: 15 * 60, store: 'process' }],
};

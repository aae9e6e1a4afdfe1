import type { Module } from '../../kernel/module.ts';
import { scimEndpoint } from './scim.endpoint.ts';
import { events } from './scim.events.ts';
import { jobs } from './scim.jobs.ts';
import { routes } from './scim.routes.ts';
import { subscribers } from './scim.subscribers.ts';

export const scimModule: Module = {
  name: 'scim',
  routes,
  events,
  jobs,
  subscribers,
  rawRoutes: scimEndpoint,
  limits: [
    // Entra ID is promised 25 requests a second; a first synchronisation is a long row of them.
    { name: 'scim', points: 1800, seconds: 60, store: 'process', detail: 'This directory sends more than this portal takes.' },
    { name: 'scim.strangers', points: 60, seconds: 60, store: 'process' },
  ],
};

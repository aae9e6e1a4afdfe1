import type { Module } from '../../kernel/module.ts';
import { events } from './profiles.events.ts';
import { jobs } from './profiles.jobs.ts';
import { routes } from './profiles.routes.ts';

export const profilesModule: Module = { name: 'profiles', routes, events, jobs };

import type { Module } from '../../kernel/module.ts';
import { events } from './relocations.events.ts';
import { jobs } from './relocations.jobs.ts';
import { routes } from './relocations.routes.ts';

export const relocationsModule: Module = { name: 'relocations', routes, events, jobs };

import type { Module } from '../../kernel/module.ts';
import { events } from './merges.events.ts';
import { jobs } from './merges.jobs.ts';
import { routes } from './merges.routes.ts';

export const mergesModule: Module = { name: 'merges', routes, events, jobs };

import type { Module } from '../../kernel/module.ts';
import { events, rooms } from './techs.events.ts';
import { routes } from './techs.routes.ts';

export { createTech } from './operations/create-tech.ts';
export { getTech } from './operations/get-tech.ts';
export { updateTech } from './operations/update-tech.ts';
export { findTech, type TechFacts } from './techs.store.ts';

export const techsModule: Module = { name: 'techs', routes, events, rooms };

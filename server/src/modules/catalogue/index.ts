import type { Module } from '../../kernel/module.ts';
import { events } from './catalogue.events.ts';
import { routes } from './catalogue.routes.ts';

export { findServiceType, type ServiceTypeRow } from './catalogue.store.ts';
export { createServiceType } from './operations/create-service-type.ts';

export const catalogueModule: Module = { name: 'catalogue', routes, events };

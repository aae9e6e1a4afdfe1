import type { Module } from '../../kernel/module.ts';
import { events } from './rights.events.ts';
import { rightsExport } from './rights.export.ts';
import { routes } from './rights.routes.ts';
import { subscribers } from './rights.subscribers.ts';

export { dropContactRights } from './drop-rights.ts';

export const rightsModule: Module = { name: 'rights', routes, events, subscribers, rawRoutes: rightsExport };

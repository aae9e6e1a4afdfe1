import type { Module } from '../../kernel/module.ts';
import { events } from './service-desk.events.ts';
import { routes } from './service-desk.routes.ts';

export { createRow } from './operations/create-row.ts';
export { setDefaults } from './operations/set-defaults.ts';
export { isClosedKind, type StatusPurpose, statusFor } from './service-desk.rules.ts';
export { loadServiceDesk, type Priority, type Queue, type ServiceDesk, type Status } from './service-desk.store.ts';

export const serviceDeskModule: Module = { name: 'service-desk', routes, events };

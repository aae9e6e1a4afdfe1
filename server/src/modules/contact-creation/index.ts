import type { Module } from '../../kernel/module.ts';
import { events } from './contact-creation.events.ts';
import { routes } from './contact-creation.routes.ts';

export { isPublicDomain, readAddress } from './addresses.rules.ts';
export { lockContactCreation } from './contact-creation.store.ts';
export { decideAddress } from './decide-address.ts';

export const contactCreationModule: Module = { name: 'contact-creation', routes, events };

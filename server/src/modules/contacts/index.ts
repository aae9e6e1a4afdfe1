import type { Module } from '../../kernel/module.ts';
import { events } from './contacts.events.ts';
import { routes } from './contacts.routes.ts';

export { contactVisibleTo } from './contacts.policy.ts';
export { type ContactFacts, findContact } from './contacts.store.ts';
export { createContact } from './operations/create-contact.ts';
export { getContact } from './operations/get-contact.ts';
export { updateContact } from './operations/update-contact.ts';

export const contactsModule: Module = { name: 'contacts', routes, events };

import type { Module } from '../../kernel/module.ts';
import { events } from './contacts.events.ts';
import { contactExport } from './contacts.export.ts';
import { routes } from './contacts.routes.ts';

export {
  FLAGS_KEY,
  flagCascade,
  flagHeld,
  groupQueues,
  groupTagIds,
  QUEUES_KEY,
  queueCascade,
  type StoredCascade,
} from './contact-rights.reads.ts';
export { canReadContact, contactVisibleTo } from './contacts.policy.ts';
export { type ContactFacts, findContact, lockContact, moveContact } from './contacts.store.ts';
export { addContacts } from './operations/add-contacts.ts';
export { createContact } from './operations/create-contact.ts';
export { getContact } from './operations/get-contact.ts';
export { updateContact } from './operations/update-contact.ts';
export { companiesMerging, companiesUnderWay, contactsUnderWay, holdCompanies, holdContacts } from './under-way.store.ts';

export const contactsModule: Module = { name: 'contacts', routes, events, rawRoutes: contactExport };

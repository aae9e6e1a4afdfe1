import * as contract from '@portico/contracts/contacts/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { bulkUpdateContacts } from './operations/bulk-update-contacts.ts';
import { createContact } from './operations/create-contact.ts';
import { getContact } from './operations/get-contact.ts';
import { listColleagues } from './operations/list-colleagues.ts';
import { listContacts } from './operations/list-contacts.ts';
import { makePrimary } from './operations/make-primary.ts';
import { updateContact } from './operations/update-contact.ts';

// contacts.setPassword is bound by access, which owns passwords.
export const routes: readonly BoundRoute[] = [
  handle(contract.list, listContacts),
  handle(contract.colleagues, listColleagues),
  handle(contract.get, getContact),
  handle(contract.create, createContact),
  handle(contract.update, updateContact),
  handle(contract.bulkUpdate, bulkUpdateContacts),
  handle(contract.makePrimary, makePrimary),
];

import * as contract from '@portico/contracts/contact-creation/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { getContactCreation } from './operations/get-contact-creation.ts';
import { previewContactCreation } from './operations/preview-contact-creation.ts';
import { saveContactCreation } from './operations/save-contact-creation.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.getContactCreation, getContactCreation),
  handle(contract.saveContactCreation, saveContactCreation),
  handle(contract.previewContactCreation, previewContactCreation),
];

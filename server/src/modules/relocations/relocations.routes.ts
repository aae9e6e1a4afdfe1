import * as contract from '@portico/contracts/relocations/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { listRelocations } from './operations/list-relocations.ts';
import { previewRelocation } from './operations/preview-relocation.ts';
import { relocateContact } from './operations/relocate-contact.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.preview, previewRelocation),
  handle(contract.start, relocateContact),
  handle(contract.list, listRelocations),
];

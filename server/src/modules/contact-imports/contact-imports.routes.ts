import * as contract from '@portico/contracts/contact-imports/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { checkImport } from './operations/check-import.ts';
import { getImport } from './operations/get-import.ts';
import { listRows } from './operations/list-rows.ts';
import { startImport } from './operations/start-import.ts';
import { prepareImport, uploadImport } from './operations/upload-import.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.upload, uploadImport, prepareImport),
  handle(contract.get, getImport),
  handle(contract.rows, listRows),
  handle(contract.check, checkImport),
  handle(contract.start, startImport),
];

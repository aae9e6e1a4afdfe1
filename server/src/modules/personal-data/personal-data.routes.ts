import * as contract from '@portico/contracts/personal-data/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { erasePerson } from './operations/erase-person.ts';
import { linkExport } from './operations/link-export.ts';
import { listExports } from './operations/list-exports.ts';
import { previewPersonalData } from './operations/preview-personal-data.ts';
import { startExport } from './operations/start-export.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.preview, previewPersonalData),
  handle(contract.makeExport, startExport),
  handle(contract.exports, listExports),
  handle(contract.link, linkExport),
  handle(contract.erase, erasePerson),
];

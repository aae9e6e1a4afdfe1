import * as contract from '@portico/contracts/service-desk/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { createRow } from './operations/create-row.ts';
import { getDefaults } from './operations/get-defaults.ts';
import { getRow } from './operations/get-row.ts';
import { getServiceDesk } from './operations/get-service-desk.ts';
import { listRows } from './operations/list-rows.ts';
import { setDefaults } from './operations/set-defaults.ts';
import { updateRow } from './operations/update-row.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.getServiceDesk, getServiceDesk),
  handle(contract.getDefaults, getDefaults),
  handle(contract.setDefaults, setDefaults),
  handle(contract.queues.list, listRows('queues')),
  handle(contract.queues.get, getRow('queues')),
  handle(contract.queues.create, createRow('queues')),
  handle(contract.queues.update, updateRow('queues')),
  handle(contract.statuses.list, listRows('statuses')),
  handle(contract.statuses.get, getRow('statuses')),
  handle(contract.statuses.create, createRow('statuses')),
  handle(contract.statuses.update, updateRow('statuses')),
  handle(contract.priorities.list, listRows('priorities')),
  handle(contract.priorities.get, getRow('priorities')),
  handle(contract.priorities.create, createRow('priorities')),
  handle(contract.priorities.update, updateRow('priorities')),
  handle(contract.sources.list, listRows('sources')),
  handle(contract.sources.get, getRow('sources')),
  handle(contract.sources.create, createRow('sources')),
  handle(contract.sources.update, updateRow('sources')),
  handle(contract.categories.list, listRows('categories')),
  handle(contract.categories.get, getRow('categories')),
  handle(contract.categories.create, createRow('categories')),
  handle(contract.categories.update, updateRow('categories')),
];

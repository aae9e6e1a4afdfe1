import * as contract from '@portico/contracts/catalogue/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { createServiceType } from './operations/create-service-type.ts';
import { getServiceType } from './operations/get-service-type.ts';
import { listServiceTypes } from './operations/list-service-types.ts';
import { updateServiceType } from './operations/update-service-type.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.list, listServiceTypes),
  handle(contract.get, getServiceType),
  handle(contract.create, createServiceType),
  handle(contract.update, updateServiceType),
];

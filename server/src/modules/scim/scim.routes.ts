import * as contract from '@portico/contracts/scim/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { createConnection } from './operations/create-connection.ts';
import { deleteConnection } from './operations/delete-connection.ts';
import { getConnection } from './operations/get-connection.ts';
import { listActivities } from './operations/list-activities.ts';
import { listConnections } from './operations/list-connections.ts';
import { renewToken } from './operations/renew-token.ts';
import { updateConnection } from './operations/update-connection.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.list, listConnections),
  handle(contract.get, getConnection),
  handle(contract.create, createConnection),
  handle(contract.update, updateConnection),
  handle(contract.remove, deleteConnection),
  handle(contract.renewToken, renewToken),
  handle(contract.activities, listActivities),
];

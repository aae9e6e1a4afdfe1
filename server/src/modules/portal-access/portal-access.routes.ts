import * as contract from '@portico/contracts/portal-access/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { getPortalAccess } from './operations/get-portal-access.ts';
import { listCompanyLabels } from './operations/list-company-labels.ts';
import { savePortalAccess } from './operations/save-portal-access.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.listCompanyLabels, listCompanyLabels),
  handle(contract.getPortalAccess, getPortalAccess),
  handle(contract.savePortalAccess, savePortalAccess),
];

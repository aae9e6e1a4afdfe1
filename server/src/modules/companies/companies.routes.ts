import * as contract from '@portico/contracts/companies/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { bulkUpdateCompanies } from './operations/bulk-update-companies.ts';
import { createCompany } from './operations/create-company.ts';
import { getCompany } from './operations/get-company.ts';
import { listCompanies } from './operations/list-companies.ts';
import { updateCompany } from './operations/update-company.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.list, listCompanies),
  handle(contract.get, getCompany),
  handle(contract.create, createCompany),
  handle(contract.update, updateCompany),
  handle(contract.bulkUpdate, bulkUpdateCompanies),
];

import type { Module } from '../../kernel/module.ts';
import { events } from './companies.events.ts';
import { companyExport } from './companies.export.ts';
import { routes } from './companies.routes.ts';

export { canReadCompany, companyVisibleTo } from './companies.policy.ts';
export { type CompanyFacts, findCompany, indexCompany, markCatchAll } from './companies.store.ts';
export { createCompany } from './operations/create-company.ts';
export { getCompany } from './operations/get-company.ts';
export { updateCompany } from './operations/update-company.ts';

export const companiesModule: Module = { name: 'companies', routes, events, rawRoutes: companyExport };

import type { Module } from '../../kernel/module.ts';
import { events } from './portal-access.events.ts';
import { routes } from './portal-access.routes.ts';

export { accountOpen, companyOpen, contactOpen, standingOf } from './portal-access.policy.ts';
export { countPotentialUsers, firstLabels, readContactLimit, readStanding } from './portal-access.reads.ts';
export { checkLockout } from './portal-access.rules.ts';
export { expectUnrestricted } from './unrestricted.ts';

export const portalAccessModule: Module = { name: 'portal-access', routes, events };

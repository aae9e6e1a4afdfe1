import { getSetup as getContract, runSetup as runContract } from '@portico/contracts/access/routes.ts';
import { handle, type Module } from '../../kernel/module.ts';
import { getSetup } from './operations/get-setup.ts';
import { prepareSetup, runSetup } from './operations/run-setup.ts';

export { createDefaultDesk } from './default-desk.ts';
export { ensureSetupToken } from './setup-token.ts';

export const setupModule: Module = {
  name: 'setup',
  routes: [handle(getContract, getSetup), handle(runContract, runSetup, prepareSetup)],
};

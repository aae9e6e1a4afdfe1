import * as contract from '@portico/contracts/techs/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { createTech } from './operations/create-tech.ts';
import { getTech } from './operations/get-tech.ts';
import { listTechs } from './operations/list-techs.ts';
import { updateTech } from './operations/update-tech.ts';

// techs.setPassword is bound by access, which owns passwords.
export const routes: readonly BoundRoute[] = [
  handle(contract.list, listTechs),
  handle(contract.get, getTech),
  handle(contract.create, createTech),
  handle(contract.update, updateTech),
];

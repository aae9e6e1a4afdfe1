import * as contract from '@portico/contracts/teams/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { createTeam } from './operations/create-team.ts';
import { getTeam } from './operations/get-team.ts';
import { listTeams } from './operations/list-teams.ts';
import { updateTeam } from './operations/update-team.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.list, listTeams),
  handle(contract.get, getTeam),
  handle(contract.create, createTeam),
  handle(contract.update, updateTeam),
];

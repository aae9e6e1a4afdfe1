import * as contract from '@portico/contracts/teams/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { askToJoin } from './operations/ask-to-join.ts';
import { createTeam } from './operations/create-team.ts';
import { decideRequest } from './operations/decide-request.ts';
import { getTeam } from './operations/get-team.ts';
import { leaveTeam } from './operations/leave-team.ts';
import { listRequests } from './operations/list-requests.ts';
import { listTeams } from './operations/list-teams.ts';
import { updateTeam } from './operations/update-team.ts';
import { withdrawRequest } from './operations/withdraw-request.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.list, listTeams),
  handle(contract.get, getTeam),
  handle(contract.create, createTeam),
  handle(contract.update, updateTeam),
  handle(contract.listRequests, listRequests),
  handle(contract.askToJoin, askToJoin),
  handle(contract.decideRequest, decideRequest),
  handle(contract.withdrawRequest, withdrawRequest),
  handle(contract.leave, leaveTeam),
];

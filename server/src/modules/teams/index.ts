import type { Module } from '../../kernel/module.ts';
import { events } from './teams.events.ts';
import { routes } from './teams.routes.ts';

export { changeTeamMembers } from './operations/change-team-members.ts';
export { createTeam } from './operations/create-team.ts';
export { updateTeam } from './operations/update-team.ts';
export { findTeam, type TeamFacts, teamIdsOf } from './teams.store.ts';

export const teamsModule: Module = { name: 'teams', routes, events };

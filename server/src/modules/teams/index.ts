import type { Module } from '../../kernel/module.ts';
import { events } from './teams.events.ts';
import { routes } from './teams.routes.ts';

export { createTeam } from './operations/create-team.ts';
export { findTeam, type TeamFacts, teamIdsOf } from './teams.store.ts';

export const teamsModule: Module = { name: 'teams', routes, events };

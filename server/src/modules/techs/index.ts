import type { Module } from '../../kernel/module.ts';
import { events, rooms } from './techs.events.ts';
import { routes } from './techs.routes.ts';

export {
  type AvailabilityRow,
  findAvailability,
  listExpiredAvailability,
  lockAvailability,
  saveAvailability,
} from './availability.store.ts';
export { createTech } from './operations/create-tech.ts';
export { getTech } from './operations/get-tech.ts';
export { updateTech } from './operations/update-tech.ts';
export { defaultCategory, heldList, STAFF_RESTRICTIONS_KEY } from './tech-reach.reads.ts';
export { seesOnlyOwnTeams, techSeenBy } from './techs.policy.ts';
export { availabilityAt, takesAssignments, withUncategorised } from './techs.rules.ts';
export { findTech, type TechFacts } from './techs.store.ts';

export const techsModule: Module = { name: 'techs', routes, events, rooms };

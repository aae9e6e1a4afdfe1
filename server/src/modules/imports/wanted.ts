import type { Person, Snapshot, TicketPlan } from './plan-ticket.ts';

/** Every name the tickets of a file use; grows with the names, not with the rows. */
export interface Wanted {
  readonly statuses: Set<string>;
  readonly priorities: Set<string>;
  readonly sources: Set<string>;
  readonly categories: Set<string>;
  readonly teams: Set<string>;
  /** By address. */
  readonly techs: Map<string, Person>;
  readonly contacts: Map<string, Person>;
}

export const nothingWanted = (): Wanted => ({
  statuses: new Set(),
  priorities: new Set(),
  sources: new Set(),
  categories: new Set(),
  teams: new Set(),
  techs: new Map(),
  contacts: new Map(),
});

export function collect(wanted: Wanted, plan: TicketPlan): void {
  add(wanted, plan.first);
  for (const step of plan.steps) add(wanted, step.change);
  for (const person of plan.people) wanted.techs.set(person.email, person);
  wanted.contacts.set(plan.requester.email, plan.requester);
}

function add(wanted: Wanted, { status, priority, source, category, team }: Partial<Snapshot>): void {
  if (status) wanted.statuses.add(status);
  if (priority) wanted.priorities.add(priority);
  if (source) wanted.sources.add(source);
  if (category) wanted.categories.add(category);
  if (team) wanted.teams.add(team);
}

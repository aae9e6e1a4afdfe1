import type { Actor, ContactActor, ContactRights, TechActor, Via } from '@portico/contracts/access/actor.ts';
import type { SessionRole } from '@portico/contracts/access/settings.ts';
import { type ContactFlag, flagIn } from '@portico/contracts/rights/flags.ts';
import { withUncategorised } from '../techs/index.ts';
import type { AccountFacts } from './access.reads.ts';

interface ActingBy {
  readonly via: Via | null;
  readonly scopes: readonly string[] | null;
  readonly sessionId: number | null;
}

export interface Standing {
  readonly rule: 'entry.active' | 'entry.company';
  readonly holds: boolean;
}

/** What must hold of an account before it is anybody at all, in the order in which it is judged. */
export const standingOf = (facts: AccountFacts): readonly Standing[] => [
  { rule: 'entry.active', holds: facts.active },
  { rule: 'entry.company', holds: facts.companyOpen !== false },
];

/** The account as an actor, or null when it is disabled, its company is, or a part of it is missing. */
export function actorOf(facts: AccountFacts, by: ActingBy): ContactActor | TechActor | null {
  if (!standingOf(facts).every((one) => one.holds)) return null;
  const accountId = facts.id;
  if (facts.kind === 'contact') {
    if (facts.companyId === null) return null;
    const { companyId, groups } = facts;
    const isManager = facts.isManager === true;
    return { kind: 'contact', audience: 'contact', accountId, companyId, isManager, groups, rights: rightsOf(facts), ...by };
  }
  if (facts.role === null) return null;
  const { role, queueIds, companyIds, teamIds } = facts;
  const categoryIds = withUncategorised(facts.categoryIds, facts.defaultCategoryId);
  return { kind: 'tech', audience: 'tech', accountId, role, queueIds, companyIds, categoryIds, teamIds, ...by };
}

/** In a catch-all company people are strangers: whatever would reach to others is nothing there. */
function rightsOf({ flags, isApprover, isCatchAll, shownQueueIds, viewTagIds, approveTagIds }: AccountFacts): ContactRights {
  const cascade = { ...flags, roles: { isApprover } };
  const on = (flag: ContactFlag): boolean => flagIn(cascade, flag).value === true;
  const among = isCatchAll !== true;
  return {
    allTickets: among && on('allTickets'),
    approver: among && on('approver'),
    somethingElse: on('somethingElse'),
    notifications: on('notifications'),
    queueIds: shownQueueIds,
    viewTagIds: among ? viewTagIds : [],
    approveTagIds: among ? approveTagIds : [],
  };
}

/** Whose session limits hold for the account. */
export const roleOf = (facts: Pick<AccountFacts, 'kind' | 'role'>): SessionRole | null =>
  facts.kind === 'contact' ? 'contact' : facts.role;

/** For sentences such as "You are now signed in as …". */
export const nameOf = (facts: AccountFacts): string => (facts.companyName === null ? facts.name : `${facts.name} (${facts.companyName})`);

/** Proven, perhaps, but in no account: sees what a stranger sees, and may choose where to go. */
export const unchosen = (sessionId: number): Actor => ({
  kind: 'anonymous',
  audience: 'anyone',
  accountId: null,
  via: null,
  scopes: null,
  sessionId,
});

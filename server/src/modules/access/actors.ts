import type { Actor, ContactActor, TechActor, Via } from '@portico/contracts/access/actor.ts';
import type { AccountFacts } from './access.reads.ts';

interface ActingBy {
  readonly via: Via | null;
  readonly scopes: readonly string[] | null;
  readonly sessionId: number | null;
}

/** The account as an actor, or null when it is disabled, its company is, or a part of it is missing. */
export function actorOf(facts: AccountFacts, by: ActingBy): ContactActor | TechActor | null {
  if (!facts.active || facts.companyActive === false) return null;
  const accountId = facts.id;
  if (facts.kind === 'contact') {
    if (facts.companyId === null) return null;
    return { kind: 'contact', audience: 'contact', accountId, companyId: facts.companyId, isManager: facts.isManager === true, ...by };
  }
  if (facts.role === null) return null;
  const { role, queueIds, companyIds, teamIds } = facts;
  return { kind: 'tech', audience: 'tech', accountId, role, queueIds, companyIds, teamIds, ...by };
}

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

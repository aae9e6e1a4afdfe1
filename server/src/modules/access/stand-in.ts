import type { ContactActor, TechActor } from '@portico/contracts/access/actor.ts';
import type { Ctx } from '../../kernel/context.ts';
import { notFound, Refusal } from '../../kernel/errors.ts';
import { mayReadPerson } from './access.policy.ts';
import { type AccountFacts, findAccountFacts, findSessionAccount } from './access.reads.ts';
import { mayActForOthers } from './act-as.rules.ts';
import { actorOf } from './actors.ts';

/** How somebody stands in: `id` is null for a look that opens nothing. */
export interface StandInTerms {
  readonly id: number | null;
  readonly endsAt: string;
  readonly readOnly: boolean;
  readonly staffName: string;
}

/**
 * A contact as a staff member may be him: the contact's own rights, of which every ticket policy then takes away what the staff member
 * could not see himself. Null when he may not stand in for this person, or the person could not sign in.
 */
export function standIn(staff: TechActor, facts: AccountFacts, terms: StandInTerms): ContactActor | null {
  if (staff.via !== null || staff.scopes !== null || !mayActForOthers(staff.role)) return null;
  if (facts.kind !== 'contact' || facts.emailKey === null || !mayReadPerson(staff, facts)) return null;
  const via = { kind: 'impersonation', id: staff.accountId, name: terms.staffName } as const;
  const contact = actorOf(facts, { via, scopes: null, sessionId: null });
  if (contact?.kind !== 'contact') return null;
  const { id, endsAt, readOnly } = terms;
  return { ...contact, impersonation: { id, staff, endsAt, readOnly } };
}

export interface Chosen {
  readonly facts: AccountFacts;
  readonly staff: TechActor;
  readonly staffName: string;
  readonly contact: ContactActor;
}

/** The contact an administrator names, or the refusal he gets: what he may not see does not exist for him. */
export async function chooseContact(ctx: Ctx, contactId: number, terms: Pick<StandInTerms, 'endsAt' | 'readOnly'>): Promise<Chosen> {
  const staff = ctx.actor;
  const facts = await findAccountFacts(ctx.tx, contactId);
  if (staff.kind !== 'tech' || facts?.kind !== 'contact' || !mayReadPerson(staff, facts)) throw notFound('contact');
  const staffName = (await findSessionAccount(ctx.tx, staff.accountId))?.name ?? '';
  const contact = standIn(staff, facts, { ...terms, id: null, staffName });
  if (!contact) {
    throw new Refusal(409, 'impersonation.noAccess', 'This contact cannot sign in, so there is no portal to look at. Nothing was opened.');
  }
  return { facts, staff, staffName, contact };
}

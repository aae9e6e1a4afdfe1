import type { TechRole } from '@portico/contracts/access/actor.ts';
import type { Availability } from '@portico/contracts/techs/shapes.ts';
import { Refusal } from '../../kernel/errors.ts';

/** A streamline tech is a customer's own IT: without both restrictions he would see other customers (product.md 3.1). */
export function checkRestrictions(role: TechRole, queueIds: readonly number[] | null, companyIds: readonly number[] | null): void {
  if (role !== 'streamline') return;
  const missing = [...(queueIds?.length ? [] : ['queueIds']), ...(companyIds?.length ? [] : ['companyIds'])];
  if (missing.length === 0) return;
  throw new Refusal(422, 'tech.restrictionsNeeded', 'A streamline tech must be restricted to certain queues and companies.', {
    fields: missing.map((path) => ({
      path,
      code: 'required',
      message: path === 'queueIds' ? 'Choose at least one queue.' : 'Choose at least one company.',
    })),
  });
}

export const lastMasterAdmin = () =>
  new Refusal(409, 'tech.lastMasterAdmin', 'This is the last active master administrator. Make someone else master administrator first.');

/**
 * The categories of an actor. A ticket without a category counts as one of the default category: 0 in the list lets it in. With no
 * default category such tickets are for techs without this restriction.
 */
export const withUncategorised = (ids: readonly number[] | null, defaultId: number | null): readonly number[] | null =>
  ids !== null && defaultId !== null && ids.includes(defaultId) ? [0, ...ids] : ids;

/** What somebody is available for at a moment: a state that ran out is over, also when nobody has written that down yet. */
export const availabilityAt = (
  tech: { readonly availability: Availability; readonly availabilityUntil: string | null },
  now: string,
): Availability => (tech.availabilityUntil !== null && tech.availabilityUntil <= now ? 'available' : tech.availability);

/** May others give him a ticket? Busy: only urgent ones; away and do-not-disturb: none. */
export const takesAssignments = (availability: Availability, urgent: boolean): boolean =>
  availability === 'available' || (availability === 'busy' && urgent);
